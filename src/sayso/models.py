"""
The shipped models: where they lie, and that they are the ones that were measured.

``weights/manifest.json`` gives each model's file and SHA-256. A file that differs raises ModelError: figures in
docs/accuracy.md hold for those bytes only.
"""

import hashlib
import json
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sayso.errors import ModelError

if TYPE_CHECKING:
    import onnxruntime
    import tokenizers


SLOW_FUSION = "SkipLayerNormFusion"  # its kernel takes eight times as long as the two it replaces: 9 % of reading


def weights_folder() -> Path:
    """The folder of the shipped models."""
    return Path(str(resources.files("sayso"))) / "weights"


@cache
def manifest() -> dict[str, str]:
    """File name -> SHA-256 of every shipped model file."""
    path = weights_folder() / "manifest.json"
    try:
        entries: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{path.name} is missing or damaged: reinstall sayso. Nothing was read.") from error
    return entries


@cache
def model_path(name: str) -> Path:
    """The path of a model file, once its digest has been checked."""
    path = weights_folder() / name
    wanted = manifest().get(name)
    if wanted is None or not path.exists():
        raise ModelError(f"The model file {name} is not in this installation: reinstall sayso. Nothing was read.")
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != wanted:
        raise ModelError(f"The model file {name} is not the one measured (SHA-256 {found[:12]}…, want {wanted[:12]}…).")
    return path


def reader_files(reader: str) -> tuple[str, str]:
    """The network's and its scores' file of the reader of that name. ModelError: this installation has none."""
    stem = "reader" if reader == "standard" else f"reader-{reader}"
    files = (f"{stem}.onnx", f"{stem}.json")
    if reader != "standard" and not all(name in manifest() for name in files):
        raise ModelError(
            f"This installation has no {reader} reader ({files[0]}). Nothing was read.\n  Do: use the standard reader"
        )
    return files


def model_digest(reader: str = "standard") -> str:
    """The first 16 hexadecimal digits of SHA-256 over the manifest: names all models that work with this reader."""
    kept = reader_files(reader)
    used = {name: digest for name, digest in manifest().items() if name in kept or not name.startswith("reader")}
    return hashlib.sha256(json.dumps(used, sort_keys=True).encode()).hexdigest()[:16]


def open_session(name: str, *, threads: int = 1) -> "onnxruntime.InferenceSession":
    """An onnxruntime session on the CPU; one thread, because articles are spread over processes."""
    import onnxruntime

    options: Any = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(
        str(model_path(name)), options, providers=["CPUExecutionProvider"], disabled_optimizers=[SLOW_FUSION]
    )


@cache
def open_tokenizer() -> "tokenizers.Tokenizer":
    """The uncased WordPiece tokenizer that both encoders share, without padding or truncation."""
    import tokenizers

    tokenizer = tokenizers.Tokenizer.from_file(str(model_path("tokenizer.json")))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer
