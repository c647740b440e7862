"""After a ruling only what it bears on is worked out again, and the ledger is as if all of it had been."""

import random
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.orrin import rows, write_rows
from tests.readers import open_simple
from tests.test_same_ledger import CONFIG, ROOT, assert_same, content

from sayso import answering
from sayso.browsing import Browser
from sayso.errors import LedgerError, SaysoError
from sayso.ledger.answers import ShownArticle, ShownStatement
from sayso.library import Ledger


@pytest.fixture(scope="module")
def orrin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Never written to: whoever writes copies it."""
    folder = tmp_path_factory.mktemp("orrin")
    with pytest.MonkeyPatch.context() as patch, Ledger(folder / "orrin.db", config=CONFIG) as ledger:
        annotate = open_simple()
        patch.setattr("sayso.workers.read_all", lambda articles, **_: iter([annotate(list(articles))]))
        ledger.add(write_rows(folder / "rows.jsonl", rows()))
        ledger.run()
    return folder / "orrin.db"


@pytest.fixture
def copy(orrin: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(orrin, tmp_path / "copy.db"))


@pytest.fixture
def traced(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Ids of the claims that are traced."""
    found: list[str] = []
    trace = answering.trace_claim

    def counted(claim: Any, *given: Any) -> Any:
        found.append(claim.id)
        return trace(claim, *given)

    monkeypatch.setattr("sayso.answering.trace_claim", counted)
    yield found


def all_anew(path: Path, folder: Path) -> dict[str, Any]:
    """The content of the same ledger, had every story been worked out with all rulings at once."""
    other = folder / "anew.db"
    with sqlite3.connect(path) as source, sqlite3.connect(other) as connection:
        source.backup(connection)  # of what is in the write-ahead log too
        connection.execute("DELETE FROM progress WHERE stage = 'cluster'")
    with Ledger(other, config=CONFIG) as ledger:
        ledger.run()
    return content(other)


def without_runs(found: dict[str, Any]) -> dict[str, Any]:
    """The same without the runs that wrote the credits which rulings outrank."""
    return {**found, "outranked": [re.sub(r'"run_id":"[^"]+"', "", str(each)) for each in found["outranked"]]}


def judged_first(path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The content of a ledger of the same articles and judgements, which were there before anything was read."""
    annotate = open_simple()
    with Ledger(path, config=CONFIG) as ledger:
        made = [row.judgement for row in ledger.judgements()]
    with monkeypatch.context() as patch, Ledger(folder / "first.db", config=CONFIG) as ledger:
        patch.setattr("sayso.workers.read_all", lambda articles, **_: iter([annotate(list(articles))]))
        ledger.add([])
        assert ledger.adopt(made) == len(made)
        ledger.add(write_rows(folder / "rows.jsonl", rows()))
        ledger.run()
        assert ledger.status().to_compare == 0
    return content(folder / "first.db")


def pairs(ledger: Ledger, path: Path, kind: str, chosen: random.Random) -> tuple[str, str, str, str | None]:
    """Something to rule on: two ends, a verdict and, for origins, the claim."""
    claims = ledger.claims(limit=None)
    claim = chosen.choice([each for each in claims if each.articles > 1])
    verdict = chosen.choice(("same", "different", "different", "unsure"))
    if kind == "claims":
        shown = [ledger.trace(each.id).claim for each in chosen.sample(claims, 6)]
        others = [each for each in shown if each.story_id == shown[0].story_id]
        a, b = chosen.choice(ledger.trace(claim.id).claim.statement_ids), others[-1].statement_ids[-1]
        return a, b, verdict, None
    if kind == "stance":
        story = next(each for each in ledger.stories() if each.id == claim.story_id)
        return chosen.choice(story.article_ids), claim.id, chosen.choice(("contests", "silent", "asserts")), None
    if kind == "origins":
        return "1", "2", verdict, claim.id
    if kind == "text":
        return chosen.choice(sorted(ledger.articles())), "", "not_article", None
    if kind == "speaker":
        said = ledger.show(chosen.choice(ledger.trace(claim.id).claim.statement_ids))
        assert isinstance(said, ShownStatement)
        shown = ledger.show(said.article.id)
        assert isinstance(shown, ShownArticle) and shown.annotated
        source = chosen.choice(["", *(each.id for each in shown.annotated.sources)])
        return said.attribution.id, source, "says" if source else "nobody", None
    if kind == "articles":
        a, b = chosen.sample(sorted(ledger.articles()), 2)
        story = chosen.choice(ledger.stories(limit=4))
        return (
            (*chosen.sample(story.article_ids, 2), verdict, None) if verdict == "different" else (a, b, verdict, None)
        )
    shown_sources = []
    for each in chosen.sample(sorted(ledger.articles()), 12):
        shown = ledger.show(each)
        assert isinstance(shown, ShownArticle) and shown.annotated
        shown_sources += [source.id for source in shown.annotated.sources if source.kind != "outlet"]
    a, b = chosen.sample(shown_sources, 2)
    return a, b, verdict, None


@pytest.mark.parametrize("seed", range(3))
def test_it_is_as_if_everything_had_been_worked_out_again(
    seed: int, copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = random.Random(seed)
    made = []
    with Ledger(copy, config=CONFIG) as ledger:
        for kind in chosen.sample(["claims", "stance", "origins", "articles", "sources", "speaker", "text"] * 5, 35):
            try:
                a, b, verdict, claim = pairs(ledger, copy, kind, chosen)
                made.append(ledger.judge(a, b, verdict, by="AB", claim=claim))  # type: ignore[arg-type]
            except (SaysoError, ValueError, IndexError):
                continue  # no such pair: what is drawn by chance does not always fit
            if len(made) % 5 == 4:
                undone = {each.judgement.undoes for each in ledger.judgements()}
                ledger.undo(chosen.choice([each for each in made if each.number not in undone]).number, by="CD")
        assert ledger.status().to_compare == 0
    assert {each.kind for each in made} >= {"statements", "articles", "stance", "speaker", "text"}
    assert_same(content(copy), all_anew(copy, tmp_path))
    assert_same(without_runs(content(copy)), without_runs(judged_first(copy, tmp_path, monkeypatch)))


def test_only_what_it_bears_on_is_traced(copy: Path, traced: list[str]) -> None:
    with Ledger(copy, config=CONFIG) as ledger:
        largest = ledger.claims()[0]
        one, other, *_ = ledger.trace(largest.id).claim.statement_ids
        claims = ledger.count_claims()
        traced.clear()
        made = ledger.judge(one, other, "different", by="AB")
        assert len(traced) == ledger.count_claims() - claims + 1 == 2
        traced.clear()
        ledger.undo(made.number, by="AB")
        assert traced == [largest.id]
        traced.clear()
        article = next(iter(ledger.show(largest.id).statements)).article.id  # type: ignore[union-attr]
        ledger.judge(article, largest.id, "contests", by="AB")
        assert set(traced) == {largest.id}  # twice: it is looked at before it is ruled on


def test_a_ruling_on_articles_that_changes_no_story_traces_nothing(copy: Path, traced: list[str]) -> None:
    with Ledger(copy, config=CONFIG) as ledger:
        largest = ledger.stories()[0]
        ledger.judge(*largest.article_ids[:2], "unsure", by="AB")
        assert traced == []
        ledger.judge(*largest.article_ids[:2], "different", by="AB")
        assert traced


@pytest.mark.parametrize("verdict", ["says", "nobody"])
def test_who_says_a_statement_shows_in_every_claim_of_its_story(verdict: str, copy: Path, tmp_path: Path) -> None:
    with Ledger(copy, config=CONFIG) as ledger:
        one = ledger.trace(ledger.claims()[0].id).claim.statement_ids[0]
        said = ledger.show(one)
        assert isinstance(said, ShownStatement)
        shown = ledger.show(said.article.id)
        assert isinstance(shown, ShownArticle) and shown.annotated and said.source
        other = next(each.id for each in shown.annotated.sources if each.id != said.source.id)
        before = content(copy)
        made = ledger.judge(one, other if verdict == "says" else "", verdict, by="AB")  # type: ignore[arg-type]
        assert_same(now := content(copy), all_anew(copy, tmp_path))
        assert now["assessments"] != before["assessments"]
        ledger.undo(made.number, by="AB")
        assert_same({**content(copy), "judgements": []}, {**before, "judgements": []})


def test_what_is_no_article_leaves_its_story_and_comes_back(copy: Path, tmp_path: Path) -> None:
    with Ledger(copy, config=CONFIG) as ledger:
        largest = ledger.stories()[0]
        before = content(copy)
        made = [ledger.judge(each, "", "not_article", by="AB") for each in largest.article_ids[:2]]
        assert_same(content(copy), all_anew(copy, tmp_path))
        assert not any(set(each.article_ids) & set(largest.article_ids[:2]) for each in ledger.stories(limit=None))
        for each in made:
            ledger.undo(each.number, by="AB")
        assert_same({**content(copy), "judgements": []}, {**before, "judgements": []})


def test_rulings_that_come_together_on_what_is_no_article_and_on_others(copy: Path, tmp_path: Path) -> None:
    """The one is without effect, and what the other changes is worked out."""
    elsewhere = Path(shutil.copy(copy, tmp_path / "elsewhere.db"))
    with Ledger(elsewhere, config=CONFIG) as ledger:
        one, other, third, *_ = (each.article_ids[0] for each in ledger.stories(limit=None))
        made = [ledger.judge(one, other, "same", by="AB"), ledger.judge(other, third, "same", by="AB")]
    with Ledger(copy, config=CONFIG) as ledger:
        ledger.judge(one, "", "not_article", by="AB")
        assert ledger.adopt(made) == 2
        assert [row.state for row in ledger.judgements()] == ["counts", "waiting", "counts"]
        assert ledger.status().to_compare == 0
    assert_same(content(copy), all_anew(copy, tmp_path))


def test_several_texts_of_a_story_leave_it_at_once(copy: Path, tmp_path: Path) -> None:
    elsewhere = Path(shutil.copy(copy, tmp_path / "elsewhere.db"))
    with Ledger(elsewhere, config=CONFIG) as ledger:
        gone = ledger.stories()[0].article_ids[:3]
        made = [ledger.judge(each, "", "not_article", by="AB") for each in gone]
    with Ledger(copy, config=CONFIG) as ledger:
        assert ledger.adopt(made) == 3
        assert_same(content(copy), expected := content(elsewhere))
        with sqlite3.connect(copy) as connection:
            connection.execute("DELETE FROM progress WHERE stage = 'cluster'")
        ledger.run()
    assert_same(content(copy), expected)


def judge_in_vain(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """Two statements of one claim, judged different, of which nothing could be worked out."""
    one, other, *_ = ledger.trace(ledger.claims()[0].id).claim.statement_ids
    with monkeypatch.context() as patch:
        patch.setattr("sayso.ledger.store_change", lambda *given: 1 / 0)
        with pytest.raises(LedgerError, match="is recorded as 1"):
            ledger.judge(one, other, "different", by="AB")
    return one, other


def test_a_ruling_that_was_not_worked_out_is_by_the_next_run(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Ledger(copy, config=CONFIG) as ledger:
        judge_in_vain(ledger, monkeypatch)
        assert len(ledger.judgements()) == 1 and ledger.status().to_compare > 0
        expected = all_anew(copy, tmp_path)
        ledger.run()
        assert ledger.status().to_compare == 0
    assert_same(content(copy), expected)


def test_a_later_ruling_works_out_one_that_was_not(copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Ledger(copy, config=CONFIG) as ledger:
        one, other = judge_in_vain(ledger, monkeypatch)
        ledger.judge(one, other, "unsure", by="CD")
        assert ledger.status().to_compare == 0
    assert_same(content(copy), all_anew(copy, tmp_path))


def test_killed_between_a_ruling_and_what_it_changes_nothing_is_lost(copy: Path, tmp_path: Path) -> None:
    with Ledger(copy, config=CONFIG) as ledger:
        one, other, *_ = ledger.trace(ledger.claims()[0].id).claim.statement_ids
    code = (
        "import os, signal, sys\n"
        f"sys.path.insert(0, {str(ROOT)!r})\n"
        "from sayso import ledger\n"
        "from sayso.library import Ledger\n"
        "ledger.store_change = lambda *given: os.kill(os.getpid(), signal.SIGKILL)\n"
        f"Ledger({str(copy)!r}).judge({one!r}, {other!r}, 'different', by='AB')\n"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, timeout=120).returncode == -9
    with Ledger(copy, config=CONFIG) as ledger:
        assert [row.judgement.verdict for row in ledger.judgements()] == ["different"]
        assert ledger.status().to_compare > 0
        ledger.judge(one, other, "different", by="CD")  # whoever comes next works out both
        assert ledger.status().to_compare == 0
    assert_same(content(copy), all_anew(copy, tmp_path))


def test_the_pages_see_it(copy: Path) -> None:
    browser = Browser(copy)
    with Ledger(copy, config=CONFIG) as ledger:
        largest = ledger.claims()[0]
        one, other, *_ = ledger.trace(largest.id).claim.statement_ids
        ledger.judge(one, other, "different", by="AB")
    claims = {each.claim_id for each in browser.said((one, other))}
    assert len(claims) == 2 and len(browser.claim_rows(claims)) == 2  # type: ignore[arg-type]
