"""
What an input says about when it was published, as an interval: never finer than it was given.

A day is that day in UTC, a month that month. A time without a zone gives only its day, since the zone may be any.
"04/05/2024" can be 4 May or 5 April and is left out rather than guessed.
"""

import re
import warnings
from datetime import UTC, datetime, timedelta

from sayso.records import When

_ISO = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d?)(?:-(?P<day>\d\d?)(?:[T ]+(?P<clock>\d\d?:\d\d(?::\d\d(?:[.,]\d+)?)?)"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d)?)?)?)?$",
    re.IGNORECASE,
)
_COMPACT_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)(Z)?)?$")  # also the 14 digits of web archives
_NUMERIC = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})\b(.*)$", re.DOTALL)
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_CLOCK = re.compile(r"\d\s*:\s*\d|\d\s*[ap]\.?m\b", re.IGNORECASE)
_SECONDS = re.compile(r"\d\d?:\d\d:\d\d")
# abbreviations that news pages use and that mean one zone only; BST, IST and CST elsewhere do not
_HOURS = {"UTC": 0, "GMT": 0, "Z": 0, "EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}
_ZONES = {name: hours * 3600 for name, hours in _HOURS.items()}
_EARLIEST_YEAR = 1500  # below it lie "0001-01-01" and other stand-ins for "unknown"


def parse_when(raw: object, *, found_in: str) -> When | None:
    """The interval that ``raw`` (words, or seconds or milliseconds since 1970) names; None where it is not certain."""
    text = str(raw).strip() if raw is not None and not isinstance(raw, bool) else ""
    if not text:
        return None
    try:
        interval = _read(text)
    except (ValueError, OverflowError, TypeError):
        return None
    if interval is None or interval[0].year < _EARLIEST_YEAR:
        return None
    return When(*interval, raw=text, found_in=found_in)


def _read(text: str) -> tuple[datetime, datetime] | None:
    if match := _ISO.match(text):
        return _iso(match)
    if match := _COMPACT_DAY.match(text):
        year, month, day, *clock, zulu = match.groups()
        if clock[0] and zulu:
            hour, minute, second = map(int, clock)
            moment = datetime(int(year), int(month), int(day), hour, minute, second, tzinfo=UTC)
            return moment, moment + timedelta(seconds=1)
        return _days(int(year), int(month), int(day))
    if re.fullmatch(r"\d{9,10}(?:\.\d+)?|\d{12,13}", text):
        seconds = int(float(text)) if len(text.split(".")[0]) <= 10 else int(text) // 1000
        moment = datetime.fromtimestamp(seconds, UTC)
        return moment, moment + timedelta(seconds=1)
    if match := _NUMERIC.match(text):
        return _numeric(match)
    return _words(text)


def _iso(match: re.Match[str]) -> tuple[datetime, datetime]:
    year, month, day = match["year"], match["month"], match["day"]
    clock, zone = match["clock"], match["zone"]
    if not (clock and zone):
        return _days(int(year), month and int(month), day and int(day))
    hour, minute, second = [*re.split(r"[:.,]", clock), "0"][:3]
    moment = datetime(int(year), int(month), int(day), int(hour), int(minute), min(int(second), 59), tzinfo=UTC)
    digits = re.sub(r"\D", "", zone)
    if digits:
        offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:] or 0))
        moment = moment + offset if zone[0] == "-" else moment - offset
    return moment, moment + timedelta(seconds=1 if clock.count(":") == 2 else 60)


def _days(year: int, month: int | str | None, day: int | str | None) -> tuple[datetime, datetime]:
    """A whole day, month or year."""
    start = datetime(year, int(month or 1), int(day or 1), tzinfo=UTC)
    if day:
        return start, start + timedelta(days=1)
    if month:
        return start, (start + timedelta(days=32)).replace(day=1)
    return start, start.replace(year=year + 1)


def _numeric(match: re.Match[str]) -> tuple[datetime, datetime] | None:
    first, second, year, rest = int(match[1]), int(match[3]), int(match[4]), match[5]
    if first != second and first <= 12 and second <= 12 and match[2] != ".":  # with full stops it is always day.month
        return None
    day, month = (second, first) if second > 12 else (first, second)
    return _words(f"{year:04}-{month:02}-{day:02}{rest}") if rest.strip() else _days(year, month, day)


def _words(text: str) -> tuple[datetime, datetime] | None:
    """Dates in words, by dateutil; parsed twice to learn which parts the text gives and which are filled in."""
    from dateutil import parser

    if not _YEAR.search(text):
        return None
    text = re.sub(r"\s*\([^)]*\)\s*$", "", text)  # "(Central European Time)" after the offset
    text = re.sub(r"\b(?:GMT|UTC)(?=[+-]\d)", "", text)
    text = re.sub(r"^\W*(?:published|posted|updated|last updated)\b[:\s]*(?:on|at)?\s*", "", text, flags=re.IGNORECASE)
    text = re.sub(r"\b([ap])\.m\.?", r"\1m", text, flags=re.IGNORECASE)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        one = parser.parse(text, default=datetime(2000, 1, 1), tzinfos=_ZONES)  # noqa: DTZ001 (a filler, not a time)
        other = parser.parse(text, default=datetime(2000, 2, 2), tzinfos=_ZONES)  # noqa: DTZ001
    if one.month != other.month:
        return None if one.day == other.day else _days(one.year, None, None)
    if one.day != other.day:
        return _days(one.year, one.month, None)
    if one.tzinfo is None or not _CLOCK.search(text):
        return _days(one.year, one.month, one.day)
    moment = one.astimezone(UTC).replace(microsecond=0)
    return moment, moment + timedelta(seconds=1 if _SECONDS.search(text) else 60)
