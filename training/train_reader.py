"""Train the reader's network on PolNeAR: about an hour on two CPU cores. ``make_models.py`` calls this."""

import random
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from network import ReaderNetwork
from polnear import IGNORED, Labelled, read_polnear, targets

from sayso.attribute.wordpieces import FEATURES, Window, cut_windows

WINDOW, CONTEXT = 256, 32
BATCH_PIECES = 2_304
RATE, HEAD_RATE = 2e-4, 1e-3
SEED, EPOCHS, WARM_UP = 1, 6, 0.06
LINK_WEIGHT, SPEAKER_WEIGHT = 0.5, 0.25

Row = tuple[Window, dict[str, np.ndarray]]


def epoch(articles: list[Labelled], rng: random.Random) -> Iterator[list[Row]]:
    """One pass in shuffled batches of similar length; window borders shift from epoch to epoch."""
    rows = []
    for article in articles:
        first = rng.randint(WINDOW // 3, WINDOW)
        for window in cut_windows(article.words, WINDOW, 0, first_length=first):
            rows.append((window, targets(article, window)))
    rng.shuffle(rows)
    batches = []
    for chunk in range(0, len(rows), 400):
        batch: list[Row] = []
        for row in sorted(rows[chunk : chunk + 400], key=lambda row: len(row[0].ids)):
            if batch and len(row[0].ids) * (len(batch) + 1) > BATCH_PIECES:
                batches.append(batch)
                batch = []
            batch.append(row)
        batches.append(batch)
    rng.shuffle(batches)
    yield from batches


def loss_of(network: ReaderNetwork, batch: list[Row]) -> torch.Tensor:
    """The summed loss of one batch: CRF, word -> cue pointer, cue -> source pointer."""
    size = max(len(window.ids) for window, _ in batch)

    def padded(rows: list[np.ndarray], fill: int, width: int) -> torch.Tensor:
        out = np.full((len(rows), width), fill, dtype=np.int64)
        for i, row in enumerate(rows):
            out[i, : len(row)] = row
        return torch.from_numpy(out)

    ids = padded([window.ids for window, _ in batch], 0, size)
    features = padded([window.features for window, _ in batch], 0, size)
    lengths = torch.tensor([max(len(target["at"]), 1) for _, target in batch])
    at = padded([target["at"] for _, target in batch], 0, int(lengths.max()))
    tags = padded([target["tag"] for _, target in batch], 0, int(lengths.max()))
    mask = torch.where(ids == 0, -1e4, 0.0)[:, None, None, :]
    with torch.autocast("cpu", dtype=torch.bfloat16):
        tag, link, speaker = network(ids, features, mask.bfloat16())
    emission = torch.gather(tag.float(), 1, at[:, :, None].expand(-1, -1, tag.shape[2]))
    loss = network.crf.loss(emission, tags, lengths)
    for name, scores, weight in (("link", link, LINK_WEIGHT), ("speaker", speaker, SPEAKER_WEIGHT)):
        wanted = padded([target[name] for _, target in batch], IGNORED, size)
        if (wanted >= 0).any():
            scores = scores.float() + mask[:, 0]
            rows = wanted >= 0
            loss = loss + weight * F.cross_entropy(scores[rows], wanted[rows])
    return loss


def train(corpora: Path, minilm: Path, out: Path) -> None:
    """Write ``out`` after every epoch; the learning rate rises over WARM_UP, then falls to a fiftieth."""
    torch.manual_seed(SEED)
    torch.set_num_threads(2)
    rng = random.Random(SEED)
    articles = list(read_polnear(corpora / "attribution/polnear/train.jsonl"))
    network = ReaderNetwork(FEATURES)
    network.encoder.load_minilm(minilm)
    encoder = list(network.encoder.parameters())
    heads = [p for name, p in network.named_parameters() if not name.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": RATE, "base": RATE}, {"params": heads, "lr": HEAD_RATE, "base": HEAD_RATE}],
        weight_decay=0.01, fused=True,
    )  # fmt: skip
    began, step, steps = time.monotonic(), 0, 0
    for number in range(EPOCHS):
        batches = list(epoch(articles, rng))
        steps = steps or len(batches) * EPOCHS
        network.train()
        for batch in batches:
            progress = min(step / steps, 1.0)
            scale = progress / WARM_UP + 0.02 if progress < WARM_UP else (1 - progress) / (1 - WARM_UP)
            for group in optimizer.param_groups:
                group["lr"] = group["base"] * min(max(scale, 0.02), 1.0)
            loss = loss_of(network, batch)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            step += 1
            if step % 50 == 0:
                spent = time.monotonic() - began
                print(f"epoch {number + 1} step {step}/{steps} loss {loss.item():.3f} {spent:.0f} s", flush=True)
        torch.save(network.state_dict(), out)
