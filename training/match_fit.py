"""Small models of the match stage: fitted with scikit-learn, written for numpy."""

import json
from pathlib import Path

import numpy as np
from manifest import record
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

WEIGHTS = Path(__file__).parents[1] / "src" / "sayso" / "weights"


def register(name: str) -> None:
    """Write the file's digest into the manifest, and say how large the file is."""
    record(name)
    print(name, (WEIGHTS / name).stat().st_size, "bytes")


def fit_regression(
    name: str,
    names: tuple[str, ...],
    features: np.ndarray,
    labels: np.ndarray,
    c: float,
    weights: np.ndarray | None = None,
) -> None:
    """Standardise, fit, write."""
    scaler = StandardScaler().fit(features)
    model = LogisticRegression(C=c, max_iter=2000)
    model.fit(scaler.transform(features), labels, sample_weight=weights)
    write_regression(name, names, scaler, model.coef_, model.intercept_)


def write_regression(
    name: str, features: tuple[str, ...], scaler: StandardScaler, coefficients: np.ndarray, intercept: np.ndarray
) -> None:
    """A trained model as JSON, see sayso.match.model."""

    def listed(values: np.ndarray) -> list:
        return np.round(values, 5).tolist()

    stored = {
        "features": features,
        "mean": listed(scaler.mean_),
        "scale": listed(scaler.scale_),
        "coefficients": listed(coefficients),
        "intercept": listed(intercept),
    }
    (WEIGHTS / name).write_text(json.dumps(stored))
    register(name)
