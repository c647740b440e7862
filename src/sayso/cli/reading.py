"""``read``: who says what in files, without a ledger."""

from collections.abc import Sequence
from pathlib import Path

from sayso.cli import NOT_MEASURED, WRONG_USE
from sayso.cli.failure import complain
from sayso.cli.listing import as_plain, print_json, print_json_line, print_view
from sayso.config import config_with_reader
from sayso.errors import InputError
from sayso.records import Failure, Problem


def read_files(files: Sequence[Path], *, reader: str | None, as_json: bool) -> int:
    """Print who says what in each file; status 2 where one holds no article, or something that cannot be read."""
    from sayso.cli.article_view import article_view
    from sayso.library import read

    config = config_with_reader(reader)
    documents = []
    status = 0
    for number, path in enumerate(files):
        try:
            found = read(path, config=config)
        except InputError as error:
            complain("error", str(error))
            status = WRONG_USE
            continue
        for problem in found.problems:
            complain("warning", f"{problem.where}: {problem.detail}")
            if problem.reason == "unreadable":  # as `add` has it
                status = WRONG_USE
        if as_json:
            documents.append(as_plain(found.annotated))
        else:
            print_view([*([""] if number else []), *article_view(found.annotated)])
    if as_json:
        print_json({"schema": "sayso.read/1", "articles": documents})
    return status


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
