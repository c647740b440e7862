"""What a saved page says about itself: address, time of saving, title, byline, site, publication date."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from sayso.ingest.dates import parse_when
from sayso.records import When

# single-file-core writes one of these as the first comment; the date can be switched off
_SINGLEFILE = re.compile(r"<!--\s*(?:Page saved with|Archive processed by) SingleFile\b(.*?)-->", re.DOTALL)
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->")  # browsers' own "save page as"
_ARTICLE = re.compile(r"(?:\w*NewsArticle|Article|BlogPosting|Report|Review|ClaimReview|LiveBlogPosting)$")
_META_DATES = (
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "date",
)
_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?|[a-z]{3})(?:[/-](\d\d?))?(?=[/-])", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What the markup of one page declares; None where it says nothing."""

    url: str | None
    base: str | None  # what its relative links are relative to
    saved: datetime | None
    title: str | None
    byline: str | None
    site: str | None
    published: When | None
    gives_date: bool  # also one that cannot be read for certain
    is_article: bool

    def is_complete(self) -> bool:
        """Whether nothing is left to be guessed from the page's looks, which takes longer than the extraction."""
        return bool(self.url and self.title and self.byline and self.gives_date)


def page_facts(html: str, tree: Any, *, url: str | None) -> PageFacts:
    """Read the comments of ``html`` and the markup of its lxml ``tree``; ``url`` is where an archive got it."""
    comment_url, saved = saved_comment(html)
    meta = _meta(tree)
    item = next(_articles(tree), {})
    url = url or comment_url or _declared_url(tree, meta, item)
    published = parse_when(item.get("datePublished"), found_in="jsonld") or _meta_date(tree, meta) or date_in_url(url)
    publisher = item.get("publisher")
    gives_date = bool(item.get("datePublished")) or any(name in meta for name in _META_DATES)
    return PageFacts(
        url=url,
        base=web_address(next((element.get("href") for element in tree.iter("base")), None) or url, relative_to=url),
        saved=saved,
        title=_words(item.get("headline")) or meta.get("og:title"),
        byline=_names(item.get("author")),
        site=_names(publisher) or meta.get("og:site_name"),
        published=published,
        gives_date=gives_date,
        is_article=bool(item) or meta.get("og:type", "").casefold() == "article",
    )


def saved_comment(html: str) -> tuple[str | None, datetime | None]:
    """Address and time that SingleFile, or a browser, wrote into a page when it saved it."""
    start = html[:20_000]
    if match := _SINGLEFILE.search(start):
        lines = dict(line.strip().partition(":")[::2] for line in match[1].splitlines() if ":" in line)
        when = parse_when(lines.get("saved date"), found_in="meta")
        return web_address(lines.get("url")), when.earliest if when else None
    match = _SAVED_FROM.search(start)
    return (web_address(match[1]) if match else None), None


def date_in_url(url: str | None) -> When | None:
    """The day or month that an address carries: "/2014/11/05/", "/2014/nov/5/"."""
    match = _URL_DATE.search(url_path(url)) if url else None
    if not match:
        return None
    year, month, day = match.groups()
    if month.isalpha():
        if month.casefold() not in _MONTHS:
            return None
        month = str(_MONTHS.index(month.casefold()) + 1)
    return parse_when("-".join(part for part in (year, month, day) if part), found_in="url")


def _meta(tree: Any) -> dict[str, str]:
    """The page's ``meta`` elements by lower-case name; the first of each."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = (element.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().casefold(), content)
    return found


def _meta_date(tree: Any, meta: dict[str, str]) -> When | None:
    for name in _META_DATES:
        when = parse_when(meta.get(name), found_in="meta")
        if when:
            return when
    marked = ".//time[@datetime][@pubdate or contains(@itemprop, 'datePublished')]"
    elements = tree.xpath(f"{marked} | .//article//time[@datetime]")
    return parse_when(elements[0].get("datetime"), found_in="meta") if elements else None


def _articles(tree: Any) -> Iterator[dict[str, Any]]:
    """The article objects of the page's JSON-LD, nested graphs included."""
    for script in tree.xpath(".//script[@type='application/ld+json']"):
        try:
            waiting = [json.loads(script.text or "", strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting:
            node = waiting.pop(0)
            if isinstance(node, list):
                waiting = [*node, *waiting]
            elif isinstance(node, dict):
                types = node.get("@type")
                types = types if isinstance(types, list) else [types]
                if any(isinstance(name, str) and _ARTICLE.match(name) for name in types):
                    yield node
                waiting += [node[key] for key in ("@graph", "mainEntity") if key in node]


def _declared_url(tree: Any, meta: dict[str, str], item: dict[str, Any]) -> str | None:
    """The page's own address: canonical, og:url, then JSON-LD; never guessed from links or names."""
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").casefold().split():
            canonical = web_address(link.get("href"), relative_to=meta.get("og:url"))
            if canonical:
                return canonical
    main = item.get("mainEntityOfPage")
    main = main.get("@id") or main.get("url") if isinstance(main, dict) else main
    return web_address(meta.get("og:url")) or web_address(item.get("url")) or web_address(main)


def url_path(url: str) -> str:
    """The path of an address; empty where it is none."""
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def web_address(url: object, *, relative_to: str | None = None) -> str | None:
    """``url``, made absolute if need be, if that is a web address."""
    if not isinstance(url, str):
        return None
    try:
        url = urljoin(relative_to or "", url.strip())
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def _words(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _names(value: object) -> str | None:
    """The name or names of JSON-LD persons and organizations, joined by commas."""
    people = value if isinstance(value, list) else [value]
    names = [_words(one.get("name") if isinstance(one, dict) else one) for one in people]
    return ", ".join(name for name in names if name and not web_address(name)) or None
