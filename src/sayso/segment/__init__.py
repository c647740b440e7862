"""One article's text, cut up: paragraphs, sentences, quotations."""

from sayso.segment.quotations import find_quotations
from sayso.segment.sentences import paragraphs, split_sentences

__all__ = ["find_quotations", "paragraphs", "split_sentences"]
