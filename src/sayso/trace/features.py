"""
What is known of a credit when its role towards a claim is asked: a dictionary of named numbers, made in one way for
training and for use.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from sayso.outlets import name_key, outlets
from sayso.records import AnnotatedArticle, Credit, Mention, Source, Span
from sayso.remember import remember
from sayso.trace.claim_words import name_stems, negated_stems, stems
from sayso.trace.linear import load_vector
from sayso.trace.presence import beside, presence

SIZE = 384  # of a sentence vector
# Looked for in small letters: to pass over the case takes three times as long.
_HOAX = re.compile(
    r"\b(?:hoax\w*|fake[ds]?|false(?:ly)?|untrue|bogus|debunk\w*|fabricat\w+|made[- ]up|nonsense|prank\w*|myth|"
    r"inaccurate|incorrect|not true|no truth|rubbish\w*|baseless|photoshop\w*|doctored|satir\w+|spoof|parody|joke)\b",
)
_DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied|ial|ying)|dismiss\w*|refut\w+|sho?t down|shut down|disput\w+|reject\w*|contradict\w*|"
    r"disprov\w+|clarif\w+|retract\w*|withdr[ae]w\w*|apologi[sz]\w+|correct(?:ed|ion)|insist\w*|skeptic\w*|sceptic\w*|"
    r"doubt\w*|question(?:s|ed)|contest(?:s|ed)|unlikely|rul(?:ed|es) out)\b",
)
_TURN = re.compile(
    r"^\W*(?:but|however|yet|still|although|despite|instead|actually|in fact|nevertheless|contrary|turns out)\b"
    r"|\b(?:however|turns out|in reality|actually|in fact|contrary to|isn['’]t true|alive and well|no evidence"
    r"|not (?:been )?confirm\w*)\b",
)
_JESTER = re.compile(  # who made it up, rather than who says that it is made up
    r"\b(?:satir\w+|fake|hoax|spoof|parody|humou?r\w*)[\w\s,\"“”'’-]{0,25}"
    r"(?:site|website|web|news|outlet|publication|page|blog|paper|story|article|report)",
)
_REPORTS = re.compile(
    r"\b(?:report(?:s|ed|ing)?|claim(?:s|ed|ing)?|alleg\w+|according|first|originat\w+|publish\w+|broke|surfaced|viral|"
    r"rumou?r\w*|circulat\w+|post(?:ed|s))\b",
)
_NOT = re.compile(r"\b(?:not|no|never|nothing|none|nobody)\b|n['’]t\b")
_UNDONE = re.compile(  # what was to be is not, or what was feared has not come
    r"\b(?:(?:drop|pull|bow|back)(?:s|p?ed|p?ing)? out|exit(?:s|ed|ing)?|walk(?:s|ed)? away|pass(?:es|ed) on|no longer"
    r"|turn(?:s|ed) (?:it |the \w+ )?down|f[ae]ll(?:en|s)? (?:through|off|apart)|scrapp\w+|cancel\w*|call(?:ed|s) off"
    r"|abandon\w*|safe(?:ly)?|alive|unharmed|is fine|in good health|merely|simply|only a|just a|mistak\w+|confus\w+"
    r"|mis(?:underst|read|interpret|quot|lead|inform)\w*|disinform\w+|out of context|recycled|unrelated"
    r"|nothing to do with|never happened|did(?:n['’]t| not) happen|no (?:plans?|intention|such|record|idea|basis)"
    r"|not (?:the case|so|accurate|correct)|can(?:['’]t|not) claim|false alarm|set(?:s|ting)? the record straight"
    r"|far from|urban legend)\b",
)
_DEAD = re.compile(r"\b(?:dead|died|dies)\b")
_UNREACHED = re.compile(  # asked, and did not say
    r"\b(?:declin\w+ (?:to )?comment|refus\w+ to comment|no comment|(?:unavailable )?for comment"
    r"|not (?:immediately |yet )*(?:respond\w*|return\w*|comment\w*|repl\w+|available)|could(?:n['’]t| not) be reached"
    r"|(?:did|have|has|had)(?:n['’]t| not| yet to)[\w ]{0,20}(?:respon\w+|return\w*|comment\w*|repl\w+)"
    r"|request(?:s|ed)? (?:for )?(?:a )?comment|reach(?:ed)? out (?:to|for)|contacted)\b",
)


Chances = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Query:
    """The claim that credits are measured against."""

    text: str
    words: frozenset[str]  # stems, of names too
    names: frozenset[str]
    others: frozenset[str]  # the words that are no names
    undone: bool  # it says itself that something is not, or is over: "X has died"
    vector: NDArray[np.float32] | None  # [384], unit


@dataclass(frozen=True, slots=True)
class Group:
    """The credits of one article that name one source through one outlet."""

    source: Source
    via: str | None
    credits: tuple[Credit, ...]  # in text order


@dataclass(frozen=True, slots=True)
class Scene:
    """One article seen from the claim."""

    annotated: AnnotatedArticle
    mention: Mention
    query: Query
    cosines: NDArray[np.float32]  # of each sentence with the claim; zeros without vectors
    crediting: NDArray[np.float32]  # of each sentence: its likeness to those that credit somebody, whatever the claim
    speaking: frozenset[int]  # numbers of the sentences that speak of the claim
    own: str | None  # the article's own outlet, by the table's name
    named_by: Mapping[str, int]  # name -> how many of the articles that speak of the claim name it
    statements: Mapping[str, tuple[str, str]]  # statement id -> (polarity, text)
    negated: int  # sentences in which a negation stands before a word of the claim


def make_query(text: str, vector: NDArray[np.int8] | None) -> Query:
    """The claim's words and its unit vector."""
    row = None if vector is None else vector.astype(np.float32)
    unit = None if row is None else row / max(float(np.linalg.norm(row)), 1e-6)
    undone = any(pattern.search(text.lower()) for pattern in (_UNDONE, _NOT, _DEAD))
    words, names = stems(text), name_stems(text)
    return Query(text, words, names, words - names, undone, unit)


def make_scene(annotated: AnnotatedArticle, mention: Mention, query: Query, named_by: Mapping[str, int]) -> Scene:
    """All of an article that features are taken from."""
    number = len(annotated.sentences)
    units = unit_vectors(annotated)
    cosines = np.zeros(number, dtype=np.float32) if query.vector is None else units @ query.vector
    crediting = units @ load_vector("crediting")
    speaking = frozenset(place for span in mention.sentences for place in places_of(annotated, span))
    outlet = annotated.article.outlet
    known = outlets().by_name(outlet) if outlet else None
    statements = {each.id: (each.polarity, each.text) for each in annotated.statements}
    own = known.name if known else outlet
    negated = sum(not query.others.isdisjoint(each) for each in _negated(annotated))
    return Scene(annotated, mention, query, cosines, crediting, speaking, own, named_by, statements, negated)


@remember(1500)
def _negated(annotated: AnnotatedArticle) -> list[frozenset[str]]:
    """The negated stems of each sentence that has any."""
    text = annotated.article.text
    return [found for each in annotated.sentences if (found := negated_stems(each.span.of(text)))]


def unit_vectors(annotated: AnnotatedArticle) -> NDArray[np.float32]:
    """float32 [sentences, 384], each of length 1; zeros where the article has no vectors."""
    rows = np.frombuffer(annotated.vectors, dtype=np.int8).reshape(-1, SIZE)[1:].astype(np.float32)
    if len(rows) != len(annotated.sentences):
        return np.zeros((len(annotated.sentences), SIZE), dtype=np.float32)
    units: NDArray[np.float32] = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)
    return units


def places_of(annotated: AnnotatedArticle, span: Span) -> list[int]:
    """The numbers of the sentences that a span touches."""
    sentences, starts = annotated.sentences, _starts(annotated)
    first, last = max(0, bisect_right(starts, span.start) - 1), bisect_left(starts, span.end)
    return [place for place in range(first, last) if sentences[place].span.overlaps(span)]


@remember(1500)
def _starts(annotated: AnnotatedArticle) -> list[int]:
    return [sentence.span.start for sentence in annotated.sentences]


def group_credits(annotated: AnnotatedArticle, papers: Mapping[str, str] | None = None) -> list[Group]:
    """
    An article's credits, one group for each (source, via), in text order.

    ``papers``: the outlets of the articles at hand, name by ``name_key``. An article read alone may take an outlet that
    the table lacks for a person or an organization; beside that outlet's own article it is known for what it is.
    """
    sources = {source.id: _known_outlet(source, papers or {}) for source in annotated.sources}
    found: dict[tuple[str, str, str | None], list[Credit]] = {}
    for credit in sorted(annotated.credits, key=lambda each: (each.evidence, each.id)):
        source = sources[credit.source_id]
        via = (papers or {}).get(name_key(credit.via)) if credit.via else None
        via = via or (_whose_short_form(credit.via, papers or {}) if credit.via else None) or credit.via
        found.setdefault((source.kind, source.name or source.id, via), []).append(replace(credit, via=via))
    return [Group(sources[credits[0].source_id], key[2], tuple(credits)) for key, credits in found.items()]


def _known_outlet(source: Source, papers: Mapping[str, str]) -> Source:
    name = papers.get(name_key(source.name)) if source.name and source.kind not in ("post", "document") else None
    if name is None and source.name and source.kind == "outlet":
        name = _whose_short_form(source.name, papers)
    return replace(source, kind="outlet", name=name) if name else source


def _whose_short_form(name: str, papers: Mapping[str, str]) -> str | None:
    """The one outlet at hand, unknown to the table, of whose name this is the last word: "The Ledger"."""
    short = re.sub("^[Tt]he ", "", name)
    if " " in short or name_key(name) in papers:
        return None
    fitting = [each for each in papers.values() if each.endswith(f" {short}") and outlets().by_name(each) is None]
    return fitting[0] if len(fitting) == 1 else None


def feature_rows(groups: Sequence[Group], scene: Scene) -> list[dict[str, float]]:
    """The features of each of an article's groups, with how it stands beside the others."""
    rows = [features_of(group, scene) for group in groups]
    compared = beside([group.source.kind for group in groups], [row["cosine"] for row in rows])
    for row, more in zip(rows, compared, strict=True):
        row.update(more)
    return rows


def group_places(group: Group, annotated: AnnotatedArticle) -> list[int]:
    """The numbers of the sentences in which a group is credited."""
    return sorted({place for credit in group.credits for place in places_of(annotated, credit.evidence)}) or [0]


def features_of(group: Group, scene: Scene) -> dict[str, float]:
    """The features of one group of credits, by name; absent ones are 0."""
    annotated = scene.annotated
    places = group_places(group, annotated)
    article = annotated.article
    temper = _temper(article.title or "", article.text, len(annotated.sentences))
    stated = _stated(group, scene)
    found = _nearness(places, scene) | _naming(group, scene) | _wording(group, places, stated, scene) | temper
    found |= presence(
        group.source,
        tuple(each.evidence.of(article.text) for each in group.credits),
        stated,
        article.title or "",
        article.text,
    )
    undone = scene.query.undone
    number, kind, stance = max(1, len(annotated.sentences)), group.source.kind, scene.mention.stance
    found |= {
        "count": float(np.log1p(len(group.credits))),
        "first": places[0] / number,
        "last": places[-1] / number,
        "via": float(group.via is not None),
        "first_hand": float(any(credit.first_hand for credit in group.credits)),
        "against": max(found["hoax"], found["denial"], found["denies"]),
        f"kind={kind}": 1.0,
        f"stance={stance}": 1.0,
    }
    found |= {f"rule={credit.rule}": 1.0 for credit in group.credits}
    near = max(found["hoax_near"], found["denial_near"], found["denies"])
    contests = float(stance == "contests")
    found |= {
        f"against,kind={kind}": found["against"],
        f"against_near,kind={kind}": near,
        f"contests,kind={kind}": contests,
        f"reports,kind={kind}": found["reports"],
        f"temper,kind={kind}": found["temper"],
        "contests,reports": contests * found["reports"],
        "contests,against": contests * found["against"],
        "contests,first": contests * found["first"],
        "contests,subject": contests * found["subject"],
        "subject,against": found["subject"] * found["against"],
        "subject,asserts": found["subject"] * float(stance == "asserts"),
        "only_named": float(all(credit.rule == "mention" for credit in group.credits)),
        "only_named,subject": found["subject"] * float(all(credit.rule == "mention" for credit in group.credits)),
        "outlet,jester": found["jester"] * float(kind == "outlet"),
        "tempered,first": found["tempered"] * found["first"],
        f"negated,kind={kind}": found["negated"],
        f"names_near,kind={kind}": found["names_near"],
        f"undone,kind={kind}": found["undone"] * (not undone),
        f"undone_near,kind={kind}": found["undone_near"] * (not undone),
        f"unreached_near,kind={kind}": found["unreached_near"],
        "claim_undone": float(undone),
    }
    for name in ("undone", "undone_near", "undone_said", "undone_around", "undone_title"):
        found |= {f"{name},claim_undone": found[name] * undone, name: found[name] * (not undone)}
    return found


def _nearness(places: Sequence[int], scene: Scene) -> dict[str, float]:
    """How near the claim the credit stands."""
    here = [float(scene.cosines[place]) for place in places if place < len(scene.cosines)] or [0.0]
    near = [float(scene.cosines[max(0, place - 2) : place + 3].max(initial=0.0)) for place in places]
    top = float(scene.cosines.max(initial=0.0))
    likeness = [float(scene.crediting[place]) for place in places if place < len(scene.crediting)] or [0.0]
    apart = min((abs(place - other) for place in places for other in scene.speaking), default=30)
    return {
        "crediting": sum(likeness) / len(likeness),
        "cosine": max(here),
        "cosine_near": max(near),
        "cosine_gap": top - max(near),
        "speaks": float(apart == 0),
        "apart": min(apart, 6) / 6,
        "far": float(np.log1p(min(apart, 30)) / np.log(31)),
        "spread": len(scene.speaking) / max(1, len(scene.annotated.sentences)),
    }


def _naming(group: Group, scene: Scene) -> dict[str, float]:
    """Whether the claim is about the source, and who else names it."""
    name = group.source.name
    by = scene.named_by.get(name, 0) if name else 0
    return {
        "subject": float(bool(name) and bool(stems(name or "") & scene.query.words)),
        "own": float(name is not None and name == scene.own),
        "named_by": float(np.log1p(by)),
        "named_by_share": by / max(1, scene.named_by.get("", 1)),
    }


def _wording(group: Group, places: Sequence[int], stated: Sequence[tuple[str, str]], scene: Scene) -> dict[str, float]:
    """The words of the sentence, of those around it, next to the evidence, and of what is said."""
    annotated, query = scene.annotated, scene.query
    here = _sentences(annotated, places)
    before = _sentences(annotated, [place - 1 for place in places])
    around = before + " " + _sentences(annotated, [place + 1 for place in places])
    text = annotated.article.text
    near = " ".join(text[max(0, each.evidence.start - 15) : each.evidence.end + 80] for each in group.credits)
    said = " ".join(words for _, words in stated)
    polarities = {polarity for polarity, _ in stated}
    overlap = len(stems(here) & query.words) / max(1, len(query.words))
    found = {
        **_cue_words(here, before, around, near, said),
        "denies": float("denies" in polarities),
        "doubts": float(bool(polarities & {"doubts", "asks"})),
        "overlap": overlap,
    }
    found |= _taken_up(group, here, around, said, scene)
    return found | {"not,overlap": float(overlap > 0.25 and bool(_NOT.search(here.lower())))}


def _stated(group: Group, scene: Scene) -> list[tuple[str, str]]:
    ids = [each.statement_id or "" for each in group.credits]
    return [scene.statements[each] for each in ids if each in scene.statements]


def _taken_up(group: Group, here: str, around: str, said: str, scene: Scene) -> dict[str, float]:
    """Which words of the claim stand near the credit, the source's own name aside, and which of them are negated."""
    query, own = scene.query, stems(group.source.name or "")
    names, others = query.names - own, query.others - own
    words, near = stems(here), stems(here) | stems(around)
    title = scene.annotated.article.title or ""
    return {
        "names": _share(names, words),
        "names_near": _share(names, near),
        "others": _share(others, words),
        "others_near": _share(others, near),
        "no_names_near": float(bool(names) and names.isdisjoint(near)),
        "no_others_near": float(bool(others) and others.isdisjoint(near)),
        "negated": float(not query.others.isdisjoint(negated_stems(here))),
        "negated_around": float(not query.others.isdisjoint(negated_stems(around))),
        "negated_said": float(not query.others.isdisjoint(negated_stems(said))),
        "negated_title": float(not query.others.isdisjoint(negated_stems(title))),
        "negated_all": min(scene.negated, 4) / 4,
    }


def _share(wanted: frozenset[str], found: frozenset[str]) -> float:
    return len(wanted & found) / len(wanted) if wanted else 0.0


@lru_cache(maxsize=8192)  # the same for every claim of a story
def _cue_words(here: str, before: str, around: str, near: str, said: str) -> dict[str, float]:
    here, before, around, near, said = (text.lower() for text in (here, before, around, near, said))
    found = {
        "hoax": _HOAX.search(here),
        "hoax_near": _HOAX.search(near),
        "hoax_said": _HOAX.search(said),
        "hoax_around": _HOAX.search(around),
        "denial": _DENIAL.search(here),
        "denial_near": _DENIAL.search(near),
        "denial_said": _DENIAL.search(said),
        "denial_around": _DENIAL.search(around),
        "turn": _TURN.search(here),
        "turn_before": _TURN.search(before),
        "jester": _JESTER.search(near),
        "reports": _REPORTS.search(near),
        "not_said": _NOT.search(said),
        "undone": _UNDONE.search(here),
        "undone_near": _UNDONE.search(near),
        "undone_around": _UNDONE.search(around),
        "undone_said": _UNDONE.search(said),
        "unreached": _UNREACHED.search(here),
        "unreached_near": _UNREACHED.search(near),
        "unreached_around": _UNREACHED.search(around),
    }
    return {name: float(bool(value)) for name, value in found.items()}


def _sentences(annotated: AnnotatedArticle, places: Iterable[int]) -> str:
    some = [annotated.sentences[place].span for place in places if 0 <= place < len(annotated.sentences)]
    return " ".join(span.of(annotated.article.text) for span in some)


@lru_cache(maxsize=1024)  # the same for every credit and every claim
def _temper(title: str, text: str, sentences: int) -> dict[str, float]:
    """How much of an article is about whether something is so."""
    title = title.lower()
    text = f"{title} {text.lower()}"
    number = len(_HOAX.findall(text)) + len(_DENIAL.findall(text))
    return {
        "temper": min(1.0, number / max(1, sentences)),
        "tempered": float(np.log1p(number)),
        "tempered_title": float(bool(_HOAX.search(title) or _DENIAL.search(title))),
        "undone_title": float(bool(_UNDONE.search(title))),
        "update": float("update" in text),
    }
