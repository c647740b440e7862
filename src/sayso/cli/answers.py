"""The commands that answer from a ledger; none loads a model but ``trace`` of a claim in the user's own words."""

from pathlib import Path
from typing import TYPE_CHECKING

from sayso.cli import NOT_MEASURED
from sayso.cli.listing import as_plain, print_indented, print_json, print_json_line, print_table, print_view
from sayso.cli.progress import say
from sayso.errors import NotFound
from sayso.ids import content_id
from sayso.records import Assessment, Claim, Trace
from sayso.wording import clean, plural, quote, shown_day, span_range

if TYPE_CHECKING:
    from sayso.ledger.answers import ClaimRow
    from sayso.library import Ledger

ID = 12  # characters of an id in a listing; `show` and `trace` take any unique beginning


def _measured(opened: "Ledger") -> int:
    """Status 0, or 3 where nothing has been read yet; says so where articles wait."""
    status = opened.status()
    if status.to_read or status.to_compare:
        waiting = max(status.to_read, status.to_compare)
        say(f"{waiting:,} of {plural(status.articles, 'article')} still to be read and compared: sayso run")
    return NOT_MEASURED if status.articles and status.read <= status.to_compare else 0


# ---- claims and stories ----


def list_claims(
    ledger: Path, *, query: str | None, origins_max: int | None, contested: bool, limit: int | None, as_json: bool
) -> int:
    """Print a line for each claim; status 3 where no article has been read yet."""
    from sayso.library import Ledger

    with Ledger(ledger) as opened:
        rows = opened.claims(query, origins_max=origins_max, contested=contested, limit=limit)
        total = opened.count_claims(query, origins_max=origins_max, contested=contested)
        measured = _measured(opened) if not rows else 0
    if as_json:
        print_json({"schema": "sayso.claims/1", "total": total, "claims": as_plain(rows)})
    elif rows:
        heads = ("ID", "CLAIM", "ARTICLES", "OUTLETS", "ORIGINS", "CONTESTED BY")
        print_table(heads, [_claim_cells(row) for row in rows], right=(2, 3, 4, 5))
        print(f"\n{len(rows):,} of {plural(total, 'claim')}, the most carried first")
        if any(row.flags for row in rows):
            print("* an article gives no basis, the crediting goes in a circle, or a report was withdrawn")
    elif not measured:
        print("No claim in this ledger is like that.")
    return measured


def _claim_cells(row: "ClaimRow") -> tuple[str, ...]:
    origins = span_range(row.origins_min, row.origins_max)
    return (
        row.id[:ID],
        quote(row.label, limit=100),
        f"{row.articles:,}",
        f"{row.outlets:,}",
        origins + ("*" if row.flags else ""),
        f"{row.contests:,}" if row.contests else "",
    )


def list_stories(ledger: Path, *, jsonl: bool, limit: int | None, as_json: bool) -> int:
    """Print a line for each story; with ``jsonl`` a line for each input and the story that it is of."""
    from sayso.library import Ledger

    with Ledger(ledger) as opened:
        if jsonl:
            for row in opened.stories(limit=None):
                for input_id in row.input_ids:
                    print_json_line({"id": input_id, "story": row.id})
            return _measured(opened)
        rows = opened.stories(limit=limit)
        status = opened.status()
        measured = _measured(opened) if not rows else 0
    if as_json:
        print_json({"schema": "sayso.stories/1", "total": status.stories, "stories": as_plain(rows)})
    elif rows:
        heads = ("ID", "STORY", "ARTICLES", "OUTLETS", "CLAIMS", "FROM", "TO")
        cells = [
            (
                row.id[:ID],
                quote(row.title, limit=100),
                f"{row.articles:,}",
                f"{row.outlets:,}",
                f"{row.claims:,}",
                shown_day(row.earliest),
                shown_day(row.latest),
            )
            for row in rows
        ]
        print_table(heads, cells, right=(2, 3, 4))
        print(f"\n{len(rows):,} of {plural(status.stories, 'story')}, the largest first")
    elif not measured:
        print("No stories in this ledger.")
    return measured


# ---- trace and show ----


def trace_claim(ledger: Path, claim: str, *, explain: bool, as_json: bool) -> int:
    """Print the trace of a claim; where no article speaks of it, say so: that is an answer too."""
    from sayso.export.trace_json import trace_document
    from sayso.library import Ledger

    with Ledger(ledger) as opened:
        try:
            print_trace(opened, claim, explain=explain, as_json=as_json)
        except NotFound as error:
            if measured := _measured(opened):
                return measured
            if claim.startswith("clm_"):
                raise
            if as_json:
                print_json(trace_document(_nothing(claim), {}))
            else:
                print(str(error))
    return 0


def _nothing(claim: str) -> Trace:
    """The trace of a claim that no article speaks of."""
    named = Claim(content_id("clm", query=claim), "", claim, ())
    return Trace(named, claim, (), (), Assessment(named.id, (), 0, 0, 0, 0, (), (), (), ()))


def print_trace(opened: "Ledger", claim: str, *, explain: bool = False, as_json: bool = False, limit: int = 20) -> None:
    """Print one trace, ``limit`` articles of it, or all of it as JSON; NotFound where no article speaks of it."""
    from sayso.cli.trace_view import trace_view
    from sayso.export.trace_json import trace_document

    found = opened.trace(claim)
    named = {appearance.article_id for appearance in found.appearances}
    named |= {end for link in found.derivations for end in (link.derived, link.origin) if end.startswith("art_")}
    named |= {contest.article_id for contest in found.assessment.contested_by}
    named |= {place.article_id for each in found.judgements for place in each.places}
    named |= {end for each in found.events for end in (each.article_id, each.earlier_id) if end}
    articles = opened.articles(named)
    if as_json:
        print_json(trace_document(found, articles))
    else:
        print_view(trace_view(found, articles, explain=explain, limit=limit))


def show_record(ledger: Path, record_id: str, *, as_json: bool) -> int:
    """Print one record with what stands around it."""
    from sayso.cli.record_view import id_of, kind_of, record_view
    from sayso.library import Ledger

    with Ledger(ledger) as opened:
        found = opened.show(record_id)
        notes = [row for row in opened.notes() if row.target == id_of(found)]
    if as_json:
        print_json({"schema": "sayso.show/1", "kind": kind_of(found), **as_plain(found), "notes": as_plain(notes)})
        return 0
    print_view(record_view(found))
    for row in notes:
        settled = ", settled" if row.settled else ""
        print(f"note {row.note.number} by {clean(row.note.by)}, {shown_day(row.note.made)}{settled}:")
        print_indented(row.note.text, 2)
    return 0


# ---- status and problems ----


def show_status(ledger: Path, *, as_json: bool) -> int:
    """Print what is in the ledger and what is still to do."""
    from sayso.library import Ledger

    with Ledger(ledger) as opened:
        status = opened.status()
    if as_json:
        print_json({**as_plain(status), "ledger_schema": status.schema, "schema": "sayso.status/1"})
        return 0
    dates = f"{shown_day(status.earliest)} to {shown_day(status.latest)}" if status.earliest else "no dates known"
    todo = [f"{status.to_read:,} to read", f"{status.to_compare:,} to compare", f"{status.failed:,} failed"]
    lines = [
        ("ledger", f"{status.path}  ({status.size / 1e6:,.1f} MB, schema {status.schema})"),
        ("articles", f"{status.articles:,}  ({dates})"),
        ("", f"newer versions {status.versions:,} · further copies {status.copies:,} · problems {status.problems:,}"),
        ("read", f"{status.read:,}  ({' · '.join(todo)})"),
        ("statements", f"{status.statements:,} of {plural(status.sources, 'source')}"),
        ("stories", f"{status.stories:,} with {plural(status.claims, 'claim')}"),
        ("judgements", f"{status.judgements:,}"),
    ]
    if status.runs:
        last = status.runs[0]
        lines.append(("last run", f"{last.command}, sayso {last.version}, {last.started:%Y-%m-%d %H:%M} UTC"))
    for name, value in lines:
        print(f"{name:12s}{value}")
    if status.to_read or status.to_compare:
        say("Next   sayso run")
    return 0


def list_problems(ledger: Path, *, as_json: bool) -> int:
    """Print everything that was found and is not used, and every article that could not be read."""
    from sayso.library import Ledger

    with Ledger(ledger) as opened:
        problems, failures = opened.problems(), opened.failures()
    if as_json:
        found = {"problems": as_plain(problems), "failures": as_plain(failures)}
        print_json({"schema": "sayso.problems/1", **found})
        return 0
    rows = [(problem.reason.replace("_", " "), problem.where, problem.detail) for problem in problems]
    rows += [("failed", failure.article_id, f"{failure.stage}: {failure.error}") for failure in failures]
    for reason, where, detail in rows:
        print(f"{reason:14s}{clean(where)}")  # on one line however long: to be copied
        print_indented(detail, 14)
    if rows:
        print(f"\n{plural(len(problems), 'problem')} in the inputs, {plural(len(failures), 'article')} failed")
    else:
        print("No problems: everything found is in use.")
    return 0
