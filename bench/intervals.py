"""
Figures with their 95 % intervals: counts of each article, summed, and summed again over articles drawn anew.

The bootstrap of Efron (1979): as many articles as there are, drawn with replacement, 1,000 times with a fixed seed; the
interval is from the 2.5th to the 97.5th percentile of the figure. Articles are drawn whole, because what stands in one
article is read and annotated together.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

DRAWS, SEED = 1000, 20161108
Counts = tuple[float, float, float, float]  # right and found (precision), right and wanted (recall)


class Figure(NamedTuple):
    """A figure in percent, and the ends of its 95 % interval."""

    value: float
    low: float
    high: float


class Tally:
    """Counts by figure and article; ``figures`` sums them."""

    def __init__(self, articles: int) -> None:
        self._articles = articles
        self._counts: dict[str, npt.NDArray[np.float64]] = {}

    def f1(self, name: str, article: int, right: int, found: int, wanted: int) -> None:
        """Count what is to be an F1: ``right`` of ``found``, and of ``wanted``."""
        self.add(name, article, (right, found, right, wanted))

    def share(self, name: str, article: int, part: float, whole: float) -> None:
        """Count what is to be a share: ``part`` of ``whole``."""
        self.add(name, article, (part, whole, part, whole))

    def add(self, name: str, article: int, counts: Counts) -> None:
        """Count in full: the two sides of an F1 may differ in what was right (slices)."""
        if name not in self._counts:
            self._counts[name] = np.zeros((self._articles, 4))
        self._counts[name][article] += counts

    def figures(self) -> dict[str, Figure]:
        """Each figure with its interval, in the order in which they were first counted."""
        draws = np.random.default_rng(SEED).integers(0, self._articles, (DRAWS, self._articles))
        weights = np.apply_along_axis(np.bincount, 1, draws, minlength=self._articles)
        return {name: _figure(counts, weights) for name, counts in self._counts.items()}

    def counts(self) -> dict[str, tuple[float, float]]:
        """Right and found (for a share: the part and the whole), summed over all articles."""
        return {name: (float(counts[:, 0].sum()), float(counts[:, 1].sum())) for name, counts in self._counts.items()}

    def values(self) -> dict[str, float]:
        """The figures without intervals."""
        return {name: float(_percent(counts.sum(0)[None])[0]) for name, counts in self._counts.items()}


def _figure(counts: npt.NDArray[np.float64], weights: npt.NDArray[np.int64]) -> Figure:
    low, high = np.percentile(_percent(weights @ counts), [2.5, 97.5])
    return Figure(float(_percent(counts.sum(0)[None])[0]), float(low), float(high))


def _percent(sums: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The harmonic mean of precision and recall of n rows of counts, in percent; 0 where there is nothing."""
    precision = sums[:, 0] / np.maximum(sums[:, 1], 1e-12)
    recall = sums[:, 2] / np.maximum(sums[:, 3], 1e-12)
    return 200 * precision * recall / np.maximum(precision + recall, 1e-12)


def plain(figures: Mapping[str, Figure | float]) -> dict[str, float]:
    """The values alone, of figures with and without intervals."""
    return {name: figure.value if isinstance(figure, Figure) else figure for name, figure in figures.items()}
