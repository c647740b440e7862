"""
What is known of a credit when its role towards a claim is asked: a dictionary of named numbers, made in one way for
training and for use.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sayso.outlets import outlets
from sayso.records import AnnotatedArticle, Credit, Mention, Source, Span

SIZE = 384  # of a sentence vector
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_COMMON = frozenset(
    re.findall(
        r"\w+",
        "a an the of to in on at by for from with and or but is are was were be been has have had will would "
        "that this it its his her their he she they as not no who which than then so if about after before "
        "into over up out",
    )
)
_AGAINST = re.compile(
    r"\b(?:den(?:y|ies|ied|ial|ying)|hoax\w*|debunk\w*|fake[ds]?|false(?:ly)?|untrue|bogus|satir\w+|refut\w+|dismiss\w*|"
    r"fabricat\w+|baseless|no truth|not true|n[o']t (?:dead|happen\w*|the case)|rubbish\w*|shot down|shut down|slam\w*|"
    r"contest(?:s|ed)|disput\w+|inaccurate|incorrect|made[- ]up|nonsense|prank\w*|misleading|myth|alive and well|"
    r"skeptic\w*|sceptic\w*|doubt\w*|unlikely|retract\w*|correct(?:ed|ion)|clarif\w+|never (?:happened|said)|"
    r"wrong(?:ly)?)\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:not|no|never|nothing|none)\b|n['’]t\b", re.IGNORECASE)
# Stems whose presence in the credit's sentence is a feature; chosen once, by frequency, on the training rumours.
_STEMS = tuple(
    re.findall(
        r"\w+",
        "accord add analyst announc appear ask believ broke call cit claim comment confirm court cover "
        "describ document earlier email exclusiv expert explain facebook first found hear image instagram "
        "interview investigat join last law learn letter month official originally own photo police post "
        "previous publish quot record releas rep report reveal rumor rumour said saw say scientist shar sign "
        "show site sourc spoke spokes state statement stor stud suggest tell told tweet twitter updat upload "
        "via video website week wrote writ year youtube",
    )
)


@dataclass(frozen=True, slots=True)
class Query:
    """The claim that credits are measured against."""

    text: str
    words: frozenset[str]
    vector: NDArray[np.float32] | None  # [384], unit


@dataclass(frozen=True, slots=True)
class Group:
    """The credits of one article that name one source through one outlet."""

    source: Source
    via: str | None
    credits: tuple[Credit, ...]  # in text order


@dataclass(frozen=True, slots=True)
class Scene:
    """One article seen from the claim."""

    annotated: AnnotatedArticle
    mention: Mention
    query: Query
    cosines: NDArray[np.float32]  # of each sentence with the claim; zeros without vectors
    speaking: frozenset[int]  # numbers of the sentences that speak of the claim
    own: str | None  # the article's own outlet, by the table's name
    named_by: Mapping[str, int]  # name -> how many of the articles that speak of the claim name it
    statements: Mapping[str, tuple[str, str]]  # statement id -> (polarity, text)


def stems(text: str) -> set[str]:
    """Content words, cut to their first five letters: enough to see that "opening" and "opened" are one word."""
    words = (match.group().casefold().replace("’", "'") for match in _WORD.finditer(text))
    return {word[:5] for word in words if word not in _COMMON and len(word) > 1}


def make_query(text: str, vector: NDArray[np.int8] | None) -> Query:
    """The claim's words and its unit vector."""
    if vector is None:
        return Query(text, frozenset(stems(text)), None)
    row = vector.astype(np.float32)
    return Query(text, frozenset(stems(text)), row / max(float(np.linalg.norm(row)), 1e-6))


def make_scene(annotated: AnnotatedArticle, mention: Mention, query: Query, named_by: Mapping[str, int]) -> Scene:
    """All of an article that features are taken from."""
    number = len(annotated.sentences)
    cosines = np.zeros(number, dtype=np.float32)
    rows = np.frombuffer(annotated.vectors, dtype=np.int8).reshape(-1, SIZE)[1:].astype(np.float32)
    if query.vector is not None and len(rows) == number and number:
        cosines = rows @ query.vector / np.maximum(np.linalg.norm(rows, axis=1), 1e-6)
    speaking = frozenset(place for span in mention.sentences for place in places_of(annotated, span))
    outlet = annotated.article.outlet
    known = outlets().by_name(outlet) if outlet else None
    statements = {each.id: (each.polarity, each.text) for each in annotated.statements}
    return Scene(annotated, mention, query, cosines, speaking, known.name if known else outlet, named_by, statements)


def places_of(annotated: AnnotatedArticle, span: Span) -> list[int]:
    """The numbers of the sentences that a span touches."""
    return [place for place, sentence in enumerate(annotated.sentences) if sentence.span.overlaps(span)]


def group_credits(annotated: AnnotatedArticle) -> list[Group]:
    """An article's credits, one group for each (source, via), in text order."""
    sources = {source.id: source for source in annotated.sources}
    found: dict[tuple[str, str, str | None], list[Credit]] = {}
    for credit in sorted(annotated.credits, key=lambda each: (each.evidence, each.id)):
        source = sources[credit.source_id]
        found.setdefault((source.kind, source.name or source.id, credit.via), []).append(credit)
    return [Group(sources[credits[0].source_id], key[2], tuple(credits)) for key, credits in found.items()]


def features_of(group: Group, scene: Scene) -> dict[str, float]:
    """The features of one group of credits, by name; absent ones are 0."""
    annotated, query = scene.annotated, scene.query
    number = max(1, len(annotated.sentences))
    places = sorted({place for credit in group.credits for place in places_of(annotated, credit.evidence)}) or [0]
    texts = [annotated.sentences[place].span.of(annotated.article.text) for place in places if annotated.sentences]
    words = " ".join(texts)
    said = [
        scene.statements[each] for each in (c.statement_id or "" for c in group.credits) if each in scene.statements
    ]
    found = _nearness(places, scene) | _wording(words, [text for _, text in said], query)
    found |= {
        "count": float(np.log1p(len(group.credits))),
        "first": places[0] / number,
        "last": places[-1] / number,
        "opens": float(places[0] <= 1),
        "via": float(group.via is not None),
        "first_hand": float(any(credit.first_hand for credit in group.credits)),
        "mention": scene.mention.score,
        "in_title": float(scene.mention.in_title),
        "short": float(number < 12),
        f"kind={group.source.kind}": 1.0,
        f"stance={scene.mention.stance}": 1.0,
        f"kind={group.source.kind},stance={scene.mention.stance}": 1.0,
    }
    for credit in group.credits:
        found[f"rule={credit.rule}"] = 1.0
    for polarity, _ in said:
        found[f"polarity={polarity}"] = 1.0
    found |= _naming(group, scene)
    near = " ".join(_around(credit.evidence, annotated.article.text) for credit in group.credits)
    found["against_near"] = float(bool(_AGAINST.search(near)))
    found["not_near"] = float(bool(_NOT.search(near)))
    found["against,subject"] = found["against"] * found["subject"]
    found["against_near,subject"] = found["against_near"] * found["subject"]
    found[f"against_near,kind={group.source.kind}"] = found["against_near"]
    for name in ("first", "cosine", "speaks", "subject", "not_near", "overlap"):
        found[f"{name},stance={scene.mention.stance}"] = found[name]
    found[f"against,kind={group.source.kind}"] = found["against"]
    found[f"against,stance={scene.mention.stance}"] = found["against"]
    return found


def _around(evidence: Span, text: str) -> str:
    """The evidence with a few words on either side: where the cue stands."""
    return text[max(0, evidence.start - 25) : evidence.end + 60]


def _nearness(places: Sequence[int], scene: Scene) -> dict[str, float]:
    cosines = scene.cosines
    top = float(cosines.max()) if len(cosines) else 0.0
    here = [float(cosines[place]) for place in places if place < len(cosines)] or [0.0]
    near = [float(cosines[max(0, place - 1) : place + 2].max()) for place in places if place < len(cosines)] or [0.0]
    apart = min((abs(place - other) for place in places for other in scene.speaking), default=6)
    return {
        "cosine": max(here),
        "cosine_first": here[0],
        "cosine_near": max(near),
        "cosine_gap": top - max(here),
        "speaks": float(apart == 0),
        "apart": min(apart, 6) / 6,
    }


def _wording(words: str, said: Iterable[str], query: Query) -> dict[str, float]:
    wanted = max(1, len(query.words))
    found = {
        "overlap": len(stems(words) & query.words) / wanted,
        "overlap_said": max((len(stems(text) & query.words) / wanted for text in said), default=0.0),
        "against": float(bool(_AGAINST.search(words))),
        "not": float(bool(_NOT.search(words))),
    }
    present = {match.group().casefold() for match in _WORD.finditer(words)}
    for stem in _STEMS:
        if any(word.startswith(stem) for word in present):
            found[f"word={stem}"] = 1.0
    return found


def _naming(group: Group, scene: Scene) -> dict[str, float]:
    name = group.source.name
    by = scene.named_by.get(name, 0) if name else 0
    return {
        "subject": float(bool(name) and bool(stems(name or "") & scene.query.words)),
        "own": float(name is not None and name == scene.own),
        "via_own": float(group.via is not None and group.via == scene.own),
        "named": float(name is not None),
        "named_by": float(np.log1p(by)),
        "named_by_share": by / max(1, scene.named_by.get("", 1)),
    }


# ---- what the other credits say of one ----


Chances = Mapping[str, float]


def second_look(
    group: Group, own: Chances, beside: Mapping[str, Chances], elsewhere: Sequence[Chances], scene: Scene
) -> dict[str, float]:
    """
    Features of a group once all groups have been looked at.

    ``own`` are its chances, ``beside`` those of the article's groups by name, ``elsewhere`` those of the groups of the
    same name in other articles: who is credited for the claim elsewhere hardly speaks against it here.
    """
    found = {f"own={role}": _logit(chance) for role, chance in own.items()}
    found["elsewhere"] = float(np.log1p(len(elsewhere)))
    for role in own:
        if elsewhere:
            found[f"elsewhere={role}"] = sum(each[role] for each in elsewhere) / len(elsewhere) - 0.5
        if group.via and group.via in beside:
            found[f"via={role}"] = beside[group.via][role] - 0.5
    found[f"kind={group.source.kind}"] = 1.0
    found[f"stance={scene.mention.stance}"] = 1.0
    return found


def _logit(chance: float) -> float:
    held = min(max(chance, 1e-3), 1 - 1e-3)
    return float(np.log(held / (1 - held)))
