"""How far two readers or more agree on what they both judged: Krippendorff's alpha, nominal."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import krippendorff

from sayso.records import Judgement
from sayso.rulings import pair_of, standing

Item = tuple[str, str, str, str | None]
LEAST = 2  # readers of one item, and different verdicts among all: below that alpha is not defined


@dataclass(frozen=True, slots=True)
class Agreement:
    """For one kind of judgement: items that two or more judged, who they are, and alpha where it is defined."""

    kind: str
    items: int
    readers: tuple[str, ...]
    alpha: float | None


def agreements(judgements: Iterable[Judgement]) -> list[Agreement]:
    """Alpha of each kind over the items judged by two or more; of one reader's on one item the latest counts."""
    kinds: dict[str, dict[Item, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for each in standing(judgements):
        answer = each.b if each.verdict == "says" else each.verdict
        kinds[each.kind][pair_of(each)][each.by] = answer
    return [_agreement(kind, items) for kind, items in sorted(kinds.items())]


def _agreement(kind: str, items: dict[Item, dict[str, str]]) -> Agreement:
    shared = [given for _, given in sorted(items.items()) if len(given) >= LEAST]
    readers = sorted({reader for given in shared for reader in given})
    verdicts = sorted({verdict for given in shared for verdict in given.values()})
    if len(verdicts) < LEAST:
        return Agreement(kind, len(shared), tuple(readers), None)
    table = [[verdicts.index(given[r]) if r in given else float("nan") for given in shared] for r in readers]
    alpha = float(krippendorff.alpha(reliability_data=table, level_of_measurement="nominal"))
    return Agreement(kind, len(shared), tuple(readers), alpha)
