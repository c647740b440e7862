"""
The claim reader's network in plain PyTorch. Not needed to trace.

A MiniLM-L6 encoder over claim, title and text, and heads. Only the head of roles is shipped; the others make the
encoder learn from all that was annotated.
"""

from pathlib import Path

import torch
from network import HIDDEN, INNER, LAYERS, Encoder
from torch import Tensor, nn

from sayso.wordpieces import FEATURES

ROLES, STANCES, BODY, TOKENS = 4, 5, 3, 4  # with "none"; with "unrelated"; roles of evidence words, with none
WIDTH = 256


class ClaimEncoder(nn.Module):
    """Wordpieces of one window -> vectors; segments and marks are added to what the encoder is given."""

    def __init__(self, layers: int = LAYERS, inner: int = INNER) -> None:
        super().__init__()
        self.encoder = Encoder(FEATURES, layers, inner)
        self.segment, self.mark = nn.Embedding(3, HIDDEN), nn.Embedding(2, HIDDEN)
        nn.init.zeros_(self.segment.weight)
        nn.init.zeros_(self.mark.weight)

    def forward(self, ids: Tensor, features: Tensor, segments: Tensor, marks: Tensor, mask: Tensor | None) -> Tensor:
        own = self.encoder
        places = torch.arange(ids.shape[1])
        given = own.word(ids) + own.feature(features) + own.position(places)[None]
        x = own.dropout(own.norm(given + self.segment(segments) + self.mark(marks)))
        for layer in own.layers:
            x = layer(x, mask)
        return x


class Heads(nn.Module):
    """From the vectors of groups and of the whole article to chances, before softmax."""

    def __init__(self, features: int) -> None:
        super().__init__()
        self.known = nn.Linear(features, 64)
        self.group = nn.Linear(2 * HIDDEN + 64, WIDTH)
        self.whole = nn.Linear(HIDDEN, WIDTH)
        self.among = Among()
        self.role, self.primary = nn.Linear(WIDTH, ROLES), nn.Linear(WIDTH, 2)
        self.stance, self.first_hand = nn.Linear(WIDTH, STANCES), nn.Linear(WIDTH, 2)
        self.body = nn.Linear(WIDTH, BODY)
        self.dropout = nn.Dropout(0.2)

    def forward(self, pooled: Tensor, features: Tensor, whole: Tensor) -> tuple[Tensor, ...]:
        """``pooled`` [g, 768], ``features`` [g, f], ``whole`` [384] of one article."""
        known = torch.tanh(self.known(self.dropout(features)))
        groups = torch.tanh(self.group(self.dropout(torch.cat([pooled, known], 1))))
        article = torch.tanh(self.whole(self.dropout(whole)))[None]
        x = self.dropout(self.among(torch.cat([article, groups])))
        return self.role(x[1:]), self.primary(x[1:]), self.stance(x[0]), self.first_hand(x[0]), self.body(x[0])


class Among(nn.Module):
    """What the article and its credits tell of one another: attention among them, four heads."""

    def __init__(self, heads: int = 4) -> None:
        super().__init__()
        self.heads = heads
        self.q, self.k, self.v, self.o = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.inner, self.outer = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, WIDTH)

    def forward(self, x: Tensor) -> Tensor:
        size = WIDTH // self.heads
        q, k, v = (each(x).view(-1, self.heads, size).transpose(0, 1) for each in (self.q, self.k, self.v))
        weights = torch.softmax(q @ k.transpose(1, 2) / size**0.5, -1)
        x = self.norm1(x + self.o((weights @ v).transpose(0, 1).reshape(-1, WIDTH)))
        return self.norm2(x + self.outer(torch.relu(self.inner(x))))


class ClaimNetwork(nn.Module):
    """Encoder, heads, and a tagger of evidence that only training uses."""

    def __init__(self, features: int, layers: int = LAYERS, inner: int = INNER) -> None:
        super().__init__()
        self.text = ClaimEncoder(layers, inner)
        self.heads = Heads(features)
        self.tag = nn.Linear(HIDDEN, TOKENS)

    def start_from(self, checkpoint: Path) -> None:
        """The encoder of a trained reader."""
        state = torch.load(checkpoint, weights_only=True)
        own = {name.removeprefix("encoder."): value for name, value in state.items() if name.startswith("encoder.")}
        self.text.encoder.load_state_dict(own)


def pool(states: Tensor, places: list[list[tuple[int, Tensor]]]) -> Tensor:
    """``states`` [windows, t, 384] -> [groups, 768]: mean and maximum over a group's evidence of each one's mean."""
    rows = []
    for some in places:
        if some:
            each = torch.stack([states[window, at].mean(0) for window, at in some])
            rows.append(torch.cat([each.mean(0), each.max(0).values]))
        else:
            rows.append(states.new_zeros(2 * HIDDEN))
    return torch.stack(rows) if rows else states.new_zeros(0, 2 * HIDDEN)
