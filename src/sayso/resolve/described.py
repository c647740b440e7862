"""Whom an article calls "the actor" or "the baker": the one it has given that trade."""

import re
from collections.abc import Sequence

from sayso.records import Span
from sayso.words import MEN_NOUNS, WOMEN_NOUNS

TRADE = re.compile(r"(?:er|or|ist|ian|ant|ent|man|ess|ee|yst|mate|smith)$")  # a noun that can be somebody's
_HEAD = r"(?=[,.;:)\n]|$| (?:of|at|from|for|in|with|who|whose|and|on|by)\b)"  # "the team captain" is no team
_AS = r",? (?:an?|the|its|his|her|their|who (?:is|was) an?) (?:[\w’'-]+ ){0,4}?"

# "an Internet posting made on Friday": what is done to a thing is no part of what it is
WHEN_MADE = (
    r"(?<=[a-z])\s(?=(?:made|posted|published|written|dated|uploaded|filed) (?:just|last|earlier|this|\w+day)\b)"
)
_OTHER = re.compile(
    r"^(?:another|a second|a third|the other|other|yet another|a different|a separate)\b", re.IGNORECASE
)
_DETERMINER = re.compile(
    r"^(?:the|a|an|one|two|three|four|five|some|several|many|multiple|its|their|his|her|that|those|these|this|other"
    r"|of)\b\s*",
    re.IGNORECASE,
)


def description_of(words: str) -> str:
    """A source's words in one line, without when it was made."""
    return re.split(WHEN_MADE, " ".join(words.split()), maxsplit=1)[0]


def gender_of_noun(noun: str) -> str | None:
    """``"he"`` or ``"she"`` where the noun tells."""
    return "he" if noun in MEN_NOUNS else "she" if noun in WOMEN_NOUNS else None


def described_as(text: str, places: Sequence[tuple[int, str]], noun: str) -> tuple[int, str] | None:
    """
    (start, full name) of the person last so called: "actor Ann Pell", "Ann Pell, an actor".

    ``places``: where people are named, in text order.
    """
    ahead = re.compile(rf"\b{re.escape(noun)},? (?:[A-Z]\w+\.? )?$", re.IGNORECASE)
    after = re.compile(rf"{_AS}{re.escape(noun)}{_HEAD}")
    for start, name in reversed(places):
        if ahead.search(text, max(start - len(noun) - 20, 0), start):
            return start, name
        form = next((each for each in (name, name.split()[-1]) if text.startswith(each, start)), None)
        if form and after.match(text, start + len(form)):
            return start, name
    return None


def plain_description(description: str, span: Span) -> str:
    """What makes two descriptions one source: the words without determiners; "another source" is always a new one."""
    if _OTHER.match(description):
        return f"{description} {span.start}"
    plain = description.lower()
    while _DETERMINER.match(plain):
        plain = _DETERMINER.sub("", plain, count=1)
    head = re.split(
        r"\W+(?:of|in|at|for|from|with|to|on|by|close|familiar|who|which|that|told|inside|within|said)\b", plain
    )[0]
    return re.sub(r"s\b", "", head) or plain
