"""A linear model in JSON: named features, one row of weights a class, softmax (multinomial logistic regression)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from sayso.models import model_path

WEIGHTS = "trace.json"


@dataclass(frozen=True, slots=True)
class Linear:
    """Weights [classes, features] over features that are centred and scaled as in training."""

    classes: tuple[str, ...]
    places: Mapping[str, int]  # feature -> column; a feature that training did not see counts for nothing
    mean: NDArray[np.float64]
    scale: NDArray[np.float64]
    weights: NDArray[np.float64]
    bias: NDArray[np.float64]

    def chances(self, features: Mapping[str, float]) -> dict[str, float]:
        """The chance of each class, 0 to 1, summing to 1."""
        row = np.zeros(len(self.places))
        for name, value in features.items():
            if name in self.places:
                row[self.places[name]] = value
        logits = self.weights @ ((row - self.mean) / self.scale) + self.bias
        grown = np.exp(logits - logits.max())
        return dict(zip(self.classes, (grown / grown.sum()).tolist(), strict=True))


@cache
def load_linear(name: str) -> Linear:
    """One of the models that ``training/train_trace.py`` writes: "role", "primary" or "first_hand"."""
    kept = json.loads(model_path(WEIGHTS).read_text(encoding="utf-8"))[name]
    weights = np.array(kept["weights"], dtype=np.float64)
    bias = np.array(kept["bias"], dtype=np.float64)
    places = {feature: place for place, feature in enumerate(kept["features"])}
    return Linear(tuple(kept["classes"]), places, np.array(kept["mean"]), np.array(kept["scale"]), weights, bias)
