"""Packed web archives: which pages are read, what the hashes tell, and what becomes of damaged and hostile zips."""

import gzip
import hashlib
import json
import os
import struct
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from sayso.config import IngestConfig
from sayso.ingest import read_inputs
from sayso.records import Article, Problem

NOW = datetime(2025, 7, 1, tzinfo=UTC)
SITE = "https://www.tarncourier.example"
FERRY, HARBOUR, FRAME = f"{SITE}/ferry", f"{SITE}/harbour?id=7", "https://ads.example/frame"
Files = dict[str, bytes]


def html(about: str, *, title: str = "") -> bytes:
    said = f"The {about} will not open again before the spring, the harbour master of Tarn told reporters on Monday."
    more = f"“Nobody told us about the {about},” said Ann Bell, who runs a shop on the pier and was not pleased."
    return f"<html><head>{title}</head><body><article><p>{said}</p><p>{more}</p></article></body></html>".encode()


class Warc:
    """Writes records one after the other."""

    def __init__(self, *, compressed: bool = True) -> None:
        self.file = BytesIO()
        self.writer = WARCWriter(self.file, gzip=compressed)

    def page(
        self,
        url: str,
        body: bytes = b"",
        status: str = "200 OK",
        kind: str = "text/html",
        *,
        day: int = 4,
        to: str = "",
    ) -> "Warc":
        headers = [("Content-Type", kind)] + ([("Location", to)] if to else [])
        http = StatusAndHeaders(status, headers, protocol="HTTP/1.1")
        dated = {"WARC-Date": f"2025-05-{day:02}T08:00:00Z"}
        record = self.writer.create_warc_record(
            url, "response", payload=BytesIO(body), http_headers=http, warc_headers_dict=dated
        )
        self.writer.write_record(record)
        return self

    def revisit(self, url: str, of: str, body: bytes) -> "Warc":
        http = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        digest = "sha1:" + hashlib.sha1(body, usedforsecurity=False).hexdigest()
        record = self.writer.create_revisit_record(url, digest, of, "2025-05-04T08:00:00Z", http_headers=http)
        self.writer.write_record(record)
        return self

    def bytes(self) -> bytes:
        return self.file.getvalue()


def pages(*urls: str, **more: str) -> bytes:
    header = {"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}
    rows = [{"id": f"p{n}", "url": url, "ts": "2025-05-04T08:00:00Z", **more} for n, url in enumerate(urls)]
    return "".join(json.dumps(row) + "\n" for row in [header, *rows]).encode()


def sha(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def hashed(files: Files, **other: str) -> Files:
    """The files with a data package that has their hashes, and its digest."""
    resources = [
        {"name": path.split("/")[-1], "path": path, "hash": other.get(path, sha(data)), "bytes": len(data)}
        for path, data in files.items()
    ]
    package = json.dumps({"profile": "data-package", "wacz_version": "1.1.1", "resources": resources}).encode()
    digest = json.dumps({"path": "datapackage.json", "hash": sha(package), "signedData": {"signature": "…"}})
    return {**files, "datapackage.json": package, "datapackage-digest.json": digest.encode()}


def packed(files: Files, *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        for path, data in files.items():
            kept = zipfile.ZIP_STORED if path.endswith((".gz", ".wacz")) else method
            zipped.writestr(zipfile.ZipInfo(path, (2025, 5, 4, 8, 0, 0)), data, kept)
    return out.getvalue()


CRAWL = Warc().page(FERRY, html("ferry")).page(HARBOUR, html("harbour")).page(FRAME, html("sale")).bytes()
FILES = {"archive/data.warc.gz": CRAWL, "pages/pages.jsonl": pages(FERRY, HARBOUR), "indexes/index.cdx": b"index"}


def read(path: Path, files: Files | bytes) -> list[Article | Problem]:
    path.write_bytes(files if isinstance(files, bytes) else packed(files))
    return list(read_inputs([path], retrieved=NOW, config=IngestConfig()))


def urls(found: list[Article | Problem]) -> list[str | None]:
    return [each.url for each in found if isinstance(each, Article)]


def problems(found: list[Article | Problem], folder: Path) -> list[tuple[str, str, str]]:
    """Input id, place without the folder, and detail of each problem."""
    told = [each for each in found if isinstance(each, Problem)]
    assert all("\n" not in each.detail for each in told)
    return [(each.input_id, each.where.removeprefix(f"{folder}{os.sep}"), each.detail) for each in told]


@pytest.fixture
def wacz(tmp_path: Path) -> Path:
    return tmp_path / "story.wacz"


# ---- pages ----


@pytest.mark.parametrize("name", ["story.wacz", "story.zip", "unknown"])
def test_listed_pages_are_read_and_nothing_else_that_was_captured(tmp_path: Path, name: str) -> None:
    first, second = read(tmp_path / name, hashed(FILES))
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.input_id, first.url, first.outlet) == (FERRY, FERRY, "tarncourier.example")
    assert first.retrieved == datetime(2025, 5, 4, 8, tzinfo=UTC)
    assert first.text.startswith("The ferry will not open")
    assert second.url == HARBOUR


@pytest.mark.parametrize("compressed", [True, False])
@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_however_the_archive_is_compressed(wacz: Path, compressed: bool, method: int) -> None:
    path = f"archive/data.warc{'.gz' * compressed}"
    crawl = Warc(compressed=compressed).page(FERRY, html("ferry")).bytes()
    files = hashed({path: crawl, "pages/pages.jsonl": pages(FERRY)})
    assert urls(read(wacz, packed(files, method=method))) == [FERRY]


def test_extra_pages_and_several_archives(wacz: Path) -> None:
    other = Warc(compressed=False).page(f"{SITE}/pier", html("pier")).page(FRAME, html("sale")).bytes()
    extra = pages(f"{SITE}/pier").replace(b'"pages"', b'"extra-pages"')
    found = read(wacz, hashed({**FILES, "archive/more.warc": other, "pages/extraPages.jsonl": extra}))
    assert urls(found) == [FERRY, HARBOUR, f"{SITE}/pier"]
    assert len(found) == 3


@pytest.mark.parametrize(
    ("listed", "captured"),
    [
        (f"{FERRY}#comments", FERRY),
        ("https://Tarncourier.example", "https://tarncourier.example/"),
        ("http://tarn.example/a", "https://tarn.example:443/a"),
        ("https://tarn.example/røst?q=å b", "https://tarn.example/r%C3%B8st?q=%C3%A5%20b"),
    ],
)
def test_an_address_that_is_written_otherwise_in_the_list(wacz: Path, listed: str, captured: str) -> None:
    crawl = Warc().page(captured + "more", html("pier")).page(captured, html("ferry")).bytes()
    found = read(wacz, hashed({"archive/a.warc.gz": crawl, "pages/pages.jsonl": pages(listed)}))
    assert [each.input_id for each in found] == [captured]


def test_the_page_that_a_listed_address_led_to(wacz: Path) -> None:
    crawl = (
        Warc()
        .page(FERRY, status="301 Moved Permanently", to="/new")
        .page(f"{SITE}/new", status="302 Found", to=HARBOUR)
    )
    end = Warc().page(HARBOUR, html("harbour")).page(FRAME, html("sale"))
    files = {"archive/a.warc.gz": crawl.bytes(), "archive/b.warc.gz": end.bytes(), "pages/pages.jsonl": pages(FERRY)}
    found = read(wacz, hashed(files))
    assert [each.input_id for each in found] == [HARBOUR]
    assert urls(found) == [HARBOUR]


def test_redirects_in_a_circle_and_to_nowhere(wacz: Path) -> None:
    crawl = Warc().page(FERRY, status="302 Found", to=HARBOUR).page(HARBOUR, status="302 Found", to=FERRY)
    crawl.page(f"{SITE}/x", status="302 Found", to="http://[x")
    listed = pages(FERRY, f"{SITE}/x")
    found = read(wacz, hashed({"archive/a.warc.gz": crawl.bytes(), "pages/pages.jsonl": listed}))
    assert [(each.input_id, type(each)) for each in found] == [(FERRY, Problem), (f"{SITE}/x", Problem)]


def test_a_page_that_once_was_a_redirect_is_read_without_what_that_led_to(wacz: Path) -> None:
    crawl = Warc().page(FERRY, status="302 Found", to=FRAME).page(FRAME, html("sale")).page(FERRY, html("ferry"))
    files = {"archive/a.warc.gz": crawl.bytes(), "pages/pages.jsonl": pages(FERRY)}
    assert urls(read(wacz, hashed(files))) == [FERRY]


def test_a_page_captured_twice_is_found_twice_as_in_a_warc_file(wacz: Path) -> None:
    crawl = Warc().page(FERRY, html("ferry"), day=4).page(FERRY, html("old ferry"), day=5).bytes()
    files = {"archive/a.warc.gz": crawl, "pages/pages.jsonl": pages(FERRY, FERRY)}
    found = [each for each in read(wacz, hashed(files)) if isinstance(each, Article)]
    assert [(each.url, each.retrieved.day) for each in found] == [(FERRY, 4), (FERRY, 5)]
    (wacz.parent / "a.warc.gz").write_bytes(crawl)
    assert found == list(read_inputs([wacz.parent / "a.warc.gz"], retrieved=NOW, config=IngestConfig()))


def test_a_revisit_of_a_page_in_a_later_archive_that_is_no_page_itself(wacz: Path) -> None:
    early = Warc().revisit(FERRY, of=FRAME, body=html("ferry")).bytes()
    late = Warc().page(FRAME, html("ferry")).bytes()
    files = {"archive/a.warc.gz": early, "archive/b.warc.gz": late, "pages/pages.jsonl": pages(FERRY)}
    (found,) = read(wacz, hashed(files))
    assert isinstance(found, Article)
    assert found.url == FERRY


def test_the_list_has_the_title_where_the_page_has_none(wacz: Path) -> None:
    crawl = Warc().page(FERRY, html("ferry")).page(HARBOUR, html("harbour", title="<title>Its own</title>")).bytes()
    listed = pages(FERRY, HARBOUR, title="Of the list")
    found = read(wacz, hashed({"archive/a.warc.gz": crawl, "pages/pages.jsonl": listed}))
    assert [each.title for each in found if isinstance(each, Article)] == ["Of the list", "Its own"]


def test_listed_pages_that_were_not_captured_are_told_with_the_reason(wacz: Path) -> None:
    crawl = Warc().page(FERRY, html("x"), status="404 Not Found").page(HARBOUR, b"%PDF", kind="application/pdf").bytes()
    files = hashed({"archive/a.warc.gz": crawl, "pages/pages.jsonl": pages(FERRY, HARBOUR, f"{SITE}/none")})
    found = read(wacz, files)
    assert [each.reason for each in found if isinstance(each, Problem)] == ["no_text"] * 3
    assert problems(found, wacz.parent) == [
        (FERRY, "story.wacz:pages/pages.jsonl:2", "The archive lists this page, but it was answered with 404."),
        (HARBOUR, "story.wacz:pages/pages.jsonl:3",
         "The archive lists this page, but what was captured is application/pdf, not HTML."),
        (f"{SITE}/none", "story.wacz:pages/pages.jsonl:4",
         "The archive lists this page but holds no capture of it that is HTML. Add the archive that does."),
    ]  # fmt: skip


def test_lines_of_the_list_that_name_no_page(wacz: Path) -> None:
    listed = pages(FERRY) + b'{"id": "x"}\n{"url": 7}\n{"url": \n\n' + pages(HARBOUR)
    found = read(wacz, hashed({**FILES, "pages/pages.jsonl": listed}))
    assert urls(found) == [FERRY, HARBOUR]
    assert [where for _, where, _ in problems(found, wacz.parent)] == [
        f"story.wacz:pages/pages.jsonl:{line}" for line in (3, 4, 5)
    ]


@pytest.mark.parametrize("listed", [None, b"", pages()])
def test_without_a_list_every_page_is_read_and_that_is_told(wacz: Path, listed: bytes | None) -> None:
    files = {path: data for path, data in FILES.items() if not path.startswith("pages/")}
    found = read(wacz, hashed(files if listed is None else {**files, "pages/pages.jsonl": listed}))
    assert urls(found) == [FERRY, HARBOUR, FRAME]
    ((name, _, detail),) = problems(found, wacz.parent)
    assert name == "story.wacz:pages/pages.jsonl"
    assert detail.endswith("Every HTML page in the archive was read instead.")


# ---- hashes ----


@pytest.mark.parametrize("path", list(FILES))
def test_a_file_that_was_changed_is_told_and_read_all_the_same(wacz: Path, path: str) -> None:
    found = read(wacz, {**hashed({**FILES, path: b"other"}), path: FILES[path]})
    assert urls(found) == [FERRY, HARBOUR]
    assert problems(found, wacz.parent) == [
        (f"story.wacz:{path}", f"story.wacz:{path}",
         "Its SHA256 hash is not the one in datapackage.json: it was changed or damaged later. "
         "What can be read of it was read all the same.")
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["md5", "sha1", "sha512"])
def test_other_kinds_of_hash(wacz: Path, kind: str) -> None:
    right = hashlib.new(kind, CRAWL).hexdigest().upper()
    assert len(read(wacz, hashed(FILES, **{"archive/data.warc.gz": f"{kind}:{right}"}))) == 2
    told = read(wacz, hashed(FILES, **{"archive/data.warc.gz": f"{kind}:00"}))[0]
    assert isinstance(told, Problem)
    assert kind.upper() in told.detail


def test_a_hash_without_its_kind_is_of_md5(wacz: Path) -> None:
    digits = hashlib.md5(CRAWL, usedforsecurity=False).hexdigest()
    assert len(read(wacz, hashed(FILES, **{"archive/data.warc.gz": digits}))) == 2


def test_a_data_package_that_was_changed(wacz: Path) -> None:
    files = hashed(FILES)
    files["datapackage.json"] += b" "
    ((name, _, detail),) = problems(found := read(wacz, files), wacz.parent)
    assert name == "story.wacz:datapackage.json"
    assert "not the one in datapackage-digest.json" in detail
    assert urls(found) == [FERRY, HARBOUR]


@pytest.mark.parametrize("package", [None, b"", b"{", b"[]", b"[" * 100_000])
def test_without_a_data_package_hashes_are_not_compared_and_that_is_told(wacz: Path, package: bytes | None) -> None:
    digest = {} if package is not None else {"datapackage-digest.json": b'{"hash": 7}'}
    found = read(wacz, FILES | digest if package is None else {**FILES, "datapackage.json": package})
    assert urls(found) == [FERRY, HARBOUR]
    ((name, _, detail),) = problems(found, wacz.parent)
    assert name == "story.wacz:datapackage.json"
    assert "nothing could be held against its hash" in detail


@pytest.mark.parametrize("said", ["", "shake_128:00", "rot13:00", "sha256:"])
def test_files_without_a_known_hash_are_named_together(wacz: Path, said: str) -> None:
    found = read(wacz, hashed(FILES, **dict.fromkeys(list(FILES)[:2], said)))
    assert urls(found) == [FERRY, HARBOUR]
    ((name, _, detail),) = problems(found, wacz.parent)
    assert name == "story.wacz:datapackage.json"
    assert "for archive/data.warc.gz, pages/pages.jsonl." in detail


def test_a_file_that_the_data_package_lists_and_the_zip_lacks(wacz: Path) -> None:
    files = hashed({**FILES, "archive/lost.warc.gz": CRAWL})
    del files["archive/lost.warc.gz"]
    ((name, _, detail),) = problems(found := read(wacz, files), wacz.parent)
    assert name == "story.wacz:archive/lost.warc.gz"
    assert "not in the zip" in detail
    assert urls(found) == [FERRY, HARBOUR]


@pytest.mark.parametrize("resources", [None, 7, ["x"], [{"path": 7, "hash": 7}], [{}]])
def test_odd_data_packages(wacz: Path, resources: object) -> None:
    package = json.dumps({"resources": resources}).encode()
    found = read(wacz, {**FILES, "datapackage.json": package, "datapackage-digest.json": b"7"})
    assert urls(found) == [FERRY, HARBOUR]
    assert problems(found, wacz.parent)


# ---- damage ----


def test_an_archive_that_is_damaged_in_the_middle(wacz: Path) -> None:
    places = [at for at in range(len(CRAWL)) if CRAWL.startswith(b"\x1f\x8b\x08", at)]
    broken = CRAWL[: places[1] + 30] + b"\0\0\0\0" + CRAWL[places[1] + 34 :]
    found = read(wacz, {**hashed(FILES), "archive/data.warc.gz": broken})
    assert urls(found) == [FERRY]
    told = problems(found, wacz.parent)
    assert [name for name, _, _ in told] == ["story.wacz:archive/data.warc.gz"] * 2 + [HARBOUR]
    assert "SHA256" in told[0][2]
    assert told[1][1] == "story.wacz:archive/data.warc.gz:2"


def test_a_file_that_differs_from_the_checksum_of_the_zip_loses_no_page(wacz: Path) -> None:
    crawl = Warc(compressed=False).page(FERRY, html("ferry")).page(HARBOUR, html("harbour")).bytes()
    files = {
        "archive/a.warc": crawl,
        "pages/pages.jsonl": pages(FERRY, HARBOUR),
        "datapackage.json": b'{"resources": []}',
    }
    data = packed(files, method=zipfile.ZIP_STORED)
    found = read(wacz, data.replace(b"The ferry will", b"The ferry wall"))
    assert urls(found) == [FERRY, HARBOUR]
    assert any("checksum in the zip" in detail for _, _, detail in problems(found, wacz.parent))


@pytest.mark.parametrize("path", ["archive/data.warc.gz", "pages/pages.jsonl"])
def test_a_file_whose_header_is_damaged_costs_only_itself(wacz: Path, path: str) -> None:
    other = Warc().page(f"{SITE}/pier", html("pier")).bytes()
    data = packed(hashed({**FILES, "archive/other.warc.gz": other}))
    found = read(wacz, data.replace(path.encode(), b"?" * len(path), 1))
    told = problems(found, wacz.parent)
    assert told[0][0] == f"story.wacz:{path}"
    assert "damaged" in told[0][2]
    if path.startswith("pages"):
        assert urls(found) == [FERRY, HARBOUR, FRAME, f"{SITE}/pier"]
    else:
        assert [name for name, _, _ in told[1:]] == [FERRY, HARBOUR]


def test_a_list_that_cannot_be_unpacked_to_its_end(wacz: Path) -> None:
    digests = [
        hashlib.sha256(str(number).encode()).hexdigest() for number in range(8000)
    ]  # more than one of its blocks
    listed = pages(FERRY, *(f"{SITE}/{digest}" for digest in digests))
    data = packed(hashed({**FILES, "pages/pages.jsonl": listed}), method=zipfile.ZIP_BZIP2)
    at = data.index(b"indexes/index.cdx") - 5000
    found = read(wacz, data[:at] + bytes(100) + data[at + 100 :])
    assert urls(found) == [FERRY, HARBOUR, FRAME]
    assert any("list of pages is damaged" in detail for _, _, detail in problems(found, wacz.parent))


@pytest.mark.parametrize("cut", [1, 30, 400])
def test_a_zip_that_is_cut_off(wacz: Path, cut: int) -> None:
    data = packed(hashed(FILES))
    (found,) = read(wacz, data[:-cut])
    assert isinstance(found, Problem)
    assert (found.reason, found.where) == ("unreadable", str(wacz))
    assert "damaged or cut off" in found.detail


def test_a_zip_with_a_damaged_beginning_is_known_by_its_name(wacz: Path) -> None:
    data = packed(hashed(FILES))
    found = read(wacz, b"XX" + data[2:])
    assert "damaged" in problems(found, wacz.parent)[0][2]
    assert any(isinstance(each, Problem) and each.input_id == FERRY for each in found)


def test_an_archive_folder_with_nothing_to_read(wacz: Path) -> None:
    found = read(wacz, hashed({"archive/a.warc": b"", "pages/pages.jsonl": pages(FERRY)}))
    assert [name for name, _, _ in problems(found, wacz.parent)] == [FERRY]
    found = read(wacz, hashed({"archive/a.warc": Warc(compressed=False).page(FERRY, status="404 Not Found").bytes()}))
    assert "list of pages is missing" in problems(found, wacz.parent)[0][2]


# ---- zips that are none ----


@pytest.mark.parametrize(
    ("name", "files", "said"),
    [
        ("clips.zip", {"a.html": html("ferry"), "archive/notes.txt": b"x"}, "unpack it and add the folder"),
        ("a.zip", {}, "a zip or other packed file"),
        ("a.wacz", {"datapackage.json": b"{}"}, "not the WACZ file that its name promises"),
        ("a.wacz", {}, "not the WACZ file that its name promises"),
    ],
)
def test_a_zip_that_is_no_web_archive(tmp_path: Path, name: str, files: Files, said: str) -> None:
    (found,) = read(tmp_path / name, files)
    assert isinstance(found, Problem)
    assert found.reason == "unreadable"
    assert said in found.detail


@pytest.mark.parametrize("data", [b"no zip at all", b"WARC is what I am not"])
def test_a_file_with_the_name_only(wacz: Path, data: bytes) -> None:
    (found,) = read(wacz, data)
    assert isinstance(found, Problem)
    assert found.reason == "unreadable"


def test_a_warc_file_with_the_wrong_name(wacz: Path) -> None:
    assert urls(read(wacz, CRAWL)) == [FERRY, HARBOUR, FRAME]


def test_a_zip_inside_a_gzip_or_from_a_pipe_cannot_be_read(tmp_path: Path, wacz: Path) -> None:
    (found,) = read(tmp_path / "a.wacz.gz", gzip.compress(packed(hashed(FILES))))
    assert isinstance(found, Problem)
    assert "inside a gzip" in found.detail
    end, start = os.pipe()
    os.write(start, packed({"archive/a.warc": b""}))
    os.close(start)
    (found,) = read_inputs([f"/dev/fd/{end}"], retrieved=NOW, config=IngestConfig())
    os.close(end)
    assert isinstance(found, Problem)
    assert "through a pipe" in found.detail


@pytest.mark.parametrize("top", ["story/", "a b/"])
def test_a_folder_that_was_packed_as_a_whole(wacz: Path, top: str) -> None:
    files = {top + path: data for path, data in hashed(FILES).items()}
    found = read(wacz, {"__MACOSX/._story": b"x", "__MACOSX/archive.warc": b"x", **files})
    assert urls(found) == [FERRY, HARBOUR]
    assert len(found) == 2


def test_a_zip_of_several_packed_archives(wacz: Path) -> None:
    one = packed(
        hashed({"archive/a.warc.gz": Warc().page(FERRY, html("ferry")).bytes(), "pages/pages.jsonl": pages(FERRY)})
    )
    two = packed({**hashed(FILES), "pages/pages.jsonl": pages(HARBOUR)})
    deep = packed({"inner.wacz": one})
    found = read(wacz, hashed({"one.wacz": one, "two.wacz": two, "deep.wacz": deep}))
    assert urls(found) == [FERRY, HARBOUR]
    told = problems(found, wacz.parent)
    assert [name for name, _, _ in told] == ["story.wacz:two.wacz:pages/pages.jsonl", "story.wacz:deep.wacz"]


# ---- hostile zips ----


def flags(data: bytes, bits: int) -> bytes:
    """The zip with these flags set on every file in it, in both of its headers."""
    out = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = out.find(mark)
        while at >= 0:
            out[at + offset] |= bits
            at = out.find(mark, at + 4)
    return bytes(out)


def test_an_encrypted_zip(wacz: Path) -> None:
    (found,) = read(wacz, flags(packed(hashed(FILES), method=zipfile.ZIP_STORED), 1))
    assert isinstance(found, Problem)
    assert found.detail.startswith("An encrypted zip. Nothing of it was read.")


def test_a_zip_with_one_encrypted_file(wacz: Path) -> None:
    secret = flags(packed({"archive/secret.warc.gz": CRAWL}), 1)
    data = bytearray(packed(hashed({"archive/secret.warc.gz": CRAWL, **FILES})))
    data[6] = secret[6]
    data[data.index(b"PK\x01\x02") + 8] = secret[6]
    found = read(wacz, bytes(data))
    assert urls(found) == [FERRY, HARBOUR]
    ((name, _, detail),) = problems(found, wacz.parent)
    assert name == "story.wacz:archive/secret.warc.gz"
    assert "encrypted" in detail


@pytest.mark.parametrize("path", ["archive/big.warc", "pages/extraPages.jsonl", "logs/a.log"])
def test_a_file_made_to_swell_is_not_unpacked(wacz: Path, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.setattr("sayso.ingest.bounds._LARGE", 500_000)
    found = read(wacz, hashed({**FILES, path: b"0" * 1_000_000}))
    assert urls(found) == [FERRY, HARBOUR]
    ((name, _, detail),) = problems(found, wacz.parent)
    assert name == f"story.wacz:{path}"
    assert "1,000,000" in detail


def test_a_zip_made_to_swell_by_many_files(wacz: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.ingest.bounds._LARGE", 500_000)
    (found,) = read(wacz, hashed({**FILES, **{f"logs/{n}": b"0" * 499_000 for n in range(9)}}))
    assert isinstance(found, Problem)
    assert "made to swell" in found.detail


def test_a_zip_whose_files_lie_over_each_other(wacz: Path) -> None:
    data = bytearray(packed(hashed(FILES)))
    at = data.index(b"PK\x01\x02")
    data[at + 20 : at + 28] = struct.pack("<II", len(data) + 1, len(data) + 1)
    (found,) = read(wacz, bytes(data))
    assert isinstance(found, Problem)
    assert "made to swell" in found.detail


def test_a_file_without_a_name_and_a_folder(wacz: Path) -> None:
    found = read(wacz, {"archive/": b"", **hashed({**FILES, "": b"nothing"})})
    assert urls(found) == [FERRY, HARBOUR]
    assert len(found) == 2


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name(wacz: Path) -> None:
    files = hashed(FILES)
    out = BytesIO(packed(files))
    with zipfile.ZipFile(out, "a") as zipped:
        zipped.writestr("pages/pages.jsonl", files["pages/pages.jsonl"])
    found = read(wacz, out.getvalue())
    assert urls(found) == [FERRY, HARBOUR]
    ((name, _, detail),) = problems(found, wacz.parent)
    assert (name, detail) == (
        "story.wacz:pages/pages.jsonl", "2 files in the zip have this name. Only the last was read."
    )  # fmt: skip


SMALL = packed(
    hashed(
        {"archive/a.warc": Warc(compressed=False).page(FERRY, html("ferry")).bytes(), "pages/pages.jsonl": pages(FERRY)}
    )
)
PACKED = packed(
    hashed({"archive/a.warc.gz": Warc().page(FERRY, html("ferry")).bytes(), "pages/pages.jsonl": pages(FERRY)})
)


@pytest.mark.parametrize("whole", [SMALL, PACKED, packed({"one.wacz": PACKED})], ids=["plain", "gzip", "nested"])
@settings(derandomize=True, max_examples=100, deadline=None)
@given(changes=st.lists(st.tuples(st.integers(0, len(SMALL) - 1), st.binary(max_size=3)), min_size=1, max_size=3))
def test_no_damage_stops_the_reading_or_passes_unseen(whole: bytes, changes: list[tuple[int, bytes]]) -> None:
    data = whole
    for place, new in changes:
        data = data[: place % len(data)] + new + data[place % len(data) + 1 :]
    with TemporaryDirectory() as folder:
        found = read(Path(folder) / "a.wacz", data)
        assert found
        assert all(isinstance(each, Article | Problem) for each in found)
        cut = read(Path(folder) / "cut.wacz", whole[: changes[0][0] % len(whole)])
        assert [type(each) for each in cut] == [Problem]
