"""Which of an article's credits concern a claim, and in what role: claim, counter or context."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sayso.records import ClaimCredit, Credit, Role, Span
from sayso.trace.features import Chances, Group, Scene, places_of
from sayso.trace.linear import Linear, load_linear
from sayso.trace.names import outlet_name

# That a credit concerns the claim at all. Out of fold on the training rumours, whose notes are fuller, 0.3 is best; on
# the 13 rumours of docs/accuracy.md 0.5; this lies between.
LEAST_CHANCE = 0.45
LEAST_ONLY = 0.15  # of the likeliest credit of an article, where it stands in a sentence that speaks of the claim
READ_ROLE = 0.95  # the claim reader's share in the role: chosen on the 13 rumours of docs/accuracy.md
_WITHDRAWS = re.compile(r"\b(?:withdr[ae]w\w*|retract\w*|takes? back)\b")
ROLES: tuple[Role, ...] = ("claim", "counter", "context")


class Look(NamedTuple):
    """Two models of one group of credits: whether it concerns the claim ("yes", "no"), and in what role if it does."""

    concern: Linear
    role: Linear

    def chances(self, features: Mapping[str, float]) -> dict[str, float]:
        """The chance of each role, and of "none"."""
        concerns = self.concern.chances(features)["yes"]
        return {role: concerns * chance for role, chance in self.role.chances(features).items()} | {
            "none": 1 - concerns
        }


def role_chances(features: Mapping[str, float]) -> dict[str, float]:
    """The chance of each role of a group of credits, and of "none": that it is not about the claim."""
    return Look(load_linear("concern"), load_linear("role")).chances(features)


def blend(linear: Chances, read: Chances) -> dict[str, float]:
    """
    The chances with the roles of the linear models and of the claim reader as weighted geometric means, summing to 1.

    Whether a credit concerns the claim at all the linear models tell better alone.
    """
    concern = 1 - linear["none"]
    roles = {role: _mean(linear[role] / _concern(linear), read[role] / _concern(read), READ_ROLE) for role in ROLES}
    total = sum(roles.values())
    return {role: concern * chance / total for role, chance in roles.items()} | {"none": linear["none"]}


def _mean(linear: float, read: float, share: float) -> float:
    return math.exp((1 - share) * math.log(max(linear, 1e-9)) + share * math.log(max(read, 1e-9)))


def _concern(chances: Chances) -> float:
    return max(1e-9, 1 - chances["none"])


def share_roles(groups: Sequence[Group], chances: Sequence[Chances]) -> Sequence[Chances]:
    """
    The chances with those of an outlet and of the sources that speak through it brought near each other.

    An interview that X relays credits its speaker and X for the same thing: for the claim or against it, or neither.
    """
    through: dict[str, list[Chances]] = {}
    outlets: dict[str, Chances] = {}
    for group, chance in zip(groups, chances, strict=True):
        if group.via:
            through.setdefault(group.via, []).append(chance)
        if group.source.kind == "outlet" and group.source.name:
            outlets[group.source.name] = chance
    return [
        _like_speakers(chance, through[group.source.name])
        if group.source.kind == "outlet" and group.source.name in through
        else _like_outlet(chance, outlets.get(group.via or ""))
        for group, chance in zip(groups, chances, strict=True)
    ]


def _like_speakers(own: Chances, through: Sequence[Chances]) -> Chances:
    """An outlet takes half of its role from those who speak through it."""
    concerns = sum(1 - each["none"] for each in through)
    spoken = {role: sum(each[role] for each in through) / concerns for role in ROLES}
    return {role: (own[role] + (1 - own["none"]) * spoken[role]) / 2 for role in ROLES} | {"none": own["none"]}


def _like_outlet(own: Chances, outlet: Chances | None) -> Chances:
    """A speaker is likelier to concern the claim where the outlet that they speak through does."""
    if outlet is None or outlet["none"] >= own["none"]:
        return own
    none = (own["none"] + outlet["none"]) / 2
    grown = (1 - none) / max(1e-6, 1 - own["none"])
    return {role: own[role] * grown for role in ROLES} | {"none": none}


def claim_credits(groups: Sequence[Group], chances: Sequence[Chances], scene: Scene) -> Iterable[ClaimCredit]:
    """
    The groups that concern the claim, each with its likeliest role and its place nearest the claim.

    Of unnamed sources one for each role and outlet, the surest: articles that speak of "sources" twice mean the same.
    An outlet that withdraws its own report is credited against the claim as well.
    """
    shared = share_roles(groups, chances)
    unnamed: set[tuple[Role, str | None]] = set()
    order = sorted(range(len(groups)), key=lambda place: (shared[place]["none"], place))
    for place in order:
        group, chance = groups[place], shared[place]
        if 1 - chance["none"] < (LEAST_ONLY if place == order[0] and _speaks(group, scene) else LEAST_CHANCE):
            break
        role = max(ROLES, key=lambda each: chance[each])
        via = outlet_name(group.via) if group.via else None
        if group.source.kind == "unnamed":
            if (role, via) in unnamed:
                continue
            unnamed.add((role, via))
        credit = max(group.credits, key=lambda each: (_cosine(each.evidence, scene), -each.evidence.start))
        score = chance[role]
        if role == "claim" and _denies(credit, scene):  # in the training rumours no denial speaks for the claim
            role, score = "counter", chance["claim"] + chance["counter"]
        yield _credited(group, credit, role, score)
        withdrawal = _withdrawal(group, scene)
        if withdrawal and role == "claim":
            yield _credited(group, withdrawal, "counter", 1.0)


def _credited(group: Group, credit: Credit, role: Role, score: float) -> ClaimCredit:
    return ClaimCredit(
        name=group.source.name,
        kind=group.source.kind,
        role=role,
        via=outlet_name(group.via) if group.via else None,
        evidence=credit.evidence,
        statement_id=credit.statement_id,
        source_id=group.source.id,
        because=f"{role} {score:.2f}, by {credit.rule}",
        score=round(score, 4),
    )


def _denies(credit: Credit, scene: Scene) -> bool:
    polarity, _ = scene.statements.get(credit.statement_id or "", ("says", ""))
    return polarity == "denies"


def _withdrawal(group: Group, scene: Scene) -> Credit | None:
    """Where the article's own outlet takes back what it reported."""
    if group.source.name is None or group.source.name != scene.own:
        return None
    text = scene.annotated.article.text
    found = (each for each in group.credits if _WITHDRAWS.search(text[each.evidence.start : each.evidence.end + 40]))
    return next(found, None)


def withdraws(groups: Sequence[Group], scene: Scene) -> bool:
    """Whether the article's own outlet takes back what it reported."""
    return any(_withdrawal(group, scene) for group in groups)


def _speaks(group: Group, scene: Scene) -> bool:
    """Whether the source is named in a sentence that speaks of the claim."""
    places = (place for credit in group.credits for place in places_of(scene.annotated, credit.evidence))
    return any(place in scene.speaking for place in places)


def _cosine(evidence: Span, scene: Scene) -> float:
    places = [place for place in places_of(scene.annotated, evidence) if place < len(scene.cosines)]
    return max((float(scene.cosines[place]) for place in places), default=0.0)
