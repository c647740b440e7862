"""What a rule sees of a credit that no attribution shows."""

from dataclasses import dataclass

from sayso.records import Span
from sayso.resolve.names import Phrase


@dataclass(frozen=True, slots=True)
class Sighting:
    """A credit found by rule: whom it names, where, by which wording."""

    phrase: Phrase
    mention: Span
    evidence: Span
    rule: str
    like: str = ""  # nameless sources that share it are one source, however they are described
