"""
The tables of a ledger, as SQLAlchemy Core, and the SQL that makes the file.

Records are rows that are only ever added; each names the run that wrote it. Where a person ruled who says a statement,
the ruling stands in its row, and what had been read in ``outranked``. ``stories``, ``claims`` and
``assessments`` (with their member tables) are a function of the links and are replaced for the components that a
run touches. ``article_keys`` and ``fingerprints`` are inverted indexes of the articles linked so far. Spans are JSON
text, ``[[start, end], …]`` in code points, so that any SQLite browser shows them.
"""

from collections.abc import Iterator

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from sayso.ledger.opening import SCHEMA_VERSION, VERSIONS, WAITING

metadata = MetaData()


def _run() -> Column[str]:
    return Column("run_id", Text, ForeignKey("runs.id"), nullable=False)


def _article() -> Column[str]:
    return Column("article_id", Text, ForeignKey("articles.id"), nullable=False)


def _text(name: str, *, optional: bool = False) -> Column[str]:
    return Column(name, Text, nullable=optional)


meta = Table("meta", metadata, Column("key", Text, primary_key=True), _text("value"))

runs = Table(
    "runs",
    metadata,
    Column("id", Text, primary_key=True),
    *(_text(name) for name in ("command", "version", "config_digest", "model_digest", "started")),
)

articles = Table(
    "articles",
    metadata,
    Column("number", Integer, primary_key=True),  # short form of the id inside the index tables and the full-text index
    Column("id", Text, nullable=False, unique=True),
    _run(),
    _text("input_id"),  # of the input that brought it first; `inputs` has them all
    *(_text(name, optional=True) for name in ("url", "outlet", "title", "byline")),
    _text("text"),
    *(_text(f"published_{part}", optional=True) for part in ("earliest", "latest", "raw", "found_in")),
    _text("retrieved"),
    _text("links"),
    Index("articles_url", "url"),
    Index("articles_input", "input_id"),
    Index("articles_published", "published_earliest"),  # since schema 5
)

# Every input that held the article, the first one included: copies are evidence and are never dropped.
inputs = Table(
    "inputs",
    metadata,
    Column("article_id", Text, ForeignKey("articles.id"), primary_key=True),
    Column("input_id", Text, primary_key=True),
    _text("retrieved"),
    _run(),
    Index("inputs_input", "input_id"),
)

problems = Table(
    "problems",
    metadata,
    Column("id", Text, primary_key=True),
    _run(),
    *(_text(name) for name in ("input_id", "place", "reason", "detail")),
)

failures = Table(
    "failures",
    metadata,
    Column("article_id", Text, ForeignKey("articles.id"), primary_key=True),
    Column("stage", Text, primary_key=True),
    Column("run_id", Text, ForeignKey("runs.id"), primary_key=True),
    _text("error"),
)

# How far each article has come: "annotate", "link", "cluster".
progress = Table(
    "progress",
    metadata,
    Column("article_id", Text, ForeignKey("articles.id"), primary_key=True),
    Column("stage", Text, primary_key=True),
    _run(),
    Index("progress_stage", "stage", "article_id"),
    sqlite_with_rowid=False,
)

# The same from the other side: what each article waits for, the next of these stages, until it is through with all.
# Kept by triggers; since schema 5. A run finds what is new without going through all that is not.
waiting = Table(
    "waiting",
    metadata,
    Column("article", Integer, ForeignKey("articles.number"), primary_key=True, autoincrement=False),
    _text("stage"),
)

# ---- one article, alone ----

sentences = Table(
    "sentences",
    metadata,
    Column("article_id", Text, ForeignKey("articles.id"), primary_key=True),
    _run(),
    _text("sentences"),  # [[start, end, paragraph, [[start, end] of what is quoted, …]], …]
)

vectors = Table(
    "vectors",
    metadata,
    Column("article_id", Text, ForeignKey("articles.id"), primary_key=True),
    _run(),
    Column("rows", LargeBinary, nullable=False),  # int8[n, 384]: of the title or the first sentence, then of each
)

leads = Table(
    "leads",
    metadata,
    Column("article_id", Text, ForeignKey("articles.id"), primary_key=True),
    _run(),
    Column("vector", LargeBinary, nullable=False),  # int8[384]: what a search over the whole ledger looks at
)

attributions = Table(
    "attributions",
    metadata,
    Column("id", Text, primary_key=True),
    _article(),
    _run(),
    *(_text(name) for name in ("source", "cue", "content")),
    Column("parent", Text, ForeignKey("attributions.id", deferrable=True, initially="DEFERRED")),
    *(_text(name) for name in ("type", "attitude")),
    Column("score", Float, nullable=False),
    Index("attributions_article", "article_id"),
)

sources = Table(
    "sources",
    metadata,
    Column("id", Text, primary_key=True),
    _article(),
    _run(),
    _text("kind"),
    _text("name", optional=True),
    _text("description"),
    _text("mentions"),
    _text("anonymity", optional=True),  # since schema 2
    Index("sources_article", "article_id"),
    Index("sources_name", "name"),
)

statements = Table(
    "statements",
    metadata,
    Column("number", Integer, primary_key=True),  # for the full-text index
    Column("id", Text, nullable=False, unique=True),
    Column("attribution_id", Text, ForeignKey("attributions.id"), nullable=False),
    _article(),
    _run(),
    Column("source_id", Text, ForeignKey("sources.id")),
    _text("via", optional=True),
    *(_text(name) for name in ("polarity", "content", "text")),
    _text("certainty", optional=True),  # since schema 3
    Index("statements_article", "article_id"),
    Index("statements_source", "source_id"),
)

credits = Table(
    "credits",
    metadata,
    Column("id", Text, primary_key=True),
    _article(),
    _run(),
    Column("source_id", Text, ForeignKey("sources.id"), nullable=False),
    _text("via", optional=True),
    *(_text(name) for name in ("evidence", "rule")),
    Column("first_hand", Integer, nullable=False),
    Column("statement_id", Text, ForeignKey("statements.id")),
    Index("credits_article", "article_id"),
    Index("credits_source", "source_id"),
)

# ---- across articles: pairs ----


def _index_of_articles(name: str, key: str) -> Table:
    return Table(
        name,
        metadata,
        Column(key, Integer, primary_key=True, autoincrement=False),
        Column("article", Integer, ForeignKey("articles.number"), primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )


article_keys = _index_of_articles("article_keys", "key")
fingerprints = _index_of_articles("fingerprints", "fingerprint")

# What of each article linked so far is compared with others, beside its vectors: a stranger is ruled out by it, without
# reading its text. Since schema 6.
article_terms = Table(
    "article_terms",
    metadata,
    Column("article", Integer, ForeignKey("articles.number"), primary_key=True, autoincrement=False),
    Column("packed", LargeBinary, nullable=False),  # see match/packing.py
)


def _pairs(name: str, of: str, *columns: Column[str] | Column[float]) -> Table:
    return Table(
        name,
        metadata,
        Column("a", Text, ForeignKey(of), primary_key=True),
        Column("b", Text, ForeignKey(of), primary_key=True),
        _run(),
        *columns,
        Index(f"{name}_b", "b"),
        sqlite_with_rowid=False,
    )


def _score() -> Column[float]:
    return Column("score", Float, nullable=False)


article_links = _pairs("article_links", "articles.id", _score(), _text("because"))
reuse = _pairs(
    "reuse",
    "articles.id",
    _text("spans"),  # [[[start, end] in a, [start, end] in b], …]
    Column("of_a", Float, nullable=False),
    Column("of_b", Float, nullable=False),
)

# Some 150 an article, so as short as can be: statements by their numbers, a < b. The run is the one that linked the
# articles (`progress`); the reasons are worked out from the two statements when somebody asks. Since schema 5.
claim_links = Table(
    "claim_links",
    metadata,
    Column("a", Integer, ForeignKey("statements.number"), primary_key=True, autoincrement=False),
    Column("b", Integer, ForeignKey("statements.number"), primary_key=True, autoincrement=False),
    _score(),
    sqlite_with_rowid=False,
)

judgements = Table(
    "judgements",
    metadata,
    Column("number", Integer, primary_key=True),  # of several on one pair, the latest counts
    _run(),
    *(_text(name) for name in ("a", "b", "verdict", "by", "made")),
    *(_text(name, optional=True) for name in ("kind", "claim", "places", "note")),  # since schema 3
    Column("undoes", Integer, ForeignKey("judgements.number")),
    Index("judgements_a", "a"),
    Index("judgements_b", "b"),
)

# ---- what follows from judgements on one record, see ruled.py ----

# What had been read of who says a statement, where a person's ruling stands in its row.
outranked = Table(
    "outranked",
    metadata,
    Column("statement_id", Text, ForeignKey("statements.id"), primary_key=True),
    _run(),
    Column("source_id", Text, ForeignKey("sources.id")),
    _text("via", optional=True),
    _text("credits"),  # the rows of the statement's credits, as JSON
)

# Articles that people ruled to be none: in no count.
set_aside = Table(
    "set_aside",
    metadata,
    Column("article_id", Text, ForeignKey("articles.id"), primary_key=True),
    _run(),
    Column("judgement", Integer, ForeignKey("judgements.number"), nullable=False),
)

# What people wrote, and that a note is settled or open again; a row is only ever added.
notes = Table(
    "notes",
    metadata,
    Column("number", Integer, primary_key=True),
    _run(),
    *(_text(name) for name in ("kind", "about")),  # "claim", "statement", "article"; an id, of a claim its statement's
    _text("places"),
    *(_text(name) for name in ("text", "by", "made")),
    _text("mark"),  # "": it is a note; "settled", "reopened": what became of another
    Column("of", Integer, ForeignKey("notes.number")),
    Index("notes_about", "about"),
)

# ---- across articles: what follows from the pairs ----

stories = Table("stories", metadata, Column("id", Text, primary_key=True), _run())

story_articles = Table(
    "story_articles",
    metadata,
    Column("article_id", Text, ForeignKey("articles.id"), primary_key=True),
    Column("story_id", Text, ForeignKey("stories.id"), nullable=False),
    Index("story_articles_story", "story_id"),
)

claims = Table(
    "claims",
    metadata,
    Column("id", Text, primary_key=True),
    Column("story_id", Text, ForeignKey("stories.id"), nullable=False),
    _run(),
    _text("label"),
    Index("claims_story", "story_id"),
)

claim_statements = Table(
    "claim_statements",
    metadata,
    Column("statement_id", Text, ForeignKey("statements.id"), primary_key=True),
    Column("claim_id", Text, ForeignKey("claims.id"), nullable=False),
    Index("claim_statements_claim", "claim_id"),
)

assessments = Table(
    "assessments",
    metadata,
    Column("claim_id", Text, ForeignKey("claims.id"), primary_key=True),
    _run(),
    # How many articles and outlets carry the claim, and when the latest of them appeared: what listings sort by.
    *(Column(name, Integer, nullable=False) for name in ("articles", "outlets")),
    _text("latest", optional=True),
    *(Column(name, Integer, nullable=False) for name in ("origins_min", "origins_max")),
    *(Column(name, Integer, nullable=False) for name in ("independent_min", "independent_max", "contests")),
    *(_text(name) for name in ("origins", "bottlenecks", "contested_by", "flags", "merges")),
    Column("trace", LargeBinary),  # since schema 4: how each article carries the claim, see traces.py
    Index("assessments_listing", "articles", "latest"),
)

VIEWS = (VERSIONS,)

FULL_TEXT = (
    """CREATE VIRTUAL TABLE articles_fts USING fts5(
         title, text, content='articles', content_rowid='number', tokenize='porter unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER articles_fts_insert AFTER INSERT ON articles BEGIN
         INSERT INTO articles_fts(rowid, title, text) VALUES (new.number, new.title, new.text); END""",
    """CREATE VIRTUAL TABLE statements_fts USING fts5(
         text, content='statements', content_rowid='number', tokenize='porter unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER statements_fts_insert AFTER INSERT ON statements BEGIN
         INSERT INTO statements_fts(rowid, text) VALUES (new.number, new.text); END""",
)


def making() -> Iterator[str]:
    """The SQL that makes all tables, views, indexes and triggers."""
    dialect = sqlite.dialect()
    for table in metadata.sorted_tables:
        yield str(CreateTable(table).compile(dialect=dialect))
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            yield str(CreateIndex(index).compile(dialect=dialect))
    yield from (*VIEWS, *FULL_TEXT, *WAITING)
    yield f"INSERT INTO meta VALUES ('schema', 'sayso.ledger/{SCHEMA_VERSION}')"
