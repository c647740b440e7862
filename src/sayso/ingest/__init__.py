"""Files, folders and web archives in; articles out, and a Problem for all that is none."""

from sayso.ingest.article import article_from_text
from sayso.ingest.inputs import read_inputs

__all__ = ["article_from_text", "read_inputs"]
