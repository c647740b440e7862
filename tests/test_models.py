"""The shipped models are those that the manifest names, byte for byte."""

import hashlib
from pathlib import Path

import pytest

from sayso import models
from sayso.errors import ModelError


def test_every_model_file_is_the_one_in_the_manifest() -> None:
    for name, digest in models.manifest().items():
        assert hashlib.sha256((models.weights_folder() / name).read_bytes()).hexdigest() == digest, name


def test_no_model_file_is_unknown_to_the_manifest() -> None:
    files = {path.name for path in models.weights_folder().iterdir() if path.suffix != ".md"}
    assert files - {"manifest.json"} == set(models.manifest())


def test_a_changed_model_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "reader.json").write_text("{}", encoding="utf-8")
    monkeypatch.setattr(models, "weights_folder", lambda: tmp_path)
    models.model_path.cache_clear()
    with pytest.raises(ModelError, match="not the one measured"):
        models.model_path("reader.json")
    with pytest.raises(ModelError, match="not in this installation"):
        models.model_path("nothing.onnx")
    models.model_path.cache_clear()
