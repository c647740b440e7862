"""
More articles of FNC-1 with their credits for a claim, annotated as the rumours are: ``credit_labels.jsonl``.

Offsets only: the texts are the corpus's. A language model read each article, following the rumours' guidelines; no
person has checked it. A name is where the text has it; where the text spells it otherwise (61 of 5,348) it is null and
"unfound" says so: such a credit counts as one of an unnamed source.

The rumours that figures are measured on, and all articles of their stories, are not among them.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sayso.outlets import outlets

LABELS = Path(__file__).parent / "credit_labels.jsonl"


def read_credit_labels(corpora: Path) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """For each story: its annotation in the form of a rumour's ``gold.json``, and its rows of ``articles.jsonl``."""
    rows = {row["id"]: row for row in map(json.loads, (corpora / "stories/fnc1.jsonl").open(encoding="utf-8"))}
    stories: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for label in map(json.loads, LABELS.open(encoding="utf-8")):
        row = rows[label["id"]]
        stories.setdefault((row["story"], row["claims"][0]), []).append(label)
    for (story, claim), labels in sorted(stories.items()):
        articles = [_gold(label, rows[label["id"]]["text"]) for label in labels]
        yield {"rumour": story, "claim": claim, "articles": articles}, [rows[label["id"]] for label in labels]


def _gold(label: Mapping[str, Any], text: str) -> dict[str, Any]:
    credits = [
        {
            "name": _name(each["name"], text),
            "kind": each["kind"],
            "role": each["role"],
            "via": _name(each["via"], text),
            "evidence": text[slice(*each["evidence"])],
        }
        for each in label["credits"]
    ]
    return {
        "id": label["id"],
        "stance": label["stance"],
        "credits": credits,
        "primary": _name(label["primary"], text),
        "first_hand": label["first_hand"],
    }


def _name(span: list[int] | None, text: str) -> str | None:
    if span is None:
        return None
    named = text[slice(*span)]
    known = outlets().by_name(named)
    return known.name if known else named
