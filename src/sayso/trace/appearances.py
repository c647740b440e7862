"""How each article that speaks of a claim carries it: whom it credits, in what role, and whose copy it is."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from sayso.config import TraceConfig
from sayso.outlets import name_key
from sayso.records import AnnotatedArticle, Appearance, ClaimCredit, Mention, Reuse
from sayso.trace.claim_reader import ClaimReader
from sayso.trace.features import Group, Scene, feature_rows, group_credits, make_query, make_scene
from sayso.trace.names import unify_names
from sayso.trace.newsroom import choose_primary, is_first_hand
from sayso.trace.pooling import pool_chances
from sayso.trace.reprints import find_reprints
from sayso.trace.roles import blend, claim_credits, role_chances, withdraws


def appearances(
    mentions: Iterable[Mention],
    articles: Mapping[str, AnnotatedArticle],
    reuse: Iterable[Reuse] = (),
    *,
    claim: str = "",
    vector: NDArray[np.int8] | None = None,
    config: TraceConfig | None = None,
    reader: ClaimReader | None = None,
) -> tuple[Appearance, ...]:
    """
    One appearance for each mention, sorted by article id.

    ``claim`` is its wording and ``vector`` its sentence vector (int8 [384]): credits are kept, and get their role, by
    how near they stand to it and, with a ``reader``, by reading each article again with the claim in mind. Pure, and
    the same for any order of the mentions.
    """
    ordered = sorted(mentions, key=lambda each: each.article_id)
    query = make_query(claim, vector)
    speaking = {each.article_id: articles[each.article_id] for each in ordered}
    papers = {name_key(name): name for name in sorted({each.article.outlet or "" for each in speaking.values()} - {""})}
    groups = {key: group_credits(each, papers) for key, each in speaking.items()}
    named_by = count_names(groups.values())
    scenes = {each.article_id: make_scene(articles[each.article_id], each, query, named_by) for each in ordered}
    alone = {each: _role_chances(groups[each], scene, reader) for each, scene in scenes.items()}
    chances = pool_chances(groups, alone)
    credits = unify_names(
        {each: tuple(claim_credits(found, chances[each], scenes[each])) for each, found in groups.items()}
    )
    reprints = find_reprints(speaking, reuse, config or TraceConfig())
    return tuple(_appearance(scene, groups[each], credits[each], reprints.get(each)) for each, scene in scenes.items())


def _role_chances(groups: Sequence[Group], scene: Scene, reader: ClaimReader | None) -> list[dict[str, float]]:
    rows = feature_rows(groups, scene)
    linear = [role_chances(row) for row in rows]
    if reader is None:
        return linear
    return [blend(*pair) for pair in zip(linear, reader.read(scene, groups, rows), strict=True)]


def count_names(groups: Iterable[Sequence[Group]]) -> Counter[str]:
    """Name -> in how many articles it is credited; the empty name counts the articles."""
    counts: Counter[str] = Counter()
    for found in groups:
        counts[""] += 1
        counts.update({group.source.name for group in found if group.source.name})
    return counts


def _appearance(
    scene: Scene, groups: Sequence[Group], credits: Sequence[ClaimCredit], reprint: str | None
) -> Appearance:
    mention = scene.mention
    primary = choose_primary(credits, scene)
    return Appearance(
        article_id=mention.article_id,
        stance="contests" if withdraws(groups, scene) else mention.stance,
        sentence=mention.sentences[0] if mention.sentences else None,
        score=mention.score,
        first_hand=is_first_hand(credits, scene, primary, reprint),
        primary=primary,
        reprint_of=reprint,
        credits=tuple(sorted(credits, key=lambda each: (each.evidence, each.name or "", each.role, each.via or ""))),
        headline=mention.headline,
    )
