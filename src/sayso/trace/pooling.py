"""
What the articles that carry a claim say together of one source: who speaks against it in one hardly speaks for it in
the next.

In the rumours of docs/accuracy.md a source that several articles credit has the same role in 93 of 100 credits, which
is surer than one article tells it.
"""

import math
from collections.abc import Mapping, Sequence

from sayso.outlets import name_key
from sayso.trace.features import Chances, Group
from sayso.trace.names import FullNames, complete_name, full_names
from sayso.trace.roles import ROLES

# How much the other articles can count beside the article itself, and how many of them make half of that: for the
# role, and for whether a credit concerns the claim. Chosen on the 13 rumours of docs/accuracy.md, where 0.5 to 0.7
# and 0.2 to 0.6 hardly differ.
ROLE_SHARE, ROLE_HALF = 0.6, 0.5
CONCERN_SHARE, CONCERN_HALF = 0.4, 3.0
_LEAST = 1e-4  # chance: one article that is sure does not outweigh all others


def pool_chances(
    groups: Mapping[str, Sequence[Group]], chances: Mapping[str, Sequence[Chances]]
) -> dict[str, list[Chances]]:
    """
    The chances of each article's groups, by article, with what other articles make of the same name weighed in.

    Each article counts by how sure it is that the credit concerns the claim. Whoever is not named is left as they are.
    """
    known = full_names((g.source.name, g.source.kind) for some in groups.values() for g in some)
    keys = {article: [_key(group, known) for group in some] for article, some in groups.items()}
    said: dict[str, list[tuple[str, Chances]]] = {}
    for article, own in keys.items():
        for key, chance in zip(own, chances[article], strict=True):
            said.setdefault(key, []).append((article, chance))

    def others(article: str, key: str) -> list[Chances]:
        return [chance for other, chance in said[key] if other != article] if key else []

    return {
        article: [_pooled(chance, others(article, key)) for key, chance in zip(own, chances[article], strict=True)]
        for article, own in keys.items()
    }


def _key(group: Group, known: FullNames) -> str:
    """Under which name an article's credit is weighed together with those of others; empty: under none."""
    name = group.source.name
    if not name:
        return ""
    return name_key(complete_name(name, [known]) if group.source.kind in ("person", "post") else name)


def _pooled(own: Chances, others: Sequence[Chances]) -> Chances:
    weights = [_concern(each) for each in others]
    total = sum(weights)
    if not total:
        return own
    share = ROLE_SHARE * total / (total + ROLE_HALF)
    logs = {
        role: (1 - share) * _log(own[role] / _concern(own))
        + share * sum(w * _log(each[role] / w) for each, w in zip(others, weights, strict=True)) / total
        for role in ROLES
    }
    roles = sum(math.exp(each) for each in logs.values())
    share = CONCERN_SHARE * len(others) / (len(others) + CONCERN_HALF)
    concern = _sigmoid((1 - share) * _logit(_concern(own)) + share * _logit(total / len(others)))
    return {role: concern * math.exp(each) / roles for role, each in logs.items()} | {"none": 1 - concern}


def _concern(chances: Chances) -> float:
    return max(1 - chances["none"], _LEAST)


def _log(chance: float) -> float:
    return math.log(max(chance, _LEAST))


def _logit(chance: float) -> float:
    return _log(chance) - _log(1 - chance)


def _sigmoid(score: float) -> float:
    return 1 / (1 + math.exp(-score))
