"""Which outlet an article gives as where the claim was reported, and whether its own newsroom obtained it."""

import re
from collections.abc import Sequence

from sayso.outlets import outlets
from sayso.records import AnnotatedArticle, ClaimCredit
from sayso.remember import remember
from sayso.trace.claim_words import stems
from sayso.trace.features import Scene, places_of
from sayso.trace.linear import load_linear
from sayso.words import PLATFORMS

# Least chance of the likeliest outlet. On held-out folds of the training rumours 0.3 gives three fewer right in 100 and
# four fewer in vain.
LEAST_PRIMARY = 0.2
FIRST_HAND = 0.3  # least chance: best F1 on held-out folds of the training rumours
_FIRST = re.compile(r"\b(?:first|original\w*|broke|exclusiv\w*|initial\w*|earlier)\b", re.IGNORECASE)
_REPORTS = re.compile(r"\b(?:report\w*|according|told|cit(?:es|ed|ing)|claim\w*|reveal\w*|learned)\b", re.IGNORECASE)
_PASSES_ON = re.compile(r"\b(?:via|h/t|picked up|also reported|spotted|noted|points? out|pointed out)\b", re.IGNORECASE)
_US = re.compile(
    r"\b(?:told|tells|informed|confirmed to|said to|spoke (?:to|with)|contacted|emailed|reached out to)\s+(?:us|me)\b"
    r"|\b(?:we|I) (?:asked|spoke|contacted|reached|called|emailed|have (?:contacted|reached|learned))\b"
    r"|\bhas learned\b|\bexclusiv\w+|\bin an interview with\b",
    re.IGNORECASE,
)


def choose_primary(credits: Sequence[ClaimCredit], scene: Scene) -> str | None:
    """
    The outlet credited for the claim that is likeliest the closest to its origin; None where none is likely.

    The article's own, which it may name in the third person ("told TheWrap", in TheWrap), only where it names no other.
    """
    candidates = primary_candidates(credits, scene)
    if not candidates:
        own = any(each.name == scene.own and each.role == "claim" for each in credits if each.kind == "outlet")
        return scene.own if own else None
    model = load_linear("primary")
    ranked = [(model.chances(primary_features(name, credits, scene))["yes"], name) for name in candidates]
    chance, name = max(ranked)
    return name if chance >= LEAST_PRIMARY else None


def primary_candidates(credits: Sequence[ClaimCredit], scene: Scene) -> list[str]:
    """The named outlets, other than the article's own and mere platforms, that are credited for the claim."""
    names = {each.name for each in credits if each.kind == "outlet" and each.role == "claim" and each.name}
    names |= {each.via for each in credits if each.via and each.role == "claim"}
    return sorted(names - {scene.own} - PLATFORMS)


def primary_features(name: str, credits: Sequence[ClaimCredit], scene: Scene) -> dict[str, float]:
    """What speaks for an outlet as the one closest to the origin, by name; absent features are 0."""
    text = scene.annotated.article.text
    claimed = [each for each in credits if each.role == "claim"]
    own = [each for each in claimed if each.kind == "outlet" and each.name == name]
    behind = [each for each in claimed if each.via == name and each.name != name]
    others = {(each.evidence.start, each.name) for each in claimed if each.kind == "outlet" and each.name != scene.own}
    starts = [each.evidence.start for each in own + behind] or [len(text)]
    words = " ".join(_sentence(each, scene) for each in own)
    before = sum(1 for start, other in others if start < min(starts) and other != name)
    known = outlets().by_name(name)
    ids = {each.source_id for each in own}
    rules = {each.rule for each in scene.annotated.credits if each.source_id in ids}
    by = scene.named_by.get(name, 0)
    return {
        "credited": float(bool(own)),
        "first": float(before == 0),
        "before": min(before, 4) / 4,
        "start": min(starts) / max(1, len(text)),
        "only": float(len(primary_candidates(credits, scene)) == 1),
        "relayed": float(any(each.via and each.via != name for each in own)),
        "relays": float(any(each.kind == "outlet" for each in behind)),
        "unnamed_behind": float(any(each.kind == "unnamed" for each in behind)),
        "named_behind": float(any(each.name and each.kind != "outlet" for each in behind)),
        "behind": min(len(behind), 4) / 4,
        "cosine": max((_cosine(each, scene) for each in own), default=0.0),
        "says_first": float(bool(_FIRST.search(words))),
        "reports": float(bool(_REPORTS.search(words))),
        "passes_on": float(bool(_PASSES_ON.search(words))),
        "only_named": float(rules == {"mention"}),
        "attributed": float("attribution" in rules or "cites" in rules),
        "credit_line": float("credit_line" in rules),
        "times": min(sum(each.source_id in ids for each in scene.annotated.credits), 5) / 5,
        "subject": float(bool(stems(name) & scene.query.words)),
        "sure": max((each.score for each in own), default=0.0),
        "agency": float(known is not None and known.kind == "agency"),
        "unknown": float(known is None),
        "named_by": by / max(1, scene.named_by.get("", 1)),
        "most_named": float(all(by >= scene.named_by.get(other, 0) for other in primary_candidates(credits, scene))),
    }


def is_first_hand(credits: Sequence[ClaimCredit], scene: Scene, primary: str | None, reprint: str | None) -> bool:
    """Whether the article says that its own newsroom obtained what it has."""
    return load_linear("first_hand").chances(first_hand_features(credits, scene, primary, reprint))["yes"] >= FIRST_HAND


def first_hand_features(
    credits: Sequence[ClaimCredit], scene: Scene, primary: str | None, reprint: str | None
) -> dict[str, float]:
    """What speaks for reporting of the newsroom's own, by name; absent features are 0."""
    annotated = scene.annotated
    kept = {each.source_id for each in credits}
    marked = [each for each in annotated.credits if each.first_hand]
    direct = [each for each in credits if each.role != "context" and not each.via]
    by = scene.named_by.get(scene.own, 0) if scene.own else 0
    return {
        "marked": float(any(each.source_id in kept for each in marked)),
        "marked_anywhere": float(bool(marked)),
        "own_credited": float(any(scene.own and scene.own in (each.name, each.via) for each in credits)),
        "primary": float(primary is not None),
        "unnamed_direct": float(any(each.kind == "unnamed" and each.role == "claim" for each in direct)),
        "named_direct": min(sum(each.kind in ("person", "organization") for each in direct), 4) / 4,
        "counter_direct": float(any(each.role == "counter" and each.kind != "outlet" for each in direct)),
        "only_direct": float(bool(direct) and primary is None),
        "us": float(_speaks_of_us(annotated)),
        "wire": float(bool(reprint) and str(reprint).startswith("wire:")),
        "copy": float(bool(reprint) and not str(reprint).startswith("wire:")),
        "byline": float(bool(annotated.article.byline)),
        "named_by_others": by / max(1, scene.named_by.get("", 1)),
        "named_by_any": float(by > 0),
        "long": min(len(annotated.sentences), 60) / 60,
        f"stance={scene.mention.stance}": 1.0,
    }


@remember(1500)
def _speaks_of_us(annotated: AnnotatedArticle) -> bool:
    return bool(_US.search(annotated.article.text))


def _cosine(credit: ClaimCredit, scene: Scene) -> float:
    places = [place for place in places_of(scene.annotated, credit.evidence) if place < len(scene.cosines)]
    return max((float(scene.cosines[place]) for place in places), default=0.0)


def _sentence(credit: ClaimCredit, scene: Scene) -> str:
    annotated = scene.annotated
    return " ".join(
        annotated.sentences[place].span.of(annotated.article.text) for place in places_of(annotated, credit.evidence)
    )
