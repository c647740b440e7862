"""The outlet table and the finding of outlets in running text."""

import re
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.outlets import host_of, name_key, outlets


def found(text: str) -> list[str]:
    """The names found in ``text``, checking that each span covers words of it."""
    hits = outlets().find(text)
    assert all(span.of(text).strip() for span, _ in hits)
    return [outlet.name for _, outlet in hits]


def test_table_is_large_and_unambiguous() -> None:
    rows = outlets().rows
    assert len(rows) >= 600
    names = Counter(key for row in rows for key in {name_key(name) for name in (row.name, *row.aliases)})
    assert [name for name, times in names.items() if times > 1] == []
    domains = Counter(domain for row in rows for domain in row.domains)
    assert [domain for domain, times in domains.items() if times > 1] == []
    assert all(re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", domain) for domain in domains)
    assert all(name_key(row.name) for row in rows)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the wall street journal", "The Wall Street Journal"),
        ("WSJ", "The Wall Street Journal"),
        ("TMZ.com", "TMZ"),
        ("Gossip Cop’s", "Gossip Cop"),
        ("dailymail.co.uk", "Daily Mail"),
        ("The Wrap", "TheWrap"),
        ("Wren Street Gazette", None),
        ("", None),
    ],
)
def test_by_name(text: str, name: str | None) -> None:
    outlet = outlets().by_name(text)
    assert (outlet and outlet.name) == name


def test_by_domain_takes_urls_and_subdomains() -> None:
    table = outlets()
    assert table.by_domain("https://www.tmz.com/2031/05/a-b/") is table.by_name("TMZ")
    assert table.by_domain("sport.bbc.co.uk") is table.by_name("BBC")
    assert table.by_domain("news.example") is None
    assert table.by_domain("http://[") is None
    assert host_of("HTTPS://m.Example.COM:80/x") == "example.com"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ann Pell told The Sun that the Sun rises.", ["The Sun"]),
        ("Time magazine wrote that time flies. Time will tell.", ["Time"]),
        ("People said no. She told People so.", ["People"]),
        ("Us, too. A source tells Us.", ["Us Weekly"]),
        ("It was first reported by Variety. Variety is the spice of life.", ["Variety"]),
        ("The Star Tribune and the Daily Star differ.", ["Star Tribune", "Daily Star"]),
        ("LONDON (Reuters) - Rain fell, the AP said.", ["Reuters", "Associated Press"]),
        ("See dailymail.co.uk or www.TMZ.com/live, not me@tmz.com.", ["Daily Mail", "TMZ"]),
        ("An independent guardian saw a mirror in today's post.", []),
        ("The Guardian’s report; the Guardians won.", ["The Guardian"]),
        ("the New York Daily News", ["New York Daily News"]),
    ],
)
def test_find(text: str, names: list[str]) -> None:
    assert found(text) == names


@settings(derandomize=True, max_examples=60)
@given(st.text(max_size=80), st.text(max_size=80))
def test_find_gives_ordered_spans_within_any_text(before: str, after: str) -> None:
    text = f"{before} Reuters {after}"
    spans = [span for span, _ in outlets().find(text)]
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)


@pytest.mark.parametrize("text", ["The Morning Parade has learned this.", "He told the Evening Standard-Bearer so."])
def test_the_tail_or_the_head_of_a_longer_name_is_no_mention(text):
    assert outlets().find(text) == []
