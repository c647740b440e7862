"""Articles of the rumours, and of ``credit_labels.jsonl``, as the claim reader is trained on them."""

import json
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
from train_claim_reader import BODY, ROLES, STANCES, Example
from train_trace import Stage, same_outlet

from sayso.models import open_tokenizer
from sayso.records import Span
from sayso.trace.features import Group, feature_rows
from sayso.trace.layout import TEXT, Layout, lay_out
from sayso.wordpieces import SEP

MOST = 4  # windows of an article that are trained on


def body_stances(corpora: Path) -> dict[str, str | None]:
    """Article -> the corpus's own judgement of its text: for, observing or against its claim."""
    rows = (corpora / "stories/fnc1.jsonl").open(encoding="utf-8")
    return {row["id"]: row["body_stance"] for row in map(json.loads, rows)}


def feature_table(stages: Sequence[Stage], names: Sequence[str]) -> list[np.ndarray]:
    """For each article [groups, names]."""
    tables = []
    for stage in stages:
        rows = feature_rows(stage.groups, stage.scene)
        tables.append(np.array([[row.get(name, 0.0) for name in names] for row in rows]).reshape(-1, len(names)))
    return tables


def example_of(stage: Stage, features: np.ndarray, body: str | None, *, vague: bool) -> Example:
    """``features`` [groups, f], centred and scaled; ``vague``: context was annotated more freely."""
    annotated, gold = stage.scene.annotated, stage.gold
    layout = _cut(lay_out(annotated, stage.groups, stage.scene.query.text, open_tokenizer()))
    outlets = [group.source.name if group.source.kind == "outlet" else group.via for group in stage.groups]
    return Example(
        layout=layout,
        features=features,
        roles=np.array([ROLES.index(label) for label in stage.labels], dtype=np.int64),
        primary=np.array([same_outlet(name, gold["primary"]) for name in outlets], dtype=bool),
        stance=STANCES.index(gold["stance"]),
        first_hand=int(gold["first_hand"]),
        body=BODY.index(body) if body else -1,
        vague=vague,
        tags=_tags(stage, layout),
    )


def _cut(layout: Layout) -> Layout:
    places = tuple(tuple(place for place in some if place[0] < MOST) for some in layout.places)
    return Layout(layout.sheets[:MOST], places)


def _tags(stage: Stage, layout: Layout) -> list[np.ndarray]:
    """Per window, for each wordpiece of the text, the role of the noted evidence that it belongs to."""
    tags = [np.where((sheet.segments == TEXT) & (sheet.ids != SEP), 0, -100) for sheet in layout.sheets]
    text = stage.scene.annotated.article.text
    noted = [(text.find(credit["evidence"]), credit) for credit in stage.gold["credits"]]
    noted = [(at, credit) for at, credit in noted if at >= 0]
    groups: list[Any] = [_as_group(Span(at, at + len(credit["evidence"]))) for at, credit in noted]
    placed = lay_out(stage.scene.annotated, groups, stage.scene.query.text, open_tokenizer()).places
    for (_, credit), places in zip(noted, placed, strict=True):
        for window, at in places:
            if window < len(tags):
                tags[window][at] = ROLES.index(credit["role"])
    return tags


def _as_group(evidence: Span) -> Group:
    given: Any = SimpleNamespace(credits=(SimpleNamespace(evidence=evidence),))
    return given
