"""On whose say-so? sayso reads news articles and answers, for any claim in them, who says it and on whose word."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso.errors import SaysoError
    from sayso.library import Ledger, read
    from sayso.many import read_rows
    from sayso.stances import stance, stance_rows

__version__ = "0.1.0"
__all__ = ["Ledger", "SaysoError", "__version__", "read", "read_rows", "stance", "stance_rows"]

_HOMES = {
    "Ledger": "sayso.library",
    "SaysoError": "sayso.errors",
    "read": "sayso.library",
    "read_rows": "sayso.many",
    "stance": "sayso.stances",
    "stance_rows": "sayso.stances",
}


def __getattr__(name: str) -> Any:
    """The public names, loaded when first used: ``sayso --help`` needs none of them."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'sayso' has no attribute {name!r}")
