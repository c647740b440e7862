"""People's judgements: recorded, applied, undone, settled, and found again after a new reading."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.orrin import rows, write_rows
from tests.readers import read_simply

from sayso.config import Config, ReadConfig
from sayso.errors import NotFound
from sayso.export.trace_json import trace_document
from sayso.ids import content_id
from sayso.ledger.answers import ShownArticle
from sayso.library import Ledger
from sayso.records import AnnotatedArticle, Article, Span, Trace

CONFIG = Config(read=ReadConfig(workers=1, batch=4, seconds_per_article=30.0))
MILL = rows()[:5]  # WireOne's report, two that pass it on, a denial, one of an unnamed source

Read = Callable[[Article], AnnotatedArticle]


def made_of(path: Path, monkeypatch: pytest.MonkeyPatch, chosen: Sequence[dict[str, Any]], read: Read) -> Ledger:
    monkeypatch.setattr("sayso.workers.read_all", lambda articles, **_: ([read(article)] for article in articles))
    ledger = Ledger(path, config=CONFIG)
    ledger.add(write_rows(path.with_suffix(".jsonl"), chosen))
    ledger.run()
    return ledger


@pytest.fixture
def mill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ledger]:
    with made_of(tmp_path / "mill.db", monkeypatch, MILL, read_simply) as ledger:
        yield ledger


def article(ledger: Ledger, name: str) -> AnnotatedArticle:
    shown = ledger.show(name)
    assert isinstance(shown, ShownArticle) and shown.annotated
    return shown.annotated


def statement(ledger: Ledger, name: str, words: str) -> str:
    return next(each.id for each in article(ledger, name).statements if words in each.text)


def source(ledger: Ledger, name: str, description: str) -> str:
    return next(each.id for each in article(ledger, name).sources if each.description == description)


def claim_of(ledger: Ledger, statement_id: str) -> str:
    return next(row.id for row in ledger.claims(limit=None) if statement_id in ledger.trace(row.id).claim.statement_ids)


def closing(ledger: Ledger) -> Trace:
    """The trace of the claim that the mill will close."""
    return ledger.trace(claim_of(ledger, statement(ledger, "0-1", "will close")))


def states(ledger: Ledger) -> list[str]:
    return [row.state for row in ledger.judgements()]


# ---- what each kind does ----


def test_statements_ruled_different_are_two_claims_and_undoing_joins_them_again(mill: Ledger) -> None:
    one, other = (statement(mill, name, "will close") for name in ("0-0", "0-1"))
    before = claim_of(mill, one)
    assert before == claim_of(mill, other)
    made = mill.judge(one, other, "different", by="AB", note="March of which year?")
    assert claim_of(mill, one) != claim_of(mill, other)
    assert closing(mill).judgements == (mill.judgements()[0].judgement,)
    undone = mill.undo(made.number, by="CD")
    assert claim_of(mill, one) == claim_of(mill, other) == before
    assert states(mill) == ["undone", "undoes"]
    with pytest.raises(NotFound, match="undone already, by 2 of CD"):
        mill.undo(made.number, by="AB")
    mill.undo(undone.number, by="AB")  # and so it stands again
    assert claim_of(mill, one) != claim_of(mill, other)
    assert states(mill) == ["counts", "undone", "undoes"]
    first, second, third = (row.judgement for row in mill.judgements())
    assert (first.by, first.note, first.verdict) == ("AB", "March of which year?", "different")
    assert [(each.by, each.undoes, each.verdict) for each in (second, third)] == [
        ("CD", 1, "undone"),
        ("AB", 2, "undone"),
    ]


def test_statements_of_two_claims_ruled_the_same_are_one(mill: Ledger) -> None:
    one, other = statement(mill, "0-0", "will close"), statement(mill, "0-0", "nobody in the town hall")
    assert claim_of(mill, one) != claim_of(mill, other)
    mill.judge(claim_of(mill, one), claim_of(mill, other), "same", by="AB")  # claims stand for their statements
    assert claim_of(mill, one) == claim_of(mill, other)


def test_a_stance_is_what_a_person_says_it_is(mill: Ledger) -> None:
    trace = closing(mill)
    found = {each.article_id: each.stance for each in trace.appearances}
    passing_on = article(mill, "0-1").article.id
    assert found[passing_on] == "reports"
    made = mill.judge("0-1", trace.claim.id, "contests", by="AB")
    before, trace = trace, closing(mill)
    assert {each.article_id: each.stance for each in trace.appearances} == found | {passing_on: "contests"}
    new = set(trace.assessment.contested_by) - set(before.assessment.contested_by)
    assert {(each.name, each.article_id) for each in new} == {(article(mill, "0-1").article.outlet, passing_on)}
    document = trace_document(trace, mill.articles())
    judged = {each["id"]: each["stance_judged"] for each in document["articles"]}
    assert judged == dict.fromkeys(found) | {passing_on: made.number}
    assert [(each["kind"], each["verdict"], each["by"]) for each in document["judgements"]] == [
        ("stance", "contests", "AB")
    ]
    mill.judge("0-1", trace.claim.id, "silent", by="AB")
    assert passing_on not in {each.article_id for each in closing(mill).appearances}
    assert states(mill) == ["replaced", "counts"]
    mill.judge("0-1", trace.claim.id, "unsure", by="CD")  # back to the machine's
    assert {each.article_id: each.stance for each in closing(mill).appearances} == found


def test_an_article_in_which_nothing_was_found_can_be_ruled_to_speak_of_it(mill: Ledger) -> None:
    trace = closing(mill)
    mill.judge("0-2", trace.claim.id, "silent", by="AB")
    denial = article(mill, "0-2").article.id
    assert denial not in {each.article_id for each in closing(mill).appearances}
    mill.judge("0-2", closing(mill).claim.id, "contests", by="AB")
    assert {each.article_id: each.stance for each in closing(mill).appearances}[denial] == "contests"


def test_origins_are_merged_and_kept_apart_with_the_reason(mill: Ledger) -> None:
    trace = closing(mill)
    low, high = trace.assessment.origins_min, trace.assessment.origins_max
    assert high > 1
    mill.judge("1", "2", "same", by="AB", claim=trace.claim.id)
    merged = closing(mill).assessment
    assert merged.origins_max == high - 1
    reason = next(each for each in merged.merges if each.rule == "judged")
    assert "judged the same by AB on" in reason.text
    assert closing(mill).judgements[0].kind == "origins"
    # by name now: the two keys are of one origin, and can still be told apart
    one, other = trace.assessment.origins[0].keys[0], trace.assessment.origins[1].keys[0]
    mill.judge(one, other, "different", by="AB", claim=trace.claim.id)
    apart = closing(mill).assessment
    assert apart.origins_max == high and apart.origins_min >= max(low, 2)
    assert any("judged different by AB on" in each.text for each in apart.merges)


def quoting(name: str, outlet: str, who: str, more: str) -> dict[str, Any]:
    what = "the Orrin paper mill will close in March with the loss of 400 jobs"
    text = f"{who} said that {what}. {more}"
    return {"id": name, "outlet": outlet, "title": f"{who} on the mill", "text": text, "published": "2024-05-01"}


QUOTING = [
    quoting("one", "WireOne", "Ana Reyes", "The mill has stood at the weir since 1871, and it makes paper for maps."),
    quoting("two", "Tidewatch", "Ana Reyes", "Its canteen was famous in four valleys for a soup of leeks and barley."),
    quoting("three", "Quayside Post", "A source", "Nobody answered the telephone in the office on Saturday morning."),
]


def rests_on(ledger: Ledger, name: str) -> set[str]:
    return {each.origin for each in closing_of(ledger).derivations if each.derived == article(ledger, name).article.id}


def closing_of(ledger: Ledger) -> Trace:
    return ledger.trace(claim_of(ledger, statement(ledger, "one", "will close")))


def test_sources_ruled_different_are_two_and_ruled_the_same_are_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with made_of(tmp_path / "quoting.db", monkeypatch, QUOTING, read_simply) as ledger:
        one, two, unnamed = source(ledger, "one", "Ana Reyes"), source(ledger, "two", "Ana Reyes"), ""
        assert rests_on(ledger, "one") == rests_on(ledger, "two") == {"person:Ana Reyes"}
        made = ledger.judge(one, two, "different", by="AB")
        assert rests_on(ledger, "one") != rests_on(ledger, "two")
        assert any("judged different by AB" in each.text for each in closing_of(ledger).assessment.merges)
        ledger.undo(made.number, by="AB")
        assert rests_on(ledger, "one") == rests_on(ledger, "two") != rests_on(ledger, "three")
        unnamed = source(ledger, "three", "A source")
        ledger.judge(one, unnamed, "same", by="AB")
        assert rests_on(ledger, "three") == {"person:Ana Reyes"}
        trace = closing_of(ledger)
        assert any("judged the same by AB" in each.text for each in trace.assessment.merges)
        credits = [credit for each in trace.appearances for credit in each.credits if credit.source_id == unnamed]
        assert {each.name for each in credits} == {None}  # the article does not name its source, and that stays so


# ---- names that fit nothing ----


@pytest.mark.parametrize(
    ("a", "b", "verdict", "claim", "says"),
    [
        ("0-0", "0-0", "same", None, "not two articles"),
        ("0-0", "0-1", "maybe", None, "no verdict on two"),
        ("0-0", "nowhere", "same", None, "No record"),
        ("0-0", "CLAIM", "same", None, "no stance of an article"),
        ("9", "1", "same", "CLAIM", "no origin of this claim, which has 1 "),
        ("1", "1", "same", "CLAIM", "are one origin"),
        ("1", "2", "contests", "CLAIM", "no verdict on two origins"),
        ("CLAIM", "0-1", "contests", None, "is a claim, and an article is asked for here"),
        ("0-1", "", "says", None, "no verdict on an article alone"),
        ("STATEMENT", "", "says", None, "“says” needs the source that says it"),
    ],
)
def test_what_fits_nothing_is_not_recorded(mill: Ledger, a: str, b: str, verdict: Any, claim: str, says: str) -> None:
    known = closing(mill).claim.id
    with pytest.raises(NotFound, match=says):
        named = {"CLAIM": known, "STATEMENT": statement(mill, "0-0", "will close")}
        mill.judge(named.get(a, a), named.get(b, b), verdict, by="AB", claim=claim and known)
    with pytest.raises(NotFound, match="needs the name"):
        mill.judge("0-0", "0-1", "same", by=" ")
    with pytest.raises(NotFound, match="no judgement 7"):
        mill.undo(7, by="AB")
    assert mill.judgements() == [] and mill.status().judgements == 0


# ---- what they outlive ----


def test_conflicts_are_listed_and_different_holds(mill: Ledger) -> None:
    one, two = statement(mill, "0-0", "will close"), statement(mill, "0-0", "nobody in the town hall")
    three = statement(mill, "0-0", "learnt of it")
    mill.judge(one, three, "different", by="AB")
    mill.judge(one, two, "same", by="CD")
    mill.judge(two, three, "same", by="EF")
    assert states(mill) == ["counts", "counts", "conflict"]
    assert mill.judgements()[2].because == "would join what 1, of AB, keeps apart"
    assert claim_of(mill, one) == claim_of(mill, two) != claim_of(mill, three)
    mill.undo(1, by="EF")
    assert states(mill)[:3] == ["undone", "counts", "counts"]
    assert claim_of(mill, one) == claim_of(mill, three)


def test_they_survive_another_run_with_more_articles(mill: Ledger, tmp_path: Path) -> None:
    one, other = (statement(mill, name, "will close") for name in ("0-0", "0-1"))
    mill.judge(one, other, "different", by="AB")
    mill.judge("0-2", claim_of(mill, one), "questions", by="AB")
    mill.add(write_rows(tmp_path / "more.jsonl", rows()[5:]))
    mill.run()
    assert claim_of(mill, one) != claim_of(mill, other)
    found = {each.article_id: each.stance for each in mill.trace(claim_of(mill, one)).appearances}
    assert found[article(mill, "0-2").article.id] == "questions"
    assert states(mill) == ["counts", "counts"]


def read_shorter(found: Article) -> AnnotatedArticle:
    """Another model: every content ends two characters earlier, so that attributions and statements have other ids."""
    read = read_simply(found)
    ids = {}
    attributions = []
    for each in read.attributions:
        content = (Span(each.content[0].start, each.content[0].end - 2),)
        spans = [[content[0].start, content[0].end]]
        ids[each.id] = content_id("att", article=found.id, content=spans)
        attributions.append(replace(each, id=ids[each.id], content=content))
    statements = tuple(
        replace(
            each,
            id=content_id("stm", attribution=ids[each.attribution_id]),
            attribution_id=ids[each.attribution_id],
            content=(Span(each.content[0].start, each.content[0].end - 2),),
            text=each.text[:-2],
        )
        for each in read.statements
    )
    now = {old.id: new.id for old, new in zip(read.statements, statements, strict=True)}
    credits = tuple(replace(each, statement_id=now.get(each.statement_id or "")) for each in read.credits)
    return replace(read, attributions=tuple(attributions), statements=statements, credits=credits)


def read_nothing(found: Article) -> AnnotatedArticle:
    """Another model, which finds no attribution at all."""
    return replace(read_simply(found), attributions=(), sources=(), statements=(), credits=())


def test_they_are_found_again_by_another_model(mill: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = (statement(mill, name, "will close") for name in ("0-0", "0-1"))
    mill.judge(one, other, "different", by="AB")
    mill.judge("0-2", claim_of(mill, one), "questions", by="AB")
    rulings = [row.judgement for row in mill.judgements()]
    with made_of(tmp_path / "again.db", monkeypatch, MILL, read_shorter) as again:
        assert again.adopt(rulings) == 2
        new = [statement(again, name, "will close") for name in ("0-0", "0-1")]
        assert not {one, other} & set(new)
        assert claim_of(again, new[0]) != claim_of(again, new[1])
        found = {each.article_id: each.stance for each in again.trace(claim_of(again, new[0])).appearances}
        assert found[article(again, "0-2").article.id] == "questions"
        assert states(again) == ["counts", "counts"]
        assert again.adopt(rulings) == 0  # they are there
    with made_of(tmp_path / "none.db", monkeypatch, MILL, read_nothing) as none:
        none.adopt(rulings)
        assert states(none) == ["waiting", "waiting"]
        assert "will close in March" in none.judgements()[0].words[0]  # the words are in the article still


def test_on_an_article_that_is_not_read_yet_they_wait(mill: Ledger, tmp_path: Path) -> None:
    mill.add(write_rows(tmp_path / "late.jsonl", rows()[5:6]))
    mill.judge("0-0", "1-0", "same", by="AB")
    assert states(mill) == ["waiting"]
    mill.run()
    assert states(mill) == ["counts"]
    assert mill.show("0-0").story_id == mill.show("1-0").story_id  # type: ignore[union-attr]


# ---- on the command line ----


def test_the_command_line(mill: Ledger, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from sayso.cli import run_command

    claim = closing(mill).claim.id
    at = ["--ledger", str(mill.path)]
    monkeypatch.delenv("SAYSO_BY", raising=False)
    assert run_command(["judge", "0-1", claim, "contests", *at]) == 2
    assert "--by NAME" in capsys.readouterr().err
    assert run_command(["judge", "0-1", claim, *at]) == 2
    capsys.readouterr()
    assert run_command(["judge", "1", "2", "same", "--claim", claim, "--by", "A. Editor", *at]) == 0
    capsys.readouterr()
    assert run_command(["trace", claim, "--explain", *at]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "Judged by people" in shown and "judged the same by A. Editor on" in shown
    assert run_command(["judge", "0-1", claim, "contests", "--by", "A. Editor", "--note", "read it", *at]) == 0
    assert "judged to contest it by A. Editor on" in capsys.readouterr().out
    assert run_command(["trace", claim, "--explain", *at]) == 0
    assert "(read it)" in " ".join(capsys.readouterr().out.split())
    assert run_command(["judge", "--undo", "2", "--by", "B. Editor", *at]) == 0
    assert "3  judgement 2 undone by B. Editor" in capsys.readouterr().out
    assert run_command(["judge", "--list", *at]) == 0
    assert "3 judgements, 1 of them count" in capsys.readouterr().out
    assert run_command(["judge", "--list", "--json", *at]) == 0
    listed = json.loads(told := capsys.readouterr().out)
    assert listed["schema"] == "sayso.judgements/1"
    assert [(row["judgement"]["by"], row["state"]) for row in listed["judgements"]] == [
        ("A. Editor", "counts"),
        ("A. Editor", "undone"),
        ("B. Editor", "undoes"),
    ]
    (mill.path.parent / "list.json").write_text(told)
    with made_of(mill.path.parent / "other.db", monkeypatch, MILL, read_simply) as other:
        assert run_command(["judge", "--from", str(mill.path.parent / "list.json"), "--ledger", str(other.path)]) == 0
        assert "3 judgements found, 3 of them new" in capsys.readouterr().out
        assert [row.state for row in other.judgements()] == states(mill)
        (mill.path.parent / "list.json").write_text('{"judgements": [{}]}')
        assert run_command(["judge", "--from", str(mill.path.parent / "list.json"), "--ledger", str(other.path)]) == 2
        assert "is no list of judgements" in " ".join(capsys.readouterr().err.split())
        assert other.status().judgements == 3


@pytest.mark.model
def test_a_claim_in_ones_own_words_is_judged_and_traced_as_judged(tmp_path: Path) -> None:
    with Ledger(tmp_path / "mill.db", config=CONFIG) as ledger:
        ledger.add(write_rows(tmp_path / "mill.jsonl", MILL))
        ledger.run()
        words = "The Orrin paper mill will close in March"
        made = ledger.judge("0-1", words, "questions", by="AB")
        trace = ledger.trace(words)
        assert {each.article_id: each.stance for each in trace.appearances}[made.a] == "questions"
        assert [each.number for each in trace.judgements] == [made.number]
