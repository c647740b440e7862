"""
The claim reader: reads an article again with one claim in mind, and says in what role it credits each source for it.

A MiniLM-L6 encoder over claim, title and text, in which the candidate credits that were found without the claim are
marked, then attention among those credits and the article (``training/train_claim_reader.py``), as int8 ONNX.
"""

import json
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from sayso.models import model_path, open_session, open_tokenizer
from sayso.trace.features import Chances, Group, Scene
from sayso.trace.layout import Sheet, lay_out
from sayso.wordpieces import Ints

Floats = NDArray[np.float32]

ROLES = ("none", "claim", "counter", "context")
HIDDEN = 384


class ClaimReader:
    """Reads articles for a claim, each alone: an article gives the same chances whatever else is read."""

    def __init__(self) -> None:
        self._text = open_session("claim-reader.onnx")
        self._heads = open_session("claim-reader-heads.onnx")
        self._tokenizer = open_tokenizer()
        kept = json.loads(model_path("claim-reader.json").read_text(encoding="utf-8"))
        self._names: list[str] = kept["features"]
        self._mean = np.array(kept["mean"], dtype=np.float32)
        self._scale = np.array(kept["scale"], dtype=np.float32)

    def read(
        self, scene: Scene, groups: Sequence[Group], features: Sequence[Mapping[str, float]]
    ) -> tuple[Chances, ...]:
        """
        For each group of credits the chance of each role towards the scene's claim, and of "none", summing to 1.

        ``features``: of each group, as ``feature_rows`` gives them.
        """
        if not groups:
            return ()
        layout = lay_out(scene.annotated, groups, scene.query.text, self._tokenizer)
        states = [self._states(sheet) for sheet in layout.sheets]
        whole = np.mean([state[0] for state in states], axis=0, dtype=np.float32)
        pooled = np.stack([pool(states, places) for places in layout.places])
        table = np.array([[row.get(name, 0.0) for name in self._names] for row in features], dtype=np.float32)
        given = {"pooled": pooled, "features": (table - self._mean) / self._scale, "whole": whole}
        (scores,) = self._heads.run(["role"], given)
        grown = np.exp(scores - scores.max(axis=1, keepdims=True))
        chances = grown / grown.sum(axis=1, keepdims=True)
        return tuple(dict(zip(ROLES, row, strict=True)) for row in chances.tolist())

    def _states(self, sheet: Sheet) -> Floats:
        names = ("ids", "features", "segments", "marks")
        (states,) = self._text.run(None, {name: getattr(sheet, name)[None] for name in names})
        found: Floats = states
        return found


def pool(states: Sequence[Floats], places: Sequence[tuple[int, Ints]]) -> Floats:
    """float32 [768]: mean and maximum, over pieces of evidence, of the mean vector of each; zeros without any."""
    if not places:
        return np.zeros(2 * HIDDEN, dtype=np.float32)
    rows = np.stack([states[window][at].mean(axis=0) for window, at in places])
    joined: Floats = np.concatenate([rows.mean(axis=0), rows.max(axis=0)]).astype(np.float32)
    return joined
