"""
How present a source is in its article, whatever the claim: in which words it is credited, how often and where it is
named, how much it is given to say; and how it stands beside the article's other sources.
"""

import math
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from sayso.records import Kind, Source

# Features that are words, which only tell whether a credit concerns a claim: "insiders" vouch, "the media" hardly do.
WORDS = ("called=", "word=")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def presence(
    source: Source, evidence: tuple[str, ...], stated: Sequence[tuple[str, str]], title: str, text: str
) -> dict[str, float]:
    """
    The features of one source in its article, by name; absent ones are 0.

    ``evidence``: the words of its credits; ``stated``: the polarity and the words of what it says in them.
    """
    named = _named(source.name, source.kind, title, text) if source.name else {}
    length = sum(len(words) for _, words in stated)
    return {
        **_words(source.kind, source.name, source.description, evidence),
        **named,
        "states": float(bool(stated)),
        "stated": min(length, 600) / 600,
        **{f"polarity={polarity}": 1.0 for polarity, _ in stated},
    }


@lru_cache(maxsize=8192)  # the same for every claim
def _words(kind: Kind, name: str | None, description: str, evidence: tuple[str, ...]) -> Mapping[str, float]:
    own = set(_WORD.findall((name or "").casefold()))
    words = sorted(set(_WORD.findall(" ".join(evidence).casefold())) - own)
    found = {f"word={word}": 1.0 for word in words} | {f"word={word},kind={kind}": 1.0 for word in words}
    if kind == "unnamed":
        found |= {f"called={word}": 1.0 for word in _WORD.findall(description.casefold())}
    return found


@lru_cache(maxsize=2048)  # holds on to texts
def _named(name: str, kind: Kind, title: str, text: str) -> Mapping[str, float]:
    short = name.split()[-1]
    times, titled = math.log1p(text.count(short)), float(short in title)
    return {
        "times": times,
        f"times,kind={kind}": times,
        "named_at": max(0, text.find(short)) / max(1, len(text)),
        "in_title": titled,
        f"in_title,kind={kind}": titled,
        "name_words": float(len(name.split())),
    }


def beside(kinds: Sequence[Kind], cosines: Sequence[float]) -> list[dict[str, float]]:
    """How each of an article's sources, in text order, stands beside the others by its cosine with the claim."""
    number = len(kinds)
    ranks = {place: rank for rank, place in enumerate(sorted(range(number), key=lambda at: -cosines[at]))}
    best, alike = max(cosines, default=0.0), {kind: [at for at in range(number) if kinds[at] == kind] for kind in kinds}
    best_alike = {kind: max(cosines[at] for at in places) for kind, places in alike.items()}
    found = []
    for place, (kind, cosine) in enumerate(zip(kinds, cosines, strict=True)):
        first = float(alike[kind][0] == place)
        found.append(
            {
                "rank": ranks[place] / max(1, number - 1),
                "best": float(cosine >= best),
                "behind": best - cosine,
                "rivals": math.log1p(number),
                "alike": math.log1p(len(alike[kind])),
                "order": alike[kind].index(place) / len(alike[kind]),
                "first_alike": first,
                f"first_alike,kind={kind}": first,
                f"best_alike,kind={kind}": float(cosine >= best_alike[kind]),
            }
        )
    return found
