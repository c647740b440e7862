"""Web archives: responses and revisits, by record or as one gzip stream, whole or damaged."""

import gzip
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from sayso.config import IngestConfig
from sayso.ingest import read_inputs
from sayso.records import Article, Problem

NOW = datetime(2025, 7, 1, tzinfo=UTC)
FERRY = "https://www.tarncourier.example/2025/05/03/ferry"


def page(number: int = 0) -> bytes:
    sentence = (
        f"The harbour master said on Monday that ferry number {number} will not sail again before spring, she wrote."
    )
    body = f'<p>{sentence} “Nobody told us,” said <a href="/bell">Ann Bell</a>.</p><p>{sentence}</p>' * 2
    return (
        f"<html><head><title>Ferry {number} stays</title></head><body><article>{body}</article></body></html>".encode()
    )


class Archive:
    """Writes records one after the other."""

    def __init__(self, compressed: bool) -> None:
        self.file = BytesIO()
        self.writer = WARCWriter(self.file, gzip=compressed)

    def page(
        self, url: str, body: bytes, status: str = "200 OK", kind: str = "text/html; charset=utf-8", **more: str
    ) -> None:
        headers = [("Content-Type", kind), *((name.replace("_", "-"), value) for name, value in more.items())]
        http = StatusAndHeaders(status, headers, protocol="HTTP/1.1")
        dated = {"WARC-Date": "2025-05-04T08:00:00Z"}
        record = self.writer.create_warc_record(
            url, "response", payload=BytesIO(body), http_headers=http, warc_headers_dict=dated
        )
        self.writer.write_record(record)

    def revisit(self, url: str, body: bytes, of: str) -> None:
        digest = self.writer.create_warc_record(url, "response", payload=BytesIO(body), http_headers=_ok())
        self.writer.ensure_digest(digest, block=False, payload=True)
        found = digest.rec_headers.get_header("WARC-Payload-Digest")
        record = self.writer.create_revisit_record(
            url,
            found,
            of,
            "2025-05-04T08:00:00Z",
            http_headers=_ok(),
            warc_headers_dict={"WARC-Date": "2025-05-05T09:00:00Z"},
        )
        self.writer.write_record(record)

    def bytes(self) -> bytes:
        return self.file.getvalue()


def _ok() -> StatusAndHeaders:
    return StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")


def read(path: Path, data: bytes) -> list[Article | Problem]:
    path.write_bytes(data)
    return list(read_inputs([path], retrieved=NOW, config=IngestConfig()))


def three(archive: Archive) -> bytes:
    for number in range(3):
        archive.page(f"{FERRY}-{number}", page(number))
    return archive.bytes()


SHAPES: dict[str, Callable[[], bytes]] = {
    "plain": lambda: three(Archive(False)),
    "by record": lambda: three(Archive(True)),
    "one stream": lambda: gzip.compress(three(Archive(False))),
}


@pytest.mark.parametrize("shape", list(SHAPES))
@pytest.mark.parametrize("name", ["crawl.warc.gz", "crawl.warc", "unknown"])
def test_responses(tmp_path: Path, shape: str, name: str) -> None:
    found = read(tmp_path / name, SHAPES[shape]())
    assert [each.input_id for each in found] == [f"{FERRY}-{number}" for number in range(3)]
    first = found[0]
    assert isinstance(first, Article)
    assert (first.url, first.outlet, first.title) == (f"{FERRY}-0", "tarncourier.example", "Ferry 0 stays")
    assert first.retrieved == datetime(2025, 5, 4, 8, tzinfo=UTC)
    assert first.published is not None
    assert first.published.found_in == "url"
    assert {link.target for link in first.links} == {"https://www.tarncourier.example/bell"}


def test_a_revisit_is_the_page_again_at_its_own_time(tmp_path: Path) -> None:
    archive = Archive(True)
    archive.page(FERRY, page())
    archive.revisit(FERRY, page(), FERRY)
    archive.revisit("https://mirror.example/ferry", page(), FERRY)
    first, again, elsewhere = read(tmp_path / "a.warc.gz", archive.bytes())
    assert isinstance(first, Article)
    assert isinstance(again, Article)
    assert isinstance(elsewhere, Article)
    assert (again.id, again.text, again.url) == (first.id, first.text, first.url)
    assert again.retrieved == datetime(2025, 5, 5, 9, tzinfo=UTC)
    assert (elsewhere.text, elsewhere.url, elsewhere.outlet) == (
        first.text,
        "https://mirror.example/ferry",
        "mirror.example",
    )
    assert elsewhere.id != first.id


def test_a_revisit_of_a_page_that_is_elsewhere(tmp_path: Path) -> None:
    archive = Archive(False)
    archive.revisit(FERRY, page(), FERRY)
    (found,) = read(tmp_path / "a.warc", archive.bytes())
    assert isinstance(found, Problem)
    assert (found.input_id, found.reason, found.where) == (FERRY, "no_text", f"{tmp_path / 'a.warc'}:1")


def test_only_pages_that_were_there_are_inputs(tmp_path: Path) -> None:
    archive = Archive(True)
    archive.page(FERRY + ".png", b"\x89PNG", kind="image/png")
    archive.page(FERRY + ".js", b"load()", kind="text/javascript")
    archive.page(FERRY + "/gone", page(), status="404 Not Found")
    archive.page(FERRY + "/moved", b"", status="301 Moved Permanently", Location=FERRY)
    archive.page(FERRY, page())
    archive.page("http://[bad/", b"", status="404 Not Found")
    assert [each.input_id for each in read(tmp_path / "a.warc.gz", archive.bytes())] == [FERRY]


def test_compressed_bodies(tmp_path: Path) -> None:
    archive = Archive(False)
    archive.page(FERRY, gzip.compress(page()), Content_Encoding="gzip")
    archive.page(FERRY + "/br", b"\x0b\x02\x80", Content_Encoding="zstd")
    first, second = read(tmp_path / "a.warc", archive.bytes())
    assert isinstance(first, Article)
    assert isinstance(second, Problem)
    assert second.reason == "unreadable"


@pytest.mark.parametrize("shape", list(SHAPES))
def test_a_truncated_archive_keeps_what_was_read(tmp_path: Path, shape: str) -> None:
    data = SHAPES[shape]()
    found = read(tmp_path / "a.warc", data[: len(data) - 60])
    assert [type(each) for each in found] == [Article, Article, Problem]
    assert isinstance(found[-1], Problem)
    assert found[-1].reason == "unreadable"
    assert found[-1].where == f"{tmp_path / 'a.warc'}:3"


def test_an_archive_with_a_broken_record(tmp_path: Path) -> None:
    whole = three(Archive(False))
    found = read(tmp_path / "a.warc", whole.replace(b"WARC/1.0", b"XXXX/1.0", 2).replace(b"XXXX/1.0", b"WARC/1.0", 1))
    assert isinstance(found[0], Article)
    assert isinstance(found[-1], Problem)


@pytest.mark.parametrize("data", [b"no archive at all", gzip.compress(b"no archive at all"), b"WARC/1.0\r\n"])
def test_what_only_has_the_name(tmp_path: Path, data: bytes) -> None:
    found = read(tmp_path / "a.warc.gz", data)
    assert all(isinstance(each, Problem) and each.reason == "unreadable" for each in found)


@pytest.fixture
def small_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("warc", "page"):
        monkeypatch.setattr(f"sayso.ingest.{module}.LARGEST", 100_000)


@pytest.mark.usefixtures("small_limit")
@pytest.mark.parametrize("compressed", [False, True])
def test_a_page_that_is_too_long_to_be_read_whole_is_told_and_the_rest_is_read(
    tmp_path: Path, compressed: bool
) -> None:
    archive = Archive(compressed)
    archive.page(FERRY + "-long", page(0) + b"<p>The end of the ferry.</p>" * 20_000)
    archive.page(FERRY + "-packed", gzip.compress(page(1) + b"<p>word</p>" * 20_000), Content_Encoding="gzip")
    archive.page(FERRY + "-2", page(2))
    archive.revisit("https://mirror.example/ferry", page(0) + b"<p>The end of the ferry.</p>" * 20_000, FERRY + "-long")
    found = read(tmp_path / "a.warc.gz", archive.bytes())
    assert [(type(each), each.input_id) for each in found] == [
        (Article, FERRY + "-long"),
        (Problem, FERRY + "-long"),
        (Article, FERRY + "-packed"),
        (Problem, FERRY + "-packed"),
        (Article, FERRY + "-2"),
        (Article, "https://mirror.example/ferry"),
        (Problem, "https://mirror.example/ferry"),
    ]
    problems = [each for each in found if isinstance(each, Problem)]
    assert {each.reason for each in problems} == {"unreadable"}
    assert [each.where for each in problems] == [f"{tmp_path / 'a.warc.gz'}:{number}" for number in (1, 2, 4)]
    assert all("first 100,000 bytes" in each.detail for each in problems)


@pytest.mark.usefixtures("small_limit")
@pytest.mark.parametrize("max_html_bytes", [50_000, 5_000_000])
def test_a_page_of_whose_beginning_nothing_can_be_used(tmp_path: Path, max_html_bytes: int) -> None:
    archive = Archive(True)
    archive.page(FERRY, b"<html><head><style>" + b"p { margin: 0 } " * 10_000 + b"</style></head>" + page())
    archive.page(FERRY + "2", page())
    path = tmp_path / "a.warc.gz"
    path.write_bytes(archive.bytes())
    first, second = read_inputs([path], retrieved=NOW, config=IngestConfig(max_html_bytes=max_html_bytes))
    assert isinstance(first, Problem)
    assert first.reason == "unreadable"
    assert "first 100,000 bytes" in first.detail
    assert isinstance(second, Article)


@pytest.mark.usefixtures("small_limit")
@pytest.mark.parametrize("left", [0.3, 0.97])
def test_a_long_page_in_a_damaged_archive_does_not_hide_the_damage(tmp_path: Path, left: float) -> None:
    archive = Archive(False)
    archive.page(FERRY, page(0) + b"".join(b"<p>%d ferries.</p>" % number for number in range(40_000)))
    data = gzip.compress(archive.bytes())
    found = read(tmp_path / "a.warc.gz", data[: int(len(data) * left)])
    assert [type(each) for each in found] == [Article, Problem, Problem]
    assert isinstance(found[-1], Problem)
    assert "Record 2 cannot be read" in found[-1].detail


def test_a_record_whose_header_lacks_its_address_ends_the_archive_with_a_word(tmp_path: Path) -> None:
    whole = three(Archive(False))
    second = whole.index(b"WARC-Target-URI", whole.index(b"WARC-Target-URI") + 1)
    found = read(tmp_path / "a.warc", whole[:second] + b"X" + whole[second + 1 :])
    assert [type(each) for each in found] == [Article, Problem]
    assert isinstance(found[1], Problem)
    assert found[1].where == f"{tmp_path / 'a.warc'}:2"


def test_a_revisit_of_a_page_that_only_comes_later(tmp_path: Path) -> None:
    archive = Archive(True)
    archive.revisit("https://mirror.example/ferry", page(), FERRY)
    archive.page(FERRY, page())
    first, again = read(tmp_path / "a.warc.gz", archive.bytes())
    assert isinstance(first, Article)
    assert isinstance(again, Article)
    assert (first.url, again.url, again.text) == (FERRY, "https://mirror.example/ferry", first.text)
