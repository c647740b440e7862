"""
MPNet-base (Song et al. 2020) in plain PyTorch: the encoder of the teacher, five times as large as the reader's.

Its wordpieces are those of BERT, four numbers further on; what it is given are therefore the reader's own windows.
"""

import math
from pathlib import Path

import torch
from network import HEADS, MASK, Dropout, Layer
from safetensors.torch import load_file
from torch import Tensor, nn

from sayso.wordpieces import CLS, SEP

HIDDEN, LAYERS, INNER = 768, 12, 3072
BUCKETS, FARTHEST = 32, 128  # of relative positions
MOVED = 4  # how far BERT's other numbers stand from MPNet's
_OWN_NUMBERS = {0: 1, CLS: 0, SEP: 2, MASK: 30526}


class Mpnet(nn.Module):
    """``features`` are added to the embeddings, at first as nothing."""

    def __init__(self, features: int) -> None:
        super().__init__()
        self.word, self.position = nn.Embedding(30527, HIDDEN), nn.Embedding(514, HIDDEN)
        self.feature, self.relative = nn.Embedding(features, HIDDEN), nn.Embedding(BUCKETS, HEADS)
        nn.init.zeros_(self.feature.weight)
        self.norm, self.dropout = nn.LayerNorm(HIDDEN, eps=1e-5), Dropout()
        self.layers = nn.ModuleList(Layer(INNER, hidden=HIDDEN, eps=1e-5) for _ in range(LAYERS))

    def load_published(self, path: Path) -> None:
        """Weights of all-mpnet-base-v2 (``model.safetensors``)."""
        given = load_file(path)
        mine = {f"{name}.weight": f"embeddings.{name}_embeddings.weight" for name in ("word", "position")}
        mine["relative.weight"] = "encoder.relative_attention_bias.weight"
        for suffix in ("weight", "bias"):
            mine[f"norm.{suffix}"] = f"embeddings.LayerNorm.{suffix}"
            for i in range(LAYERS):
                for name, theirs in _LAYER_NAMES.items():
                    mine[f"layers.{i}.{name}.{suffix}"] = f"encoder.layer.{i}.{theirs}.{suffix}"
        state = {name: given[theirs] for name, theirs in mine.items()}
        self.load_state_dict(state | {"feature.weight": self.feature.weight})

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor | None, more: Tensor | float = 0.0) -> Tensor:
        """BERT's ``ids``, ``features`` [b, t], ``mask`` additive [b, 1, 1, t]; ``more`` is added to the embeddings."""
        own = ids + MOVED
        for theirs, number in _OWN_NUMBERS.items():
            own = torch.where(ids == theirs, number, own)
        places = torch.arange(ids.shape[1])
        x = self.dropout(self.norm(self.word(own) + self.feature(features) + self.position(places + 2)[None] + more))
        bias = self.relative(_bucket(places[None, :] - places[:, None])).permute(2, 0, 1)[None]
        bias = bias if mask is None else bias + mask
        for layer in self.layers:
            x = layer(x, bias)
        return x


def _bucket(distance: Tensor) -> Tensor:
    """Which of the learnt biases a distance has: near ones their own, far ones by logarithm (Raffel et al. 2020)."""
    half = BUCKETS // 2
    exact = half // 2
    far = distance.abs()
    log = torch.log(far.float().clamp(min=1) / exact) / math.log(FARTHEST / exact) * (half - exact)
    return (distance > 0) * half + torch.where(far < exact, far, (exact + log.long()).clamp(max=half - 1))


_LAYER_NAMES = {
    "q": "attention.attn.q", "k": "attention.attn.k", "v": "attention.attn.v", "o": "attention.attn.o",
    "norm1": "attention.LayerNorm", "inner": "intermediate.dense", "outer": "output.dense", "norm2": "output.LayerNorm",
}  # fmt: skip
