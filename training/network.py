"""The reader's network in plain PyTorch: a MiniLM-L6 encoder, a CRF tagger and two pointers. Not needed to read."""

import math
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

HIDDEN, LAYERS, HEADS, INNER = 384, 6, 12, 1536
TAGS = 7
LINK, REACH = 64, 160  # width of the pointers' vectors, farthest relative position with a bias of its own


class Layer(nn.Module):
    """One transformer layer (post-norm, as BERT)."""

    def __init__(self) -> None:
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(HIDDEN, HIDDEN) for _ in range(4))
        self.norm1, self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12), nn.LayerNorm(HIDDEN, eps=1e-12)
        self.inner, self.outer = nn.Linear(HIDDEN, INNER), nn.Linear(INNER, HIDDEN)
        self.dropout = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        b, t, _ = x.shape
        q, k, v = (each(x).view(b, t, HEADS, -1).transpose(1, 2) for each in (self.q, self.k, self.v))
        if self.training:
            attended = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        else:
            scores = q @ k.transpose(2, 3) / math.sqrt(HIDDEN // HEADS)
            attended = torch.softmax(scores if mask is None else scores + mask, -1) @ v
        x = self.norm1(x + self.dropout(self.o(attended.transpose(1, 2).reshape(b, t, HIDDEN))))
        return self.norm2(x + self.dropout(self.outer(F.gelu(self.inner(x)))))


class Encoder(nn.Module):
    """MiniLM-L6; ``features`` stands where BERT has token types (row 0 is its token type 0)."""

    def __init__(self, features: int = 1) -> None:
        super().__init__()
        self.word, self.position = nn.Embedding(30522, HIDDEN), nn.Embedding(512, HIDDEN)
        self.feature = nn.Embedding(features, HIDDEN)
        self.norm, self.dropout = nn.LayerNorm(HIDDEN, eps=1e-12), nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def load_minilm(self, path: Path) -> None:
        """Weights of all-MiniLM-L6-v2 (``model.safetensors``)."""
        given = load_file(path)
        mine = {f"{name}.weight": f"embeddings.{name}_embeddings.weight" for name in ("word", "position")}
        for suffix in ("weight", "bias"):
            mine[f"norm.{suffix}"] = f"embeddings.LayerNorm.{suffix}"
            for i in range(LAYERS):
                for name, theirs in _LAYER_NAMES.items():
                    mine[f"layers.{i}.{name}.{suffix}"] = f"encoder.layer.{i}.{theirs}.{suffix}"
        state = {name: given[theirs] for name, theirs in mine.items()}
        types = given["embeddings.token_type_embeddings.weight"]
        state["feature.weight"] = torch.stack([types[i % 2] for i in range(self.feature.num_embeddings)])
        self.load_state_dict(state)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor | None) -> Tensor:
        """``ids``, ``features`` [b, t]; ``mask`` additive [b, 1, 1, t] or None -> [b, t, 384]."""
        places = torch.arange(ids.shape[1])
        x = self.dropout(self.norm(self.word(ids) + self.feature(features) + self.position(places)[None]))
        for layer in self.layers:
            x = layer(x, mask)
        return x


_LAYER_NAMES = {
    "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
    "o": "attention.output.dense", "norm1": "attention.output.LayerNorm",
    "inner": "intermediate.dense", "outer": "output.dense", "norm2": "output.LayerNorm",
}  # fmt: skip


class Pointer(nn.Module):
    """For every position, a score for every other: scaled dot product plus a learned relative-position bias."""

    def __init__(self) -> None:
        super().__init__()
        self.q, self.k = nn.Linear(HIDDEN, LINK), nn.Linear(HIDDEN, LINK)
        self.bias = nn.Embedding(2 * REACH + 1, 1)
        nn.init.zeros_(self.bias.weight)

    def forward(self, x: Tensor) -> Tensor:
        places = torch.arange(x.shape[1])
        relative = (places[None, :] - places[:, None]).clamp(-REACH, REACH) + REACH
        return self.q(x) @ self.k(x).transpose(1, 2) / math.sqrt(LINK) + self.bias(relative).squeeze(-1)


class ReaderNetwork(nn.Module):
    """Tag scores [b, t, 7]; pointers word -> its cue and cue -> its source, each [b, t, t]."""

    def __init__(self, features: int) -> None:
        super().__init__()
        self.encoder = Encoder(features)
        self.dropout = nn.Dropout(0.1)
        self.tag = nn.Linear(HIDDEN, TAGS)
        self.link, self.speaker = Pointer(), Pointer()
        self.crf = Crf()

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor, Tensor]:
        x = self.dropout(self.encoder(ids, features, mask))
        return self.tag(x), self.link(x), self.speaker(x)


class Crf(nn.Module):
    """A linear-chain CRF over the tags (Lafferty et al. 2001); a continuation may only follow its own label."""

    def __init__(self) -> None:
        super().__init__()
        self.transition = nn.Parameter(torch.zeros(TAGS, TAGS))
        self.first = nn.Parameter(torch.zeros(TAGS))
        forbidden = torch.zeros(TAGS, TAGS)
        for to in (2, 4, 6):
            for come in range(TAGS):
                if come not in (to, to - 1):
                    forbidden[come, to] = -1e4
        self.register_buffer("forbidden", forbidden)

    def scores(self) -> tuple[Tensor, Tensor]:
        """Transition [7, 7] (from, to), forbidden ones at -1e4, and start [7]; a window may start inside a span."""
        return self.transition + self.forbidden, self.first

    def loss(self, emission: Tensor, tags: Tensor, lengths: Tensor) -> Tensor:
        """Mean negative log-likelihood per word; ``emission`` [b, w, 7], ``tags`` [b, w], ``lengths`` [b]."""
        transition, first = self.scores()
        w = emission.shape[1]
        inside = torch.arange(w)[None] < lengths[:, None]
        alpha = first + emission[:, 0]
        for i in range(1, w):
            step = torch.logsumexp(alpha[:, :, None] + transition[None], 1) + emission[:, i]
            alpha = torch.where(inside[:, i, None], step, alpha)
        total = torch.logsumexp(alpha, 1)
        gold = torch.gather(emission, 2, tags[:, :, None]).squeeze(2)
        gold = (gold * inside).sum(1) + first[tags[:, 0]]
        gold = gold + (transition[tags[:, :-1], tags[:, 1:]] * inside[:, 1:]).sum(1)
        return (total - gold).sum() / lengths.sum()
