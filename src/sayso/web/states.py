"""What state the ledger is in, for pages that could be taken for more than they show: empty, unfinished, or old."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sayso.ledger.answers import Status
from sayso.wording import plural, shown_day

OLD = timedelta(days=7)  # since the latest run: from then on a page says how old it is


@dataclass(frozen=True, slots=True)
class State:
    """``kind``: "empty", "unfinished", "old", or none of them; and in words, with what to do."""

    kind: str
    words: str
    do: str = ""


def state_of(status: Status, now: datetime | None = None) -> State:
    """The state of a ledger, the gravest first."""
    if not status.articles:
        return State("empty", "There is no article in this ledger yet.", "sayso add FILES, then sayso run")
    waiting = max(status.to_read, status.to_compare)
    if waiting == status.articles:
        return State("unfinished", f"{plural(waiting, 'article')} taken in, none read yet.", "sayso run")
    if waiting:
        words = (
            f"{waiting:,} of {plural(status.articles, 'article')} are not read or compared yet: numbers may still rise."
        )
        return State("unfinished", words, "sayso run")
    latest = max((run.started for run in status.runs), default=None)
    age = (now or datetime.now(UTC)) - latest if latest else timedelta()
    if latest and age >= OLD:
        words = f"As of {shown_day(latest)}, {age.days} days ago: nothing was taken in or read since."
        return State("old", words)
    return State("", "")


def corpus_words(status: Status) -> str:
    """``1,440 articles + 3 further versions, 1 Mar 2024 to 5 May 2024``, and what is still to do."""
    days = [shown_day(each) for each in (status.earliest, status.latest) if each]
    words = plural(status.articles - status.versions, "article")
    words += f" + {plural(status.versions, 'further version')}" if status.versions else ""
    words += f", {days[0]} to {days[1]}" if len(days) == 2 else ""
    waiting = max(status.to_read, status.to_compare)
    return words + (f"; {waiting:,} not read or compared yet, so counts may rise" if waiting else "")
