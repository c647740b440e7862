"""Dates are intervals, no finer than the input was."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.ingest.dates import parse_when

DAY = timedelta(days=1)


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("raw", "earliest", "length"),
    [
        ("2024-05-03", at(2024, 5, 3), DAY),
        ("2024-05", at(2024, 5, 1), 31 * DAY),
        ("2024", at(2024, 1, 1), 366 * DAY),
        ("20240503", at(2024, 5, 3), DAY),
        ("2024-05-03T10:15:30Z", at(2024, 5, 3, 10, 15, 30), timedelta(seconds=1)),
        ("2024-05-03 10:15:30.250+02:00", at(2024, 5, 3, 8, 15, 30), timedelta(seconds=1)),
        ("2024-05-03T10:15-0430", at(2024, 5, 3, 14, 45), timedelta(minutes=1)),
        ("2024-05-03T10:15:30", at(2024, 5, 3), DAY),  # without a zone only the day is known
        ("Fri, 03 May 2024 10:15:30 GMT", at(2024, 5, 3, 10, 15, 30), timedelta(seconds=1)),
        ("May 3, 2024 10:15 a.m. EDT", at(2024, 5, 3, 14, 15), timedelta(minutes=1)),
        (
            "Fri May 03 2024 10:15:30 GMT+0200 (Central European Summer Time)",
            at(2024, 5, 3, 8, 15, 30),
            timedelta(0, 1),
        ),
        ("3 May 2024", at(2024, 5, 3), DAY),
        ("Published on Sept. 3, 2014", at(2014, 9, 3), DAY),
        ("May 2024", at(2024, 5, 1), 31 * DAY),
        ("13/05/2024", at(2024, 5, 13), DAY),
        ("5/13/2024", at(2024, 5, 13), DAY),
        ("05/05/2024", at(2024, 5, 5), DAY),
        ("4.5.2024", at(2024, 5, 4), DAY),
        (1714731330, at(2024, 5, 3, 10, 15, 30), timedelta(seconds=1)),
        ("1714731330000", at(2024, 5, 3, 10, 15, 30), timedelta(seconds=1)),
    ],
)
def test_an_interval_as_fine_as_the_input(raw: object, earliest: datetime, length: timedelta) -> None:
    when = parse_when(raw, found_in="column")
    assert when is not None
    assert (when.earliest, when.latest - when.earliest) == (earliest, length)
    assert (when.raw, when.found_in) == (str(raw), "column")


@pytest.mark.parametrize(
    "raw",
    [None, "", " ", "04/05/2024", "4/5/2024 10:00", "yesterday", "May 3", "10:15", "2024-13-45", "0001-01-01T00:00:00Z",
     "Thursday", "n/a", True, "99999999999999999999", "5", "31/31/2024"],
)  # fmt: skip
def test_none_rather_than_a_guess(raw: object) -> None:
    assert parse_when(raw, found_in="column") is None


@settings(derandomize=True, max_examples=150)
@given(st.text(max_size=40))
def test_no_text_breaks_it(raw: str) -> None:
    when = parse_when(raw, found_in="text")
    assert when is None or when.earliest < when.latest


@settings(derandomize=True, max_examples=100)
@given(st.integers(631_152_000, 1_893_456_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)))
def test_iso_moments_are_read_to_the_second(moment: datetime) -> None:
    when = parse_when(moment.isoformat(), found_in="column")
    assert when is not None
    assert when.earliest <= moment < when.latest
