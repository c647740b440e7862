"""
Fit what an attribution's score means: ``python training/calibrate.py --corpora ../shared/corpora``. A minute.

On PolNeAR dev, because the reader knows the articles of train by heart; figures of dev are therefore cross-validated
(``python -m bench.calibration``, where examples and regression are defined too). To be run after every export.
"""

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.attribution import primary
from bench.calibration import calibration_error, cross_validated, examples, fitted
from manifest import record

from sayso.attribute import Reader
from sayso.models import manifest, reader_files, weights_folder


def calibrate(corpora: Path, reader: str) -> None:
    """Fit on all of dev and store the weights beside the reader's own scores."""
    articles = primary(corpora / "attribution/polnear/dev.jsonl")
    features, right, article = examples(articles, Reader(reader))
    model = fitted(features, right)
    network, scores = reader_files(reader)
    path = weights_folder() / scores
    stored = json.loads(path.read_text(encoding="utf-8"))
    stored["confidence"] = {
        "intercept": round(float(model.intercept_[0]), 4),
        "weights": [round(float(weight), 4) for weight in model.coef_[0]],
    }
    path.write_text(json.dumps(stored), encoding="utf-8")
    record(scores)
    error = calibration_error(cross_validated(features, right, article), right)
    print(f"{network}: {len(right)} attributions, {right.mean():.1%} right, cross-validated error {error:.3f}")


def main() -> None:
    """The standard reader, and the fast one where there is one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    options = parser.parse_args()
    for reader in ("standard", *(["fast"] if "reader-fast.onnx" in manifest() else [])):
        calibrate(options.corpora, reader)


if __name__ == "__main__":
    main()
