"""``stance``: how texts stand to claims that are given with them, without a ledger."""

from collections.abc import Sequence
from pathlib import Path

from sayso import stances
from sayso.cli import NOT_MEASURED, WRONG_USE
from sayso.cli.failure import complain
from sayso.cli.listing import print_json_line
from sayso.records import Failure, Problem


def stance_rows(files: Sequence[Path]) -> int:
    """Print a line of JSON for each row that asks something, in the order of the rows, worked out on all cores."""
    troubles = []
    failed = 0
    for row in stances.stance_rows(files):
        if isinstance(row.trouble, Problem):
            troubles.append(f"{row.trouble.where}: {row.trouble.detail}")
        elif isinstance(row.trouble, Failure):
            complain("warning", f"{row.id}: not read: {row.trouble.error}")
            failed += 1
        elif stand := row.stand:
            line = {"id": row.id, "claim_id": row.claim_id, "stance": stand.stance, "score": stand.score}
            if stand.headline:
                line |= {"headline": stand.headline.stance, "says_more": stand.headline.says_more}
            print_json_line(line)
    for trouble in troubles:
        complain("warning", trouble)
    return NOT_MEASURED if failed else WRONG_USE if troubles else 0
