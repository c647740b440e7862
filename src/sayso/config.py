"""
Settings: frozen dataclasses with the defaults in code, and one ``sayso.toml`` that may change them.

A threshold says here how it was set and on what. An unknown key is an error that names the nearest known one.
"""

import difflib
import hashlib
import json
import tomllib
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from sayso.errors import ConfigError

READERS = ("standard", "fast")


@dataclass(frozen=True, slots=True)
class IngestConfig:
    """What counts as an article."""

    min_words: int = 8  # shorter texts are kept as "too short"; agency flashes have ten words
    max_html_bytes: int = 5_000_000  # decoded HTML above this is not parsed: extraction time grows without bound


@dataclass(frozen=True, slots=True)
class ReadConfig:
    """How articles are read."""

    workers: int = 0  # processes; 0: one for each core
    batch: int = 8  # articles handed to a process at once, and written to the ledger at once
    seconds_per_article: float = 60.0  # then the article becomes a Failure row
    model: str = field(default="standard", metadata={"one of": READERS})  # fast: a smaller network, less accurate


@dataclass(frozen=True, slots=True)
class MatchConfig:
    """How articles become stories, and statements claims."""

    story_link: float = 0.05  # least score of a stored link between two articles; lower ones count as 0
    story_merge: float = 0.35  # least mean link score between two groups of articles that make one story (FNC-1)
    claim_link: float = 0.1  # least score of a stored link between two statements; lower ones count as 0
    claim_merge: float = 0.5  # least mean link score between two groups of statements that make one claim


@dataclass(frozen=True, slots=True)
class TraceConfig:
    """How reuse and appearances of a claim are found."""

    min_reuse_words: int = 13  # the shortest shared run that winnowing with k=6, w=8 never misses
    reprint_share: float = 0.75  # of a text's words found in another: a copy; best pair F1 on the training rumours


@dataclass(frozen=True, slots=True)
class Config:
    """All settings; every ledger run records their digest."""

    ingest: IngestConfig = field(default_factory=IngestConfig)
    read: ReadConfig = field(default_factory=ReadConfig)
    match: MatchConfig = field(default_factory=MatchConfig)
    trace: TraceConfig = field(default_factory=TraceConfig)

    def digest(self) -> str:
        """The first 16 hexadecimal digits of SHA-256 over all settings."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()[:16]


def load_config(path: Path | None = None) -> Config:
    """Read ``sayso.toml`` (at ``path``, else in the working folder if there is one); ConfigError says what is wrong."""
    if path is None:
        path = Path("sayso.toml")
        if not path.exists():
            return Config()
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror}).") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not valid TOML ({error}).") from error
    config = Config()
    for section, values in document.items():
        _check_key(path, section, [f.name for f in fields(Config)], "section")
        if not isinstance(values, dict):
            raise ConfigError(f"{path}: [{section}] should be a table of settings, not {values!r}.")
        config = replace(config, **{section: _section(path, section, getattr(config, section), values)})
    return config


def config_with_reader(reader: str | None) -> Config:
    """The settings of the working folder, with another reader where one is named."""
    config = load_config()
    return replace(config, read=replace(config.read, model=reader)) if reader else config


def _section(path: Path, section: str, defaults: Any, values: dict[str, Any]) -> Any:
    known = {f.name: getattr(defaults, f.name) for f in fields(defaults)}
    choices = {f.name: f.metadata["one of"] for f in fields(defaults) if f.metadata}
    for key, value in values.items():
        _check_key(path, key, list(known), f"key in [{section}]")
        if key in choices:
            if value not in choices[key]:
                raise ConfigError(f"{path}: [{section}] {key} = {value!r}: wanted one of {', '.join(choices[key])}.")
            continue
        wanted = type(known[key])
        fits = isinstance(value, (int, float)) if wanted is float else isinstance(value, wanted)
        if not fits or isinstance(value, bool) or (isinstance(value, (int, float)) and value < 0):
            raise ConfigError(f"{path}: [{section}] {key} = {value!r}: wanted a {wanted.__name__} of 0 or more.")
    changes: Any = {key: type(known[key])(value) for key, value in values.items()}
    return replace(defaults, **changes)


def _check_key(path: Path, key: str, known: list[str], what: str) -> None:
    if key not in known:
        near = difflib.get_close_matches(key, known, n=1, cutoff=0.0)
        raise ConfigError(f"{path}: unknown {what} {key!r}. Did you mean {near[0]!r}?")
