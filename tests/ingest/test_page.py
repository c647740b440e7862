"""Saved pages: what the article is, where and when it is from, where its links stand, and what is no article."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.config import IngestConfig
from sayso.ingest.page import read_page
from sayso.records import Article, Problem

NOW = datetime(2025, 7, 1, tzinfo=UTC)
PARAGRAPHS = (
    '<p>The harbour master of Tarn said on Monday that the old ferry, <a href="/ferry/history">built in 1931</a>, will'
    ' not sail again before spring, <a href="https://wireone.example/2025/tarn">WireOne reported</a>.</p>'
    "<p>“Nobody told us,” said Ann Bell, who runs the <em>Anchor</em> inn. She has <b>written</b> to the council twice,"
    " she says, and has had no answer so far.</p>"
    "<p>Two people familiar with the matter said that the hull had been damaged since May, and that the company knew"
    ' of it. The company did not reply to questions; its <a href="#top">site</a> has not changed since Friday.</p>'
)
NAVIGATION = '<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>'


def page(head: str = "", body: str = PARAGRAPHS, before: str = "") -> str:
    return (
        f'<!DOCTYPE html><html lang="en">{before}<head><meta charset="utf-8"><title>Ferry stays | Tarn Courier</title>'
        f"{head}</head><body>{NAVIGATION}<article><h1>Ferry stays</h1>{body}</article>"
        '<footer><p><a href="/about">About us</a></p></footer></body></html>'
    )


def read(html: str | bytes, **options: Any) -> Article | Problem:
    data = html.encode() if isinstance(html, str) else html
    given = {"input_id": "a.html", "where": "clips/a.html", "retrieved": NOW, "config": IngestConfig(), **options}
    return read_page(data, **given)


def article(html: str | bytes, **options: Any) -> Article:
    found = read(html, **options)
    assert isinstance(found, Article), found
    return found


def test_text_without_navigation_or_link_syntax() -> None:
    found = article(page())
    assert "The harbour master of Tarn said on Monday that the old ferry, built in 1931, will not sail" in found.text
    assert "About us" not in found.text
    assert "Sport" not in found.text
    assert "http" not in found.text
    assert (found.input_id, found.url, found.published, found.retrieved) == ("a.html", None, None, NOW)
    assert found.title == "Ferry stays"


def test_links_of_the_body_stand_on_their_words() -> None:
    found = article(page(head='<link rel="canonical" href="https://tarncourier.example/ferry">'))
    assert [(link.span.of(found.text), link.target) for link in found.links] == [
        ("built in 1931", "https://tarncourier.example/ferry/history"),
        ("WireOne reported", "https://wireone.example/2025/tarn"),
    ]


def test_relative_links_without_an_address_are_left_out() -> None:
    assert [link.target for link in article(page()).links] == ["https://wireone.example/2025/tarn"]


def test_words_linked_twice_are_told_apart_by_their_place() -> None:
    body = (
        '<p>The Courier said so, and the <a href="https://a.example/1">Courier</a> should know, as it has a man.</p>'
        '<p>The <a href="https://b.example/2">Courier</a> said more about it on the day after, with a picture of it'
        " and the words of two people who had seen it.</p>"
    )
    found = article(page(body=body))
    first, second = found.links
    assert (first.target, second.target) == ("https://a.example/1", "https://b.example/2")
    assert found.text[first.span.start - 4 : first.span.end + 7] == "the Courier should"
    assert found.text[second.span.start - 4 : second.span.end + 5] == "The Courier said"


def test_json_ld() -> None:
    head = (
        '<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "x"}, {"@type": ["NewsArticle"],'
        '"headline": "Old ferry stays  in harbour", "datePublished": "2025-05-03T10:15:30+02:00",'
        '"author": [{"@type": "Person", "name": "Ida Roe"}, {"name": "Tom Vey"}],'
        '"publisher": {"name": "Tarn Courier"}, "mainEntityOfPage": {"@id": "https://tarncourier.example/ferry"}}]}</script>'
    )
    found = article(page(head))
    assert (found.title, found.byline, found.outlet) == (
        "Old ferry stays in harbour",
        "Ida Roe, Tom Vey",
        "Tarn Courier",
    )
    assert found.url == "https://tarncourier.example/ferry"
    assert found.published is not None
    assert (found.published.found_in, found.published.earliest) == (
        "jsonld",
        datetime(2025, 5, 3, 8, 15, 30, tzinfo=UTC),
    )


def test_broken_json_ld_is_passed_over() -> None:
    head = (
        '<script type="application/ld+json">{"@type": "NewsArticle", </script>' + '<script type="application/ld+json">'
    )
    assert article(page(head + "[" * 50_000 + "</script>")).title == "Ferry stays"


@pytest.mark.parametrize(
    ("head", "url"),
    [
        (
            '<link rel="canonical" href="https://a.example/1"><meta property="og:url" content="https://b.example/2">',
            "a",
        ),
        ('<meta property="og:url" content="https://b.example/2">', "b"),
        ('<link rel="canonical" href="/1">', None),
        ('<meta property="og:url" content="file:///home/x/1.html">', None),
    ],
)
def test_the_address_is_what_the_page_declares(head: str, url: str | None) -> None:
    found = article(page(head)).url
    assert (found[8] if found else None) == url


def test_singlefile_comment_gives_address_and_time() -> None:
    comment = (
        "<!--\n Page saved with SingleFile \n url: https://www.tarncourier.example/2025/05/03/ferry \n"
        " saved date: Sat May 03 2025 12:00:07 GMT+0200 (Central European Summer Time)\n-->"
    )
    found = article(page('<link rel="canonical" href="https://other.example/">', before=comment))
    assert found.url == "https://www.tarncourier.example/2025/05/03/ferry"
    assert found.retrieved == datetime(2025, 5, 3, 10, 0, 7, tzinfo=UTC)
    assert found.published is not None
    assert (found.published.found_in, found.published.raw) == ("url", "2025-05-03")


def test_singlefile_without_a_date_and_browsers_own_comment() -> None:
    without = "<!--\n Archive processed by SingleFile\n url: https://a.example/1 \n-->"
    assert (article(page(before=without)).url, article(page(before=without)).retrieved) == ("https://a.example/1", NOW)
    browser = "<!-- saved from url=(0019)https://a.example/2 -->"
    assert article(page(before=browser)).url == "https://a.example/2"


@pytest.mark.parametrize(
    ("head", "found_in"),
    [
        ('<meta property="article:published_time" content="2025-05-03T10:00:00Z">', "meta"),
        ('<meta name="date" content="04/05/2025">', None),
        ("", None),
    ],
)
def test_where_the_date_was_found(head: str, found_in: str | None) -> None:
    published = article(page(head)).published
    assert (published.found_in if published else None) == found_in


def test_a_date_in_the_text_is_told_apart() -> None:
    published = article(page(body='<p class="date">Published 3 May 2025</p>' + PARAGRAPHS)).published
    assert published is None or published.found_in == "text"


@pytest.mark.parametrize("charset", ["cp1252", "utf-8", "utf-16"])
def test_a_page_in_an_encoding_other_than_it_declares(charset: str) -> None:
    assert "“Nobody told us,” said" in article(page().encode(charset)).text


def test_a_declared_encoding_is_used() -> None:
    html = page(body=PARAGRAPHS.replace("Ann Bell", "Анна Белл")).replace("utf-8", "windows-1251")
    html = html.replace("“", "'").replace("”", "'")
    assert "Анна Белл" in article(html.encode("cp1251")).text
    assert "Анна Белл" in article(html.replace("windows-1251", "x").encode("koi8-r"), charset="koi8-r").text


def test_furniture_at_the_end_goes() -> None:
    found = article(page(body=PARAGRAPHS + "<p>Share this article</p><p>Join the Discussion</p>"))
    assert found.text.endswith("since Friday.")


def teaser(number: int) -> str:
    return (
        f'<div><h2><a href="/story-{number}">Council votes on ferry number {number}</a></h2>'
        f"<p>A few words about the {number}th of them, and no more.</p></div>"
    )


def test_index_pages() -> None:
    listed = page('<meta property="og:type" content="website">', "".join(map(teaser, range(12))))
    found = read(listed)
    assert isinstance(found, Problem)
    assert (found.reason, found.where) == ("index_page", "clips/a.html")
    front = read(page(), url="https://tarncourier.example/")
    assert isinstance(front, Problem)
    assert front.reason == "index_page"


def test_an_article_with_related_headlines_is_one() -> None:
    article(page(body=PARAGRAPHS * 2 + "".join(map(teaser, range(4)))))
    article(page('<meta property="og:type" content="article">', PARAGRAPHS), url="https://tarncourier.example/")


def test_consent_wall() -> None:
    body = (
        "<p>We and our 312 partners store and access information on your device, such as cookies.</p>"
        "<p>By clicking Accept all you allow personalised ads and content, ad measurement and audience insights.</p>"
        "<p>You can manage your choices at any time, or read our privacy policy and the list of partners. Some of them"
        " rely on their legitimate interest.</p>"
    )
    found = read(page(body=body))
    assert isinstance(found, Problem)
    assert found.reason == "consent_wall"


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("", "no_text"),
        ("   \n", "no_text"),
        ("no markup at all", "no_text"),
        ("<html><body><script>load()</script></body></html>", "no_text"),
        ("<html><body><p>Four words of text.</p></body></html>", "too_short"),
    ],
)
def test_pages_without_an_article(html: str, reason: str) -> None:
    found = read(html)
    assert isinstance(found, Problem)
    assert found.reason == reason


def test_a_page_above_the_cap_is_not_parsed() -> None:
    found = read(page(body="<p>word</p>" * 20_000), config=IngestConfig(max_html_bytes=100_000))
    assert isinstance(found, Problem)
    assert found.reason == "unreadable"
    assert "100,000" in found.detail


def test_embedded_images_do_not_count_towards_the_cap() -> None:
    image = '<img src="data:image/png;base64,' + "A" * 200_000 + '">'
    article(page(body=image + PARAGRAPHS), config=IngestConfig(max_html_bytes=100_000))


def test_hostile_markup_is_a_page_like_any_other() -> None:
    deep = page(body="<div>" * 20_000 + PARAGRAPHS)
    entities = '<!DOCTYPE html [<!ENTITY a "b"><!ENTITY c SYSTEM "file:///etc/passwd">]>' + page(
        body="<p>&a;&c;</p>" + PARAGRAPHS
    )
    for html in (deep, entities, page(body="\x00" + PARAGRAPHS + "&#xD800;&#0;"), page()[:700]):
        found = read(html)
        assert isinstance(found, (Article, Problem))
        if isinstance(found, Article):
            found.text.encode()
            assert "root:" not in found.text


ODD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=12)
    | st.sampled_from(["http://[bad", "2025-05-03", "NewsArticle"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "@id", "url", "@type"]), inner)
    ),
    max_leaves=5,
)
KEYS = st.sampled_from(
    ["headline", "datePublished", "author", "publisher", "mainEntityOfPage", "url", "mainEntity", "@graph"]
)


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.dictionaries(KEYS, ODD))
def test_no_json_ld_breaks_it(item: dict[str, object]) -> None:
    written = json.dumps({"@type": "NewsArticle", **item}).replace("</", "<\\/")
    found = read(page(f'<script type="application/ld+json">{written}</script>'))
    assert isinstance(found, Article)
    assert found.text.startswith("The harbour") or found.text.startswith("Ferry stays")


def test_addresses_that_are_none() -> None:
    head = '<link rel="canonical" href="http://[bad/1"><base href="http://[bad/"><meta property="og:url" content="http://[">'
    found = article(page(head, body=PARAGRAPHS.replace("/ferry/history", "http://[bad")))
    assert found.url is None
    assert [link.target for link in found.links] == ["https://wireone.example/2025/tarn"]
