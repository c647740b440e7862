"""The command line with the shipped models, from files to a trace: few cases, each the whole road."""

import gzip
import json
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from sayso.cli import run_command

pytestmark = pytest.mark.model

# The sample of README.md is made from these three.
ROWS: list[dict[str, Any]] = [
    {
        "id": 1,
        "outlet": "Orrin Post",
        "title": "Ferry to Pell Island to stop in May",
        "published": "2024-05-03T09:00:00Z",
        "text": (
            "The ferry to Pell Island will stop running in May, a person familiar with the company's plans "
            "told the Orrin Post on Friday.\n\n"
            "“There is no money left for another season,” the person said. The company carries 40,000 "
            "passengers a year."
        ),
    },
    {
        "id": 2,
        "outlet": "Harbour Times",
        "title": "Pell Island ferry to stop, report says",
        "published": "2024-05-03T15:00:00Z",
        "text": (
            "The ferry to Pell Island will stop running in May, the Orrin Post reported on Friday, citing a "
            "person familiar with the company's plans.\n\n"
            "The island's hotels are booked out until June."
        ),
    },
    {
        "id": 3,
        "outlet": "Isle Radio",
        "title": "Last ferry in May",
        "published": "2024-05-04T08:00:00Z",
        "text": (
            "Islanders fear for their ferry. The ferry to Pell Island will stop running in May, according to "
            "the Orrin Post.\n\n"
            "Pell Ferries has denied the report. “The story is not true,” Joost Ham, a spokesman for the "
            "company, told Isle Radio on Saturday."
        ),
    },
]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SAYSO_LEDGER", raising=False)
    (tmp_path / "feed.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    return tmp_path


def answer(capsys: pytest.CaptureFixture[str], *words: str, status: int = 0) -> str:
    capsys.readouterr()
    assert run_command(words) == status
    return capsys.readouterr().out


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_from_files_to_a_trace(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    assert json.loads(answer(capsys, "add", "feed.jsonl", "--json"))["added"] == 3
    assert json.loads(answer(capsys, "add", "feed.jsonl", "--json"))["again"] == 3
    assert "3 read · 0 failed" in answer(capsys, "run")
    assert "Nothing new" in answer(capsys, "run")
    assert {row["id"] for row in lines(answer(capsys, "stories", "--jsonl"))} == {"1", "2", "3"}
    document = json.loads(answer(capsys, "trace", "The Pell Island ferry will stop running in May", "--json"))
    texts = {str(row["id"]): str(row["text"]) for row in ROWS}
    articles = {article["input_id"]: article for article in document["articles"]}
    for input_id, article in articles.items():
        for credit in article["credits"]:
            evidence = credit["evidence"]
            assert texts[input_id][evidence["start"] : evidence["end"]] == evidence["text"]
    assert "Orrin Post" in {credit["name"] for credit in articles["2"]["credits"]}
    shown = answer(capsys, "trace", "The Pell Island ferry will stop running in May")
    assert (
        shown.index("Origins") < shown.index("On whose word") < shown.index("Contested by") < shown.index("Carried by")
    )
    assert "Orrin Post" in shown
    claims = json.loads(answer(capsys, "claims", "--json"))["claims"]
    assert answer(capsys, "trace", claims[0]["id"])
    for listed in (claims[0]["id"], claims[0]["story_id"], "2"):
        assert answer(capsys, "show", listed)
    assert "✗" not in answer(capsys, "export", "jsonl", "out")
    assert len(lines((folder / "out/articles.jsonl").read_text(encoding="utf-8"))) == 3


def test_read_gives_a_line_for_every_row_in_order(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    text = "  “Rain fell all night,” said Mayor Ann Lee.\n\nShe was, according to the Harrow Post, soaked.  "
    rows = [{"id": n, "text": text} for n in range(20)] + [{"id": "none", "text": ""}, {"id": "short", "text": "Hm."}]
    (folder / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    read = lines(answer(capsys, "read", "--jsonl", "rows.jsonl"))
    assert [row["id"] for row in read] == [*range(20), "none", "short"]
    assert read[20]["attributions"] == read[21]["attributions"] == []
    contents = {text[start:end] for a in read[0]["attributions"] for start, end in a["content"]}
    assert any("Rain fell all night" in content for content in contents)
    spans = [[a[role] for role in ("source", "cue", "content")] for a in read[0]["attributions"]]
    assert all(
        [[a[role] for role in ("source", "cue", "content")] for a in row["attributions"]] == spans for row in read[:20]
    )


def test_read_shows_one_file(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "draft.txt").write_text(str(ROWS[1]["text"]), encoding="utf-8")
    shown = answer(capsys, "read", "draft.txt")
    assert "Orrin Post" in shown
    assert json.loads(answer(capsys, "read", "draft.txt", "--json"))["articles"][0]["attributions"]


def test_read_tells_what_else_is_wrong_with_a_packed_page(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    page = f"<html><body><article><p>{ROWS[1]['text']}</p></article></body></html>".encode()
    record = WARCWriter(kept := BytesIO(), gzip=True)
    http = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    url = "https://harbourtimes.example/ferry"
    record.write_record(record.create_warc_record(url, "response", payload=BytesIO(page), http_headers=http))
    with ZipFile(folder / "story.wacz", "w") as packed:
        packed.writestr("archive/data.warc.gz", kept.getvalue())
        packed.writestr("pages/pages.jsonl", json.dumps({"url": url}))
    assert run_command(["read", "story.wacz"]) == 2
    captured = capsys.readouterr()
    assert "the Orrin Post" in captured.out
    assert "warning: story.wacz:datapackage.json: It is missing or damaged" in captured.err


def test_read_and_add_end_alike_whatever_the_damage(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    page = f"<html><body><article><p>{ROWS[1]['text']}</p></article></body></html>"
    part = f"--b\r\nContent-Type: text/html\r\n\r\n{page}\r\n"
    header = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n"
    row, other = (json.dumps(each) for each in ROWS[:2])
    inputs: dict[str, tuple[bytes, int]] = {  # of one article each, with the status that both are to end with
        "whole.html": (page.encode(), 0),
        "whole.mhtml": (f"{header}{part}--b--\r\n".encode(), 0),
        "cut.mhtml": (f"{header}{part}".encode(), 2),
        "empty-line.jsonl": (f"{row}\n\n".encode(), 0),
        "bad-line.jsonl": (f"{row}\n{{cut".encode(), 2),
        "no-text.jsonl": (f'{row}\n{{"id": 9}}\n'.encode(), 0),
        "cut.jsonl.gz": (gzip.compress(f"{row}\n{{".encode())[:-9], 2),
        "open-quote.csv": (f'id,text\n1,Ann Lee said on Friday that it rained all night.\n2,"{"x" * 9}'.encode(), 2),
    }
    for name, (data, _) in inputs.items():
        (folder / name).write_bytes(data)
    ends = {}
    for name in inputs:
        added = run_command(["add", name, "--ledger", f"{name}.db"])
        ends[name] = {added, run_command(["read", name])}
        if ".jsonl" in name:
            ends[name].add(run_command(["read", "--jsonl", name]))
    assert ends == {name: {status} for name, (_, status) in inputs.items()}
    capsys.readouterr()
    assert run_command(["read", "cut.mhtml", "whole.html"]) == 2  # what comes after the damage is read all the same
    assert capsys.readouterr().out.count("the Orrin Post") == 2
    (folder / "rows.jsonl").write_text(f"{row}\n{{cut\n{other}\n", encoding="utf-8")
    assert run_command(["read", "--jsonl", "rows.jsonl", "empty-line.jsonl"]) == 2
    assert [each["id"] for each in lines(capsys.readouterr().out)] == [1, 2, 1]
