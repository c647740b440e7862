"""Files and folders: what is read, in which order, and what is said of the rest."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sayso.config import IngestConfig
from sayso.errors import InputError
from sayso.ingest import read_inputs
from sayso.records import Article, Problem

NOW = datetime(2025, 7, 1, tzinfo=UTC)
TEXT = "The harbour master of Tarn said on Monday that the old ferry will not sail again before spring. " * 3
PAGE = f"<!doctype html><html><head><title>Ferry</title></head><body><p>{TEXT}</p><p>{TEXT}</p></body></html>"


def read(*paths: Path) -> list[Article | Problem]:
    return list(read_inputs(paths, retrieved=NOW, config=IngestConfig()))


def names(found: list[Article | Problem]) -> list[str]:
    return [each.input_id for each in found]


def write(folder: Path, *files: str) -> None:
    for file in files:
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PAGE if file.endswith((".html", ".htm")) else TEXT)


def test_a_folder_is_read_in_order_without_hidden_files(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a/z.md", "a/b/c.html", "c.txt", ".hidden.txt", ".git/x.txt", "a/.DS_Store")
    assert names(read(tmp_path)) == ["b.txt", "c.txt", "a/z.md", "a/b/c.html"]
    assert names(read(tmp_path)) == names(read(tmp_path))
    assert all(isinstance(each, Article) for each in read(tmp_path))


def test_a_file_given_by_itself_has_its_name_as_id(tmp_path: Path) -> None:
    write(tmp_path, "a/z.md")
    assert names(read(tmp_path / "a" / "z.md")) == ["z.md"]
    assert names(read(tmp_path / "a")) == ["z.md"]


def test_companion_folders_of_saved_pages_and_ledgers_are_no_inputs(tmp_path: Path) -> None:
    write(tmp_path, "Ferry.html", "Ferry_files/frame.html", "other_files/a.txt")
    for name in ("sayso.db", "sayso.db-wal", "sayso.db-shm", "sayso.db-lock"):
        (tmp_path / name).write_bytes(b"SQLite format 3\x00")
    assert names(read(tmp_path)) == ["Ferry.html", "other_files/a.txt"]


def test_loops_of_symbolic_links_end(tmp_path: Path) -> None:
    write(tmp_path, "a/one.txt")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    (tmp_path / "elsewhere.txt").symlink_to(tmp_path / "nowhere")
    found = read(tmp_path)
    assert [type(each) for each in found] == [Problem, Problem, Article]
    assert names(found) == ["elsewhere.txt", "self", "a/one.txt"]


def test_a_missing_path_is_an_error_before_anything_is_read(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    with pytest.raises(InputError, match=r"nowhere\.txt: there is no such file"):
        read_inputs([tmp_path / "a.txt", tmp_path / "nowhere.txt"], retrieved=NOW, config=IngestConfig())


def test_a_file_that_cannot_be_opened_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a.txt", "b.txt")

    def refuse(path: Path) -> object:
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return open(path, "rb")

    monkeypatch.setattr("sayso.ingest.inputs._open", refuse)
    first, second = read(tmp_path)
    assert isinstance(first, Problem)
    assert (first.reason, first.where) == ("unreadable", str(tmp_path / "a.txt"))
    assert "Permission denied" in first.detail
    assert isinstance(second, Article)


def test_a_folder_that_cannot_be_listed_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a/one.txt", "b.txt")
    scan = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "a":
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr("sayso.ingest.inputs.os.scandir", refuse)
    found = read(tmp_path)
    assert [(each.input_id, type(each)) for each in found] == [("b.txt", Article), ("a", Problem)]


def test_a_named_pipe_in_a_folder_does_not_hang(tmp_path: Path) -> None:
    write(tmp_path, "b.txt")
    os.mkfifo(tmp_path / "a")
    found = read(tmp_path)
    assert [(each.input_id, type(each)) for each in found] == [("a", Problem), ("b.txt", Article)]


@pytest.mark.parametrize(
    ("content", "title"),
    [
        (PAGE, "Ferry"),
        (f"\n  <HTML><title>Ferry</title><p>{TEXT}</p><p>{TEXT}</p>", "Ferry"),
        (f"Ferry\n\n{TEXT}", "Ferry"),
    ],
)
@pytest.mark.parametrize("name", ["unknown", "page.txt", "odd.ext"])
def test_files_without_a_telling_name_are_known_by_content(tmp_path: Path, name: str, content: str, title: str) -> None:
    (tmp_path / name).write_text(content)
    (found,) = read(tmp_path)
    assert isinstance(found, Article)
    assert found.title == title
    assert "<" not in found.text


@pytest.mark.parametrize("start", ["[Update] ", "{sic} ", "Text, url, and more: ", "<b>Bold</b> "])
def test_prose_is_not_taken_for_a_table(tmp_path: Path, start: str) -> None:
    (tmp_path / "unknown").write_text(start + TEXT)
    (found,) = read(tmp_path)
    assert isinstance(found, Article)
    assert found.text == start + TEXT.strip()


def test_importing_it_loads_no_parser() -> None:
    heavy = ("trafilatura", "lxml", "warcio", "dateutil", "charset_normalizer", "openpyxl", "pypdfium2")
    code = f"import sys, sayso.ingest; print([name for name in {heavy} if name in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_a_page_that_is_read_only_in_part_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = "<p>The harbour master said that the old ferry will not sail again before spring.</p>"
    (tmp_path / "a.html").write_text(f"<html><body><article>{words * 20}</article></body></html>")
    (tmp_path / "b.html").write_text(f"<html><head><style>{'p ' * 600}</style></head><body>{words * 20}</body></html>")
    for module in ("inputs", "page"):
        monkeypatch.setattr(f"sayso.ingest.{module}.LARGEST", 1000)
    found, told, nothing = read_inputs([tmp_path], retrieved=NOW, config=IngestConfig())
    assert isinstance(found, Article)
    assert isinstance(told, Problem)
    assert "first 1,000 bytes" in told.detail
    assert isinstance(nothing, Problem)  # its beginning holds no article, which says little of the rest
    assert (nothing.input_id, nothing.reason) == ("b.html", "unreadable")
    assert "first 1,000 bytes" in nothing.detail
