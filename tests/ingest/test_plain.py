"""Text files: encodings, titles, furniture, and what is no text."""

import codecs
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.config import IngestConfig
from sayso.errors import NoArticleText
from sayso.ingest import article_from_text, read_inputs
from sayso.ingest.furniture import without_furniture
from sayso.records import Article, Problem

NOW = datetime(2025, 7, 1, tzinfo=UTC)
BODY = (
    "The harbour master of Tarn said on Monday that the old ferry “will not sail again” before spring.\n\n"
    "Two people familiar with the matter told the Courier that the hull had been damaged since May – it’s worse."
)


def one(path: Path, data: bytes) -> Article | Problem:
    path.write_bytes(data)
    (found,) = read_inputs([path], retrieved=NOW, config=IngestConfig())
    return found


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-16-le", b""),
        ("utf-32-le", codecs.BOM_UTF32_LE),
        ("cp1252", b""),
        ("mac_roman", b""),
    ],
)
def test_encodings(tmp_path: Path, encoding: str, mark: bytes) -> None:
    found = one(tmp_path / "a.txt", mark + BODY.encode(encoding))
    assert isinstance(found, Article)
    assert found.text == BODY


def test_a_language_with_few_ascii_letters_is_left_to_the_detector(tmp_path: Path) -> None:
    text = "Капитан порта сообщил в понедельник, что старый паром больше не выйдет в море до весны. " * 4
    found = one(tmp_path / "a.txt", text.encode("cp1251"))
    assert isinstance(found, Article)
    assert found.text == text.strip()


def test_line_ends_become_one_and_the_very_end_is_trimmed(tmp_path: Path) -> None:
    found = one(tmp_path / "a.txt", (BODY.replace("\n", "\r\n") + "\r\n \r\n").encode())
    assert isinstance(found, Article)
    assert found.text == BODY


def test_a_headline_above_the_article_is_its_title_and_stays_in_the_text(tmp_path: Path) -> None:
    found = one(tmp_path / "a.txt", f"Ferry of Tarn to Stay in Harbour\n\n\n{BODY}".encode())
    assert isinstance(found, Article)
    assert found.title == "Ferry of Tarn to Stay in Harbour"
    assert found.text.startswith("Ferry of Tarn")
    assert (found.input_id, found.url, found.outlet, found.published) == ("a.txt", None, None, None)


@pytest.mark.parametrize("first", ["It rained all day.", "It rained all day\nand the night", "word " * 30])
def test_other_first_lines_are_no_title(first: str) -> None:
    assert article_from_text(f"{first}\n\n{BODY}", input_id="x", retrieved=NOW).title is None


def test_markdown_marks_are_no_part_of_the_title() -> None:
    assert article_from_text(f"# **Ferry stays**\n\n{BODY}", input_id="x", retrieved=NOW).title == "Ferry stays"


@pytest.mark.parametrize(
    "end",
    [
        "Join the Discussion",
        "Share this",
        "Read more: Ferry captain speaks out",
        "Read more:\nFerry captain speaks out\nWhat the hull looks like",
        "Comments",
        "12 comments\n\nShare this article on Facebook",
        "Sign up for our newsletter to get the day's news",
        "Follow us on Twitter\n\nJoin the Conversation\n",
        "Related stories\n\nA bridge too far",
        "Facebook Twitter Pinterest",
        "Leave a comment",
    ],
)
def test_furniture_at_the_very_end_goes(end: str) -> None:
    assert without_furniture(f"{BODY}\n\n{end}") == BODY
    assert without_furniture(f"{BODY}\n{end}") == BODY


@pytest.mark.parametrize(
    "end",
    [
        "Additional reporting by Ann Bell",
        "Share this\n\nAdditional reporting by Ann Bell",
        "© 2025 The Associated Press",
        "“Join the discussion,” she said.",
        "Register of deeds Ann Bell said she would share this with the council and its members.",
        "Related: nothing, and that is the point of the whole of this long final sentence of the story, said Bell.",
        "The ferry, a poem",
        "Read more: https://tarncourier.example/ferry#copied",
    ],
)
def test_what_may_be_of_the_article_stays(end: str) -> None:
    assert without_furniture(f"{BODY}\n\n{end}") == f"{BODY}\n\n{end}"


def test_a_text_of_furniture_only_keeps_its_first_line() -> None:
    assert without_furniture("Share this\nComments") == "Share this"


@settings(derandomize=True, max_examples=100)
@given(st.text(max_size=200))
def test_the_article_of_a_text_is_a_beginning_of_it(text: str) -> None:
    try:
        article = article_from_text(text, input_id="x", retrieved=NOW)
    except NoArticleText:
        assert not text.strip()
        return
    assert all(kept in (given, "\ufffd") for kept, given in zip(article.text, text, strict=False))
    assert len(article.text) <= len(text)
    article.text.encode("utf-8")


def test_nul_and_lone_surrogates_are_replaced_in_place() -> None:
    article = article_from_text("a\x00b\ud800c", input_id="x", retrieved=NOW)
    assert article.text == "a\ufffdb\ufffdc"


@pytest.mark.parametrize(
    ("name", "data", "reason", "words"),
    [
        ("empty.txt", b"", "no_text", "empty"),
        ("blank.txt", b" \n\t\n", "no_text", "no text"),
        ("short.txt", b"Three words only", "too_short", "3 words"),
        ("noise.txt", bytes(range(256)) * 40, "unreadable", "binary"),
        ("draft.txt", b"%PDF-1.7 " + b"x" * 200, "unreadable", "PDF"),
        ("draft.docx", b"PK\x03\x04" + b"x" * 200, "unreadable", "Word"),
        ("photo.png", b"\x89PNG\r\n" + b"\x00" * 200, "unreadable", "image"),
        ("noname", b"\x7fELF" + bytes(200), "unreadable", "binary"),
        ("huge.txt", b"word " * 2_100_000, "unreadable", "10,000,000"),
    ],
)
def test_what_is_no_article_says_why(tmp_path: Path, name: str, data: bytes, reason: str, words: str) -> None:
    found = one(tmp_path / name, data)
    assert isinstance(found, Problem)
    assert (found.input_id, found.where, found.reason) == (name, str(tmp_path / name), reason)
    assert words in found.detail


def test_a_consent_banner_as_text(tmp_path: Path) -> None:
    banner = (
        "We and our 312 partners store and access information on your device.\n"
        "By clicking Accept all you allow personalised ads and content, ad measurement and audience insights.\n"
        "You can manage your choices at any time or read our privacy policy and the list of partners."
    )
    found = one(tmp_path / "wall.txt", banner.encode())
    assert isinstance(found, Problem)
    assert found.reason == "consent_wall"
    article = one(tmp_path / "story.txt", f"{BODY}\n{BODY}\n{BODY}\n{banner}".encode())
    assert isinstance(article, Article)
