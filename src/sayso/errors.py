"""
Everything sayso raises on purpose:

SaysoError
├── InputError          the caller's article or file cannot be read
│   └── NoArticleText
├── NotFound            no record of the ledger has that id, or several begin with it
├── ConfigError         an unknown key or impossible value in sayso.toml
├── ModelError          a model is missing, or its digest is not the recorded one
├── SpanError           offsets outside the text they claim to point into (a bug)
└── LedgerError         the ledger is locked, foreign, or of another schema version

A message says what happened, where, what was kept, and what to do next.
"""


class SaysoError(Exception):
    """Base class: ``except sayso.SaysoError`` catches all of the above."""


class InputError(SaysoError):
    """The caller's article or file cannot be read."""


class NoArticleText(InputError):
    """The file was read and holds no article."""


class NotFound(SaysoError):
    """No record of the ledger has that id, or several begin with it."""


class ConfigError(SaysoError):
    """An unknown key or impossible value in the configuration."""


class ModelError(SaysoError):
    """A model is missing, or its digest is not the recorded one."""


class SpanError(SaysoError):
    """Offsets outside the text they claim to point into."""


class LedgerError(SaysoError):
    """The ledger is locked, foreign, or of another schema version."""
