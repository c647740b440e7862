"""The command line over a ledger made by hand: what is printed where, exit statuses, and JSON."""

import json
import shlex
import subprocess
import sys
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pytest

import sayso.library
from sayso.cli import run_command
from sayso.cli.commands import sayso as group
from sayso.cli.listing import WIDTH
from sayso.cli.progress import Pace, duration
from sayso.errors import LedgerError, ModelError, NotFound
from sayso.ledger.answers import ClaimRow, JudgementRow, NoteRow, ShownClaim, ShownStatement, Status, StoryRow
from sayso.library import AddReport, RunReport
from sayso.records import (
    AnnotatedArticle,
    Appearance,
    Article,
    Assessment,
    Attribution,
    Claim,
    ClaimCredit,
    Contest,
    Credit,
    Derivation,
    Failure,
    Headline,
    Note,
    Origin,
    Problem,
    Reason,
    Source,
    Span,
    Statement,
    Trace,
    When,
)
from sayso.wording import clean, quote, shown_when

NOON = datetime(2024, 5, 3, 12, tzinfo=UTC)
LEDGER_TEXT = (
    "The water plant at Orrin will close in March, an official with direct knowledge told the Daily Ledger.\n"
    "Ana Reyes, a ministry spokeswoman, said there is no such decision."
)
ECHO_TEXT = "Orrin's water plant is to shut in March, the Daily Ledger reported."


def span(text: str, words: str) -> Span:
    """Where the words stand in the text."""
    start = text.index(words)
    return Span(start, start + len(words))


def article(name: str, text: str, *, outlet: str, hours: int = 0) -> Article:
    moment = NOON + timedelta(hours=hours)
    when = When(moment, moment + timedelta(minutes=1), moment.isoformat(), "column")
    return Article(f"art_{name}", f"{name}.html", None, outlet, f"Title of {name}", None, text, when, NOON)


FIRST = article("ledger", LEDGER_TEXT, outlet="Daily Ledger")
ECHO = article("echo", ECHO_TEXT, outlet="Northern Echoes", hours=3)
COPY = article("copy", ECHO_TEXT, outlet="Valley Wire", hours=5)


def make_trace() -> Trace:
    unnamed = ClaimCredit(
        None, "unnamed", "claim", "Daily Ledger", span(LEDGER_TEXT, "an official with direct knowledge told"), None,
        "src_1", "told",
    )  # fmt: skip
    cites = span(ECHO_TEXT, "the Daily Ledger reported")
    cited = ClaimCredit("Daily Ledger", "outlet", "claim", None, cites, "stm_2", "src_2", "cites")
    appearances = (
        Appearance(FIRST.id, "reports", span(LEDGER_TEXT, "The water plant at Orrin will close in March"), 0.9, True,
                   None, None, (unnamed,)),
        Appearance(ECHO.id, "reports", span(ECHO_TEXT, ECHO_TEXT), 0.9, False, "Daily Ledger", None, (cited,),
                   Headline("asserts", "reports", cites, 0.7, True)),
        Appearance(COPY.id, "reports", span(ECHO_TEXT, ECHO_TEXT), 0.9, False, "Daily Ledger", ECHO.id, (cited,)),
    )  # fmt: skip
    origin = Origin(
        "Daily Ledger", "outlet", ((None, "unnamed"),), (FIRST.id, ECHO.id, COPY.id), True,
        (Reason("cites", "Northern Echoes credits the Daily Ledger", ECHO.id, cites),),
    )  # fmt: skip
    denial = span(LEDGER_TEXT, "Ana Reyes, a ministry spokeswoman, said")
    contest = Contest("Ana Reyes", "person", True, FIRST.id, denial, "stm_3")
    merge = Reason("could_be_same", "an unnamed official may be behind both", FIRST.id, denial, None, ECHO.id, cites)
    assessment = Assessment("clm_1", (origin,), 1, 2, 1, 1, ("Daily Ledger",), (contest,), (), (merge,))
    claim = Claim("clm_1234567890abcdef", "sto_1", "The water plant at Orrin will close in March", ("stm_1",))
    derivations = (Derivation(COPY.id, ECHO.id, "wasDerivedFrom", ("same wording",)),)
    return Trace(claim, "Will the Orrin water plant close?", appearances, derivations, assessment)


def make_annotated() -> AnnotatedArticle:
    who, says = span(LEDGER_TEXT, "an official with direct knowledge"), span(LEDGER_TEXT, "told")
    what = span(LEDGER_TEXT, "The water plant at Orrin will close in March")
    outer = Attribution("att_1", FIRST.id, (who,), (says,), (what,), None, "indirect", "statement", 0.9)
    within = span(LEDGER_TEXT, "will close")
    inner = Attribution("att_2", FIRST.id, (), (), (within,), "att_1", "indirect", "belief", 0.5)
    source = Source("src_1", FIRST.id, "unnamed", None, "an official with direct knowledge", outer.source)
    statement = Statement("stm_1", "att_1", FIRST.id, "src_1", "Daily Ledger", "says", outer.content, "…")
    credit = Credit("crd_1", FIRST.id, "src_1", "Daily Ledger", outer.cue[0], "attribution", False, "stm_1")
    return AnnotatedArticle(FIRST, (), (outer, inner), (source,), (statement,), (credit,), b"")


CLAIM_ROW = ClaimRow(
    "clm_1234567890abcdef", "sto_1", "The water plant at Orrin will close in March", 3, 3, 3, 1, 2, 1, 1, 1, (), NOON
)


class FakeLedger:
    """Stands in for ``sayso.library.Ledger``; class attributes say what it holds."""

    trace_error: Exception | None = None
    to_read = 0
    read = 3
    add_report = AddReport(5, 3, 1, 0, 1, 0, 0, (("consent_wall", 1),), ())
    run_report = RunReport(3, 3, 0, 0, 3, (), 9, 4, 1, 5, 2.0)
    interrupt = False
    calls: list[Any]

    def __init__(self, path: Path, *, config: Any = None) -> None:
        self.path = path
        FakeLedger.calls = [path]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.calls.append("closed")

    def add(self, paths: list[Path], *, columns: Any = None, progress: Any = None) -> AddReport:
        self.calls.append((paths, columns))
        progress("add", 5, 5)
        return self.add_report

    def run(self, *, progress: Any = None, retry_failed: bool = False) -> RunReport:
        progress("read", 0, 3)
        progress("read", 2, 3)
        if self.interrupt:
            raise KeyboardInterrupt
        return self.run_report

    def claims(self, query: str | None = None, **kwargs: Any) -> list[ClaimRow]:
        self.calls.append(kwargs)
        return [] if query == "nothing" else [CLAIM_ROW]

    def count_claims(self, query: str | None = None, **kwargs: Any) -> int:
        return 1

    def trace(self, claim: str) -> Trace:
        if self.trace_error:
            raise self.trace_error
        return make_trace()

    def stories(self, *, limit: int | None = None) -> list[StoryRow]:
        return [StoryRow("sto_1", "Title of ledger", (FIRST.id, ECHO.id), ("a", "b", "a-again"), 2, 2, 1, NOON, None)]

    def show(self, record_id: str) -> ShownClaim:
        if record_id == "clm_x":
            raise NotFound("No record's id begins with clm_x.")
        annotated = make_annotated()
        statement = ShownStatement(
            FIRST, annotated.attributions[0], annotated.statements[0], annotated.sources[0], "clm_1"
        )
        trace = make_trace()
        return ShownClaim(CLAIM_ROW, trace.claim, trace.assessment, (statement,))

    def status(self) -> Status:
        counts = (3, 0, 0, 1, self.read, 0, self.to_read, 0, 2, 1, 1, 1, 1, 0)
        return Status(self.path, 1_000_000, 1, *counts, NOON, NOON, ())

    def problems(self) -> list[Problem]:
        return [Problem("feed.jsonl:17", "feed.jsonl:17", "unreadable", "feed.jsonl:17: not JSON.\x1b[31m")]

    def failures(self) -> list[Failure]:
        return []

    def judgements(self) -> list[JudgementRow]:
        return []

    def notes(self) -> list[NoteRow]:
        note = Note("claim", "stm_1", "Which March?", "A. Editor", NOON, number=1)
        return [NoteRow(note, CLAIM_ROW.id, CLAIM_ROW.label, FIRST.id, False)]

    def articles(self, ids: Iterable[str] | None = None) -> dict[str, Article]:
        return {each.id: each for each in (FIRST, ECHO, COPY)}

    def annotated(self, ids: Iterable[str] | None = None) -> list[AnnotatedArticle]:
        return [make_annotated()]


@pytest.fixture(autouse=True)
def ledger(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> type[FakeLedger]:
    """Every command of this file opens the fake ledger, in an empty folder."""

    class Fresh(FakeLedger):
        pass

    monkeypatch.setattr(sayso.library, "Ledger", Fresh)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SAYSO_LEDGER", raising=False)
    return Fresh


def test_help_begins_with_examples_and_fits(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["--help"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Examples:\n  sayso add")
    for name in group.commands:
        assert run_command([name, "--help"]) == 0
    assert "..." not in out.partition("Commands:")[2]  # no command's line is cut
    assert max(map(len, capsys.readouterr().out.splitlines())) <= WIDTH


def test_every_command_has_an_example_that_it_understands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("draft.docx", "story.html", "asked.jsonl"):
        Path(name).touch()
    commands = {**group.commands, **group.commands["export"].commands}  # type: ignore[attr-defined]
    for name, command in commands.items():
        example = shlex.split((command.epilog or "").removeprefix("Example: "))
        assert example[0] == "sayso", name
        words = example[example.index("jsonl" if "export" in example else name) + 1 :]
        leaf = commands["jsonl"] if "export" in example else command
        assert leaf.make_context(name, words, **group.context_settings) is not None


def test_a_link_that_leads_nowhere_is_handed_on_and_does_not_keep_the_others_out(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    assert run_command(["add", str(tmp_path / "loop")]) == 0
    assert ([tmp_path / "loop"], None) in FakeLedger.calls


def test_unknown_command_names_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["tarce", "x"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "Did you mean: sayso trace" in captured.err


def test_no_command_shows_help_and_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command([]) == 2
    assert "Examples:" in capsys.readouterr().err


def test_add_ends_in_an_equation(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    assert run_command(["add", "a.txt"]) == 0
    captured = capsys.readouterr()
    assert captured.out.splitlines()[-1] == "      5  total  ✓ balances"
    assert "consent walls 1" in captured.out
    assert "Next   sayso run" in captured.err
    assert "Next" not in captured.out


def test_add_with_something_unreadable_is_status_2(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, ledger: type[FakeLedger]
) -> None:
    (tmp_path / "a.jsonl").write_text("x")
    problem = Problem("a.jsonl:1", "a.jsonl:1", "unreadable", "not JSON. The rest went in.")
    ledger.add_report = AddReport(1, unreadable=1, reasons=(("unreadable", 1),), problems=(problem,))
    assert run_command(["add", "a.jsonl", "--json"]) == 2
    captured = capsys.readouterr()
    assert json.loads(captured.out)["balances"] is True
    assert "warning: a.jsonl:1: not JSON" in captured.err


def test_add_without_the_file_adds_nothing(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    FakeLedger.calls = []
    assert run_command(["add", "not-there.txt"]) == 2
    assert "Nothing was added" in capsys.readouterr().err
    assert FakeLedger.calls == []


def test_add_maps_columns(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x")
    assert run_command(["add", "a.csv", "--map", "text=Volltext"]) == 0
    assert FakeLedger.calls[1][1] == {"text": "Volltext"}
    assert run_command(["add", "a.csv", "--map", "Volltext"]) == 2


def test_run_counts_balance(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["run"]) == 0
    captured = capsys.readouterr()
    assert captured.out.splitlines()[0] == "3 articles waiting: 3 read · 0 failed ✓ · 3 compared"
    assert "2/3 articles" in captured.err


def test_run_with_failures_is_status_3(capsys: pytest.CaptureFixture[str], ledger: type[FakeLedger]) -> None:
    failure = Failure("art_1", "annotate", "took longer than 60 s")
    ledger.run_report = RunReport(3, 2, 1, 0, 2, (failure,), 9, 4, 1, 5, 2.0)
    assert run_command(["run"]) == 3
    assert "took longer than 60 s" in capsys.readouterr().err


def test_run_interrupted_says_how_to_go_on(capsys: pytest.CaptureFixture[str], ledger: type[FakeLedger]) -> None:
    ledger.interrupt = True
    assert run_command(["run", "--ledger", "other.db"]) == 130
    captured = capsys.readouterr()
    assert "sayso run --ledger other.db" in captured.err
    assert captured.out == ""


def test_ledger_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_LEDGER", "from-env.db")
    assert run_command(["claims"]) == 0
    assert FakeLedger.calls[0] == Path("from-env.db")
    assert run_command(["claims", "--ledger", "given.db"]) == 0
    assert FakeLedger.calls[0] == Path("given.db")


def test_claims_table_fits_and_json_has_all(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["claims", "--origins-max", "1", "--contested"]) == 0
    out = capsys.readouterr().out
    assert max(map(len, out.splitlines())) <= WIDTH
    assert "1–2" in out and "1 of 1 claim" in out
    assert FakeLedger.calls[1] == {"origins_max": 1, "contested": True, "limit": 20}
    assert run_command(["claims", "--json", "--limit", "0"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["total"] == 1
    assert document["claims"][0]["origins_max"] == 2
    assert FakeLedger.calls[1]["limit"] is None


def test_claims_of_an_unread_ledger_are_not_measured(
    capsys: pytest.CaptureFixture[str], ledger: type[FakeLedger]
) -> None:
    ledger.read, ledger.to_read = 0, 3
    assert run_command(["claims", "nothing"]) == 3
    assert "sayso run" in capsys.readouterr().err


def test_trace_prints_in_the_order_of_the_design(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["trace", "Will the Orrin water plant close?"]) == 0
    out = capsys.readouterr().out
    order = ["Will the Orrin", "Origins", "On whose word", "Contested by", "Carried by"]
    assert [out.index(word) for word in order] == sorted(out.index(word) for word in order)
    for words in ("Daily Ledger", "1–2", "Ana Reyes", "first-hand", "an official with direct knowledge told"):
        assert words in out
    assert max(map(len, out.splitlines())) <= WIDTH
    assert "same wording as the article above" in out
    shown = " ".join(out.replace("│", " ").split())
    assert "the headline says it outright: “Title of echo”" in shown
    assert "the text reports it as somebody’s word: “the Daily Ledger reported" in shown


def test_trace_explain_gives_every_reason(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["trace", "x", "--explain"]) == 0
    out = capsys.readouterr().out
    assert "Northern Echoes credits the Daily Ledger" in out
    shown = " ".join(out.split())
    assert "an unnamed official may be behind both" in shown
    after = shown[shown.index("may be behind both") :]
    assert "Daily Ledger: “Ana Reyes, a ministry spokeswoman, said”" in after
    assert "Northern Echoes: “the Daily Ledger reported" in after


def test_trace_json_is_the_document(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["trace", "x", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["schema"] == "sayso.trace/1"
    evidence = document["articles"][0]["credits"][0]["evidence"]
    assert LEDGER_TEXT[evidence["start"] : evidence["end"]] == evidence["text"]
    assert document["articles"][2]["reprint_of"] == "echo.html"
    (merge,) = document["origins"]["merges"]
    assert (merge["article"], merge["other"]["article"]) == ("ledger.html", "echo.html")
    assert merge["other"]["evidence"]["text"] == "the Daily Ledger reported"
    assert document["articles"][0]["headline"] is None
    headline = document["articles"][1]["headline"]
    assert (headline["text"], headline["says_more"]) == ("Title of echo", True)
    assert headline["body_sentence"]["text"] == "the Daily Ledger reported"


def test_trace_of_something_nobody_speaks_of(capsys: pytest.CaptureFixture[str], ledger: type[FakeLedger]) -> None:
    ledger.trace_error = NotFound("None of the 3 articles speaks of that.")
    assert run_command(["trace", "x"]) == 0
    assert "None of the 3 articles" in capsys.readouterr().out
    assert run_command(["trace", "x", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["articles"], document["origins"]["max"], document["claim"]["query"]) == ([], 0, "x")
    assert run_command(["trace", "clm_0"]) == 2


def test_errors_have_their_statuses(capsys: pytest.CaptureFixture[str], ledger: type[FakeLedger]) -> None:
    assert run_command(["show", "clm_x"]) == 2
    ledger.trace_error = ModelError("The model file is missing.")
    assert run_command(["trace", "x"]) == 3
    ledger.trace_error = LedgerError("sayso.db is locked.")
    assert run_command(["trace", "x"]) == 2
    ledger.trace_error = RuntimeError("a bug")
    assert run_command(["trace", "x"]) == 3
    assert capsys.readouterr().out == ""


def test_a_record_is_shown_with_the_notes_on_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["show", "clm_1"]) == 0
    assert "note 1 by A. Editor" in (out := capsys.readouterr().out) and "Which March?" in out
    assert run_command(["show", "clm_1", "--json"]) == 0
    assert [each["note"]["text"] for each in json.loads(capsys.readouterr().out)["notes"]] == ["Which March?"]


@pytest.mark.parametrize("command", [["claims"], ["stories"], ["problems"], ["status"], ["show", "clm_1"]])
def test_every_listing_has_json(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command([*command, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["schema"].startswith("sayso.")
    assert run_command(command) == 0
    assert max(map(len, capsys.readouterr().out.splitlines())) <= WIDTH


def test_stories_jsonl_has_a_line_for_each_input(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["stories", "--jsonl"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert rows == [{"id": name, "story": "sto_1"} for name in ("a", "b", "a-again")]


def test_problems_show_no_control_characters(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["problems"]) == 0
    assert "\x1b" not in capsys.readouterr().out


def test_export_balances_with_the_ledger(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run_command(["export", "jsonl", "out/"]) == 0
    rows = [json.loads(line) for line in (tmp_path / "out/attributions.jsonl").read_text().splitlines()]
    assert rows[0]["source"] == [[46, 79]]
    assert rows[1]["parent"] == "att_1"
    assert not list((tmp_path / "out").glob(".*"))


def test_the_library_knows_no_terminal() -> None:
    heavy = "{'rich', 'numpy', 'onnxruntime', 'sqlalchemy'}"
    code = f"import sys, sayso.cli.commands; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_words_for_people() -> None:
    assert duration(41) == "41 s"
    assert duration(140) == "2 min 20 s"
    assert duration(11_100) == "3 h 05 min"
    assert clean("a\x1b[2Jb\u202ec\nd") == "a [2Jb c d"
    assert quote("“as it stands”") == "“as it stands”"
    assert quote("word " * 50, limit=20).endswith("…”")
    assert shown_when(None) == "no date"
    day = datetime(2013, 12, 13, tzinfo=UTC)
    assert shown_when(When(day, day + timedelta(days=1), "", "")) == "13 Dec 2013"
    assert shown_when(When(day, day + timedelta(minutes=1), "", "")) == "13 Dec 2013 00:00"
    assert Pace(0).shown(0, 10) == ""
