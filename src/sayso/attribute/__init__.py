"""The reader: who (source) says (cue) what (content)."""

from sayso.attribute.reader import Reader

__all__ = ["Reader"]
