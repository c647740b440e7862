"""Which reader reads: the setting, the option, the files, and what a ledger says of articles read by another."""

import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest
from tests.orrin import rows
from tests.readers import nothing_found

from sayso import Ledger, models
from sayso.cli.commands import sayso as group
from sayso.cli.filling import run_ledger
from sayso.config import READERS, Config, ReadConfig, config_with_reader, load_config
from sayso.errors import ConfigError, ModelError
from sayso.records import AnnotatedArticle, Article
from sayso.workers import READER_ALONE, read_all

NOW = datetime(2026, 1, 1, tzinfo=UTC)
PLAIN = Config(read=ReadConfig(workers=1))


@pytest.fixture
def with_fast(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A weights folder that has a fast reader too, whose network is the standard one's."""
    shutil.copytree(models.weights_folder(), tmp_path / "weights")
    folder = tmp_path / "weights"
    manifest = dict(models.manifest())
    for suffix in ("onnx", "json"):
        copy = shutil.copy(folder / f"reader.{suffix}", folder / f"reader-fast.{suffix}")
        manifest[copy.name] = hashlib.sha256(copy.read_bytes()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    standard = models.model_digest()
    monkeypatch.setattr(models, "weights_folder", lambda: folder)
    models.manifest.cache_clear()
    models.model_path.cache_clear()
    assert models.model_digest() == standard  # another reader beside it changes nothing for this one
    yield folder
    models.manifest.cache_clear()
    models.model_path.cache_clear()


def test_the_setting_takes_the_readers_there_are(tmp_path: Path) -> None:
    settings = tmp_path / "sayso.toml"
    settings.write_text('[read]\nmodel = "fast"\n', encoding="utf-8")
    assert load_config(settings).read.model == "fast"
    for wrong in ('"quick"', "1", "[]"):
        settings.write_text(f"[read]\nmodel = {wrong}\n", encoding="utf-8")
        with pytest.raises(ConfigError, match="wanted one of standard, fast"):
            load_config(settings)


def test_the_option_offers_the_readers_there_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("read", "run"):
        option = next(each for each in group.commands[name].params if each.name == "reader")
        assert isinstance(option.type, click.Choice) and tuple(option.type.choices) == READERS
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sayso.toml").write_text('[read]\nmodel = "fast"\nbatch = 3\n', encoding="utf-8")
    assert config_with_reader(None).read == ReadConfig(model="fast", batch=3)
    assert config_with_reader("standard").read == ReadConfig(batch=3)


def test_each_reader_has_files_of_its_own(with_fast: Path) -> None:
    assert models.reader_files("standard") == ("reader.onnx", "reader.json")
    assert models.reader_files("fast") == ("reader-fast.onnx", "reader-fast.json")
    assert models.model_digest("fast") != models.model_digest("standard")


def test_a_reader_that_is_not_installed_is_named(with_fast: Path) -> None:
    manifest = json.loads((with_fast / "manifest.json").read_text(encoding="utf-8"))
    del manifest["reader-fast.json"]
    (with_fast / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    models.manifest.cache_clear()
    for ask in (models.reader_files, models.model_digest):
        with pytest.raises(ModelError, match=r"no fast reader \(reader-fast.onnx\)"):
            ask("fast")


def test_a_process_is_told_which_reader() -> None:
    article = Article("art_1", "1", None, None, None, None, "Rain fell.", None, NOW)
    for model in READERS:
        opener = "tests.readers:open_named" if model == "fast" else "tests.readers:open_plain"
        config = ReadConfig(workers=1, model=model)
        (batch,) = read_all([article], config=config, reader=opener)
        assert isinstance(batch[0], AnnotatedArticle)
        assert [each.span.start for each in batch[0].sentences] == ([4] if model == "fast" else [])


def test_articles_read_with_other_models_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pages = tmp_path / "pages.jsonl"
    lines = [json.dumps({"id": name, "text": text}) for name, text in list(_texts())[:3]]
    pages.write_text("\n".join(lines[:2]), encoding="utf-8")
    with Ledger(tmp_path / "s.db", config=PLAIN, reader="tests.readers:open_plain") as ledger:
        ledger.add(pages)
        assert ledger.run().read_otherwise == 0
        assert ledger.run().read_otherwise == 0
        monkeypatch.setattr(models, "model_digest", lambda reader: f"other {reader}")
        assert ledger.run().read_otherwise == 2
        pages.write_text(lines[2], encoding="utf-8")
        ledger.add(pages)
    for done, said in (((), False), ((nothing_found,), True)):  # where nothing was read, nothing mixes with them

        def read(articles: Iterable[Article], **_: object) -> Iterator[list[AnnotatedArticle]]:
            return iter([[each(article) for article in articles] for each in done])  # noqa: B023

        monkeypatch.setattr("sayso.workers.read_all", read)
        run_ledger(tmp_path / "s.db", reader=None, retry_failed=False, as_json=False)
        assert ("2 articles had been read with other models" in capsys.readouterr().err) is said


def _texts() -> Iterator[tuple[str, str]]:
    return ((row["id"], row["text"]) for row in rows())


@pytest.mark.model
def test_the_same_text_reads_the_same_in_any_company() -> None:
    articles = [
        Article(f"art_{name}", name, None, None, None, None, text, None, NOW) for name, text in list(_texts())[:6]
    ]
    alone = ReadConfig(workers=1, batch=1)
    wanted = {}
    for batch in read_all(articles, config=alone, reader=READER_ALONE):
        for each in batch:
            assert isinstance(each, AnnotatedArticle)
            wanted[each.article.id] = each
    assert any(each.attributions for each in wanted.values())
    for order, config in ((articles, replace(alone, batch=6)), (articles[::-1], ReadConfig(workers=2, batch=2))):
        for batch in read_all(order, config=config, reader=READER_ALONE):
            for each in batch:
                assert isinstance(each, AnnotatedArticle) and each == wanted[each.article.id]
