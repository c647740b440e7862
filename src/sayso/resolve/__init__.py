"""Who each source of an article is, what it says, and whom the article credits."""

from sayso.resolve.article import Resolved, resolve_article
from sayso.resolve.polarity import certainty_of

__all__ = ["Resolved", "certainty_of", "resolve_article"]
