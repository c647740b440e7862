"""JSON lines: each kind of record in a file of its own, as they stand in ``records.py``; docs/formats.md shows them."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sayso.records import AnnotatedArticle, Span


def plain(value: object) -> Any:
    """A record as JSON values: a span as [start, end], a moment in ISO 8601, bytes left out, tuples as lists."""
    if isinstance(value, Span):
        return [value.start, value.end]
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(v) for f in fields(value) if not isinstance(v := getattr(value, f.name), bytes)}
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item) for item in (sorted(value) if isinstance(value, (set, frozenset)) else value)]
    return value


def write_jsonl(folder: Path, tables: Mapping[str, Iterable[object]]) -> dict[str, int]:
    """
    Write ``folder``/NAME.jsonl for each table, a record a line; returns the number of lines of each.

    A file is written beside its place and then moved there, so that one cut short is never taken for a whole one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    counts = {}
    for name, rows in tables.items():
        part = folder / f".{name}.jsonl.part"
        lines = 0
        with part.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            for row in rows:
                file.write(json.dumps(plain(row), ensure_ascii=False) + "\n")
                lines += 1
        part.replace(folder / f"{name}.jsonl")
        counts[name] = lines
    return counts


def attribution_line(annotated: AnnotatedArticle, *, row_id: object = None) -> dict[str, Any]:
    """The attributions of one article, each with its resolved source: a line of ``sayso read --jsonl``."""
    statements = {statement.attribution_id: statement for statement in annotated.statements}
    sources = {source.id: source for source in annotated.sources}
    rows = []
    for attribution in annotated.attributions:
        statement = statements.get(attribution.id)
        source = sources.get(statement.source_id) if statement and statement.source_id else None
        rows.append(
            {
                "id": attribution.id,
                "source": plain(attribution.source),
                "cue": plain(attribution.cue),
                "content": plain(attribution.content),
                "parent": attribution.parent,
                "type": attribution.type,
                "attitude": attribution.attitude,
                "source_kind": source.kind if source else None,
                "source_name": source.name if source else None,
                "source_entity": source.name if source else None,
                "via": statement.via if statement else None,
            }
        )
    return {"id": annotated.article.input_id if row_id is None else row_id, "attributions": rows}
