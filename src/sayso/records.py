"""
Every record sayso makes, in the order one article meets them.

Read this file first: it is the glossary. Records are frozen, hold plain values,
and point to each other by id. Nothing in here does any work.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sayso.errors import SpanError

Kind = Literal["outlet", "person", "organization", "unnamed", "document", "post"]
Role = Literal["claim", "counter", "context"]
Stance = Literal["asserts", "reports", "questions", "contests"]
Verdict = Literal[
    "same", "different",  # of a pair
    "asserts", "reports", "questions", "contests", "silent",  # of a stance
    "says", "nobody",  # of a speaker: source b says statement a; the article itself does, nobody is named for it
    "article", "not_article",  # of a text
    "unsure",  # of any: left to the machine
    "undone",
]  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The half-open range [start, end) of code points in ``Article.text``."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise SpanError(f"span [{self.start}, {self.end}) is empty or reversed")

    def of(self, text: str) -> str:
        """The characters this span covers."""
        if self.end > len(text):
            raise SpanError(f"span [{self.start}, {self.end}) ends outside a text of {len(text)} characters")
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class When:
    """A moment known only to lie in [earliest, latest), both aware UTC."""

    earliest: datetime
    latest: datetime
    raw: str  # as the input had it
    found_in: str  # where it was read: "column", "jsonld", "meta", "url", "text", "warc", "notice", "retrieved"

    def surely_before(self, other: "When") -> bool:
        """Whether this moment ended before the other began; intervals that overlap have no known order."""
        return self.latest <= other.earliest


# ---- ingest ----


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink of the article's page."""

    span: Span  # the linked words
    target: str  # absolute URL


@dataclass(frozen=True, slots=True)
class Article:
    """One text at one address, stored once and never edited; every ``Span`` points into ``text``."""

    id: str  # from address and text: the same text at two addresses is two articles, and that is evidence
    input_id: str  # what the input called it: a file name, a row's id
    url: str | None
    outlet: str | None  # canonical outlet name where known, else the domain or what the input said
    title: str | None
    byline: str | None
    text: str
    published: When | None
    retrieved: datetime
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something found in the inputs that did not become an article, or that a person judged to be none, and why."""

    input_id: str
    where: str  # "crawl/feed.jsonl:17"
    reason: Literal["consent_wall", "index_page", "stub", "too_short", "no_text", "unreadable", "judged"]
    detail: str  # what happened, what was kept, what to do


# ---- segment ----


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks, the marks included; a paragraph of a longer quotation may end without one."""

    span: Span
    depth: int  # 0: outermost, 1: a quotation inside a quotation
    closed: bool
    continues: bool  # goes on from the paragraph before (an opening mark repeated there, no closing mark between)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of one paragraph; sentences do not overlap and are in text order."""

    span: Span
    paragraph: int
    quoted: tuple[Span, ...]  # what of it stands between quotation marks


@dataclass(frozen=True, slots=True)
class Notice:
    """What an article says of itself: a correction, an editor's note, an update, that it is withdrawn."""

    span: Span
    kind: Literal["correction", "update", "note", "withdrawal"]
    about_itself: bool  # nothing in it is a statement of the article's sources; an "UPDATE:" may be news


# ---- attribute ----


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution relation (PARC / PolNeAR): who (source) says (cue) what (content)."""

    id: str  # from article_id and content alone, so it outlives new scores and new cues
    article_id: str
    source: tuple[Span, ...]  # empty: "it was reported that ..."
    cue: tuple[Span, ...]  # empty: "Rates will rise, the bank: ..."
    content: tuple[Span, ...]  # may be discontinuous
    parent: str | None  # the attribution this one stands inside: "KCNA said, according to Yonhap"
    type: Literal["direct", "indirect", "mixed"]
    attitude: Literal["statement", "belief", "intention", "feeling"]
    score: float  # 0 to 1: how likely cue, content and source are those that an annotator would choose


# ---- resolve ----


@dataclass(frozen=True, slots=True)
class Source:
    """Whom the article names, or leaves unnamed, as speaking."""

    id: str
    article_id: str
    kind: Kind
    name: str | None  # None where unnamed: nobody is ever inferred behind a description
    description: str  # the fullest mention: "an official with direct knowledge"
    mentions: tuple[Span, ...]
    anonymity: Span | None = None  # of an unnamed one: where the article says why, "who asked not to be named because"


@dataclass(frozen=True, slots=True)
class Statement:
    """An attribution whose source is resolved: who said what, and through whom."""

    id: str
    attribution_id: str
    article_id: str
    source_id: str | None
    via: str | None  # the outlet it came through: "told In Touch"
    polarity: Literal["says", "denies", "doubts", "asks"]  # what the cue does with the content
    content: tuple[Span, ...]
    text: str  # the content's words, fragments joined by " … "
    # "may have said", "is said to", "declined to say"; None: not noted in a ledger of an older schema
    certainty: Literal["plain", "possible", "hearsay", "withheld"] | None = None


@dataclass(frozen=True, slots=True)
class Credit:
    """An article's naming of where it has something from; its role is a matter of the claim, so of trace."""

    id: str
    article_id: str
    source_id: str
    via: str | None
    evidence: Span  # source mention and cue
    rule: str  # how it was found: "attribution", "dateline", "credit_line", "link", "post", "wire"
    first_hand: bool  # "told us", "TMZ has learned" in the outlet's own article
    statement_id: str | None


@dataclass(frozen=True, slots=True)
class AnnotatedArticle:
    """All that one article yields without looking at any other."""

    article: Article
    sentences: tuple[Sentence, ...]
    attributions: tuple[Attribution, ...]
    sources: tuple[Source, ...]
    statements: tuple[Statement, ...]
    credits: tuple[Credit, ...]
    vectors: bytes  # one int8 unit vector of 384 for the title (or the first sentence), then one per sentence; or empty


# ---- match ----


@dataclass(frozen=True, slots=True)
class ArticleLink:
    """Two articles compared. Pairs are stored; stories are computed from them."""

    a: str  # article ids, a < b
    b: str
    score: float  # 0 to 1: how likely the two are about the same happening
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClaimLink:
    """Two statements compared. Pairs are stored; claims are computed from them."""

    a: str  # statement ids, a < b
    b: str
    score: float


@dataclass(frozen=True, slots=True)
class Story:
    """Articles about the same happening."""

    id: str
    article_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """Statements that say the same, within a story."""

    id: str
    story_id: str
    label: str  # the wording of one of its statements
    statement_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Headline:
    """An article's headline held against its text, both seen from one claim."""

    stance: Stance  # of the headline alone
    body: Stance  # of the text without it
    sentence: Span  # of the text: where it passes the claim on, doubts or denies it
    score: float  # 0 to 1: how likely the headline says outright what the text does not
    says_more: bool  # whether that is likely enough to be said


@dataclass(frozen=True, slots=True)
class Mention:
    """An article of those asked that speaks of a claim, and where; one that is only about its topic is left out."""

    article_id: str
    sentences: tuple[Span, ...]  # that speak of the claim, best first; empty where only the title does
    in_title: bool
    score: float  # 0 to 1: how likely the article speaks of this claim
    stance: Stance
    stance_score: float = 0.0  # 0 to 1: how likely that stance
    headline: Headline | None = None  # None: it has none, or was not compared


# ---- trace ----


@dataclass(frozen=True, slots=True)
class Reuse:
    """Two articles sharing wording: one is copied from the other, or both from a third."""

    a: str  # article ids, a < b
    b: str
    spans: tuple[tuple[Span, Span], ...]  # aligned passages, of a and of b
    of_a: float  # how much of a's words is in b, 0 to 1
    of_b: float


@dataclass(frozen=True, slots=True)
class ClaimCredit:
    """A credit seen from one claim: its role in it."""

    name: str | None
    kind: Kind
    role: Role
    via: str | None
    evidence: Span
    statement_id: str | None
    source_id: str
    because: str
    score: float = 1.0  # how likely it has this role


@dataclass(frozen=True, slots=True)
class Appearance:
    """How one article carries one claim."""

    article_id: str
    stance: Stance
    sentence: Span | None  # the words in which it speaks of the claim; None where only its title does
    score: float
    first_hand: bool
    primary: str | None
    reprint_of: str | None  # an article id, or "wire:AP" and the like
    credits: tuple[ClaimCredit, ...]
    headline: Headline | None = None


@dataclass(frozen=True, slots=True)
class Derivation:
    """``derived`` rests on ``origin``, named by the W3C PROV relation it exports as."""

    derived: str
    origin: str
    relation: Literal["wasQuotedFrom", "wasDerivedFrom", "hadPrimarySource", "wasRevisionOf"]
    because: tuple[str, ...]


# ---- assess ----


@dataclass(frozen=True, slots=True)
class Reason:
    """One merge or one link of an origin, with the place it rests on; of a merge the places of both."""

    rule: str  # "cites", "copies", "same_person", "could_be_same", ...
    text: str  # in words that a reporter can read
    article_id: str | None
    evidence: Span | None
    statement_id: str | None = None
    other_article_id: str | None = None
    other_evidence: Span | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where crediting ends, with every merge that made it one."""

    name: str | None
    kind: str  # a Kind, or "unstated"
    rests_on: tuple[tuple[str | None, str], ...]  # (name, kind) of what the origin says it relied on
    article_ids: tuple[str, ...]
    in_ledger: bool
    reasons: tuple[Reason, ...]
    keys: tuple[str, ...] = ()  # of the endings that it is made of, by which a judgement names it: "outlet:In Touch"


@dataclass(frozen=True, slots=True)
class Contest:
    """Who says that it is not so."""

    name: str | None
    kind: Kind
    first_hand: bool  # a person's, an organization's or a post's own word, rather than another outlet's doubt
    article_id: str
    evidence: Span | None
    statement_id: str | None


@dataclass(frozen=True, slots=True)
class Event:
    """How an outlet changed what it says of a claim: from one version of an article to the next, or by a notice."""

    kind: Literal["gone", "softened", "firmed", "changed", "corrected", "withdrawn", "updated", "noted"]
    when: When  # as the notice or the newer version is dated; where neither is, when that was taken in ("retrieved")
    article_id: str  # of the version that has the change
    earlier_id: str | None  # of the version before it; None where only the notice tells of the change
    before: Span | None  # what the earlier version said of the claim
    after: Span | None  # what stands there now
    notice: Span | None
    in_title: bool
    because: str  # in words: "will became may"


@dataclass(frozen=True, slots=True)
class Assessment:
    """The answer to "on whose say-so?" for one claim."""

    claim_id: str
    origins: tuple[Origin, ...]  # grouped as for origins_max, without those that too little leads to
    origins_min: int
    origins_max: int
    independent_min: int
    independent_max: int
    bottlenecks: tuple[str, ...]
    contested_by: tuple[Contest, ...]
    flags: tuple[str, ...]  # "circular", "unstated", "withdrawn"
    merges: tuple[Reason, ...]  # why min is lower than max


@dataclass(frozen=True, slots=True)
class Trace:
    """A claim with all that carries it: what ``sayso trace`` prints."""

    claim: Claim
    query: str | None
    appearances: tuple[Appearance, ...]
    derivations: tuple[Derivation, ...]
    assessment: Assessment
    judgements: tuple["Judgement", ...] = ()  # those that shaped it
    events: tuple[Event, ...] = ()  # how the articles changed, oldest first
    versions: tuple[tuple[str, ...], ...] = ()  # ids of the texts that stood at one address, oldest first


# ---- ledger ----


@dataclass(frozen=True, slots=True)
class Run:
    """One call of ``sayso add`` or ``sayso run``; every row of the ledger names the one that wrote it."""

    id: str
    command: str
    version: str
    config_digest: str
    model_digest: str
    started: datetime


@dataclass(frozen=True, slots=True)
class Failure:
    """An article a stage could not process. Failures are results, not log lines."""

    article_id: str
    stage: str
    error: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where that which a judgement names stands in its article, so that it is found again when that is read anew."""

    id: str  # of a statement or source, as it was when the judgement was made
    article_id: str
    spans: tuple[Span, ...]  # a statement's content, a source's mentions
    name: str | None = None  # a source's


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's ruling: it outranks the machine's and is never overwritten; to undo one is a judgement too."""

    a: str  # id of an article, statement or source, or an origin's key; of a pair a < b, of a stance the article
    b: str  # of a stance the statement that stands for the claim, of a speaker the source; "": nobody, or none needed
    verdict: Verdict
    by: str
    made: datetime
    kind: Literal["articles", "statements", "sources", "origins", "stance", "speaker", "text"] = "articles"
    claim: str | None = None  # of origins and a stance: the statement whose words the claim's label was
    places: tuple[Place, ...] = ()
    note: str = ""
    number: int = 0  # its place in the ledger's list; 0: not stored
    undoes: int | None = None  # the number of the judgement that it takes back


@dataclass(frozen=True, slots=True)
class NoteMark:
    """That a note is settled, or open again."""

    mark: Literal["settled", "reopened"]
    by: str
    made: datetime


@dataclass(frozen=True, slots=True)
class Note:
    """What a person wrote about a claim, a statement or an article; it changes nothing that is counted."""

    kind: Literal["claim", "statement", "article"]
    about: str  # id of the statement or article; of a claim the statement whose words its label was
    text: str  # plain, at most 2,000 characters
    by: str
    made: datetime
    places: tuple[Place, ...] = ()
    number: int = 0  # its place in the ledger's list; 0: not stored
    marks: tuple[NoteMark, ...] = ()  # oldest first; the last one counts
