"""
The claim page, worked out from a trace: origins and why, on whose word, contested by whom, carried by how many.

The order is that of docs/trace.md. Nothing here judges: it says who asserts and who contests, and where.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sayso.ledger.answers import Status
from sayso.ledger.profiles import Said
from sayso.records import Appearance, ClaimCredit, Judgement, Origin, Trace, When
from sayso.web.carried import CarriedView, first_versions, view_carried
from sayso.web.differing import Parts, differing
from sayso.web.evidence import Why, Words, different, once, why, words_at
from sayso.web.graph import Graph, draw_graph
from sayso.web.states import corpus_words
from sayso.web.timeline import Timeline, draw_timeline
from sayso.wording import (
    FLAGS,
    STANCES,
    Articles,
    a_kind,
    clean,
    count_articles,
    listed,
    no_contest,
    place_of_basis,
    plural,
    shown_name,
    shown_outlet,
    shown_when,
    span_range,
    when_order,
)


@dataclass(frozen=True, slots=True)
class OriginView:
    """One origin: who, of what kind, what they rest on, how many articles lead to it, and the places that say so."""

    name: str
    kind: str
    detail: str
    rests_on: tuple[tuple[str, str, Words | None], ...]  # (name, kind, the words that name it)
    articles: int
    article_ids: tuple[str, ...]
    outlets: str
    reasons: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class WordView:
    """Somebody on whose word the claim is carried."""

    name: str
    kind: str
    source_id: str | None
    articles: int
    article_ids: tuple[str, ...]
    words: Words | None
    others: bool  # further articles name somebody so; nothing says that they are one


@dataclass(frozen=True, slots=True)
class ContestView:
    """Somebody who says that it is not so."""

    name: str
    kind: str
    first_hand: bool
    words: Words | None


@dataclass(frozen=True, slots=True)
class ChangeView:
    """How an outlet changed what it says of the claim."""

    what: str
    when: str
    outlet: str
    article_id: str
    earlier_id: str | None
    because: str
    before: Words | None
    after: Words | None
    notice: Words | None
    parts: tuple[Parts, Parts] | None  # of both wordings, where there are two


@dataclass(frozen=True, slots=True)
class ClaimView:
    """All that a claim page shows."""

    id: str
    story_id: str
    label: str
    query: str | None
    label_words: Words | None
    origins: str
    origins_sentence: str
    independent: str
    bottlenecks: str
    flags: tuple[str, ...]
    origin_list: tuple[OriginView, ...]
    more_origins: int  # counted in the most that it can be, though too few credits lead to them to be listed
    merges: tuple[Why, ...]
    word: tuple[tuple[str, str, tuple[tuple[int, WordView], ...]], ...]  # (key, heading, rows with their numbers)
    named: int
    unnamed: int
    ways: int  # outlets that it is gone by
    named_words: str
    contests: tuple[ContestView, ...]
    no_contest: str  # what is said where there are none
    articles: int
    versions: int  # further texts of these articles
    outlets: tuple[tuple[str, int], ...]  # articles of each, most first
    stances: tuple[tuple[str, int], ...]
    carried: tuple[CarriedView, ...]
    said: tuple[Said, ...]
    changes: tuple[ChangeView, ...]
    graph: Graph
    timeline: Timeline
    first_contest: str
    not_found: tuple[str, ...]
    corpus: str
    judgements: tuple[Judgement, ...]  # by which people shaped it


def view_claim(
    trace: Trace, articles: Articles, said: Sequence[Said], status: Status, *, opened: str = ""
) -> ClaimView:
    """
    The claim page of a trace.

    ``articles``: those that it names, by id; ``said``: the claim's own statements; ``opened``: the group of the graph
    that is drawn in full.
    """
    carried = view_carried(trace, articles)
    firsts = first_versions(carried)
    word = _on_whose_word(trace, articles)
    stances = Counter(each.stance for each in firsts)
    return ClaimView(
        id=trace.claim.id,
        story_id=trace.claim.story_id,
        label=clean(trace.query or trace.claim.label),
        query=trace.query,
        label_words=_label_words(trace, articles, said),
        **_of_assessment(trace, articles),
        **_of_word(word),
        articles=len(firsts),
        versions=len(carried) - len(firsts),
        outlets=tuple(Counter(each.outlet for each in firsts).most_common()),
        stances=tuple((stance, stances[stance]) for stance in ("asserts", "reports", "questions", "contests")),
        carried=carried,
        said=tuple(said),
        changes=_changes(trace, articles),
        graph=draw_graph(trace, articles, opened=opened),
        timeline=draw_timeline(trace, articles),
        first_contest=_first_contest(trace, articles),
        not_found=_not_found(trace, articles, word),
        corpus=corpus_words(status),
        judgements=trace.judgements,
    )


def _label_words(trace: Trace, articles: Articles, said: Sequence[Said]) -> Words | None:
    """The claim's label where it stands in an article; where it is not found, the first statement of the claim."""
    start = clean(trace.claim.label)[:40]
    label = next((each for each in said if clean(each.text).startswith(start)), said[0] if said else None)
    return words_at(articles, label.article_id, label.content[0]) if label else None


def _of_assessment(trace: Trace, articles: Articles) -> dict[str, Any]:
    """What a claim's page shows of its assessment: origins, what is noticed of them, and who contests it."""
    assessment = trace.assessment
    return {
        "origins": span_range(assessment.origins_min, assessment.origins_max),
        "origins_sentence": _origins_sentence(trace, articles),
        "independent": span_range(assessment.independent_min, assessment.independent_max),
        "bottlenecks": listed([clean(name) for name in assessment.bottlenecks]),
        "flags": tuple(FLAGS[flag] for flag in assessment.flags if flag in FLAGS),
        "origin_list": tuple(_origin(origin, trace, articles) for origin in assessment.origins),
        "more_origins": max(0, assessment.origins_max - len(assessment.origins)),
        "merges": once(why(reason, articles) for reason in assessment.merges),
        "contests": tuple(
            ContestView(
                shown_name(each.name, each.kind),
                each.kind,
                each.first_hand,
                words_at(articles, each.article_id, each.evidence),
            )
            for each in assessment.contested_by
        ),
        "no_contest": "" if assessment.contested_by else no_contest(trace, articles),
    }


# ---- origins ----


def _origins_sentence(trace: Trace, articles: Articles) -> str:
    assessment = trace.assessment
    names = [_origin_name(origin, articles) for origin in assessment.origins]
    if not names:
        return "What the articles credit leads back to nobody outside of them."
    more = assessment.origins_max - len(assessment.origins)
    if len(names) == 1 and more > 0:
        return f"{names[0]}, and up to {more} more to which few credits lead."
    if assessment.origins_max == 1:
        return f"All of it leads back to {names[0]}."
    if assessment.origins_min < assessment.origins_max:
        return f"{listed(names, limit=3)}: nothing in the texts shows that they are not one and the same."
    return f"{listed(names, limit=3)}: the texts keep them apart."


def _origin_name(origin: Origin, articles: Articles) -> str:
    if origin.name:
        return clean(origin.name)
    if origin.kind != "unstated":
        return a_kind(origin.kind)
    outlets = [shown_outlet(articles[each]) for each in origin.article_ids if each in articles]
    return f"no basis given by {listed(outlets)}" if outlets else "no basis given"


def _origin(origin: Origin, trace: Trace, articles: Articles) -> OriginView:
    name = _origin_name(origin, articles)
    rests_on = tuple(
        (shown_name(each, kind), kind, words_at(articles, *place_of_basis(trace, articles, origin, each, kind)))
        for each, kind in origin.rests_on
    )
    reasons = different((why(reason, articles) for reason in origin.reasons), [words for _, _, words in rests_on])
    outside = origin.name and origin.kind == "outlet" and not origin.in_ledger
    return OriginView(
        name=name[:1].upper() + name[1:],
        kind=origin.kind,
        detail="no earlier article of its own in this ledger" if outside else "",
        rests_on=rests_on,
        articles=count_articles(articles, origin.article_ids),
        article_ids=origin.article_ids,
        outlets=listed([shown_outlet(articles[each]) for each in origin.article_ids if each in articles], limit=3),
        reasons=reasons,
    )


# ---- on whose word ----


def _on_whose_word(trace: Trace, articles: Articles) -> tuple[WordView, ...]:
    found: dict[tuple[str | None, str, str | None], list[tuple[Appearance, ClaimCredit]]] = {}
    for appearance in sorted(trace.appearances, key=lambda each: when_order(articles.get(each.article_id))):
        for credit in appearance.credits:
            if credit.role == "claim":
                found.setdefault((credit.name, credit.kind, credit.via), []).append((appearance, credit))
    rows = []
    for (name, kind, via), group in found.items():
        appearance, credit = group[0]
        ids = tuple(dict.fromkeys(each.article_id for each, _ in group))
        number = count_articles(articles, ids)
        several = name is None and number > 1
        who = shown_name(name, kind, via)
        who = who.replace("an unnamed source", "unnamed sources", 1) if several else who
        words = words_at(articles, appearance.article_id, credit.evidence)
        rows.append(WordView(who, kind, credit.source_id if name else None, number, ids, words, several))
    return tuple(sorted(rows, key=lambda each: (-each.articles, each.kind == "unnamed", each.name)))


def _of_word(word: Sequence[WordView]) -> dict[str, Any]:
    """The rows in their groups, how many each of them has, and who the named are."""
    named = [each.name for each in word if each.kind not in ("unnamed", "outlet")]
    return {
        "word": _grouped(word),
        "named": len(named),
        "unnamed": sum(each.kind == "unnamed" for each in word),
        "ways": sum(each.kind == "outlet" for each in word),
        "named_words": listed([each.replace(", via ", " via ") for each in named], limit=3),
    }


def _grouped(word: Sequence[WordView]) -> tuple[tuple[str, str, tuple[tuple[int, WordView], ...]], ...]:
    """Somebody named, somebody not named, and outlets that are gone by: three numbers, and the rows that they count."""
    numbered = list(enumerate(word))
    keys = {"unnamed": "unnamed", "outlet": "ways"}
    groups = (("named", "named"), ("unnamed", "not named"), ("ways", "by way of outlets"))
    found = ((key, label, tuple(n for n in numbered if keys.get(n[1].kind, "named") == key)) for key, label in groups)
    return tuple(each for each in found if each[2])


def carried_as_asked(view: ClaimView, asked: str) -> tuple[tuple[CarriedView, ...], str]:
    """
    The rows that a number of the page counts, and what they have in common; all of them where nothing is asked.

    ``asked``: ``stance:reports``, ``outlet:NAME``, ``origin:2`` or ``word:5`` by their places on the page.
    """
    what, _, value = asked.partition(":")
    if what == "stance" and value in STANCES:
        return tuple(each for each in first_versions(view.carried) if each.stance == value), STANCES[value]
    if what == "outlet":
        return tuple(each for each in view.carried if each.outlet == value), f"of {value}"
    words = {number: row for _, _, rows in view.word for number, row in rows}
    found: OriginView | WordView | None = None
    if what == "origin" and value.isdecimal() and int(value) < len(view.origin_list):
        found = view.origin_list[int(value)]
    elif what == "word" and value.isdecimal():
        found = words.get(int(value))
    if found is None:
        return view.carried, ""
    rows = tuple(each for each in view.carried if each.article_id in found.article_ids)
    return rows, ("leading to " if what == "origin" else "crediting ") + found.name


# ---- what changed, and when ----


def _changes(trace: Trace, articles: Articles) -> tuple[ChangeView, ...]:
    views = []
    for event in trace.events:
        new = articles.get(event.article_id)
        if new is None:
            continue
        seen = "seen " if event.when.found_in == "retrieved" else ""
        before, after = (
            words_at(articles, each, span) if span or event.in_title else None
            for each, span in ((event.earlier_id, event.before), (new.id, event.after))
        )
        views.append(
            ChangeView(
                ("headline " if event.in_title else "") + event.kind,
                seen + shown_when(event.when),
                shown_outlet(new),
                new.id,
                event.earlier_id,
                clean(event.because),
                before,
                after,
                words_at(articles, new.id, event.notice) if event.notice else None,
                differing(before.text, after.text) if before and after else None,
            )
        )
    return tuple(views)


def _first_contest(trace: Trace, articles: Articles) -> str:
    """How long after the first report the first contest came, where their order is known."""
    dated = [(articles[each.article_id], each.stance) for each in trace.appearances if each.article_id in articles]
    whens = [(article.published, stance) for article, stance in dated if article.published]
    first = min((when for when, stance in whens if stance != "contests"), key=lambda w: w.earliest, default=None)
    against = [articles[c.article_id].published for c in trace.assessment.contested_by if c.article_id in articles]
    contest = min((when for when in against if when), key=lambda w: w.earliest, default=None)
    if first is None or contest is None or not first.surely_before(contest):
        return ""
    return f"The first contesting statement appears {_length(first, contest)} after the first report."


def _length(start: When, end: When) -> str:
    """From one moment to the other, no finer than both are known."""
    gap = end.earliest - start.earliest
    rough = any(each.latest - each.earliest > timedelta(hours=1) for each in (start, end))
    if rough or gap >= timedelta(days=2):
        return plural(max(1, gap.days), "day")
    hours, minutes = divmod(int(gap.total_seconds()) // 60, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min"


def _not_found(trace: Trace, articles: Articles, word: Sequence[WordView]) -> tuple[str, ...]:
    notes = [
        f"an article of {clean(origin.name)}: what it rests on is not known"
        for origin in trace.assessment.origins
        if origin.name and origin.kind == "outlet" and not origin.in_ledger and not origin.rests_on
    ]
    kinds = {each.kind for each in word}
    if not kinds & {"person", "organization"}:
        notes.append("a named person or organisation who says it")
    if not kinds & {"document", "post"}:
        notes.append("a document or post that it rests on")
    if not trace.assessment.contested_by and all(each.stance != "contests" for each in trace.appearances):
        number = count_articles(articles, (each.article_id for each in trace.appearances))
        notes.append(f"a contesting statement, in {plural(number, 'article')}")
    bare = [each for each in trace.appearances if each.stance in ("asserts", "reports")]
    bare = [each for each in bare if not each.credits and not each.first_hand and each.article_id in articles]
    if bare:
        outlets = listed([shown_outlet(articles[each.article_id]) for each in bare])
        notes.append(f"a basis for it in {plural(len(bare), 'article')}: {outlets}")
    undated = [a for a in trace.appearances if a.article_id in articles and articles[a.article_id].published is None]
    if undated:
        notes.append(f"a date of {plural(len(undated), 'article')}: what came first is not known there")
    return tuple(notes)
