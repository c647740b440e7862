"""Logistic regressions of the match stage, as JSON: mean, scale and coefficients of each feature, by name."""

import json
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from sayso.models import model_path

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Regression:
    """A logistic regression over standardised features; a row of coefficients a class (one row: two classes)."""

    mean: Floats  # [n_features]
    scale: Floats  # [n_features]
    coefficients: Floats  # [n_classes or 1, n_features]
    intercept: Floats  # [n_classes or 1]

    def scores(self, features: Floats) -> Floats:
        """[n, n_features] -> [n, n_classes or 1], before the logistic function."""
        scores = ((features - self.mean) / self.scale) @ self.coefficients.T + self.intercept
        return scores.astype(np.float32)

    def probability(self, features: Floats) -> Floats:
        """[n, n_features] -> [n] of the second of two classes."""
        chances: Floats = (1 / (1 + np.exp(-self.scores(features)[:, 0]))).astype(np.float32)
        return chances


def softmax(scores: Floats) -> Floats:
    """Scores to chances that add up to 1, along the last axis."""
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    chances: Floats = (powers / powers.sum(axis=-1, keepdims=True)).astype(np.float32)
    return chances


@cache
def load_regression(name: str, features: tuple[str, ...]) -> Regression:
    """The model in ``weights/<name>``; a model of other features than those given is a bug."""
    stored = json.loads(model_path(name).read_text(encoding="utf-8"))
    if tuple(stored["features"]) != features:
        raise ValueError(f"{name} was trained on other features than the code computes")
    columns = (np.array(stored[key], dtype=np.float32) for key in ("mean", "scale", "coefficients", "intercept"))
    return Regression(*columns)


def with_products(features: Floats, first: int) -> Floats:
    """[n, m] -> [n, m + first * (first + 1) / 2]: the features, then the products of the ``first`` ones by pairs."""
    products = [features[:, i : i + 1] * features[:, i:first] for i in range(first)]
    joined: Floats = np.concatenate([features, *products], axis=1)
    return joined


def product_names(names: tuple[str, ...], first: int) -> tuple[str, ...]:
    """The names of the columns that ``with_products`` makes."""
    return names + tuple(f"{names[i]} * {other}" for i in range(first) for other in names[i:first])
