"""A linear model in JSON: named features, one row of weights a class, softmax (multinomial logistic regression)."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

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
    _columns: Mapping[str, tuple[float, ...]] = field(init=False, repr=False)  # feature -> weight / scale, by class
    _start: tuple[float, ...] = field(init=False, repr=False)  # by class, where all features are 0

    def __post_init__(self) -> None:
        weights = self.weights / self.scale
        columns = {name: tuple(weights[:, place].tolist()) for name, place in self.places.items()}
        object.__setattr__(self, "_columns", columns)
        object.__setattr__(self, "_start", tuple((self.bias - weights @ self.mean).tolist()))

    def chances(self, features: Mapping[str, float]) -> dict[str, float]:
        """
        The chance of each class, 0 to 1, summing to 1.

        Most features are 0 and a run asks hundreds of times an article: plain numbers are faster here than arrays.
        """
        logits = list(self._start)
        for name, value in features.items():
            if value and (column := self._columns.get(name)):
                for number, weight in enumerate(column):
                    logits[number] += value * weight
        most = max(logits)
        grown = [math.exp(each - most) for each in logits]
        total = sum(grown)
        return {name: each / total for name, each in zip(self.classes, grown, strict=True)}


@cache
def load_linear(name: str) -> Linear:
    """One of the models that ``training/train_trace.py`` writes: "concern", "role", "primary" or "first_hand"."""
    kept = _written()[name]
    weights = np.array(kept["weights"], dtype=np.float64)
    bias = np.array(kept["bias"], dtype=np.float64)
    places = {feature: place for place, feature in enumerate(kept["features"])}
    return Linear(tuple(kept["classes"]), places, np.array(kept["mean"]), np.array(kept["scale"]), weights, bias)


@cache
def load_vector(name: str) -> NDArray[np.float32]:
    """A direction [384] of sentence vectors that ``training/train_trace.py`` writes: "crediting"."""
    return np.array(_written()[name], dtype=np.float32)


@cache
def _written() -> dict[str, Any]:
    kept: dict[str, Any] = json.loads(model_path(WEIGHTS).read_text(encoding="utf-8"))
    return kept
