"""What the whole article tells of organizations: which it names most, and of which nation it speaks most."""

import re
from collections import Counter
from collections.abc import Mapping

from sayso.records import Span
from sayso.resolve.names import NATIONAL, SEQUENCE, names_in
from sayso.resolve.page import Page
from sayso.words import NATIONS, ORGANIZATION_WORDS, ORGANIZATIONS


def named_firms(page: Page, people: Mapping[str, str]) -> list[tuple[int, str, Span]]:
    """How often, by what name and where first each organization is named; ``people``: the names that are none's."""
    counts: Counter[str] = Counter()
    first: dict[str, Span] = {}
    for match in SEQUENCE.finditer(page.text):
        if page.within(*match.span()):
            continue
        for name in names_in(match.group()):
            if name in people or NATIONAL.match(name) or len(name) < 3 or name.lower() in page.common:
                continue
            counts[name] += 1
            at = match.start() + max(match.group().find(name), 0)
            first.setdefault(name, Span(at, at + len(name)))
    for name in [each for each in counts if " " in each]:  # a firm's wares count for the firm
        firm = name.split(" ")[0]
        if firm in ORGANIZATIONS and name.split(" ")[-1] not in ORGANIZATION_WORDS:
            at = first.pop(name).start  # "the Apple Watch" is never "the company"
            its = Span(at, at + len(firm))
            first[firm] = min(first.get(firm, its), its)
        counts[firm] += counts[name] if firm in first else 0
    return [(count, name, first[name]) for name, count in counts.items() if name in first]


def named_nation(text: str) -> tuple[str, int, Mapping[str, int]]:
    """The nation that a text speaks of most, how often, and how often it has each capitalised word and each nation."""
    adjectives = frozenset(NATIONS.values())
    capitals = Counter(re.findall(r"\b[A-Z][a-z]+", text))
    nations: Counter[str] = Counter()
    for word, count in capitals.items():
        nation = NATIONS.get(word, word)
        nations[nation] += count if nation in adjectives else 0
    nation = min(nations, key=lambda each: (-nations[each], each), default="")
    return nation, nations[nation], capitals + nations
