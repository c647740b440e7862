"""Who each source of an article is, what it says, and whom the article credits."""

from sayso.resolve.article import Resolved, resolve_article

__all__ = ["Resolved", "resolve_article"]
