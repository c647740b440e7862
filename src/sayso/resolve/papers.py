"""Papers and posts that stand beside an outlet's name: "records obtained by the Gazette", "posts on the X forum"."""

import re

from sayso.resolve.names import WORD, Phrase
from sayso.words import DOCUMENT_NOUNS, POST_NOUNS

ARTICLES = frozenset(
    ("a", "an", "the", "new", "recent", "fake", "bogus", "leaked", "same", "hoax", "one", "some", "several")
)
# what an outlet makes known and has not made itself
_NOT_ITS_OWN = frozenset(("memo", "memos", "filing", "filings", "emails", "e-mails", "letter", "letters", "transcript"))
_SEEN = re.compile(r" that (?:the )?[A-Z][\w ]{1,40}? (?:has|had|have) (?:seen|obtained|reviewed|viewed|read)\b")
_OF_WHOM = re.compile(
    r" (?:of|from|by) (?:the )?((?:[A-Z][\w&-]* ?){1,4})(?=$|[,.;]| [a-z])| in the ((?:[A-Z][\w&-]*(?: of)? ?){2,5})"
)
# through whom the article has the paper; a poll "released by" an outlet is that outlet's own
_THROUGH = re.compile(
    r" (?:that (?:was|were) )?(?:(?:first|exclusively|\w+ly) )?(?:obtained|reviewed|seen|viewed|examined|read) by\b"
)
_MADE = re.compile(
    r" (?:(?:that|which) (?:was|were) )?(?:released|conducted|commissioned|published|carried out|compiled|done)"
    r" (?:by|for|in)\b"
)
_POSTS = re.compile(
    r"^(?:[\w’'-]+ ){0,3}?(?:posts|comments|postings|messages|threads|tweets) (?:on|in|at|to) ", re.IGNORECASE
)
_NO_PAPER = frozenset(("book", "paper", "papers", "statement", "review", "report", "biography", "memoir"))
_OF = re.compile(r"\s(?:of|about|from|on|in)\b")


def paper_of(text: str, outlet: str | None) -> Phrase | None:
    """The document, or the posts, of a phrase that goes on to name an outlet; None for any other phrase."""
    if outlet is None:
        return None
    if _POSTS.match(text):
        return Phrase("post")
    handed, made = _THROUGH.search(text), _MADE.search(text)
    through = handed or _SEEN.search(text)
    end = through or made
    if end is None:
        return None
    words = [word.lower() for word in WORD.findall(_OF.split(text[: end.start()])[0])]
    words = [word for word in words if word not in ARTICLES]
    if words[:1] == ["copy"]:
        words = [word.lower() for word in WORD.findall(text[: end.start()])][-1:]
        return Phrase("document", " ".join(words), outlet) if words else None
    if not words:
        return None
    known = words[-1] in DOCUMENT_NOUNS and words[-1] not in _NO_PAPER
    if not known and (handed is None or words[-1] in POST_NOUNS):
        return None
    through = through or (made if words[-1] in _NOT_ITS_OWN else None)
    name = document_name(text[: end.start()], words[-1]) if _OF_WHOM.search(text[: end.start()]) else " ".join(words)
    return Phrase("document", name, outlet if through else None)


def document_name(clause: str, head: str) -> str:
    """What a paper without a title goes by: its kind and, where that follows, whose it is or where it stands."""
    at = re.search(rf"\b{re.escape(head)}\b", clause, re.IGNORECASE)
    end = at.end() if at else len(clause)
    kind = [word.lower() for word in WORD.findall(clause[:end])]
    owner = _OF_WHOM.match(clause, end)
    words = " ".join(word for word in kind if word not in ARTICLES)
    return words + (owner.group().rstrip() if owner else "")
