"""
The whole method on one page.

``annotate`` reads articles, each alone. ``compare`` looks across articles, at what is new and its partners only.
``answer`` traces one claim. All three are plain calls on records and hold no state.
"""

from collections.abc import Sequence
