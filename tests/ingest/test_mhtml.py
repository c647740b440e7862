"""Pages that a browser saved as one file: which part is the page, its characters, its address and its time."""

import base64
import quopri
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.config import IngestConfig
from sayso.ingest import read_inputs
from sayso.records import Article, Problem

NOW = datetime(2025, 7, 1, tzinfo=UTC)
SAVED = datetime(2025, 5, 4, 8, 30, tzinfo=UTC)
FERRY = "https://www.tarncourier.example/news/ferry"
SAID = "The harbour master of Røst said on Monday that the ferry will not sail again before spring, she wrote."
QUOTED = "“Nobody told us,” said Ann Bell, who runs the café on the pier, and she was not alone in that."


def html(charset: str = "utf-8", *, head: str = "", declared: bool = True) -> bytes:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">' if declared else ""
    page = f"<!DOCTYPE html><html><head>{meta}<title>Ferry stays</title>{head}</head><body><article>"
    return f"{page}<p>{SAID}</p><p>{QUOTED}</p></article></body></html>".encode(charset)


def part(body: bytes, *headers: str, kind: str = "text/html", encoding: str = "quoted-printable") -> bytes:
    coded = {"quoted-printable": quopri.encodestring, "base64": base64.encodebytes}.get(encoding, bytes)(body)
    lines = [f"Content-Type: {kind}", f"Content-Transfer-Encoding: {encoding}", *headers, "", ""]
    return "\r\n".join(lines).encode() + coded.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


CHROME = (
    "From: <Saved by Blink>",
    f"Snapshot-Content-Location: {FERRY}",
    "Subject: Ferry stays",
    "Date: Sun, 4 May 2025 08:30:00 -0000",
    "MIME-Version: 1.0",
)
STYLE = part(b"p { color: red }", f"Content-Location: {FERRY}.css", kind="text/css")


def mhtml(*parts: bytes, headers: tuple[str, ...] = CHROME, more: str = "", end: str = "------B--\r\n") -> bytes:
    kind = f'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----B"{more}'
    head = "\r\n".join([*headers, kind, "", "", ""]).encode()
    return head + b"".join(b"------B\r\n" + each + b"\r\n" for each in parts) + end.encode()


def read(path: Path, data: bytes) -> list[Article | Problem]:
    path.write_bytes(data)
    return list(read_inputs([path], retrieved=NOW, config=IngestConfig()))


def article(path: Path, data: bytes) -> Article:
    (found,) = read(path, data)
    assert isinstance(found, Article)
    assert found.text == f"{SAID}\n{QUOTED}"
    return found


@pytest.mark.parametrize("name", ["ferry.mhtml", "ferry.MHT", "ferry.html", "ferry.txt", "unknown"])
def test_a_page_saved_by_chrome_is_known_by_its_content(tmp_path: Path, name: str) -> None:
    page = part(html(), "Content-ID: <frame-1@mhtml.blink>", f"Content-Location: {FERRY}")
    found = article(tmp_path / name, mhtml(page, STYLE))
    assert (found.input_id, found.url, found.outlet, found.title) == (name, FERRY, "tarncourier.example", "Ferry stays")
    assert found.retrieved == SAVED


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "iso-8859-15"])
@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit", "binary"])
@pytest.mark.parametrize("said", ["by the page", "by the header", "by both"])
def test_characters_are_right_wherever_the_charset_is_named(
    tmp_path: Path, charset: str, encoding: str, said: str
) -> None:
    text = html("utf-8", declared=False).decode().replace("“", '"').replace("”", '"')
    meta = f'<meta charset="{charset}"><title>' if said != "by the header" else "<title>"
    kind = f'text/html; charset="{charset}"' if said != "by the page" else "text/html"
    body = text.replace("<title>", meta).encode(charset)
    (found,) = read(tmp_path / "a.mhtml", mhtml(part(body, kind=kind, encoding=encoding)))
    assert isinstance(found, Article)
    assert found.text == f"{SAID}\n{QUOTED}".replace("“", '"').replace("”", '"')


def test_curly_quotation_marks_of_a_page_in_windows_1252(tmp_path: Path) -> None:
    article(tmp_path / "a.mhtml", mhtml(part(html("windows-1252"))))


@pytest.mark.parametrize("charset", ["undefined", "idna", "no-such", "utf-16", "hex", ""])
def test_a_charset_that_is_none_does_no_harm(tmp_path: Path, charset: str) -> None:
    body = html("windows-1252", declared=False).replace(b"<head>", f'<head><meta charset="{charset}">'.encode())
    article(tmp_path / "a.mhtml", mhtml(part(body, kind=f'text/html; charset="{charset}"')))
    article(tmp_path / "a.html", body)


def test_a_bare_message_is_a_page(tmp_path: Path) -> None:
    head = "\r\n".join([*CHROME, ""]).encode()
    assert article(tmp_path / "unknown", head + part(html())).url == FERRY
    assert article(tmp_path / "a.mht", b"\xef\xbb\xbf\r\n" + part(html("windows-1252"), encoding="base64")).url is None


@pytest.mark.parametrize(
    ("top", "own", "url"),
    [
        ((), f"Content-Location: {FERRY}", FERRY),
        ((), "Content-Location: file:///C:/Clips/ferry.htm", "https://canonical.example/a"),
        ((f"Content-Location: {FERRY}",), "Content-ID: <root>", FERRY),
        (("Snapshot-Content-Location: cid:frame",), f"Content-Location: {FERRY}", FERRY),
        (("Snapshot-Content-Location: https://www.tarncourier.example/\r\n news/ferry",), "X-Y: z", FERRY),
        (("Snapshot-Content-Location: =?utf-8?Q?https=3A//tarn.example/r=C3=B8st?=",), "X-Y: z", "https://tarn.example/røst"),
        (("Snapshot-Content-Location: https://tarn.example/røst",), "X-Y: z", "https://tarn.example/røst"),
        (("Snapshot-Content-Location: https://tarn.example/?a=?b?=",), "X-Y: z", "https://tarn.example/?a=?b?="),
        ((), "X-Y: z", "https://canonical.example/a"),
    ],
)  # fmt: skip
def test_the_address(tmp_path: Path, top: tuple[str, ...], own: str, url: str) -> None:
    page = part(html(head='<link rel="canonical" href="https://canonical.example/a">'), own)
    assert article(tmp_path / "a.mht", mhtml(STYLE, page, headers=("MIME-Version: 1.0", *top))).url == url


@pytest.mark.parametrize(
    ("date", "retrieved"),
    [
        ("Sun, 4 May 2025 10:30:00 +0200", SAVED),
        ("Sun, 4 May 2025 08:30:00 GMT", SAVED),
        ("=?utf-8?Q?Sun, 4 May 2025 08:30:00 GMT?=", SAVED),
        ("yesterday", NOW),
        ("", NOW),
    ],
)
def test_the_time_of_saving(tmp_path: Path, date: str, retrieved: datetime) -> None:
    headers = ("MIME-Version: 1.0", f"Date: {date}")
    assert article(tmp_path / "a.mhtml", mhtml(part(html()), headers=headers)).retrieved == retrieved


@pytest.mark.parametrize("how", ["address", "start", "first"])
def test_the_page_and_not_one_of_its_frames(tmp_path: Path, how: str) -> None:
    frame = part(b"<html><p>" + b"An advertisement for shoes, said the shop. " * 20, "Content-Location: cid:frame-2")
    page = part(html(), "Content-ID: <root@opera>", f"Content-Location: {FERRY}" if how == "address" else "X-Y: z")
    parts = [page, frame] if how == "first" else [frame, page]
    headers = CHROME if how == "address" else ("MIME-Version: 1.0",)
    article(tmp_path / "a.mht", mhtml(*parts, headers=headers, more="; start=<root@opera>" if how == "start" else ""))


def test_a_page_inside_another_multipart(tmp_path: Path) -> None:
    inner = (
        b"Content-Type: multipart/alternative; boundary=inner\r\n\r\n--inner\r\n" + part(html()) + b"\r\n--inner--\r\n"
    )
    article(tmp_path / "a.mht", mhtml(inner, STYLE))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (mhtml(STYLE), "no_text"),
        (mhtml(part(html())).replace(b'boundary="----B"', b'boundary="----C"'), "no_text"),
        (mhtml(part(b"")), "no_text"),
        (b"Not what the name says.", "unreadable"),
        (b"\x00\x01\x02" * 100, "unreadable"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed", "unreadable"),
    ],
)
def test_what_is_no_saved_page(tmp_path: Path, data: bytes, reason: str) -> None:
    (found,) = read(tmp_path / "a.mhtml", data)
    assert isinstance(found, Problem)
    assert (found.reason, found.input_id, found.where) == (reason, "a.mhtml", str(tmp_path / "a.mhtml"))


def test_a_plain_page_with_the_wrong_name(tmp_path: Path) -> None:
    article(tmp_path / "a.mhtml", html())


@pytest.mark.parametrize(
    "start", ["Note: to all", "Content-Type: text/html", "Subject: ferry\nContent-Type: text/plain"]
)
def test_texts_that_begin_like_a_header_stay_texts(tmp_path: Path, start: str) -> None:
    (found,) = read(tmp_path / "a.txt", f"{start}\n\n{SAID}".encode())
    assert isinstance(found, Article)
    assert found.text == f"{start}\n\n{SAID}"


def test_a_file_that_ends_inside_its_page_is_read_and_told(tmp_path: Path) -> None:
    cut = mhtml(part(html()), end="")
    found, told = read(tmp_path / "a.mhtml", cut[: cut.index(b"and she was not")])
    assert isinstance(found, Article)
    assert SAID in found.text
    assert isinstance(told, Problem)
    assert told.reason == "unreadable"
    assert "ends before its page does" in told.detail


def test_a_file_that_ends_behind_its_page_is_whole(tmp_path: Path) -> None:
    article(tmp_path / "a.mhtml", mhtml(part(html()), STYLE, end=""))


def test_only_so_much_of_a_file_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("inputs", "mhtml"):
        monkeypatch.setattr(f"sayso.ingest.{module}.LARGEST", 3000)
    image = part(b"x" * 9000, kind="image/png", encoding="base64")
    article(tmp_path / "first.mhtml", mhtml(part(html()), image))
    (behind,) = read(tmp_path / "behind.mhtml", mhtml(image, part(html())))
    assert isinstance(behind, Problem)
    found, told = read(tmp_path / "long.mhtml", mhtml(part(html() + b"<p>" + QUOTED.encode() * 50)))
    assert isinstance(found, Article)
    assert isinstance(told, Problem)


def test_parts_inside_parts_without_end(tmp_path: Path) -> None:
    nested = "".join(f"Content-Type: multipart/related; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(3000))
    found = read(tmp_path / "a.mhtml", b"MIME-Version: 1.0\r\n" + nested.encode())
    assert [each.reason for each in found if isinstance(each, Problem)] == ["unreadable"]


SMALL = mhtml(part(html("windows-1252"), f"Content-Location: {FERRY}"), STYLE)


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(SMALL) - 1), st.binary(max_size=3)), min_size=1, max_size=4))
def test_no_damage_stops_the_reading(changes: list[tuple[int, bytes]]) -> None:
    data = SMALL
    for place, new in changes:
        data = data[:place] + new + data[place + 1 :]
    with TemporaryDirectory() as folder:
        assert all(isinstance(each, Article | Problem) for each in read(Path(folder) / "a.mhtml", data))
        assert all(isinstance(each, Article | Problem) for each in read(Path(folder) / "cut", data[: changes[0][0]]))
