"""
Judging: what a person names becomes a judgement, and every judgement is listed with what it does now.

``make_judgement`` and ``take_back`` find what is meant, ``record`` stores it; ``list_rows`` says of each judgement
whether it counts, and if not, why. How they are settled is in ``rulings``.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sayso import ledger, match, pipeline
from sayso.config import Config
from sayso.errors import LedgerError, NotFound
from sayso.ledger.answers import JudgementRow, ShownClaim, ShownSource, ShownStatement
from sayso.records import Claim, Judgement, Place, Run, Span, Trace
from sayso.reworking import Ruled, rework
from sayso.rulings import STANCES, latest, pair_of, settle, standing, undone_by
from sayso.wording import a_kind

PAIR_VERDICTS = ("same", "different", "unsure")
STANCE_VERDICTS = (*STANCES, "silent")
SPEAKER_VERDICTS = ("says", "nobody")
TEXT_VERDICTS = ("article", "not_article")
_NOTHING = "Nothing was recorded."

Find = Callable[[str], Trace]  # the trace of a claim, by id or in a person's own words


def make_judgement(
    reading: ledger.Reading, a: str, b: str, verdict: Any, *, by: str, made: datetime, claim: str | None, find: Find
) -> Judgement:
    """
    The judgement that is meant by these names.

    With ``claim`` they name two of its origins; else they are two articles, statements or sources, an article and
    a claim, a statement and the source that says it, or one statement or article and nothing. NotFound: a name fits
    nothing or several, or the verdict does not fit what they are.
    """
    if not by.strip():
        raise NotFound(f"A judgement needs the name of who makes it. {_NOTHING}\n  Do: --by NAME")
    if verdict in (*SPEAKER_VERDICTS, *TEXT_VERDICTS) or not b:
        return _on_one(reading, a, b, verdict, by, made)
    if claim is not None:
        return _on_origins(reading, a, b, verdict, by, made, find(claim))
    if verdict in STANCE_VERDICTS or (_is_claim(reading, b) and not _is_claim(reading, a)):
        return _on_stance(reading, a, b, verdict, by, made, find)
    if verdict not in PAIR_VERDICTS:
        raise NotFound(f"{verdict!r} is no verdict on two of a kind: {', '.join(PAIR_VERDICTS)}. {_NOTHING}")
    (kind, first, one), (other, second, two) = sorted(_end(reading, each) for each in (a, b))
    if kind != other or first == second:
        raise NotFound(f"{a} and {b} are not two articles, two statements or two sources. {_NOTHING}")
    places = tuple(place for place in (one, two) if place)
    return Judgement(first, second, verdict, by, made, kind, None, places)  # type: ignore[arg-type]


def take_back(reading: ledger.Reading, number: int, *, by: str, made: datetime) -> Judgement:
    """The judgement that undoes another, or an undoing."""
    known = {each.number: each for each in ledger.list_judgements(reading)}
    if number not in known:
        raise NotFound(f"There is no judgement {number}. {_NOTHING}\n  Do: look in sayso judge --list.")
    if before := undone_by(known.values()).get(number):
        raise NotFound(
            f"Judgement {number} is undone already, by {before.number} of {before.by}. {_NOTHING}\n"
            f"  Do: sayso judge --undo {before.number} to let it count again."
        )
    done = known[number]
    return replace(done, verdict="undone", by=by, made=made, note="", number=0, undoes=number)


def record(judgement: Judgement, file: ledger.LedgerFile, run: Run, config: Config) -> Judgement:
    """Store a judgement and work out what it touches again; gives it back with its number."""
    with ledger.run_lock(file.path):
        with file.writing(run) as writing:
            before = ledger.read_judgements(writing)
            stored = ledger.add_judgement(writing, judgement)
            ruled = _ruled([stored], before, writing)
        try:
            _work_out(ruled, file, run, config)
        except Exception as error:
            raise LedgerError(
                f"{file.path}: the judgement is recorded as {stored.number}, but what it changes could not be "
                f"worked out ({type(error).__name__}: {error}). Nothing was lost.\n  Do: sayso run, which works it out."
            ) from error
    return stored


def adopt(judgements: Iterable[Judgement], file: ledger.LedgerFile, run: Run, config: Config) -> int:
    """Store judgements of another ledger, those that are here already left out; how many there were."""
    with ledger.run_lock(file.path):
        with file.writing(run) as writing:
            before = ledger.read_judgements(writing)
            known = {_identity(each): each.number for each in ledger.list_judgements(writing)}
            numbers: dict[int | None, int] = {}
            added = []
            for each in sorted(judgements, key=lambda each: each.number):
                if _identity(each) not in known:
                    there = replace(each, undoes=None if each.undoes is None else numbers[each.undoes])
                    added.append(ledger.add_judgement(writing, there))
                    known[_identity(each)] = added[-1].number
                numbers[each.number] = known[_identity(each)]
            ruled = _ruled(added, before, writing)
        _work_out(ruled, file, run, config)
    return len(added)


def _ruled(added: Collection[Judgement], before: Collection[Judgement], writing: ledger.Writing) -> Ruled | list[str]:
    """
    What follows from judgements just stored; until that is worked out, what they touch counts as not compared.

    Those that count no more, or again, touch it too: what is ruled to be no article takes those on what is in it along.
    Only the articles that are touched, where more may follow: something else was waiting there already.
    """
    after = ledger.read_judgements(writing)
    changed = (*added, *set(before).symmetric_difference(after))
    touched = ledger.articles_of(writing, sorted({end for each in changed for end in _touched_by(each)}))
    if ledger.unmark(writing, touched):
        return touched
    return Ruled(tuple(touched), tuple(before), tuple(after))


def _work_out(ruled: Ruled | list[str], file: ledger.LedgerFile, run: Run, config: Config) -> None:
    if isinstance(ruled, list):
        pipeline.work_out_again(ruled, file, run, config)
        return
    with file.reading() as reading:
        for change in rework(ruled, reading, config):
            with file.writing(run) as writing:
                ledger.store_change(writing, change)


def judgements_of(document: Any) -> list[Judgement]:
    """The judgements of a ``sayso.judgements/1`` document. KeyError, TypeError or ValueError: it is none."""
    return [_judgement_of(row["judgement"]) for row in document["judgements"]]


def _judgement_of(given: dict[str, Any]) -> Judgement:
    places = tuple(
        Place(each["id"], each["article_id"], tuple(Span(*span) for span in each["spans"]), each["name"])
        for each in given["places"]
    )
    return Judgement(**{**given, "made": datetime.fromisoformat(given["made"]), "places": places})


def _identity(judgement: Judgement) -> tuple[str, ...]:
    given = (judgement.kind, judgement.a, judgement.b, judgement.verdict, judgement.by, judgement.made.isoformat())
    return (*given, judgement.claim or "")


def _touched_by(judgement: Judgement) -> list[str]:
    """Ids of the articles and statements around which stories and claims are to be worked out again."""
    ends = [each for each in (judgement.a, judgement.b, judgement.claim) if each and each.startswith(("art_", "stm_"))]
    return sorted({*ends, *(place.article_id for place in judgement.places)})


def _is_claim(reading: ledger.Reading, name: str) -> bool:
    try:
        return ledger.find_id(reading, name)[0] == "clm"
    except NotFound:
        return False


def _end(reading: ledger.Reading, name: str) -> tuple[str, str, Place | None]:
    """(kind, id, place) of what a pair names; an attribution stands for its statement, a claim for its wording."""
    kind, identity = ledger.find_id(reading, name, kinds=("art", "stm", "att", "src", "clm"))
    if kind == "art":
        return "articles", identity, None
    shown = ledger.show(reading, identity)
    if isinstance(shown, ShownClaim):
        shown = _wording(shown)
    if isinstance(shown, ShownSource):
        if shown.source.kind == "outlet":
            raise NotFound(f"{name} is an outlet, which its name tells apart. {_NOTHING}\n  Do: judge origins: --claim")
        source = shown.source
        return "sources", source.id, Place(source.id, source.article_id, source.mentions, source.name)
    if isinstance(shown, ShownStatement) and shown.statement:
        place = _place(shown)
        return "statements", place.id, place
    raise NotFound(f"Nothing was resolved from {name}. {_NOTHING}")


def _place(shown: ShownStatement) -> Place:
    assert shown.statement is not None  # the caller's to see to
    return Place(shown.statement.id, shown.statement.article_id, shown.statement.content)


def place_of_claim(reading: ledger.Reading, claim_id: str) -> Place:
    """The place of the statement that stands for a claim of the ledger."""
    shown = ledger.show(reading, claim_id)
    assert isinstance(shown, ShownClaim)
    return _place(_wording(shown))


def _wording(shown: ShownClaim) -> ShownStatement:
    """The statement whose words the claim's label is: a judgement on a claim stays with it."""
    for each in shown.statements:
        if each.statement and match.clean_label(each.statement.text) == shown.claim.label:
            return each
    return shown.statements[0]


def _anchor(reading: ledger.Reading, claim: Claim) -> Place:
    shown = ledger.show(reading, claim.id) if claim.story_id else None
    if not isinstance(shown, ShownClaim):
        raise NotFound(f"No statement of this ledger makes that claim. {_NOTHING}\n  Do: look in sayso claims.")
    return _place(_wording(shown))


def _on_stance(
    reading: ledger.Reading, article: str, claim: str, verdict: Any, by: str, made: datetime, find: Find
) -> Judgement:
    if verdict not in (*STANCE_VERDICTS, "unsure"):
        allowed = ", ".join((*STANCE_VERDICTS, "unsure"))
        raise NotFound(f"{verdict!r} is no stance of an article to a claim: {allowed}. {_NOTHING}")
    identity = ledger.find_id(reading, article, kinds=("art",))[1]
    found = find(claim).claim
    place = _anchor(reading, found)
    if identity not in ledger.read_story(reading, found.story_id).article_ids:
        raise NotFound(
            f"{article} is of another story than the claim. {_NOTHING}\n"
            "  Do: judge it the same story as an article of the claim first."
        )
    return Judgement(identity, place.id, verdict, by, made, "stance", place.id, (place,))


def _on_one(reading: ledger.Reading, a: str, b: str, verdict: Any, by: str, made: datetime) -> Judgement:
    """Who says a statement, or whether a text is an article."""
    kind, identity = ledger.find_id(reading, a, kinds=("art", "stm", "att"))
    allowed = (TEXT_VERDICTS if kind == "art" else SPEAKER_VERDICTS) + ("unsure",)
    if verdict not in allowed:
        what = "an article alone" if kind == "art" else "who says a statement"
        raise NotFound(f"{verdict!r} is no verdict on {what}. {_NOTHING}\n  Do: one of {', '.join(allowed)}.")
    if bool(b) != (verdict == "says"):
        needs = "needs the source that says it" if verdict == "says" else f"takes no second name, and got {b!r}"
        raise NotFound(f"“{verdict}” {needs}. {_NOTHING}\n  Do: look in sayso judge --help.")
    if kind == "art":
        return Judgement(identity, "", verdict, by, made, "text")
    shown = ledger.show(reading, identity)
    if not isinstance(shown, ShownStatement) or shown.statement is None:
        raise NotFound(f"Nothing was resolved from {a}. {_NOTHING}")
    place = _place(shown)
    if not b:
        return Judgement(place.id, "", verdict, by, made, "speaker", None, (place,))
    said = ledger.show(reading, ledger.find_id(reading, b, kinds=("src",))[1])
    assert isinstance(said, ShownSource)
    if said.source.article_id != place.article_id:
        raise NotFound(f"{b} is a source of another article than {a}. {_NOTHING}\n  Do: look in sayso show ARTICLE.")
    source = said.source
    places = (place, Place(source.id, source.article_id, source.mentions, source.name))
    return Judgement(place.id, source.id, verdict, by, made, "speaker", None, places)


def _on_origins(
    reading: ledger.Reading, a: str, b: str, verdict: Any, by: str, made: datetime, trace: Trace
) -> Judgement:
    if verdict not in PAIR_VERDICTS:
        raise NotFound(f"{verdict!r} is no verdict on two origins: {', '.join(PAIR_VERDICTS)}. {_NOTHING}")
    place = _anchor(reading, trace.claim)
    carrying = ledger.read_articles(reading, [each.article_id for each in trace.appearances])
    outlets = {each: article.outlet for each, article in carrying.items()}
    first, second = sorted(_origin_key(trace, each, outlets) for each in (a, b))
    if first == second:
        raise NotFound(f"{a} and {b} are one origin of this claim as it is. {_NOTHING}")
    return Judgement(first, second, verdict, by, made, "origins", place.id, (place,))


def _origin_key(trace: Trace, name: str, outlets: Mapping[str, str | None]) -> str:
    """The key of the origin that a person names: by its number in the trace, its name or its key; counted or not."""
    origins = trace.assessment.origins
    if name.isdecimal() and 1 <= int(name) <= len(origins):
        return origins[int(name) - 1].keys[0]
    keys = [key for origin in origins for key in origin.keys]
    keys += [f"outlet:{outlet}" for outlet in outlets.values() if outlet]
    keys += [each.origin for each in trace.derivations if not each.origin.startswith("art_")]
    exact = [key for key in keys if key.casefold() == name.casefold()]
    named = [key for key in keys if key.partition(":")[2].casefold() == name.casefold()]
    if found := exact or named:
        return found[0]
    known = ", ".join(f"{place} {origin.name or a_kind(origin.kind)}" for place, origin in enumerate(origins, 1))
    raise NotFound(f"{name!r} is no origin of this claim, which has {known or 'none'}. {_NOTHING}")


# ---- the list ----


def list_rows(reading: ledger.Reading) -> list[JudgementRow]:
    """Every judgement ever made, in order, with what it does now and why."""
    every = ledger.list_judgements(reading)
    states = _states(reading, every)
    words = ledger.targets_in_words(reading, every)
    return [JudgementRow(each, *states[each.number], words[each.number]) for each in every]


def _states(reading: ledger.Reading, every: list[Judgement]) -> dict[int, tuple[str, str]]:
    stands = standing(every)
    states = {each.number: ("undoes", f"takes back {each.undoes}") for each in every if each.undoes is not None}
    states |= {number: ("undone", f"by {by.number}, of {by.by}") for number, by in undone_by(every).items()}
    now = ledger.current_ids(reading, stands)
    there = {}
    for each in stands:
        found = ledger.as_of_now(each, now)
        states[each.number] = (
            ("counts", "") if found else ("waiting", "what it names is not in this ledger, or not yet")
        )
        if found:
            there[each.number] = found
    for number, why in ledger.without_effect(reading, there.values()).items():
        states[number] = ("waiting", why)
        del there[number]
    return states | _settled(ledger.on_claims(reading, there.values()))


def _settled(judgements: Iterable[Judgement]) -> dict[int, tuple[str, str]]:
    """Which are replaced by a later one, and which are set aside for a "different" that stands against them."""
    given = list(judgements)
    counting = latest(given)
    by_pair = {pair_of(each): each for each in counting}
    states: dict[int, tuple[str, str]] = {}
    for each in given:
        later = by_pair[pair_of(each)]
        if later.number != each.number:
            states[each.number] = ("replaced", f"by {later.number}, of {later.by}")
    for group in {(each.kind, each.claim) for each in counting if each.kind != "stance"}:
        for aside, against in settle(each for each in counting if (each.kind, each.claim) == group).conflicts:
            states[aside.number] = ("conflict", f"would join what {against.number}, of {against.by}, keeps apart")
    return states
