"""``read``: who says what in files, without a ledger."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.cli import NOT_MEASURED, WRONG_USE
from sayso.cli.failure import complain
from sayso.cli.listing import as_plain, print_json, print_json_line, print_view
from sayso.config import Config, config_with_reader
from sayso.records import Failure, Problem

if TYPE_CHECKING:
    from sayso import many


def read_files(files: Sequence[Path], *, reader: str | None, as_json: bool) -> int:
    """
    Print who says what in each file, in the order of the files, read on all cores.

    Status 2 where one holds no article, or something that cannot be read; 3 where the reader could not read one.
    """
    from sayso import many
    from sayso.cli.article_view import article_view

    config = config_with_reader(reader)
    documents = []
    status, first = 0, True
    for read in many.read_files(files, config=config):
        if read.found is None:
            status = max(status, _complain_of(read, config))
            continue
        for problem in read.found.problems:
            complain("warning", f"{problem.where}: {problem.detail}")
            if problem.reason == "unreadable":  # as `add` has it
                status = max(status, WRONG_USE)
        if as_json:
            documents.append(as_plain(read.found.annotated))
        else:
            print_view([*([] if first else [""]), *article_view(read.found.annotated)])
            first = False
    if as_json:
        print_json({"schema": "sayso.read/1", "articles": documents})
    return status


def _complain_of(read: "many.FileRead", config: Config) -> int:
    if isinstance(read.trouble, Failure):
        limit = f"{config.read.seconds_per_article:g} s (seconds_per_article under [read] in sayso.toml)"
        what = f"{read.path}: not read: {read.trouble.error}."
        complain("error", f"{what}\nA text may take {limit}. The others are read.")
        return NOT_MEASURED
    complain("error", str(read.trouble))
    return WRONG_USE


def read_rows(files: Sequence[Path], *, reader: str | None) -> int:
    """Print a line of JSON for each row, in the order of the rows, read on all cores."""
    from sayso import many

    troubles = []
    failed = 0
    for row in many.read_rows(files, config=config_with_reader(reader)):
        if isinstance(row.trouble, Problem):
            troubles.append(f"{row.trouble.where}: {row.trouble.detail}")
            continue
        if isinstance(row.trouble, Failure):
            complain("warning", f"{row.id}: not read: {row.trouble.error}")
            failed += 1
        print_json_line({"id": row.id, "attributions": row.attributions})
    for trouble in troubles:
        complain("warning", trouble)
    return NOT_MEASURED if failed else WRONG_USE if troubles else 0
