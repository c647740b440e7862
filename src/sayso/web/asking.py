"""What an address asks for: its filters as values, and as words; links that change one of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from urllib.parse import urlencode

from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException

from sayso.ledger.catalog import ORDERS, ORIGINS, WORDS, Asked, Order
from sayso.records import Span
from sayso.wording import plural

V = TypeVar("V", bound=str)
LONGEST = 300  # characters of a search

FACETS = {
    "origins": "Origins",
    "contested": "Contested",
    "word": "On whose word",
    "flags": "Noticed",
    "outlets": "Outlet",
}
VALUES: Mapping[str, Mapping[str, str]] = {
    "origins": {"0": "leads back to nobody", "1": "1", "1+": "1 or more, left open", "2+": "2 or more"},
    "contested": {"yes": "by somebody", "no": "no contesting statement found"},
    "word": {
        "named": "somebody named, or a document",
        "unnamed": "unnamed sources only",
        "outlet": "other outlets only",
        "none": "nobody: no basis given",
    },
    "flags": {
        "circular": "crediting in a circle",
        "unstated": "no basis given by some",
        "withdrawn": "withdrawn report",
    },
    "outlets": {},
}
ORDER_WORDS = {
    "carried": "most carried",
    "latest": "latest",
    "thin": "many articles, few origins",
    "contested": "most contested",
    "newly": "newly contested",
}
# Lists that are often wanted; anybody's own are kept by their browser (sayso.js), as a list is its address.
VIEWS = (
    ("Single unnamed origin", "/claims?origins=1&word=unnamed"),
    ("Newly contested", "/claims?contested=yes&order=newly"),
    ("Many articles, one origin", "/claims?origins=1&order=thin"),
    ("Only other outlets", "/claims?word=outlet"),
    ("In a circle", "/claims?flags=circular"),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet: how many claims, whether it is chosen, and the address that chooses or drops it."""

    name: str
    claims: int
    chosen: bool
    address: str


def claims_asked(query: QueryParams) -> Asked:
    """The filters of an address. HTTPException: a value that a filter cannot have."""
    order: Order = next(iter(_known(query, "order", ORDERS)), "carried")
    return Asked(
        words=query.get("q", "")[:LONGEST].strip(),
        origins=_known(query, "origins", ORIGINS),
        contested=_known(query, "contested", ("yes", "no")),
        word=_known(query, "word", WORDS),
        outlets=tuple(each[:LONGEST] for each in query.getlist("outlets"))[:50],
        story=query.get("story", "")[:40],
        source=query.get("source", "")[:40],
        contester=query.get("contester", "")[:40],
        contest_in=query.get("contest-in", "")[:LONGEST],
        flags=_known(query, "flags", tuple(VALUES["flags"])),
        since=_day(query.get("since")),
        until=_day(query.get("until")),
        order=order,
    )


def _known(query: QueryParams, name: str, values: tuple[V, ...]) -> tuple[V, ...]:
    """Those asked for, in the order of ``values``: a value left out in silence would show more than was asked for."""
    asked = [each for each in query.getlist(name) if each]
    for each in asked:
        if each not in values:
            raise HTTPException(400, f"{name} is one of {', '.join(values)}, and not {each!r}.")
    return tuple(each for each in values if each in asked)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise HTTPException(400, f"{text!r} is not a date: write it as 2024-05-03.") from None


def page_asked(query: QueryParams) -> int:
    """The number of the page, from 1."""
    text = query.get("page", "1")
    return max(1, int(text)) if text.isdecimal() and len(text) < 7 else 1


def span_asked(query: QueryParams) -> Span | None:
    """The place in a text that an address points to: ``s=310-512``."""
    text = query.get("s")
    if not text:
        return None
    start, _, end = text.partition("-")
    if not (start.isdecimal() and end.isdecimal() and len(text) < 24 and int(start) < int(end)):
        raise HTTPException(400, f"{text!r} is not a place in a text: it is written as 310-512.")
    return Span(int(start), int(end))


def changed(query: QueryParams, path: str, **values: str | None) -> str:
    """The same address with some values set anew, or dropped; the page goes back to the first."""
    kept = [(key, value) for key, value in query.multi_items() if key not in values and key != "page"]
    kept += [(key, value) for key, value in values.items() if value is not None]
    return path + ("?" + urlencode(kept) if kept else "")


def choices(
    query: QueryParams, path: str, facets: Mapping[str, tuple[tuple[str, int], ...]]
) -> dict[str, list[Choice]]:
    """For each facet its values, those chosen included even where they have no claims."""
    return {name: [_choice(query, path, name, *each) for each in facets[name]] for name in FACETS}


def _choice(query: QueryParams, path: str, facet: str, value: str, claims: int) -> Choice:
    pairs = query.multi_items()
    chosen = (facet, value) in pairs
    kept = [pair for pair in pairs if pair != (facet, value) and pair[0] != "page"]
    kept += [] if chosen else [(facet, value)]
    return Choice(VALUES[facet].get(value, value), claims, chosen, path + ("?" + urlencode(kept) if kept else ""))


def in_words(asked: Asked, total: int, names: Mapping[str, str]) -> str:
    """``12 claims: origins 1, contested by somebody``: what a list shows, in words; ``names``: of ids."""
    parts = [
        f"{FACETS[name].lower()} {VALUES[name][each]}" for name in ("origins", "word") for each in _of(asked, name)
    ]
    parts += [{"yes": "contested", "no": "no contesting statement found"}[each] for each in asked.contested]
    parts += [VALUES["flags"][each] for each in asked.flags]
    parts += [f"carried by {' or '.join(asked.outlets)}"] if asked.outlets else []
    parts += [f"with the words “{asked.words}”"] if asked.words else []
    parts += [f"in the story “{names[asked.story]}”"] if asked.story in names else []
    parts += [f"of which {names.get(asked.source)} speaks"] if asked.source else []
    parts += [f"contested by {names.get(asked.contester)}"] if asked.contester else []
    parts += [f"contested in an article of {asked.contest_in}"] if asked.contest_in else []
    parts += [f"since {asked.since}"] if asked.since else []
    parts += [f"until {asked.until}"] if asked.until else []
    return plural(total, "claim") + (": " + ", ".join(parts) if parts else "")


def _of(asked: Asked, name: str) -> tuple[str, ...]:
    return asked.origins if name == "origins" else asked.word
