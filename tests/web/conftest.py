"""A small ledger read without a model, with articles that would do harm if their text were taken for markup."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.orrin import rows, write_rows

from sayso.config import load_config
from sayso.library import Ledger
from sayso.web.app import make_app
from sayso.web.safety import LOOPBACK, Rules

HOSTILE = {
    "id": "hostile",
    "url": "javascript:alert(1)",
    "outlet": '"><img src=x onerror=alert(1)>',
    "title": "<script>alert('title')</script>",
    "text": "Vera <b>Strand</b> said that <script>alert('text')</script> the 🦀 crabs of Lower Wick are back.\n"
    "Amal Haddad said that الماء في النهر نظيف and that the 🦀 crabs came with it. =HYPERLINK(1) is no formula here.",
    "published": "2024-06-01T08:00:00Z",
}
SHORT_NAME = {
    "id": "short-name",
    "url": "https://quaysidepost.example/tarn",
    "outlet": "Quayside Post",
    "title": "The Tarn bridge repair is delayed until October by rust",
    "text": "Tran denied that the Tarn bridge repair is delayed until October by rust. The bridge has been the talk of "
    "the town for weeks. Tran said that the talk about the bridge was nonsense.",
    "published": "2024-05-10T20:00:00Z",
}
LOCAL = Rules(frozenset(LOOPBACK))


def every_row() -> list[dict[str, Any]]:
    return [*rows(), HOSTILE, SHORT_NAME]


def make_unsure(path: Path) -> None:
    """The reader of one rule is always sure; this one is not."""
    with closing(sqlite3.connect(path)) as connection, connection:  # left open it would keep this from the file itself
        connection.execute(
            "UPDATE attributions SET score = iif((SELECT count(*) FROM sources"
            " WHERE sources.article_id = attributions.article_id) > 1, 0.3, 0.4)"
            " WHERE id IN (SELECT attribution_id FROM statements"
            " JOIN sources ON sources.id = source_id WHERE sources.kind = 'unnamed')"
        )


@pytest.fixture(scope="session")
def orrin_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Never written to: whoever writes copies it."""
    folder = tmp_path_factory.mktemp("pages")
    config = load_config()
    config = replace(config, read=replace(config.read, workers=1))
    with Ledger(folder / "orrin.db", config=config, reader="tests.readers:open_simple") as ledger:
        ledger.add(write_rows(folder / "rows.jsonl", every_row()))
        ledger.run()
    make_unsure(folder / "orrin.db")
    return folder / "orrin.db"


@pytest.fixture(scope="session")
def client(orrin_ledger: Path) -> Iterator[TestClient]:
    with TestClient(make_app(orrin_ledger, LOCAL), base_url="http://127.0.0.1:8731") as client:
        yield client


@pytest.fixture
def copy(orrin_ledger: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(orrin_ledger, tmp_path / "orrin.db"))


@pytest.fixture
def desk(copy: Path) -> Iterator[TestClient]:
    with TestClient(make_app(copy, LOCAL), base_url="http://127.0.0.1:8731") as client:
        yield client
