"""
Makes the claim reader: ``python training/make_claim_reader.py --reader reader.pt --corpora DIR``; an hour on two cores.

From the encoder of a trained reader, on the 44 rumours to train on, the articles of ``credit_labels.jsonl`` and the
invented ones of ``contrary_claims.jsonl``; ``make_models.py`` calls it. The last passes are over the rumours alone,
whose notes are what is wanted.
"""

import argparse
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from claim_examples import body_stances, example_of, feature_table
from claim_network import ClaimNetwork
from contraries import alone, read_contraries, turned
from export import export_claim_reader
from make_models import install
from train_claim_reader import Example, feature_names, train
from train_trace import Stage, read_labelled, read_rumours, rows_of, stages_of

EPOCHS, LAST = 7, 2  # passes over everything, then over the rumours


def examples_of(
    stages: Sequence[Stage], names: Sequence[str], mean: np.ndarray, scale: np.ndarray, corpora: Path, *, vague: bool
) -> list[Example]:
    """The articles as they are trained on."""
    bodies = body_stances(corpora)
    return [
        example_of(stage, (table - mean) / scale, bodies.get(stage.scene.annotated.article.input_id), vague=vague)
        for stage, table in zip(stages, feature_table(stages, names), strict=True)
    ]


def main() -> None:
    """Read, train, export, install."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--reader", type=Path, required=True, help="checkpoint of the reader to start from")
    parser.add_argument("--seconds", type=float, help="end the training after so long")
    options = parser.parse_args()
    gold = stages_of(read_rumours(options.corpora / "rumours-train"))
    more = stages_of(read_labelled(options.corpora))
    names = feature_names(rows_of([*gold, *more]))
    table = np.concatenate(feature_table([*gold, *more], names))
    mean, scale = table.mean(axis=0), np.maximum(table.std(axis=0), 0.01)
    rumours = examples_of(gold, names, mean, scale, options.corpora, vague=False)
    labelled = examples_of(more, names, mean, scale, options.corpora, vague=True)
    invented = stages_of(rumour for pair in read_contraries() for rumour in pair)
    pairs = examples_of(invented, names, mean, scale, options.corpora, vague=False)
    everything = [*rumours, *labelled, *map(alone, pairs[::2]), *(alone(turned(each)) for each in pairs[1::2])]
    network = ClaimNetwork(len(names))
    network.start_from(options.reader)
    train(network, [everything] * EPOCHS + [rumours] * LAST, seconds=options.seconds)
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder)
        export_claim_reader(network.eval(), made)
        kept = {"features": names, "mean": np.round(mean, 5).tolist(), "scale": np.round(scale, 5).tolist()}
        (made / "claim-reader.json").write_text(json.dumps(kept) + "\n", encoding="utf-8")
        install(["claim-reader.onnx", "claim-reader-heads.onnx", "claim-reader.json"], made)


if __name__ == "__main__":
    main()
