"""``sayso stance``: a line for each row in the order of the rows, and bad rows told by their line."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

import sayso
from sayso.cli import run_command
from sayso.errors import NoArticleText
from sayso.records import Failure
from sayso.stances import Asked, Stand

CLAIM = "The ferry to Pellworth will stop in May"
TEXT = "The ferry to Pellworth will stop in May. Tickets are refunded, and the pier at Dunmore is sold."
DENIAL = (
    "There is no truth in the rumour that the ferry to Pellworth will stop in May. It is a hoax, the harbour board "
    "said, and denied that it had ever planned to stop it. The report was made up."
)


def rows(folder: Path, *lines: object) -> Path:
    path = folder / "asked.jsonl"
    text = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    path.write_text("".join(f"{line}\n" for line in text), encoding="utf-8")
    return path


def backwards(asked: Iterable[Asked], *, config: object = None) -> Iterator[list[tuple[int, Stand | Failure]]]:
    """Answers in another order than they were asked for; a text that says so fails."""
    found: list[tuple[int, Stand | Failure]] = []
    for number, each in enumerate(asked):
        fails = each.article.text.startswith("Fail")
        answer = Failure(each.article.id, "stance", "hung") if fails else Stand("reports", number / 10, None)
        found.append((number, answer))
    yield from ([each] for each in reversed(found))


@pytest.fixture
def answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.stances.find_stances", backwards)


@pytest.mark.usefixtures("answered")
def test_lines_come_in_the_order_of_the_rows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = rows(tmp_path, *({"id": n, "claim_id": f"c{n}", "claim": CLAIM, "text": TEXT} for n in range(5)))
    assert run_command(["stance", "--jsonl", str(path)]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert found == [{"id": n, "claim_id": f"c{n}", "stance": "reports", "score": n / 10} for n in range(5)]


@pytest.mark.usefixtures("answered")
def test_bad_rows_are_told_by_their_line_and_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = {"id": "a", "claim_id": "c", "claim": CLAIM, "text": TEXT}
    path = rows(tmp_path, "{", good, good | {"claim": " "}, good | {"text": None}, [], good | {"id": "b"})
    assert run_command(["stance", "--jsonl", str(path)]) == 2
    captured = capsys.readouterr()
    assert [json.loads(line)["id"] for line in captured.out.splitlines()] == ["a", "b"]
    warnings = " ".join(captured.err.split()).split("warning: ")[1:]
    assert [line.split("asked.jsonl:")[1].split(":")[0] for line in warnings] == ["1", "3", "4", "5"]
    assert "'claim'" in warnings[1]
    assert "'text'" in warnings[2]


@pytest.mark.usefixtures("answered")
def test_a_text_that_cannot_be_done_is_told_and_the_rest_goes_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = {"id": "a", "claim_id": "c", "claim": CLAIM, "text": TEXT}
    path = rows(tmp_path, good, good | {"id": "b", "text": "Fail now."}, good | {"id": "c"})
    assert run_command(["stance", "--jsonl", str(path)]) == 3
    captured = capsys.readouterr()
    assert [json.loads(line)["id"] for line in captured.out.splitlines()] == ["a", "c"]
    assert "not read: hung" in captured.err


@pytest.mark.model
def test_a_text_that_states_it_and_one_that_denies_it() -> None:
    assert sayso.stance(CLAIM, TEXT).stance in ("asserts", "reports")
    against = sayso.stance(CLAIM, DENIAL, title="No, the ferry will not stop")
    assert against.stance == "contests"
    assert 0.5 < against.score <= 1
    with pytest.raises(NoArticleText):
        sayso.stance(CLAIM, " ")


@pytest.mark.model
def test_many_at_once_say_what_each_says_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = [TEXT, DENIAL] * 6
    asked = [{"id": n, "claim_id": "c", "claim": CLAIM, "text": text} for n, text in enumerate(texts)]
    assert run_command(["stance", "--jsonl", str(rows(tmp_path, *asked))]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["id"] for row in found] == list(range(12))
    assert [(row.id, row.stand and row.stand.score) for row in sayso.stance_rows([tmp_path / "asked.jsonl"])] == [
        (row["id"], row["score"]) for row in found
    ]
    for row, text in zip(found, texts, strict=True):
        alone = sayso.stance(CLAIM, text)
        assert (row["stance"], row["score"]) == (alone.stance, alone.score)
