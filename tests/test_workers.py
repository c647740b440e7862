"""A document that hangs, kills its process or raises costs itself alone."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sayso.config import ReadConfig
from sayso.errors import ModelError
from sayso.records import AnnotatedArticle, Article, Failure, Link, Sentence, Span, When
from sayso.workers import read_all, spread

ROOT = Path(__file__).parent.parent
CONFIG = ReadConfig(workers=2, batch=4, seconds_per_article=1.0)


@pytest.fixture(autouse=True)
def _readers_can_be_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT))


def article(text: str) -> Article:
    return Article(f"art_{text}", text, None, None, None, None, text, None, datetime(2024, 5, 3, tzinfo=UTC))


def results(texts: list[str], *, reader: str, config: ReadConfig = CONFIG) -> dict[str, str]:
    """Article text -> "read", or the error."""
    outcome = {}
    for batch in read_all([article(text) for text in texts], config=config, reader=f"tests.readers:{reader}"):
        for one in batch:
            if isinstance(one, Failure):
                assert one.stage == "annotate"
                outcome[one.article_id.removeprefix("art_")] = one.error
            else:
                assert isinstance(one, AnnotatedArticle)
                outcome[one.article.text] = "read"
    return outcome


def test_every_article_comes_back() -> None:
    texts = [f"text {number}" for number in range(50)]
    assert results(texts, reader="open_plain") == dict.fromkeys(texts, "read")


def test_nothing_to_read_starts_no_process() -> None:
    assert results([], reader="open_dying") == {}


def test_trouble_stays_with_the_article_that_makes_it() -> None:
    quiet = [f"text {number}" for number in range(20)]
    texts = [*quiet[:3], "KILL", *quiet[3:9], "RAISE", *quiet[9:13], "HANG", *quiet[13:], "PRINT"]
    outcome = results(texts, reader="open_troubled")
    assert {text: outcome[text] for text in [*quiet, "PRINT"]} == dict.fromkeys([*quiet, "PRINT"], "read")
    assert outcome["KILL"] == "ended its process (signal 9: killed, perhaps for want of memory)"
    assert outcome["RAISE"] == "ValueError: no such thing"
    assert outcome["HANG"] == "took longer than 1 s and was stopped"


def test_a_reader_that_loses_articles_is_not_believed() -> None:
    assert set(results(["a", "b"], reader="open_forgetful").values()) == {
        "ValueError: the reader gave back other articles than it was given"
    }


def test_without_a_model_nothing_is_measured() -> None:
    with pytest.raises(ModelError, match=r"reader\.onnx is not in this installation"):
        results(["a"], reader="open_missing")


def test_a_process_that_cannot_start_is_no_failure_of_the_article() -> None:
    with pytest.raises(ModelError, match=r"was not ready: ended its process \(exit code 3\)"):
        results(["a"], reader="open_dying")


def test_few_batches_are_held_at_once() -> None:
    taken = 0

    def many() -> Iterator[Article]:
        nonlocal taken
        for number in range(400):
            taken += 1
            yield article(f"text {number}")

    reading = read_all(many(), config=CONFIG, reader="tests.readers:open_plain")
    next(reading)
    assert taken <= 5 * CONFIG.batch + 1
    reading.close()


def test_what_a_process_is_handed_comes_back_as_it_was() -> None:
    moment = datetime(2024, 5, 3, tzinfo=UTC)
    dated = replace(article("text"), published=When(moment, moment, "3 May", "meta"), links=(Link(Span(0, 4), "x:"),))
    given = [dated, Sentence(Span(0, 4), 0, (Span(1, 2),)), Failure("art_a", "annotate", "late"), {"a": (1, None)}]
    (answer,) = spread([given], opener=("tests.readers:open_echo",), count=1, seconds=60.0)
    assert answer == (given, given)


def test_closing_early_ends_the_processes() -> None:
    began = time.monotonic()
    texts = ["text", "text 2", "text 3", "text 4", "HANG"]
    slow = ReadConfig(workers=2, batch=1, seconds_per_article=60.0)
    reading = read_all([article(text) for text in texts], config=slow, reader="tests.readers:open_troubled")
    next(reading)
    reading.close()
    assert time.monotonic() - began < 20
    assert _children() == []


def test_a_script_without_a_main_guard_can_read(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import sys\n"
        f"sys.path.insert(0, {str(ROOT)!r})\n"
        "from tests.test_workers import article, read_all, CONFIG\n"
        "print(sum(len(batch) for batch in read_all([article('a'), article('b')], config=CONFIG,"
        " reader='tests.readers:open_plain')))\n"
    )
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.returncode) == ("2\n", 0), done.stderr


def _children() -> list[int]:
    path = Path(f"/proc/self/task/{os.getpid()}/children")
    return [int(each) for each in path.read_text().split()] if path.exists() else []
