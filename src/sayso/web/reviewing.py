"""Review: which item comes next, what a ruling on it does, and taking it back."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Literal, get_args

from sayso.browsing import Browser
from sayso.errors import NotFound
from sayso.ledger.answers import ClaimRow
from sayso.ledger.catalog import Asked
from sayso.ledger.queues import Candidate
from sayso.library import Ledger
from sayso.match import clean_label
from sayso.records import Judgement, Trace
from sayso.rulings import ALONE, standing
from sayso.wording import origins_words, plural

Queue = Literal["claims", "stories", "sources", "stances", "speakers", "texts"]
QUEUES: tuple[Queue, ...] = get_args(Queue)
STALE = 300.0  # seconds after which a queue is worked out again
SURE = 0.75  # score of an article's stance below which it is asked about
_REMEMBERED = 500  # effects of rulings, to be told on the next page
_ENOUGH = 40  # items of stances at a time: each claim that is looked through costs a trace
_CLAIMS = 60  # most carried claims whose articles' stances are looked through


@dataclass(frozen=True, slots=True)
class Item:
    """What is asked: two records, an article and a claim, or one record."""

    queue: Queue
    a: str
    b: str  # empty where one record is asked about; of a ruling on who says it the source
    score: float | None
    because: tuple[str, ...]


class Reviewing:
    """Rulings through the pages, one at a time, each in the ledger before the next is asked."""

    def __init__(self, ledger: Path, browser: Browser) -> None:
        self._ledger = Ledger(ledger)
        self._browser = browser
        self._lock = Lock()
        self._found: dict[Queue, tuple[float, list[Candidate]]] = {}
        self._effects: OrderedDict[int, str] = OrderedDict()

    # ---- what comes next ----

    def next_item(self, queue: Queue, by: str, *, at: int = 0, second: bool = False) -> tuple[Item | None, int]:
        """The ``at``-th item that ``by`` has not judged, and how many are left; ``second``: only what others judged."""
        judged = self._browser.judgements()
        mine = {_pair(each) for each in standing(judged) if each.by == by}
        others = {_pair(each) for each in standing(judged) if each.by != by}
        left = [each for each in self._candidates(queue) if (each.a, each.b) not in mine]
        left = [each for each in left if (each.a, each.b) in others] if second else left
        if at >= len(left):
            return None, len(left)
        each = left[at]
        because = self._browser.why_alike((each.a, each.b)) if queue == "claims" else each.because
        return Item(queue, each.a, each.b, each.score, because), len(left)

    def _candidates(self, queue: Queue) -> list[Candidate]:
        made, found = self._found.get(queue, (-STALE, []))
        if time.monotonic() - made > STALE:
            ways: dict[Queue, Callable[[], list[Candidate]]] = {
                "claims": lambda: self._browser.unsure("claims"),
                "stories": lambda: self._browser.unsure("stories"),
                "sources": lambda: self._browser.unsure("sources"),
                "stances": self._unsure_stances,
                "speakers": lambda: self._browser.unsure("speakers"),
                "texts": self._browser.doubtful_texts,
            }
            found = ways[queue]()
            self._found[queue] = (time.monotonic(), found)
        return found

    def _unsure_stances(self) -> list[Candidate]:
        """Articles of the most carried claims that may carry them otherwise, the least sure first."""
        found: list[Candidate] = []
        for row in self._browser.claims(Asked(), most=_CLAIMS).rows:
            if row.articles > 1 and len(found) < _ENOUGH:
                found += self._stances(self._browser.trace(row.id))
        return sorted(found, key=lambda each: (each.score or 0.0, each.a, each.b))

    def _stances(self, trace: Trace) -> list[Candidate]:
        """As a judgement names a claim: by the statement whose words its label is."""
        said = self._browser.said(trace.claim.statement_ids)
        worded = [each.id for each in said if clean_label(each.text) == trace.claim.label]
        anchor = (worded or [each.id for each in said])[0]
        return [
            Candidate(each.article_id, anchor, each.score, (f"read as: {each.stance}",))
            for each in trace.appearances
            if each.score < SURE
        ]

    # ---- ruling ----

    def judge(self, item: Item, verdict: str, *, by: str, note: str) -> Judgement:
        """Record a ruling. NotFound: it does not fit; LedgerError: a run is at work on the ledger."""
        with self._lock:
            before = self._rows(item)
            b = item.b if item.queue != "stances" else self._claim_of(item.b)
            made = self._ledger.judge(item.a, b, verdict, by=by, note=note)  # type: ignore[arg-type]
            self._effects[made.number] = effect(before, self._rows(item))
            while len(self._effects) > _REMEMBERED:
                self._effects.popitem(last=False)
            self._ledger.close()  # gives back the pages of the file that it looked at
            return made

    def undo(self, number: int, *, by: str) -> None:
        """Take a ruling back. NotFound: there is none of that number."""
        with self._lock:
            self._ledger.undo(number, by=by)

    def effect_of(self, number: int) -> str:
        """What a ruling changed, in words; empty where that is not remembered."""
        return self._effects.get(number, "")

    def mine(self, by: str) -> list[Judgement]:
        """The rulings of one person that stand, latest first."""
        return [each for each in reversed(standing(self._browser.judgements())) if each.by == by]

    def _claim_of(self, statement: str) -> str:
        (said,) = self._browser.said([statement])
        if said.claim_id is None:
            raise NotFound("That statement is of no claim now. Nothing was recorded.")
        return said.claim_id

    def _rows(self, item: Item) -> list[ClaimRow]:
        """The claims that an item touches, as they are."""
        ends = [each for each in (item.a, item.b) if each.startswith("stm_")]
        ids = [each.claim_id for each in self._browser.said(ends) if each.claim_id]
        if item.queue in ("stories", "sources", "texts"):
            ids += self._browser.claims_touched((item.a, item.b))
        return self._browser.claim_rows(dict.fromkeys(ids))


def _pair(judgement: Judgement) -> tuple[str, str]:
    return judgement.a, "" if judgement.kind in ALONE else judgement.b


def effect(before: list[ClaimRow], after: list[ClaimRow]) -> str:
    """What became of the claims, in words."""
    if not after:
        return "It is of no claim now." if before else ""
    if len({row.id for row in after}) < len({row.id for row in before}):
        (row, *_) = after
        return f"Now one claim: {plural(row.articles, 'article')}, {_range(row)}."
    if len({row.id for row in after}) > len({row.id for row in before}):
        return "Now two claims: " + "; ".join(f"{plural(r.articles, 'article')}, {_range(r)}" for r in after[:2]) + "."
    changes = []
    for old, new in zip(before, after, strict=False):
        if (old.articles, _range(old), old.contests) != (new.articles, _range(new), new.contests):
            changes.append(
                f"{plural(old.articles, 'article')}, {_range(old)}, contested by {old.contests} → "
                f"{plural(new.articles, 'article')}, {_range(new)}, contested by {new.contests}"
            )
    return "; ".join(changes[:2]) + "." if changes else "No number changes."


def _range(row: ClaimRow) -> str:
    return origins_words(row.origins_min, row.origins_max)
