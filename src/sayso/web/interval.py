"""A share with its interval, which few cases do not have."""

from dataclasses import dataclass
from math import sqrt

LEAST = 20  # cases below which a share is not shown: counts only
_Z = 1.96  # 95 %


def wilson(hits: int, cases: int) -> tuple[float, float]:
    """The score interval of a share at 95 % (Wilson 1927); ``cases`` of at least 1."""
    share = hits / cases
    centre = (share + _Z * _Z / (2 * cases)) / (1 + _Z * _Z / cases)
    half = _Z / (1 + _Z * _Z / cases) * sqrt(share * (1 - share) / cases + _Z * _Z / (4 * cases * cases))
    return max(0.0, centre - half), min(1.0, centre + half)


@dataclass(frozen=True, slots=True)
class Share:
    """``hits`` of ``cases``."""

    hits: int
    cases: int

    @property
    def interval(self) -> tuple[float, float] | None:
        """None where there are too few cases to give a share."""
        return wilson(self.hits, self.cases) if self.cases >= LEAST else None

    @property
    def words(self) -> str:
        """``8 % (5–11 %)``; empty where there are too few cases."""
        if self.interval is None:
            return ""
        low, high = self.interval
        return f"{self.hits / self.cases:.0%} ({low * 100:.0f}–{high:.0%})".replace("%", " %")
