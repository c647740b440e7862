"""How each article that speaks of a claim carries it: whom it credits, in what role, and whose copy it is."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from sayso.config import TraceConfig
from sayso.records import AnnotatedArticle, Appearance, ClaimCredit, Mention, Reuse, Role, Span
from sayso.trace.features import (
    Chances,
    Group,
    Scene,
    features_of,
    group_credits,
    make_query,
    make_scene,
    places_of,
    second_look,
)
from sayso.trace.linear import Linear, load_linear
from sayso.trace.names import outlet_name, unify_names
from sayso.trace.newsroom import choose_primary, is_first_hand
from sayso.trace.reprints import find_reprints

LEAST_CHANCE = 0.5  # that a credit concerns the claim at all


def appearances(
    mentions: Iterable[Mention],
    articles: Mapping[str, AnnotatedArticle],
    reuse: Iterable[Reuse] = (),
    *,
    claim: str = "",
    vector: NDArray[np.int8] | None = None,
    config: TraceConfig | None = None,
) -> tuple[Appearance, ...]:
    """
    One appearance for each mention, sorted by article id.

    ``claim`` is its wording and ``vector`` its sentence vector (int8 [384]): credits are kept, and get their role, by
    how near they stand to it. Pure, and the same for any order of the mentions.
    """
    ordered = sorted(mentions, key=lambda each: each.article_id)
    query = make_query(claim, vector)
    groups = {each.article_id: group_credits(articles[each.article_id]) for each in ordered}
    named_by = count_names(groups.values())
    scenes = {each.article_id: make_scene(articles[each.article_id], each, query, named_by) for each in ordered}
    chances = look_again(groups, first_look(groups, scenes), scenes, load_linear("role_again"))
    credits = unify_names(
        {each: tuple(claim_credits(found, chances[each], scenes[each])) for each, found in groups.items()}
    )
    speaking = {each.article_id: articles[each.article_id] for each in ordered}
    reprints = find_reprints(speaking, reuse, config or TraceConfig())
    return tuple(_appearance(scene, credits[each], reprints.get(each)) for each, scene in scenes.items())


def count_names(groups: Iterable[Sequence[Group]]) -> Counter[str]:
    """Name -> in how many articles it is credited; the empty name counts the articles."""
    counts: Counter[str] = Counter()
    for found in groups:
        counts[""] += 1
        counts.update({group.source.name for group in found if group.source.name})
    return counts


def first_look(groups: Mapping[str, Sequence[Group]], scenes: Mapping[str, Scene]) -> dict[str, list[Chances]]:
    """The chance of each role, and of "none" (not about the claim), of every group of every article, each alone."""
    model = load_linear("role")
    return {key: [model.chances(features_of(group, scenes[key])) for group in found] for key, found in groups.items()}


def look_again(
    groups: Mapping[str, Sequence[Group]],
    chances: Mapping[str, Sequence[Chances]],
    scenes: Mapping[str, Scene],
    model: Linear,
) -> dict[str, list[Chances]]:
    """The same once it is known how each name looks in the other articles."""
    rows = again_rows(groups, chances, scenes)
    return {key: [model.chances(row) for row in found] for key, found in rows.items()}


def again_rows(
    groups: Mapping[str, Sequence[Group]], chances: Mapping[str, Sequence[Chances]], scenes: Mapping[str, Scene]
) -> dict[str, list[dict[str, float]]]:
    """The features of the second look."""
    by_name: dict[str, list[tuple[str, Chances]]] = {}
    for key in sorted(groups):
        for group, chance in zip(groups[key], chances[key], strict=True):
            if group.source.name:
                by_name.setdefault(group.source.name, []).append((key, chance))
    rows = {}
    for key, found in groups.items():
        beside = {group.source.name or "": chance for group, chance in zip(found, chances[key], strict=True)}
        rows[key] = [
            second_look(
                group,
                chance,
                beside,
                [each for other, each in by_name.get(group.source.name or "", ()) if other != key],
                scenes[key],
            )
            for group, chance in zip(found, chances[key], strict=True)
        ]
    return rows


def claim_credits(
    groups: Sequence[Group], chances: Sequence[Mapping[str, float]], scene: Scene
) -> Iterable[ClaimCredit]:
    """The groups that concern the claim, each with its likeliest role and its place nearest the claim."""
    roles: tuple[Role, ...] = ("claim", "counter", "context")
    for group, chance in zip(groups, chances, strict=True):
        if chance.get("none", 0.0) > 1 - LEAST_CHANCE:
            continue
        role = max(roles, key=lambda each: chance[each])
        credit = max(group.credits, key=lambda each: (_cosine(each.evidence, scene), -each.evidence.start))
        via = outlet_name(group.via) if group.via else None
        yield ClaimCredit(
            name=group.source.name,
            kind=group.source.kind,
            role=role,
            via=via,
            evidence=credit.evidence,
            statement_id=credit.statement_id,
            source_id=group.source.id,
            because=f"{role} {chance[role]:.2f}, by {credit.rule}",
        )


def _cosine(evidence: Span, scene: Scene) -> float:
    places = [place for place in places_of(scene.annotated, evidence) if place < len(scene.cosines)]
    return max((float(scene.cosines[place]) for place in places), default=0.0)


def _appearance(scene: Scene, credits: Sequence[ClaimCredit], reprint: str | None) -> Appearance:
    mention = scene.mention
    primary = choose_primary(credits, scene)
    return Appearance(
        article_id=mention.article_id,
        stance=mention.stance,
        sentence=mention.sentences[0] if mention.sentences else None,
        score=mention.score,
        first_hand=is_first_hand(credits, scene, primary, reprint),
        primary=primary,
        reprint_of=reprint,
        credits=tuple(sorted(credits, key=lambda each: (each.evidence, each.name or "", each.role, each.via or ""))),
    )
