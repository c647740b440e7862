"""JSON lines: each kind of record in a file of its own, as they stand in ``records.py``; docs/formats.md shows them."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Self

from sayso.records import AnnotatedArticle, Span


def plain(value: object) -> Any:
    """A record as JSON values: a span as [start, end], a moment in ISO 8601, bytes left out, tuples as lists."""
    if isinstance(value, Span):
        return [value.start, value.end]
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(v) for f in fields(value) if not isinstance(v := getattr(value, f.name), bytes)}
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


class JsonLines:
    """
    Files ``folder``/NAME.jsonl, a record a line; ``counts`` has the number of lines of each.

    They are written beside their places and moved there on a clean exit, so that a file cut short is never taken for
    a whole one.
    """

    def __init__(self, folder: Path) -> None:
        self.counts: dict[str, int] = {}
        self._folder = folder
        self._files: dict[str, IO[str]] = {}

    def __enter__(self) -> Self:
        self._folder.mkdir(parents=True, exist_ok=True)
        return self

    def write(self, name: str, record: object) -> None:
        """Add a record to the file of that name."""
        if name not in self._files:
            # A lone surrogate has no UTF-8; its escape is the same character to every JSON reader.
            part = self._part(name)
            self._files[name] = part.open("w", encoding="utf-8", errors="backslashreplace", newline="\n")
            self.counts[name] = 0
        self._files[name].write(json.dumps(plain(record), ensure_ascii=False) + "\n")
        self.counts[name] += 1

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: object) -> None:
        for name, file in self._files.items():
            file.close()
            if kind is None:
                self._part(name).replace(self._folder / f"{name}.jsonl")
            else:
                self._part(name).unlink()

    def _part(self, name: str) -> Path:
        return self._folder / f".{name}.jsonl.part"


def attribution_line(annotated: AnnotatedArticle, *, row_id: object) -> dict[str, Any]:
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
                "polarity": statement.polarity if statement else None,
                "certainty": statement.certainty if statement else None,
                "score": attribution.score,
                "source_kind": source.kind if source else None,
                "source_name": source.name if source else None,
                "source_entity": (source.name or source.description) if source else None,
                "source_anonymity": plain(source.anonymity) if source else None,
                "via": statement.via if statement else None,
            }
        )
    return {"id": row_id, "attributions": rows}
