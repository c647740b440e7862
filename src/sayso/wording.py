"""How sayso puts ids, kinds, counts, moments and quotations into words: the same on the terminal and on a page."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from sayso.records import Article, Origin, Span, Stance, Trace, When

Articles = Mapping[str, Article]  # by id
T = TypeVar("T")

KINDS = {
    "unnamed": "unnamed source",
    "unstated": "no basis given",
    "organization": "organisation",
}

STANCES: dict[Stance, str] = {
    "asserts": "asserting it",
    "reports": "reporting it",
    "questions": "questioning it",
    "contests": "contesting it",
}
BODIES: dict[Stance, str] = {  # what a text does with a claim that its headline states
    "asserts": "less so",
    "reports": "reports it as somebody’s word",
    "questions": "questions it",
    "contests": "contests it",
}
FLAGS = {
    "circular": "The crediting goes round in a circle: these outlets rest on each other and on nothing else.",
    "unstated": "Some articles give no basis for it.",
    "withdrawn": "A report that it rests on was withdrawn by its own outlet.",
}

_SINGLE = str.maketrans('“”"', "‘’'")
# Article text is data: control characters could move the cursor, and direction marks could reorder what is shown.
_UNSAFE = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
JOINERS = {"\u200c", "\u200d"}  # scripts and emoji need these two


def clean(text: str) -> str:
    """The text on one line, safe to show on a terminal."""
    if text.isprintable():  # most of it
        return " ".join(text.split())
    kept = "".join(c if unicodedata.category(c) not in _UNSAFE or c in JOINERS else " " for c in text)
    return " ".join(kept.split())


def quote(text: str, *, limit: int = 0) -> str:
    """The words between quotation marks, marks inside made single; cut at ``limit`` characters where that is not 0."""
    words = clean(text)
    if limit and len(words) > limit:
        words = words[: limit - 1].rstrip() + "…"
    whole = re.fullmatch(r'[“"]([^“”"]*)[”"]', words)
    return f"“{whole[1] if whole else words.translate(_SINGLE)}”"


def plural(number: int, noun: str) -> str:
    """``1 article``, ``1,214 articles``."""
    return f"{number:,} {noun if number == 1 else _plural_of(noun)}"


def _plural_of(noun: str) -> str:
    return noun[:-1] + "ies" if noun.endswith("y") else noun + "s"


def span_range(low: int, high: int) -> str:
    """``1`` or ``1–3``."""
    return str(low) if low == high else f"{low}–{high}"


def origins_words(low: int, high: int) -> str:
    """``1 origin``, ``1–3 origins``."""
    return f"{span_range(low, high)} {'origin' if low == high == 1 else 'origins'}"


def when_order(article: Article | None) -> tuple[bool, str, str]:
    """By date as far as it is known, those without one last; among equals by outlet."""
    if article is None or article.published is None:
        return True, "", article.outlet or article.id if article else ""
    return False, article.published.earliest.isoformat(), article.outlet or article.id


def address_of(articles: Articles, article_id: str) -> str:
    """What the versions of one article share: where they stood; of a text without an address its own id."""
    article = articles.get(article_id)
    return (article.url if article else None) or article_id


def count_articles(articles: Articles, ids: Iterable[str]) -> int:
    """How many articles these are: the texts that stood at one address are versions of one."""
    return len({address_of(articles, each) for each in ids})


def first_of_each(texts: Iterable[T], address: Callable[[T], str]) -> list[T]:
    """Of each article the first of these texts: a changed stance is told under what changed, not counted twice."""
    found: dict[str, T] = {}
    for each in texts:
        found.setdefault(address(each), each)
    return list(found.values())


def articles_and_versions(articles: Articles, ids: Sequence[str]) -> str:
    """``13 articles``, ``12 articles + 1 further version``."""
    number = count_articles(articles, ids)
    further = len(set(ids)) - number
    return plural(number, "article") + (f" + {plural(further, 'further version')}" if further else "")


def no_contest(trace: Trace, articles: Articles) -> str:
    """What is said where nobody is credited against a claim."""
    contesting = (each.article_id for each in trace.appearances if each.stance == "contests")
    against = [articles[each] for each in contesting if each in articles]
    if not against:
        number = count_articles(articles, (each.article_id for each in trace.appearances))
        return f"No contesting statement found in {plural(number, 'article')}."
    outlets = sorted({shown_outlet(each) for each in against})
    return f"Nobody is credited against it; contested in their own words by {listed(outlets)}."


def shown_day(moment: datetime | str | None) -> str:
    """``3 May 2024``, of a moment or its ISO 8601; empty where it is not known."""
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment)
    return f"{moment.day} {moment:%b %Y}" if moment else ""


def shown_when(when: When | None) -> str:
    """A moment as exactly as it is known."""
    if when is None:
        return "no date"
    length = when.latest - when.earliest
    day = shown_day(when.earliest)
    if length <= timedelta(hours=1):
        return f"{day} {when.earliest:%H:%M}"
    if length <= timedelta(days=1, hours=1):
        return day
    last = when.latest - timedelta(seconds=1)
    if length <= timedelta(days=32) and (when.earliest.year, when.earliest.month) == (last.year, last.month):
        return f"{when.earliest:%b %Y}"
    if when.earliest.year == last.year:
        return str(last.year)
    return f"{day} – {shown_day(last)}"


def shown_kind(kind: str) -> str:
    """A kind in words."""
    return KINDS.get(kind, kind)


def shown_outlet(article: Article) -> str:
    """Who published it, or what the input called it."""
    return clean(article.outlet or article.input_id)


def words_of(articles: Articles, article_id: str | None, span: Span | None) -> str:
    """The slice of an article, quoted; empty where there is none."""
    article = articles.get(article_id or "")
    return quote(span.of(article.text), limit=240) if article and span else ""


def place_of_basis(
    trace: Trace, articles: Articles, origin: Origin, name: str | None, kind: str
) -> tuple[str, Span] | tuple[None, None]:
    """Where what an origin rests on is named, article id and span: in its own article, or in one that went by it."""
    for appearance in trace.appearances:
        article = articles.get(appearance.article_id)
        for credit in appearance.credits:
            through = credit.via or (article.outlet if article else None)
            if (credit.name, credit.kind, credit.role) == (name, kind, "claim") and through == origin.name:
                return appearance.article_id, credit.evidence
    return None, None


def a_kind(kind: str) -> str:
    """A kind with its article: ``an unnamed source``."""
    words = shown_kind(kind)
    return words if kind == "unstated" else with_article(words)


def with_article(words: str) -> str:
    """ "an article", "a claim"."""
    return f"an {words}" if words[0] in "aeiou" else f"a {words}"


def shown_name(name: str | None, kind: str, via: str | None = None) -> str:
    """Whom an article names: ``Ana Reyes``, ``Ana Reyes (post)``, ``an unnamed source, via In Passing``."""
    who = clean(name) if name else a_kind(kind)
    who += f" ({kind})" if name and kind in ("post", "document") else ""
    return who + (f", via {clean(via)}" if via and via != name else "")


def listed(names: Sequence[str], *, limit: int = 4) -> str:
    """The names, and how many more there are."""
    different = list(dict.fromkeys(names))
    more = f" and {len(different) - limit} more" if len(different) > limit else ""
    return ", ".join(different[:limit]) + more
