"""
People's judgements, settled: which of them stand, what they join and keep apart, and where they contradict each other.

The rules, in docs/judgements.md too: an undone judgement counts for nothing; of several on one pair the latest counts,
whoever made it; "different" always holds; of those that say "same", the earlier goes first, and one that would join
what is ruled different, through others, is set aside as a conflict.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.records import Appearance, Claim, Judgement, Mention, Stance

STANCES: tuple[Stance, ...] = ("asserts", "reports", "questions", "contests")
ALONE = ("speaker", "text")  # kinds of judgements that are about one record: who says a statement, is a text an article


@dataclass(frozen=True, slots=True)
class Settled:
    """Rulings on pairs of one kind."""

    same: tuple[Judgement, ...] = ()  # those that join, oldest first
    apart: tuple[Judgement, ...] = ()
    conflicts: tuple[tuple[Judgement, Judgement], ...] = ()  # one set aside, and a "different" that stands against it


@dataclass(frozen=True, slots=True)
class Rulings:
    """What people ruled that bears on one claim."""

    stances: Mapping[str, Judgement]  # article id -> the ruling on its stance
    origins: Settled
    sources: Settled
    others: tuple[Judgement, ...] = ()  # on its statements and articles: they shaped what the claim and story are


NONE = Rulings({}, Settled(), Settled())


def standing(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Those not undone, in the order in which they were made; the undoings themselves are left out."""
    ordered = sorted(judgements, key=_order)
    undone = undone_by(ordered)
    return [each for each in ordered if each.undoes is None and each.number not in undone]


def undone_by(judgements: Iterable[Judgement]) -> dict[int, Judgement]:
    """Number of an undone judgement -> what undid it; an undoing can itself be undone, by a later one."""
    undone: dict[int, Judgement] = {}
    for each in sorted(judgements, key=_order, reverse=True):
        if each.undoes is not None and each.number not in undone:
            undone[each.undoes] = each
    return undone


def latest(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Of several on one pair the latest, whoever made it."""
    found: dict[tuple[str, str, str, str | None], Judgement] = {}
    for each in sorted(judgements, key=_order):
        key = pair_of(each)
        found.pop(key, None)
        found[key] = each
    return list(found.values())


def pair_of(judgement: Judgement) -> tuple[str, str, str, str | None]:
    """What it is about: judgements of one pair replace each other, and those on who says one statement."""
    if judgement.kind in ALONE:
        return judgement.kind, judgement.a, "", None
    return (judgement.kind, *sorted((judgement.a, judgement.b)), judgement.claim)  # type: ignore[return-value]


def settle(judgements: Iterable[Judgement]) -> Settled:
    """Rulings on pairs of one kind, settled; pure, and the same for any order."""
    counting = latest(judgements)
    apart = tuple(each for each in counting if each.verdict == "different")
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.get(name, name) != name:
            name = parent[name]
        return name

    same, conflicts = [], []
    for each in counting:
        if each.verdict != "same":
            continue
        one, other = root(each.a), root(each.b)
        against = next((far for far in apart if {root(far.a), root(far.b)} == {one, other} and one != other), None)
        if against:
            conflicts.append((each, against))
            continue
        parent[max(one, other)] = min(one, other)
        same.append(each)
    return Settled(tuple(same), apart, tuple(conflicts))


def concerning(judgements: Iterable[Judgement], article_ids: Iterable[str]) -> list[Judgement]:
    """Those that name one of these articles, or something in one; one without a place (schema 2) could."""
    members = set(article_ids)
    return [
        each
        for each in judgements
        if each.a in members
        or each.b in members
        or (not each.places and each.kind not in ALONE)
        or any(p.article_id in members for p in each.places)
    ]


def rulings_on(claim: Claim, judgements: Iterable[Judgement]) -> Rulings:
    """What bears on one claim, of standing judgements whose targets are there."""
    members = set(claim.statement_ids)
    own = [_on(each, claim.id) for each in judgements if each.claim in members]
    stances = {each.a: each for each in latest(each for each in own if each.kind == "stance")}
    others = [each for each in judgements if each.kind in ("statements", "speaker") and {each.a, each.b} & members]
    return Rulings(
        {article: each for article, each in stances.items() if each.verdict != "unsure"},
        settle(each for each in own if each.kind == "origins"),
        settle(each for each in judgements if each.kind == "sources"),
        tuple(latest(others)),
    )


def _on(judgement: Judgement, claim_id: str) -> Judgement:
    """The claim's id for that of the statement that stands for it, so that judgements on one claim meet."""
    return replace(judgement, claim=claim_id, b=claim_id if judgement.kind == "stance" else judgement.b)


def apply_stances(mentions: Sequence[Mention], rulings: Rulings, known: Iterable[str]) -> list[Mention]:
    """The mentions with the stances that people ruled; ``known``: articles that can be added though none was found."""
    found = [_ruled(each, rulings.stances.get(each.article_id)) for each in mentions]
    seen = {each.article_id for each in mentions}
    for article_id in sorted(rulings.stances.keys() & set(known) - seen):
        found.append(_ruled(Mention(article_id, (), False, 1.0, "reports"), rulings.stances[article_id]))
    return [each for each in found if each is not None]


def _ruled(mention: Mention, ruling: Judgement | None) -> Mention | None:
    if ruling is None:
        return mention
    if ruling.verdict not in STANCES:
        return None  # ruled silent: it does not speak of the claim
    return Mention(mention.article_id, mention.sentences, mention.in_title, mention.score, ruling.verdict, 1.0)


def identify(appearances: Iterable[Appearance], sources: Settled) -> dict[str, str]:
    """
    Source id -> the node of the support graph that it is, for those that people ruled on and those named like them.

    Sources ruled the same are one node, named after the fullest name among them; a source ruled different from
    one of the same name gets a node of its own.
    """
    if not sources.same and not sources.apart:
        return {}
    credited = {c.source_id: (c, a.article_id) for a in appearances for c in a.credits if c.kind != "outlet"}
    apart = {frozenset((each.a, each.b)) for each in sources.apart}
    own = {each: f"{c.kind}:{c.name}" if c.name else f"{c.kind}:?{each}" for each, (c, _) in credited.items()}
    for one, other in sorted(map(sorted, apart)):
        if one in own and other in own and own[one] == own[other]:
            own[other] += f" @{credited[other][1]}"
    ruled = {each for judgement in (*sources.same, *sources.apart) for each in (judgement.a, judgement.b)}
    node = {each: each_node for each, each_node in own.items() if each in ruled or credited[each][0].name}
    for judgement in sources.same:
        if judgement.a in own and judgement.b in own:
            keep, gone = sorted((node[judgement.a], node[judgement.b]), key=_fullest)
            node = {each: keep if each_node == gone else each_node for each, each_node in node.items()}
    return node


def _fullest(node: str) -> tuple[bool, int, str]:
    """Nodes that have a name first, of these the longest."""
    return ":?" in node, -len(node.partition(" @art_")[0]), node


def told_apart(sources: Settled, identified: Mapping[str, str]) -> frozenset[frozenset[str]]:
    """The pairs of nodes that are of sources judged different."""
    pairs = [(identified.get(each.a), identified.get(each.b)) for each in sources.apart]
    return frozenset(frozenset((one, other)) for one, other in pairs if one and other and one != other)


def bearing(rulings: Rulings, appearances: Sequence[Appearance]) -> tuple[Judgement, ...]:
    """The judgements that shaped a trace, oldest first."""
    credited = {credit.source_id for each in appearances for credit in each.credits}
    sources = [each for each in (*rulings.sources.same, *rulings.sources.apart) if {each.a, each.b} <= credited]
    origins = (*rulings.origins.same, *rulings.origins.apart)
    return tuple(sorted((*rulings.stances.values(), *origins, *sources, *rulings.others), key=_order))


def in_words(judgement: Judgement) -> str:
    """``judged the same by AB on 3 May 2026``; a stance as ``judged to contest it by …``."""
    verdicts = {"same": "the same", "silent": "not to speak of it", "article": "an article"}
    verdicts |= {"says": "to be said by that source", "nobody": "to be said by nobody named"}
    verdicts |= {"not_article": "to be no article"}
    verdicts |= {each: f"to {each.removesuffix('s')} it" for each in STANCES}
    said = verdicts.get(judgement.verdict, judgement.verdict)
    return f"judged {said} by {judgement.by} on {judgement.made.day} {judgement.made:%b %Y}"


_ONE = {"articles": "story", "statements": "claim", "sources": "source", "origins": "origin"}  # what two of them are


def verdict_words(judgement: Judgement) -> str:
    """``the same claim``, ``contests it``, ``nobody named says it``: what was judged, without by whom."""
    said = judgement.verdict
    if said == "unsure":
        return "left open"
    if judgement.kind in _ONE:
        return f"{'the same' if said == 'same' else 'another'} {_ONE[judgement.kind]}"
    words = {"silent": "does not speak of it", "says": "who says it", "nobody": "nobody named says it"}
    words |= {"article": "an article", "not_article": "no article"}
    return words.get(said, f"{said} it")


def _order(judgement: Judgement) -> tuple[str, int, str, str]:
    return judgement.made.isoformat(), judgement.number, judgement.by, judgement.verdict
