"""The commands, in the order of use. Each imports what it needs when it runs: ``--help`` stays quick."""

from pathlib import Path

import click

from sayso.cli.group import SaysoGroup
from sayso.config import READERS

ledger_option = click.option(
    "--ledger",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("sayso.db"),
    envvar="SAYSO_LEDGER",
    metavar="FILE",
    help="The ledger.  [default: ./sayso.db, or $SAYSO_LEDGER]",
)
json_option = click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
reader_option = click.option(
    "--reader", type=click.Choice(READERS), help="fast: quicker, less accurate.  [default: standard, or sayso.toml]"
)
limit_option = click.option(
    "--limit", type=click.IntRange(min=0), metavar="N", default=20, help="At most so many; 0: all.  [default: 20]"
)


@click.group(cls=SaysoGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 92})
@click.version_option(package_name="sayso", prog_name="sayso")
def sayso() -> None:
    """On whose say-so? Who says it, on whose word, who copied whom, and who contests it.

    Answers go to stdout, progress and hints to stderr. Nothing is sent anywhere.
    Exit status: 0 done, 2 wrong use or unreadable input, 3 not measured, 130 interrupted (run it again to go on).
    """


@sayso.command(epilog="Example: sayso add clips/ feed.jsonl story.wacz --map text=Body")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--map", "columns", multiple=True, metavar="FIELD=COLUMN", help="Which column of a CSV, XLSX or JSONL is what."
)
@ledger_option
@json_option
def add(paths: tuple[Path, ...], columns: tuple[str, ...], ledger: Path, as_json: bool) -> int:
    """Take in articles: files, folders, tables, web archives.

    Saved HTML and MHTML, plain text, DOCX and PDF, JSONL, CSV and XLSX (a row an article), WARC, WARC.gz and WACZ, or
    folders of these. PDF and XLSX need: pip install 'sayso[office]'.
    Adding the same again changes nothing. What is not used is kept with its reason: see sayso problems.
    """
    from sayso.cli.filling import add_inputs

    return add_inputs(paths, columns, ledger, as_json=as_json)


@sayso.command(epilog="Example: sayso run --reader fast")
@click.option("--retry-failed", is_flag=True, help="Read those again that failed before.")
@reader_option
@ledger_option
@json_option
def run(retry_failed: bool, reader: str | None, ledger: Path, as_json: bool) -> int:
    """Read and compare what is new.

    Stop it at any time (Ctrl-C, kill, power cut): what is done is saved, and the same command goes on.
    """
    from sayso.cli.filling import run_ledger

    return run_ledger(ledger, reader=reader, retry_failed=retry_failed, as_json=as_json)


@sayso.command(epilog="Example: sayso claims ferry --origins-max 1")
@click.argument("query", required=False)
@click.option("--origins-max", type=click.IntRange(min=0), metavar="N", help="Claims that have N origins at most.")
@click.option("--contested", is_flag=True, help="Claims that somebody contests.")
@limit_option
@ledger_option
@json_option
def claims(query: str | None, origins_max: int | None, contested: bool, limit: int, ledger: Path, as_json: bool) -> int:
    """List claims, the most carried first.

    QUERY: words that the claim holds. Origins are a range: from "all that could be one source is one" to "only what
    the text ties together is one".
    """
    from sayso.cli.answers import list_claims

    return list_claims(
        ledger, query=query, origins_max=origins_max, contested=contested, limit=limit or None, as_json=as_json
    )


@sayso.command(epilog='Example: sayso trace "The water plant will close in March" --explain')
@click.argument("claim")
@click.option("--explain", is_flag=True, help="Every reason, with the words it rests on, and all articles.")
@ledger_option
@json_option
def trace(claim: str, explain: bool, ledger: Path, as_json: bool) -> int:
    """On whose say-so? Trace one claim.

    CLAIM: the claim in your own words, or the id of one (sayso claims).
    """
    from sayso.cli.answers import trace_claim

    return trace_claim(ledger, claim, explain=explain, as_json=as_json)


@sayso.command(epilog="Example: sayso show clm_5f2e")
@click.argument("record_id", metavar="ID")
@ledger_option
@json_option
def show(record_id: str, ledger: Path, as_json: bool) -> int:
    """Show an article, claim, story, statement or source.

    ID: as the listings give it, or as many of its first letters as make it unique; or the name of an input.
    """
    from sayso.cli.answers import show_record

    return show_record(ledger, record_id, as_json=as_json)


@sayso.command(epilog='Example: sayso judge 3.html clm_5f2e contests --by "A. Editor"')
@click.argument("names", nargs=-1, metavar="[A [B] VERDICT]")
@click.option("--by", metavar="NAME", envvar="SAYSO_BY", help="Who judges.  [default: $SAYSO_BY]")
@click.option(
    "--claim", metavar="CLAIM", help="A and B are origins of this claim: by number, as trace has it, or name."
)
@click.option("--note", default="", metavar="TEXT", help="Why, in your own words.")
@click.option("--undo", type=click.IntRange(min=1), metavar="N", help="Take judgement N back; it stays on record.")
@click.option("--list", "listing", is_flag=True, help="All judgements, and what each does now.")
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="Take in those that --list --json of another ledger gave.",
)
@ledger_option
@json_option
def judge(
    names: tuple[str, ...],
    by: str | None,
    claim: str | None,
    note: str,
    undo: int | None,
    listing: bool,
    source: Path | None,
    ledger: Path,
    as_json: bool,
) -> int:
    """Say what is the same, and what is not.

    A person's judgement outranks the machine's.

    \b
    sayso judge A B same|different|unsure      two articles, statements, claims or sources
    sayso judge A B same --claim CLAIM         two origins of a claim
    sayso judge ARTICLE CLAIM contests         its stance: asserts, reports, questions,
                                               contests, silent (does not speak of it), unsure
    sayso judge STATEMENT SOURCE says          who says it: a source of the same article
    sayso judge STATEMENT nobody|unsure        nobody named: the article says so itself
    sayso judge ARTICLE not-article|article    a text that is none leaves every count

    Two articles: one story? Two statements or claims: one claim? "unsure" leaves it to the machine. Of several
    judgements on one pair the latest counts.
    """
    from sayso.cli.judging import adopt, judge_names, list_judgements, undo_judgement

    if listing + bool(source) + (undo is not None) + bool(names) != 1 or (names and len(names) not in (2, 3)):
        raise click.UsageError("Give two names and a verdict, one name and a verdict, --undo N, --list or --from FILE.")
    if source:
        return adopt(ledger, source, as_json=as_json)
    if listing:
        return list_judgements(ledger, as_json=as_json)
    if not by:
        raise click.UsageError("Who judges?  --by NAME, or $SAYSO_BY")
    if undo is not None:
        return undo_judgement(ledger, undo, by=by, note=note, as_json=as_json)
    return judge_names(ledger, names, by=by, claim=claim, note=note, as_json=as_json)


@sayso.command(epilog='Example: sayso note clm_5f2e "Which March?" --by "A. Editor"')
@click.argument("about", required=False, metavar="[ID")
@click.argument("text", required=False, metavar="TEXT]")
@click.option("--by", metavar="NAME", envvar="SAYSO_BY", help="Who writes.  [default: $SAYSO_BY]")
@click.option("--settle", type=click.IntRange(min=1), metavar="N", help="Note N is settled.")
@click.option("--reopen", type=click.IntRange(min=1), metavar="N", help="Note N is open again.")
@ledger_option
@json_option
def note(
    about: str | None,
    text: str | None,
    by: str | None,
    settle: int | None,
    reopen: int | None,
    ledger: Path,
    as_json: bool,
) -> int:
    """Write a note on a claim, a statement or an article.

    A note is for those who work with the ledger; it changes nothing that is counted. TEXT: 2,000 characters at most.
    """
    from sayso.cli.noting import mark_note, write_note

    number = settle or reopen
    if bool(text) + bool(settle) + bool(reopen) != 1 or (about and not text):
        raise click.UsageError("Give an id and the note's text, --settle N or --reopen N.")
    if not by:
        raise click.UsageError("Who writes?  --by NAME, or $SAYSO_BY")
    if number:
        return mark_note(ledger, number, "settled" if settle else "reopened", by=by, as_json=as_json)
    return write_note(ledger, about or "", text or "", by=by, as_json=as_json)


@sayso.command(epilog="Example: sayso notes --open")
@click.option("--open", "only_open", is_flag=True, help="Those that are not settled.")
@ledger_option
@json_option
def notes(only_open: bool, ledger: Path, as_json: bool) -> int:
    """List the notes on claims, statements and articles."""
    from sayso.cli.noting import list_notes

    return list_notes(ledger, only_open=only_open, as_json=as_json)


@sayso.command(epilog="Example: sayso read draft.docx story.html")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--jsonl", is_flag=True, help="FILES are JSONL: a line of JSON for each row, in the order of the rows.")
@reader_option
@json_option
def read(files: tuple[Path, ...], jsonl: bool, reader: str | None, as_json: bool) -> int:
    """Who says what in files; no ledger needed.

    One article a file, of any kind that sayso add takes; files of many rows with --jsonl.
    """
    from sayso.cli.reading import read_files, read_rows

    return read_rows(files, reader=reader) if jsonl else read_files(files, reader=reader, as_json=as_json)


@sayso.command(epilog="Example: sayso stance --jsonl asked.jsonl")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--jsonl", is_flag=True, required=True, help="FILES are JSONL: a line of JSON for each row, in order.")
def stance(files: tuple[Path, ...], jsonl: bool) -> int:
    """How texts stand to claims given with them; no ledger needed.

    A row has "claim" and "text", and may have "id", "claim_id" and "title". For each, a line of JSON with "id",
    "claim_id", "stance" (asserts, reports, questions, contests) and "score", in the order of the rows.
    """
    from sayso.cli.stances import stance_rows

    return stance_rows(files)


@sayso.command(epilog="Example: sayso status")
@ledger_option
@json_option
def status(ledger: Path, as_json: bool) -> int:
    """What is in the ledger, and what is still to do."""
    from sayso.cli.answers import show_status

    return show_status(ledger, as_json=as_json)


@sayso.command(epilog="Example: sayso problems")
@ledger_option
@json_option
def problems(ledger: Path, as_json: bool) -> int:
    """Everything that was found and is not used, and why."""
    from sayso.cli.answers import list_problems

    return list_problems(ledger, as_json=as_json)


@sayso.command(epilog="Example: sayso stories --limit 0")
@click.option("--jsonl", is_flag=True, help='{"id", "story"} for each input, a line each.')
@limit_option
@ledger_option
@json_option
def stories(jsonl: bool, limit: int, ledger: Path, as_json: bool) -> int:
    """List stories: articles about the same happening."""
    from sayso.cli.answers import list_stories

    return list_stories(ledger, jsonl=jsonl, limit=limit or None, as_json=as_json)


@sayso.command(epilog="Example: sayso serve --open")
@click.option("--open", "open_browser", is_flag=True, help="Open a browser there.")
@click.option(
    "--host",
    default="127.0.0.1",
    metavar="HOST",
    help="Where to listen; elsewhere needs --token or --read-only.  [default: 127.0.0.1]",
)
@click.option(
    "--port", type=click.IntRange(0, 65535), metavar="N", default=8731, help="0: any that is free.  [default: 8731]"
)
@click.option("--token", default="", metavar="TEXT", help="Only those who have it get in; auto: make one.")
@click.option("--read-only", is_flag=True, help="Nobody can judge or note anything.")
@ledger_option
def serve(open_browser: bool, host: str, port: int, token: str, read_only: bool, ledger: Path) -> int:
    """Look at the ledger in a browser.

    Claims, who asserts, who contests, the words themselves.
    Only this machine can reach it, unless --host says otherwise. No request goes out.
    """
    from sayso.cli.pages import serve_ledger

    return serve_ledger(ledger, host=host, port=port, token=token, read_only=read_only, open_browser=open_browser)


@sayso.command(epilog="Example: sayso report clm_5f2e -o claim.html --notes")
@click.argument("claims", nargs=-1, required=True, metavar="ID...")
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The file to write.")
@click.option("--notes", is_flag=True, help="With the notes on these claims and their statements.")
@ledger_option
def report(claims: tuple[str, ...], out: Path, notes: bool, ledger: Path) -> int:
    """Write claims, and the passages they rest on, into one HTML file.

    ID: of claims, as sayso claims lists them. The file needs no server and no script, and prints.
    """
    from sayso.cli.pages import write_report

    return write_report(ledger, claims, out, notes=notes)


@sayso.group(epilog="Example: sayso export jsonl records/")
def export() -> None:
    """Write the ledger out as files."""


@export.command("jsonl", epilog="Example: sayso export jsonl records/")
@click.argument("folder", metavar="OUT", type=click.Path(path_type=Path, file_okay=False))
@ledger_option
@json_option
def export_jsonl(folder: Path, ledger: Path, as_json: bool) -> int:
    """Write a .jsonl file for each kind of record into the folder OUT."""
    from sayso.cli.filling import export_records

    return export_records(ledger, folder, as_json=as_json)


@sayso.command(epilog="Example: sayso demo --open")
@click.option(
    "--ledger",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where to make it.  [default: ./sayso-demo.db]",
)
@click.option("--open", "open_browser", is_flag=True, help="Show a claim of theirs in a browser.")
def demo(ledger: Path | None, open_browser: bool) -> int:
    """The whole road on the bundled examples."""
    from sayso.cli.demo import run_demo

    return run_demo(ledger, open_browser=open_browser)
