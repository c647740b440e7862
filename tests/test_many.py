"""Rows of JSONL files read without a ledger, with readers of one rule in place of the models."""

import gzip
import json
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from tests.readers import read_simply

import sayso
from sayso import many
from sayso.cli import run_command
from sayso.config import Config, ReadConfig
from sayso.errors import InputError
from sayso.export.jsonl import attribution_line
from sayso.ingest import article_from_text
from sayso.ingest.rows import BadRow
from sayso.many import Turns, json_rows, read_files, read_rows
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


SHORT = Config(read=ReadConfig(workers=2, seconds_per_article=1.0))


def texts(folder: Path, **by_name: str) -> list[Path]:
    """Text files that say a word of their own, which `open_troubled` obeys, and enough to be an article."""
    for name, word in by_name.items():
        (folder / name).write_text(f"{word} rain fell on the old harbour for nine days.", encoding="utf-8")
    return [folder / name for name in by_name]


def test_files_come_in_their_order_and_a_slow_one_costs_nothing_else(tmp_path: Path) -> None:
    paths = texts(tmp_path, a="CALM", b="HANG", c="MILD", d="KILL", e="MILD", f="RAISE")
    (tmp_path / "empty").write_text("", encoding="utf-8")
    paths.insert(3, tmp_path / "empty")
    found = list(read_files(paths, config=SHORT, reader="tests.readers:open_troubled"))
    assert [each.path for each in found] == paths
    read = {each.path.name: each.found.article.input_id for each in found if each.found}
    assert read == {"a": "a", "c": "c", "e": "e"}  # "e" is the same text as "c", and an article of its own
    troubles = {each.path.name: each.trouble for each in found if each.trouble}
    assert {name: type(trouble) for name, trouble in troubles.items()} == {
        **dict.fromkeys("bdf", Failure),
        "empty": InputError,
    }
    assert isinstance(troubles["b"], Failure) and troubles["b"].error == "took longer than 1 s and was stopped"


def test_what_is_wrong_with_a_file_comes_with_its_article(tmp_path: Path) -> None:
    rows = write(tmp_path / "a.jsonl", {"id": 7, "text": "Ana Reyes said the gate is shut until the spring."}, "{cut")
    (found,) = read_files([str(rows)], config=CONFIG, reader="tests.readers:open_simple")
    assert found.found is not None and found.trouble is None
    assert len(found.found.attributions) == 1
    assert [each.where for each in found.found.problems] == [f"{rows}:2"]


def test_the_settings_choose_the_reader_of_files(tmp_path: Path) -> None:
    fast = replace(SHORT, read=replace(SHORT.read, model="fast"))
    (found,) = read_files(texts(tmp_path, a="CALM"), config=fast, reader="tests.readers:open_named")
    assert found.found is not None
    assert found.found.annotated.sentences[0].span.start == len("fast")


def test_the_command_names_the_file_that_took_too_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(many, "read_files", partial(read_files, reader="tests.readers:open_troubled"))
    (tmp_path / "sayso.toml").write_text("[read]\nseconds_per_article = 1\n", encoding="utf-8")
    texts(tmp_path, **{"calm.txt": "CALM", "slow.txt": "HANG", "mild.txt": "MILD"})
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    assert run_command(["read", "calm.txt", "slow.txt", "empty.txt", "mild.txt"]) == 3
    captured = capsys.readouterr()
    assert captured.out.index("calm.txt") < captured.out.index("mild.txt")
    assert "error: slow.txt: not read: took longer than 1 s and was stopped." in captured.err
    assert "seconds_per_article" in captured.err
    assert "empty.txt holds no article" in captured.err
    assert run_command(["read", "slow.txt", "mild.txt", "--json"]) == 3
    assert [each["article"]["input_id"] for each in json.loads(capsys.readouterr().out)["articles"]] == ["mild.txt"]


def test_turns_wait_for_a_slow_answer_and_only_for_that() -> None:
    turns: Turns[str] = Turns()
    for name, key in (("a", 1), ("b", None), ("c", 2)):
        turns.expect(name, key)
    turns.put(2, "second")
    assert list(turns.ready()) == []
    turns.put(1, "first")
    assert list(turns.ready()) == [("a", "first"), ("b", None), ("c", "second")]
    assert list(turns.ready()) == []
