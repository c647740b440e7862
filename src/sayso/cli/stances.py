"""``stance``: how texts stand to claims that are given with them, without a ledger."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sayso.cli.row_order import InOrder, json_rows
from sayso.many import article_of_row
from sayso.stances import Asked, Stand, find_stances

LEFT_OUT = "This line was left out; the others were read."


def stance_rows(files: Sequence[Path]) -> int:
    """Print a line of JSON for each row that asks something, in the order of the rows, worked out on all cores."""
    rows: InOrder[Stand] = InOrder(_line)
    for batch in find_stances(_asked(files, rows)):
        for number, answer in batch:
            rows.put(number, answer)
        rows.show()
    return rows.finish()


def _line(name: tuple[Any, Any], answer: Stand | None) -> Mapping[str, Any] | None:
    if answer is None:  # its failure has been told
        return None
    line = {"id": name[0], "claim_id": name[1], "stance": answer.stance, "score": answer.score}
    if answer.headline:
        line |= {"headline": answer.headline.stance, "says_more": answer.headline.says_more}
    return line


def _asked(files: Sequence[Path], rows: InOrder[Stand]) -> Iterator[Asked]:
    now = datetime.now(UTC)
    number = 0
    for path, line, row in json_rows(files, rows.troubles):
        claim = row.get("claim")
        article = article_of_row(row, path, line, now)
        if not isinstance(claim, str) or not claim.strip() or article is None:
            missing = "text" if isinstance(claim, str) and claim.strip() else "claim"
            rows.troubles.append(f"{path}:{line}: It has no {missing!r} in words. {LEFT_OUT}")
            continue
        rows.expect((row.get("id", f"{path.name}:{line}"), row.get("claim_id")), number)
        number += 1
        yield Asked(claim, article)
