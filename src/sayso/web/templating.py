"""The templates: what they can ask for, and how a value becomes words."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request

from sayso.records import When
from sayso.rulings import verdict_words
from sayso.web.carried import first_versions
from sayso.web.evidence import shortened
from sayso.web.places import ServerPlaces, short
from sayso.wording import STANCES, clean, origins_words, plural, shown_day, shown_kind, shown_when, span_range

THEMES = ("auto", "light", "dark")
SIGNS = {"asserts": "▲", "reports": "▲", "questions": "△", "contests": "▼", "changed": "◇"}
MARKS = {"person": "●", "organization": "▤", "document": "▤", "post": "▣", "outlet": "◧", "unnamed": "◌", "": "?"}


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Everything is escaped unless a template of ours says otherwise; a name that is not there is an error."""
    found = Environment(
        loader=PackageLoader("sayso.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters |= {
        "clean": clean,
        "day": shown_day,
        "when": shown_moment,
        "kind": shown_kind,
        "plural": lambda number, noun: plural(number, noun),
        "number": lambda number: f"{number:,}",
        "short": shortened,
        "merge": lambda one, other: {**one, **other},
        "period": shown_period,
        "sign": lambda stance: SIGNS.get(stance, "○"),
        "verdict": verdict_words,
        "mark": lambda kind: MARKS.get(kind, "○"),
    }
    found.filters["firsts"] = lambda rows: {each.article_id for each in first_versions(rows)}
    found.globals |= {
        "to": address_of,
        "span_range": span_range,
        "origins_words": origins_words,
        "stance_words": STANCES,
        "urlencode": urlencode,
    }
    return found


def render(request: Request | None, template: str, values: dict[str, Any]) -> str:
    """A page; ``request`` gives it its address, theme and form token."""
    shown = {"place": ServerPlaces(), "theme": "auto", "address": "", "query": "", "csrf": "", "writable": False}
    shown |= {"rows_whole": None, "parquet": False}
    if request is not None:
        theme = request.cookies.get("theme", "auto")
        shown |= {
            "theme": theme if theme in THEMES else "auto",
            "address": request.url.path,
            "query": request.url.query,
            "csrf": request.app.state.csrf,
            "writable": not request.app.state.read_only,
        }
    return environment().get_template(template).render(shown | values)


def address_of(path: str, filters: Mapping[str, str]) -> str:
    """The address of a list with these filters; ids are shortened, as they are everywhere in addresses."""
    return f"{path}?" + urlencode(
        {k: short(v) if k in ("source", "article", "contester") else v for k, v in filters.items()}
    )


def shown_period(when: str) -> str:
    """``May 2024`` or ``3 May 2024``: a month or a day, of the beginning of an ISO 8601 date."""
    return shown_day(when) if len(when) > len("2024-05") else f"{datetime.fromisoformat(when + '-01'):%b %Y}"


def shown_moment(moment: When | datetime | str | None) -> str:
    """A moment as exactly as it is known."""
    return shown_when(moment) if moment is None or isinstance(moment, When) else shown_day(moment)
