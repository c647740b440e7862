"""Sentence vectors: all-MiniLM-L6-v2 (Wang et al. 2020; Reimers & Gurevych 2019) as int8 ONNX."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from sayso.models import open_session, open_tokenizer

SIZE = 384
_LONGEST = 128  # wordpieces of a sentence that count, as the encoder was trained
_SCALE = 127


class SentenceEncoder:
    """Texts to vectors; each text is encoded alone, so its vector never depends on what else is encoded."""

    def __init__(self) -> None:
        self._session = open_session("sentences.onnx")
        self._tokenizer = open_tokenizer()

    def encode(self, texts: Iterable[str]) -> npt.NDArray[np.int8]:
        """``texts`` -> int8 array [n, 384]: unit vectors times 127, so that dot product / 127**2 is the cosine."""
        rows = [self._encode(text) for text in texts]
        return np.stack(rows) if rows else np.zeros((0, SIZE), dtype=np.int8)

    def _encode(self, text: str) -> npt.NDArray[np.int8]:
        # characters beyond any 128 wordpieces are cut off first: a text without sentences can be very long
        ids = self._tokenizer.encode(text[: _LONGEST * 20]).ids
        if len(ids) > _LONGEST:
            ids = [*ids[: _LONGEST - 1], ids[-1]]
        (vector,) = self._session.run(["vector"], {"ids": np.array([ids], dtype=np.int64)})
        rounded: npt.NDArray[np.int8] = np.round(vector[0] * _SCALE).astype(np.int8)
        return rounded
