"""The reader's network in plain PyTorch: an encoder (MiniLM-L6), a CRF tagger and two pointers. Not needed to read."""

import functools
import math
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

HIDDEN, LAYERS, HEADS, INNER = 384, 6, 12, 1536
TAGS = 7
MASK = 103  # BERT's wordpiece for one that is hidden
LINK, REACH = 64, 160  # width of the pointers' vectors, farthest relative position with a bias of its own


class Dropout(nn.Module):
    """
    Dropout of a tenth whose masks are cut from one pool of random bits.

    Drawing bits anew takes a twelfth of a training step on a CPU; a random offset into a pool is free.
    """

    RATE, POOL = 0.1, 1 << 23

    def __init__(self) -> None:
        super().__init__()
        self.kept: Tensor | None = None

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        if self.kept is None or self.kept.dtype != x.dtype:
            self.kept = _kept(x.dtype)
        offset = int(torch.randint(self.POOL - x.numel(), ()))
        return x * self.kept[offset : offset + x.numel()].view(x.shape)


@functools.cache
def _kept(dtype: torch.dtype) -> Tensor:
    bits = torch.rand(Dropout.POOL, generator=torch.Generator().manual_seed(7)) >= Dropout.RATE
    return (bits / (1 - Dropout.RATE)).to(dtype)


class Layer(nn.Module):
    """One transformer layer (post-norm, as BERT)."""

    def __init__(self, inner: int = INNER, *, hidden: int = HIDDEN, eps: float = 1e-12) -> None:
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(hidden, hidden) for _ in range(4))
        self.norm1, self.norm2 = nn.LayerNorm(hidden, eps=eps), nn.LayerNorm(hidden, eps=eps)
        self.inner, self.outer = nn.Linear(hidden, inner), nn.Linear(inner, hidden)
        self.dropout = Dropout()

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        b, t, hidden = x.shape
        q, k, v = (each(x).view(b, t, HEADS, -1).transpose(1, 2) for each in (self.q, self.k, self.v))
        scores = (q / math.sqrt(hidden // HEADS)) @ k.transpose(2, 3)
        attended = torch.softmax(scores if mask is None else scores + mask, -1) @ v
        x = self.norm1(x + self.dropout(self.o(attended.transpose(1, 2).reshape(b, t, hidden))))
        return self.norm2(x + self.dropout(self.outer(F.gelu(self.inner(x)))))


class Encoder(nn.Module):
    """MiniLM-L6; ``features`` stands where BERT has token types (row 0 is its token type 0)."""

    def __init__(self, features: int = 1, layers: int = LAYERS, inner: int = INNER) -> None:
        super().__init__()
        self.word, self.position = nn.Embedding(30522, HIDDEN), nn.Embedding(512, HIDDEN)
        self.feature = nn.Embedding(features, HIDDEN)
        self.norm, self.dropout = nn.LayerNorm(HIDDEN, eps=1e-12), Dropout()
        self.layers = nn.ModuleList(Layer(inner) for _ in range(layers))

    def load_minilm(self, path: Path) -> None:
        """Weights of all-MiniLM-L6-v2 (``model.safetensors``)."""
        given = load_file(path)
        mine = {f"{name}.weight": f"embeddings.{name}_embeddings.weight" for name in ("word", "position")}
        for suffix in ("weight", "bias"):
            mine[f"norm.{suffix}"] = f"embeddings.LayerNorm.{suffix}"
            for i in range(len(self.layers)):
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

    def __init__(self, hidden: int = HIDDEN) -> None:
        super().__init__()
        self.q, self.k = nn.Linear(hidden, LINK), nn.Linear(hidden, LINK)
        self.bias = nn.Embedding(2 * REACH + 1, 1)
        nn.init.zeros_(self.bias.weight)

    def forward(self, x: Tensor) -> Tensor:
        places = torch.arange(x.shape[1])
        relative = (places[None, :] - places[:, None]).clamp(-REACH, REACH) + REACH
        return self.q(x) @ self.k(x).transpose(1, 2) / math.sqrt(LINK) + self.bias(relative).squeeze(-1)


class ReaderNetwork(nn.Module):
    """Tag scores [b, t, 7]; pointers word -> its cue and cue -> its source, each [b, t, t]; of any encoder."""

    def __init__(self, encoder: nn.Module, hidden: int = HIDDEN) -> None:
        super().__init__()
        self.encoder = encoder
        self.dropout = Dropout()
        self.tag = nn.Linear(hidden, TAGS)
        self.link, self.speaker = Pointer(hidden), Pointer(hidden)
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

    def log_total(self, emission: Tensor, lengths: Tensor) -> Tensor:
        """Log of the summed weight of all paths [b]; ``emission`` [b, w, 7], ``lengths`` [b]."""
        transition, first = self.scores()
        inside = (torch.arange(emission.shape[1])[None] < lengths[:, None]).unbind(1)
        alpha = first + emission[:, 0]
        for here, counts in zip(emission.unbind(1)[1:], inside[1:], strict=True):
            step = torch.logsumexp(alpha[:, :, None] + transition[None], 1) + here
            alpha = torch.where(counts[:, None], step, alpha)
        return torch.logsumexp(alpha, 1)

    def loss(self, emission: Tensor, tags: Tensor, lengths: Tensor) -> Tensor:
        """Mean negative log-likelihood per word of ``tags`` [b, w]."""
        transition, first = self.scores()
        inside = torch.arange(emission.shape[1])[None] < lengths[:, None]
        gold = torch.gather(emission, 2, tags[:, :, None]).squeeze(2)
        gold = (gold * inside).sum(1) + first[tags[:, 0]]
        gold = gold + (transition[tags[:, :-1], tags[:, 1:]] * inside[:, 1:]).sum(1)
        return (self.log_total(emission, lengths) - gold).sum() / lengths.sum()

    def marginals(self, emission: Tensor) -> tuple[Tensor, Tensor]:
        """Probabilities [w, 7] of each word's tag and [w - 1, 7, 7] of each pair; ``emission`` [w, 7] of one text."""
        transition, first = self.scores()
        forward = [first + emission[0]]
        for here in emission[1:]:
            forward.append(torch.logsumexp(forward[-1][:, None] + transition, 0) + here)
        backward = [torch.zeros(TAGS)]
        for here in emission[1:].flip(0):
            backward.append(torch.logsumexp(transition + (here + backward[-1])[None], 1))
        alpha, beta = torch.stack(forward), torch.stack(backward[::-1])
        total = torch.logsumexp(alpha[-1], 0)
        pairs = alpha[:-1, :, None] + transition + (emission[1:] + beta[1:])[:, None, :] - total
        return torch.exp(alpha + beta - total), torch.exp(pairs)

    def soft_loss(self, emission: Tensor, tag: Tensor, pair: Tensor, lengths: Tensor) -> Tensor:
        """
        Mean cross-entropy per word against another CRF's distribution over paths.

        ``tag`` [b, w, 7] and ``pair`` [b, w - 1, 7, 7] are its marginals, zero beyond each length: as the score of a
        path is a sum over words and pairs, they are all that is needed (Wang et al. 2021, structural distillation).
        """
        transition, first = self.scores()
        transition = transition.clamp_min(-1e3)  # forbidden pairs have no probability on either side
        expected = (tag * emission).sum((1, 2)) + (tag[:, 0] * first).sum(1) + (pair * transition).sum((1, 2, 3))
        return (self.log_total(emission, lengths) - expected).sum() / lengths.sum()
