"""
Which groups of endings count as origins, by the evidence of all articles: one credit may err, and agreement tells.

A credit's score is the chance that it is one for the claim; an article's word for a name is the surest of its credits,
and what several articles say adds up to the expected number of articles that lead to it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sayso.assess.endings import Ending, called
from sayso.assess.origins import between
from sayso.outlets import outlets
from sayso.records import AnnotatedArticle, Appearance, Reason
from sayso.words import PLATFORMS

# All chosen on the training rumours: with their gold credits, with those found (out of fold), and with gold ones of
# which a fifth was dropped, a quarter given another role and a fifth made up.
GIVEN = 0.7  # least word of an article for the outlet it gives as closest, for its own reporting, for a marked agency
LEAST = 0.7  # articles that lead to an origin: one that says so, or two that seem to
SHARE = 0.3  # of the articles that lead to the strongest origin: one article against ten may have named a mere relay
APART = 0.6  # articles, where one of them tells it apart from another origin
LONE = 1.5  # articles: fewer leave it open whether an origin is one of its own
CHANCES = {"lone": 2 / 3, "possible": 1 / 2}  # that one is: as often as on the training rumours, for the range's width
STANDING = ("outlet", "post", "document")  # who is quoted without an outlet may have been quoted from any of these


@dataclass(frozen=True, slots=True)
class Counted:
    """Groups of endings (indices), and why those left out are not origins."""

    origins: tuple[tuple[int, ...], ...]  # ways of their own to the claim
    possible: tuple[tuple[int, ...], ...]  # with too little evidence to say so
    nameless: tuple[tuple[int, ...], ...]  # unnamed sources and articles that give no basis: they could be any of these
    most: int  # how many ways of their own are to be expected, the possible ones among them
    reasons: tuple[Reason, ...]


def count_groups(
    endings: Sequence[Ending],
    groups: Sequence[tuple[int, ...]],
    appearances: Sequence[Appearance],
    articles: Mapping[str, AnnotatedArticle],
    judged: Collection[str] = (),
) -> Counted:
    """
    Tell the groups that count from those with too little evidence beside others.

    ``judged``: keys of endings that a person ruled on, which count whatever leads to them.
    People and organizations count where there is no outlet, post or document; where nobody is named, all
    groups are one.
    """
    named = [group for group in groups if any(endings[at].name for at in group)]
    nameless = tuple(group for group in groups if group not in named)
    ruled = {group for group in named if any(endings[at].key in judged for at in group)}
    standing = [group for group in named if group in ruled or any(_stands(endings[at]) for at in group)]
    pool = standing or named
    if not pool:
        return Counted((tuple(range(len(endings))),) if groups else (), (), nameless, len(groups[:1]), ())
    weights = weigh_names(appearances, articles)
    weight = {group: _weight([endings[at] for at in group], weights) for group in pool}
    strongest = max(weight.values())
    apart = _told_apart({ending.name for ending in endings if ending.kind == "outlet"}, appearances)
    kept: list[tuple[int, ...]] = []
    possible: list[tuple[int, ...]] = []
    for group in pool:
        least = APART if any(endings[at].name in apart for at in group) else max(LEAST, SHARE * strongest)
        enough = group in ruled or weight[group] >= min(least, strongest)
        (kept if enough else possible).append(group)
    left_out = [group for group in named if group not in kept]
    reasons = [_omitted(endings, group, kept[0]) for group in left_out]
    order = sorted(kept, key=lambda each: -weight[each])
    lone = [group for group in order[1:] if weight[group] < LONE and group not in ruled]
    expected = len(kept) - len(lone) + CHANCES["lone"] * len(lone) + CHANCES["possible"] * len(possible)
    most = int(expected + 0.5)
    if most < len(kept):
        reasons.append(_expected([called(endings[group[0]]) for group in lone], most))
    return Counted(tuple(kept), tuple(possible), nameless, most, tuple(reasons))


def _stands(ending: Ending) -> bool:
    return ending.kind in STANDING and ending.name not in PLATFORMS


def _weight(group: Sequence[Ending], weights: Mapping[str, float]) -> float:
    """Of whom the group can be named after: a person behind an outlet is credited by those who never saw it."""
    standing = [ending for ending in group if _stands(ending)]
    return max(weights.get(ending.name or "", 0.0) for ending in standing or group)


def weigh_names(appearances: Iterable[Appearance], articles: Mapping[str, AnnotatedArticle]) -> dict[str, float]:
    """Name -> the expected number of articles that lead to it."""
    found: dict[str, float] = {}
    for appearance in appearances:
        said = {name: GIVEN for name in _given(appearance, articles[appearance.article_id].article.outlet)}
        for credit in appearance.credits:
            for name in {credit.name, credit.via} if credit.role == "claim" else ():
                if name:
                    said[name] = max(said.get(name, 0.0), credit.score)
        for name, chance in said.items():
            found[name] = found.get(name, 0.0) + chance
    return found


def _given(appearance: Appearance, own: str | None) -> Iterable[str]:
    if appearance.primary:
        yield appearance.primary
    if appearance.first_hand and own:
        yield own
    if appearance.reprint_of and appearance.reprint_of.startswith("wire:"):
        agency = appearance.reprint_of.removeprefix("wire:")
        known = outlets().by_name(agency)
        yield known.name if known else agency


def _told_apart(outlets: Collection[str | None], appearances: Iterable[Appearance]) -> set[str]:
    """Outlets that one article gives beside another: as the closest to the origin, or with a source of their own."""
    found: set[str] = set()
    for appearance in appearances:
        claimed = [credit for credit in appearance.credits if credit.role == "claim"]
        relied = {credit.via for credit in claimed if credit.via and credit.kind != "outlet"}
        named = ({credit.name for credit in claimed if credit.kind == "outlet"} | relied) & set(outlets)
        if len(named) > 1:
            found |= {name for name in named if name and (name in relied or name == appearance.primary)}
    return found


def _omitted(endings: Sequence[Ending], group: Sequence[int], origin: Sequence[int]) -> Reason:
    one, another = endings[group[0]], endings[origin[0]]
    other = called(another)
    if _stands(one):
        text = f"{called(one)} is not counted: too few credits lead to it beside those that lead to {other}."
    else:
        text = f"{called(one)} is not counted: the words could have come from {other}, as nothing says otherwise."
    return between("not_counted", text, one, another)


def _expected(lone: Sequence[str], most: int) -> Reason:
    names = ", ".join(sorted(lone))
    text = (
        f"Few credits lead to {names}; of such two in three are ways of their own, so that at most {most} are counted."
    )
    return Reason("few_credits", text, None, None)
