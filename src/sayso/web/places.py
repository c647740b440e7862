"""Where things are: addresses on the server, anchors in a one-file report. Templates ask here and nowhere else."""

from typing import Protocol
from urllib.parse import quote as escape

from sayso.records import Span

SHORT = 20  # characters of an id in an address: 16 hexadecimal digits and the letters of its kind


def short(identity: str) -> str:
    """The beginning of an id that addresses use; any unique beginning is found."""
    return identity[:SHORT]


class Places(Protocol):
    """Addresses of records; an empty one where there is no page of it."""

    def claim(self, claim_id: str) -> str: ...
    def article(self, article_id: str, span: Span | None = None) -> str: ...
    def source(self, source_id: str | None) -> str: ...
    def outlet(self, name: str | None) -> str: ...
    def story(self, story_id: str) -> str: ...


class ServerPlaces:
    """
    On the server. An article's id is made of its address and text, so a place in it never moves to other words.

    ``?s=310-512`` marks the place without any script, ``#s`` goes to it.
    """

    def claim(self, claim_id: str) -> str:
        return f"/c/{short(claim_id)}" if claim_id else ""

    def article(self, article_id: str, span: Span | None = None) -> str:
        place = f"?s={span.start}-{span.end}#s" if span else ""
        return f"/a/{short(article_id)}{place}"

    def source(self, source_id: str | None) -> str:
        return f"/s/{short(source_id)}" if source_id else ""

    def outlet(self, name: str | None) -> str:
        return f"/o/{escape(name, safe='')}" if name else ""

    def story(self, story_id: str) -> str:
        return f"/claims?story={story_id}" if story_id else ""
