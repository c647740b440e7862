"""The description of the JSON that the pages give, as OpenAPI 3.1."""

from typing import Any

from sayso import __version__
from sayso.ledger.filtered import CHOICES, TEXTS
from sayso.web.asking import ORDER_WORDS, VALUES

_PAGE = {"page": {"type": "integer", "minimum": 1, "description": "one page of the list; without it all rows"}}
_ID = {"type": "string", "description": "an id, or a beginning that only it has"}
_CLAIMS: dict[str, dict[str, Any]] = {
    "q": {"type": "string", "description": "words that a statement of the claim holds"},
    **{
        name: {"type": "array", "items": {"type": "string", "enum": list(VALUES[name])}}
        for name in ("origins", "contested", "word", "flags")
    },
    "outlets": {"type": "array", "items": {"type": "string"}},
    "story": {"type": "string"},
    "source": _ID | {"description": "of a source that speaks of the claim"},
    "contester": _ID | {"description": "of a named source that contests it"},
    "contest-in": {"type": "string", "description": "an outlet in one of whose articles it is contested"},
    "since": {"type": "string", "format": "date"},
    "until": {"type": "string", "format": "date"},
    "order": {"type": "string", "enum": list(ORDER_WORDS), "default": "carried"},
    **_PAGE,
}
_WORDS = {"q": {"type": "string"}}
_ARTICLES: dict[str, dict[str, Any]] = {
    "outlet": {"type": "string"},
    "story": {"type": "string"},
    "credits": {"type": "string", "description": "an outlet that they credit"},
    "source": _ID,
    "in": {"type": "string", "description": "a day, month or year: 2024-05-03, 2024-05, 2024"},
    "text": {"type": "string", "enum": list(TEXTS), "description": "where the text comes from; with an outlet"},
    **_PAGE,
}
_STATEMENTS: dict[str, dict[str, Any]] = {
    "q": {"type": "string", "description": "words that it holds"},
    **{name: _ARTICLES[name] for name in ("outlet", "story", "source", "in")},
    "article": _ID,
    "claim": _ID,
    **{name: {"type": "string", "enum": list(values)} for name, values in CHOICES.items()},
    **_PAGE,
}

# path -> (what it gives, its schema, parameters of the query)
OPERATIONS: dict[str, tuple[str, str, dict[str, dict[str, Any]]]] = {
    "/claims.json": ("Claims by facets; every number of a facet applies all other filters", "sayso.claims/1", _CLAIMS),
    "/stories.json": ("Stories, the largest first", "sayso.stories/1", _PAGE),
    "/articles.json": ("Articles, the newest first", "sayso.articles/1", _ARTICLES),
    "/statements.json": ("Statements, those of the newest articles first", "sayso.statements/1", _STATEMENTS),
    "/sources.json": ("Named sources, those with the most statements first", "sayso.sources/1", _WORDS | _PAGE),
    "/outlets.json": (
        "Outlets, those with the most articles first",
        "sayso.outlets/1",
        _WORDS | {"story": {"type": "string"}} | _PAGE,
    ),
    "/search.json": ("Statements, claims, articles and sources that hold some words", "sayso.search/1", _WORDS),
    "/c/{id}.json": ("On whose say-so: the trace of one claim", "sayso.trace/1", {}),
    "/a/{id}.json": ("One article's stored text and who says what in it", "sayso.article/1", {}),
    "/s/{id}.json": ("One source and what it says", "sayso.source/1", {}),
    "/notes.json": ("What people wrote about claims, statements and articles", "sayso.notes/1", {}),
    "/o/{name}.json": ("One outlet: whom it relies on, who relies on it", "sayso.outlet/1", {}),
}


def document() -> dict[str, Any]:
    """The OpenAPI document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "sayso",
            "version": __version__,
            "description": "Who asserts, on whose word, and who contests. sayso does not judge who is right.",
        },
        "paths": {path: {"get": _operation(path, *each)} for path, each in OPERATIONS.items()},
        "components": {"schemas": {"Error": {"type": "object", "properties": {"error": {"type": "string"}}}}},
    }


def _operation(path: str, summary: str, schema: str, query: dict[str, dict[str, Any]]) -> dict[str, Any]:
    named = path.partition("{")[2].partition("}")[0]
    parameters = [{"name": named, "in": "path", "required": True, "schema": {"type": "string"}}] if named else []
    parameters += [{"name": name, "in": "query", "required": False, "schema": each} for name, each in query.items()]
    shape = {"type": "object", "description": schema}
    error = {"$ref": "#/components/schemas/Error"}
    return {
        "summary": summary,
        "operationId": path.strip("/").partition(".")[0].replace("/{id}", "").replace("/{name}", ""),
        "parameters": parameters,
        "responses": {
            "200": {"description": schema, "content": {"application/json": {"schema": shape}}},
            "404": {"description": "no such record", "content": {"application/json": {"schema": error}}},
        },
    }
