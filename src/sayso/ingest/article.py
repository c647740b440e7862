"""One article from its parts, whatever file they came from."""

from datetime import datetime
from urllib.parse import urlsplit

from sayso.errors import NoArticleText
from sayso.ids import content_id
from sayso.ingest.decode import storable
from sayso.ingest.furniture import without_furniture
from sayso.records import Article, Link, When

_LONGEST_TITLE = 25  # words


def article_from_text(
    text: str,
    *,
    input_id: str,
    retrieved: datetime,
    url: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
) -> Article:
    """
    The article that a plain text is: its characters as given, less page furniture at the very end.

    Without ``title``, a short first line with an empty line below it and no full stop is the title; it stays in the
    text. NoArticleText when the text is empty.
    """
    text = without_furniture(text)
    if not text.strip():
        raise NoArticleText(f"{input_id}: there is no text in it. Nothing was kept.")
    return make_article(
        text, input_id=input_id, retrieved=retrieved, url=url, outlet=outlet, title=title or title_line(text)
    )


def title_line(text: str) -> str | None:
    """The first line where it looks like a headline above its article, without Markdown's marks."""
    lines = text.lstrip().splitlines()
    if len(lines) < 3 or lines[1].strip() or not any(line.strip() for line in lines[2:]):
        return None
    first = lines[0].strip().strip("#*_ ").strip()
    is_title = first and len(first.split()) <= _LONGEST_TITLE and not first.endswith((".", ",", ";", ":"))
    return first if is_title else None


def make_article(
    text: str,
    *,
    input_id: str,
    retrieved: datetime,
    url: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    byline: str | None = None,
    published: When | None = None,
    links: tuple[Link, ...] = (),
) -> Article:
    """The record, with its id and its outlet's canonical name; ``text`` keeps every offset (see ``storable``)."""
    text = storable(text)
    url = _tidy(url)
    return Article(
        id=content_id("art", url=url, text=text),
        input_id=storable(input_id),
        url=url,
        outlet=outlet_name(url, _tidy(outlet)),
        title=_tidy(title),
        byline=_tidy(byline),
        text=text,
        published=published,
        retrieved=retrieved,
        links=links,
    )


def outlet_name(url: str | None, said: str | None) -> str | None:
    """
    The name that the table has for what the input said, or for the URL's domain; else what was said; else the domain.

    A name goes before an unknown domain since articles cite outlets by name: "told WireOne", not "wireone.example".
    """
    from sayso.outlets import outlets

    table = outlets()
    known = None
    if said:
        known = table.by_name(said) or (table.by_domain(said) if _is_host(said) else None)
    if known is None and url:
        known = table.by_domain(url)
    if known:
        return known.name
    return said if said and not _is_host(said) else host(url) or host(said)


def host(url: str | None) -> str | None:
    """The host that a URL or bare domain names, in lower case, without "www."."""
    if not url:
        return None
    try:
        name = urlsplit(url if "//" in url else f"//{url}").hostname
    except ValueError:
        return None
    return name.removeprefix("www.") if name and _is_host(name) else None


def _is_host(text: str) -> bool:
    return "." in text.strip(".") and " " not in text and not text.endswith(".")


def _tidy(value: str | None) -> str | None:
    """A field's words on one line; None where there are none."""
    return (storable(" ".join(value.split())) or None) if value else None
