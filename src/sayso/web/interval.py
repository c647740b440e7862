"""An interval for a share."""

from math import sqrt

_Z = 1.96  # 95 %


def wilson(hits: int, cases: int) -> tuple[float, float]:
    """The score interval of a share at 95 % (Wilson 1927); ``cases`` of at least 1."""
    share = hits / cases
    centre = (share + _Z * _Z / (2 * cases)) / (1 + _Z * _Z / cases)
    half = _Z / (1 + _Z * _Z / cases) * sqrt(share * (1 - share) / cases + _Z * _Z / (4 * cases * cases))
    return max(0.0, centre - half), min(1.0, centre + half)
