"""Rows of JSONL files read without a ledger, with readers of one rule in place of the models."""

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.readers import read_simply

import sayso
from sayso.config import Config, ReadConfig
from sayso.export.jsonl import attribution_line
from sayso.ingest import article_from_text
from sayso.ingest.rows import BadRow
from sayso.many import Turns, json_rows, read_rows
from sayso.records import Failure, Problem

CONFIG = Config(read=ReadConfig(workers=2, batch=1, seconds_per_article=30.0))
SAID = "Ana Reyes said the gate is shut."


def write(path: Path, *lines: object) -> Path:
    path.write_text("".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines), "utf-8")
    return path


def test_a_row_for_each_row_in_order_whatever_is_in_it(tmp_path: Path) -> None:
    first = write(tmp_path / "a.jsonl", {"id": 7, "text": SAID}, "{cut", {"id": None}, {"text": SAID})
    second = write(tmp_path / "b.jsonl", *({"id": [n], "text": f"Rain fell {n} times."} for n in range(9)))
    found = list(read_rows([str(first), second], config=CONFIG, reader="tests.readers:open_simple"))
    assert [row.id for row in found] == [7, f"{first}:2", None, "a.jsonl:4", *([n] for n in range(9))]
    article = article_from_text(SAID, input_id="7", retrieved=datetime.now(UTC))
    wanted = attribution_line(read_simply(article), row_id=7)["attributions"]
    assert len(wanted) == 1 and found[0].attributions == wanted
    again = [{**each, "id": None} for each in found[3].attributions]  # the same text again has ids of its own
    assert again == [{**each, "id": None} for each in wanted]
    assert found[3].attributions[0]["id"] != wanted[0]["id"]
    assert [row.attributions for row in found[1:3]] == [[], []]
    assert isinstance(found[1].trouble, Problem) and "Not valid JSON" in found[1].trouble.detail
    assert [row.trouble for row in found if row is not found[1]] == [None] * 12


def test_what_the_reader_cannot_read_has_its_failure_and_the_others_go_on(tmp_path: Path) -> None:
    rows = write(tmp_path / "a.jsonl", *({"id": word, "text": word} for word in ("CALM", "RAISE", "MILD")))
    found = list(read_rows([rows], config=CONFIG, reader="tests.readers:open_troubled"))
    assert [row.id for row in found] == ["CALM", "RAISE", "MILD"]
    assert [type(row.trouble) for row in found] == [type(None), Failure, type(None)]


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"none\.jsonl"):
        list(sayso.read_rows([tmp_path / "none.jsonl"], config=CONFIG, reader="tests.readers:open_simple"))


def test_packed_rows_are_read_and_damage_to_them_is_told(tmp_path: Path) -> None:
    rows = "".join(json.dumps({"id": number, "text": f"{SAID} {number * 7919}"}) + "\n" for number in range(40))
    (whole := tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(rows.encode()))
    assert [line for _, line, _ in json_rows([whole])] == list(range(1, 41))
    (cut := tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(rows.encode())[:-40])
    found = [row for _, _, row in json_rows([cut, whole])]
    (told,) = [each for each in found if isinstance(each, BadRow)]
    assert "cannot be read from here on" in told.detail
    assert found[-40:] == [row for _, _, row in json_rows([whole])]  # the next file is read all the same


def test_turns_wait_for_a_slow_answer_and_only_for_that() -> None:
    turns: Turns[str] = Turns()
    for name, key in (("a", 1), ("b", None), ("c", 2)):
        turns.expect(name, key)
    turns.put(2, "second")
    assert list(turns.ready()) == []
    turns.put(1, "first")
    assert list(turns.ready()) == [("a", "first"), ("b", None), ("c", "second")]
    assert list(turns.ready()) == []
