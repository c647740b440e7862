"""
Train the claim reader's network: whom an article credits for a claim, in what role, and how it stands to it.

``make_claim_reader.py`` calls this. It starts from the reader's encoder; an hour on two CPU cores.
"""

import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
import torch.nn.functional as F
from claim_network import ClaimNetwork, pool
from network import MASK
from optimise import set_rate, take_step

from sayso.trace.layout import Layout, Sheet
from sayso.trace.presence import WORDS
from sayso.wordpieces import SEP

ROLES = ("none", "claim", "counter", "context")
STANCES = ("affirms", "reports", "doubts", "denies", "unrelated")
BODY = ("for", "observing", "against")
UNKNOWN = -1  # of a stance, of first_hand, of a body
BATCH_PIECES = 2_560
BARE = 0.15  # share of articles that are read without their candidate credits, as ``sayso stance`` reads
RATE, HEAD_RATE, WARM_UP = 2e-4, 1e-3, 0.08
MASKED = 0.08
WEIGHTS = {"role": 1.0, "primary": 0.3, "stance": 0.5, "first_hand": 0.2, "body": 0.4, "tag": 0.5}


@dataclass(slots=True)
class Example:
    """An article seen from a claim, with what is known of it."""

    layout: Layout
    features: np.ndarray  # [groups, f]
    roles: np.ndarray  # [groups] index of ROLES
    primary: np.ndarray  # [groups] bool: its outlet is the one closest to the origin; not noted where first_hand is not
    stance: int  # index of STANCES, or UNKNOWN
    first_hand: int  # 0, 1 or UNKNOWN
    body: int  # index of BODY, or UNKNOWN: the corpus's own judgement of the text
    vague: bool  # whether context was annotated more freely than in the rumours: it may as well be none
    tags: list[np.ndarray]  # per window [t], 0 or index of the role of the evidence that a wordpiece belongs to; -100


def disturbed(sheet: Sheet, rng: np.random.Generator) -> np.ndarray:
    """Ids with some wordpieces masked."""
    ids = sheet.ids.copy()
    ids[(ids > SEP) & (rng.random(len(ids)) < MASKED)] = MASK
    return ids


def padded(rows: Sequence[np.ndarray], fill: int = 0) -> torch.Tensor:
    """Rows of different length as one tensor."""
    out = np.full((len(rows), max(len(row) for row in rows)), fill, dtype=np.int64)
    for i, row in enumerate(rows):
        out[i, : len(row)] = row
    return torch.from_numpy(out)


def states_of(network: ClaimNetwork, sheets: Sequence[Sheet], ids: Sequence[np.ndarray]) -> torch.Tensor:
    """[windows, t, 384], float32."""
    tokens = padded(ids)
    mask = torch.where(tokens == 0, -1e4, 0.0)[:, None, None, :]
    with torch.autocast("cpu", dtype=torch.bfloat16):
        given = (padded([getattr(sheet, name) for sheet in sheets]) for name in ("features", "segments", "marks"))
        return network.text(tokens, *given, mask.bfloat16()).float()


def heads_of(network: ClaimNetwork, states: torch.Tensor, example: Example, first: int) -> tuple[torch.Tensor, ...]:
    """What the heads say of one article whose windows begin at ``first``."""
    own = states[first : first + len(example.layout.sheets)]
    places = [[(w, torch.from_numpy(at)) for w, at in some] for some in example.layout.places]
    features = torch.from_numpy(example.features.astype(np.float32))
    return network.heads(pool(own, places), features, own[:, 0].mean(0))


def bare(example: Example) -> Example:
    """The article without its candidates."""
    sheets = tuple(replace(sheet, marks=np.zeros_like(sheet.marks)) for sheet in example.layout.sheets)
    return replace(
        example,
        layout=Layout(sheets, ()),
        features=example.features[:0],
        roles=example.roles[:0],
        primary=example.primary[:0],
    )


def role_loss(role: torch.Tensor, example: Example) -> torch.Tensor:
    """Cross-entropy of each group; where context is vague, "none" and context count as one."""
    wanted = torch.from_numpy(example.roles)
    if not example.vague:
        return F.cross_entropy(role, wanted, reduction="none", label_smoothing=0.05)
    logs = torch.log_softmax(role, -1)
    either = torch.logsumexp(logs[:, [0, 3]], -1)
    joined = torch.stack([either, logs[:, 1], logs[:, 2]], -1)
    return F.nll_loss(joined, torch.where(wanted == 3, 0, wanted), reduction="none")


def losses_of(scores: tuple[torch.Tensor, ...], example: Example) -> dict[str, torch.Tensor]:
    """The losses [n] of one article, by head; what is not known of it has none."""
    role, primary, stance, first_hand, body = scores
    found = {}
    for name, score, label, smoothing in (
        ("stance", stance, example.stance, 0.05),
        ("body", body, example.body, 0.05),
        ("first_hand", first_hand, example.first_hand, 0.0),
    ):
        if label != UNKNOWN:
            found[name] = F.cross_entropy(score[None], torch.tensor([label]), label_smoothing=smoothing)[None]
    if len(role):
        found["role"] = role_loss(role, example)
        if example.first_hand != UNKNOWN:
            wanted = torch.from_numpy(example.primary.astype(int))
            found["primary"] = F.cross_entropy(primary, wanted, reduction="none")
    return found


def loss_of(network: ClaimNetwork, batch: Sequence[Example], rng: np.random.Generator) -> torch.Tensor:
    """The mean loss over a batch's groups and articles."""
    batch = [bare(each) if rng.random() < BARE else each for each in batch]
    sheets = [sheet for example in batch for sheet in example.layout.sheets]
    states = states_of(network, sheets, [disturbed(sheet, rng) for sheet in sheets])
    parts: dict[str, list[torch.Tensor]] = {name: [] for name in WEIGHTS}
    first = 0
    for example in batch:
        for name, loss in losses_of(heads_of(network, states, example, first), example).items():
            parts[name].append(loss)
        first += len(example.layout.sheets)
    tags = padded([tag for example in batch for tag in example.tags], -100)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        tagged = network.tag(states)
    parts["tag"].append(F.cross_entropy(tagged.float().flatten(0, 1), tags.flatten(), ignore_index=-100)[None])
    return sum((WEIGHTS[name] * torch.cat(some).mean() for name, some in parts.items() if some), torch.zeros(()))


def batches_of(examples: Sequence[Example], rng: random.Random) -> list[list[Example]]:
    """Shuffled batches of about BATCH_PIECES wordpieces, padding counted."""
    order = list(examples)
    rng.shuffle(order)
    found: list[list[Example]] = []
    for chunk in range(0, len(order), 64):
        batch: list[Example] = []
        windows, longest = 0, 0
        for each in sorted(order[chunk : chunk + 64], key=lambda each: max(len(s.ids) for s in each.layout.sheets)):
            size = max(longest, *(len(sheet.ids) for sheet in each.layout.sheets))
            if batch and (windows + len(each.layout.sheets)) * size > BATCH_PIECES:
                found.append(batch)
                batch, windows, size = [], 0, max(len(sheet.ids) for sheet in each.layout.sheets)
            batch.append(each)
            windows, longest = windows + len(each.layout.sheets), size
        found.append(batch)
    rng.shuffle(found)
    return found


def train(
    network: ClaimNetwork,
    epochs: Sequence[Sequence[Example]],
    *,
    seed: int = 1,
    seconds: float | None = None,
) -> None:
    """
    One pass over each of ``epochs``; the learning rate rises over WARM_UP, then falls to a fiftieth.

    ``seconds`` ends the training early, its learning rate fallen as it should. Word vectors stay as they are.
    """
    torch.manual_seed(seed)
    torch.set_num_threads(2)
    rng, noise = random.Random(seed), np.random.default_rng(seed)
    network.text.encoder.word.weight.requires_grad_(False)
    optimizer = optimizer_of(network)
    passes = [batches_of(examples, rng) for examples in epochs]
    steps, step, began = sum(len(batches) for batches in passes), 0, time.monotonic()
    network.train()
    for number, batches in enumerate(passes):
        total = 0.0
        for batch in batches:
            spent = time.monotonic() - began
            progress = max(step / steps, spent / seconds if seconds else 0.0)
            if progress >= 1 and seconds:
                break
            set_rate(optimizer, progress, warm_up=WARM_UP)
            total, step = total + take_step(network, optimizer, loss_of(network, batch, noise)), step + 1
        print(f"pass {number + 1}: loss {total / max(1, len(batches)):.3f}, {spent:.0f} s", flush=True)


def optimizer_of(network: ClaimNetwork) -> torch.optim.Optimizer:
    """The heads learn faster than the encoder, which knows how to read."""
    encoder = [each for each in network.text.parameters() if each.requires_grad]
    heads = [*network.heads.parameters(), *network.tag.parameters()]
    groups = [{"params": encoder, "lr": RATE, "base": RATE}, {"params": heads, "lr": HEAD_RATE, "base": HEAD_RATE}]
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=True)


def feature_names(rows: Sequence[Mapping[str, float]], least: int = 20) -> list[str]:
    """Features that many rows have, no words (it reads these) and nothing of a stance found by other means."""
    counts: dict[str, int] = {}
    for row in rows:
        for name, value in row.items():
            counts[name] = counts.get(name, 0) + (value != 0)
    found = {name for name, count in counts.items() if count >= least} - {"subject,asserts"}
    return sorted(name for name in found if not name.startswith(("stance=", "contests,", *WORDS)))
