"""
Train the reader's networks: teachers on PolNeAR, then the reader that is shipped on PolNeAR and on what they say of
text that nobody annotated. An hour or two each on two CPU cores. ``make_models.py`` calls this.
"""

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from mpnet import HIDDEN as TEACHER_WIDTH
from mpnet import Mpnet
from network import MASK, Encoder, ReaderNetwork
from optimise import set_rate, take_step
from polnear import IGNORED, Labelled, read_polnear, targets
from soft_labels import SoftRow, read_unlabelled, soft_row

from sayso.wordpieces import ALL_CAPITALS, CAPITALISED, FEATURES, QUOTED, SEP, Window, Words, cut_windows, part_of

WINDOW = 256
BATCH_PIECES = 2_304
FRESH, LARGE = (2e-4, 1e-3), (6e-5, 5e-4)  # learning rates of encoder and heads: a new reader's, a teacher's
GOING_ON, GOING_ON_FAST = (1.5e-4, 4.5e-4), (2e-4, 6e-4)  # a trained reader's, the fast one's second round
SEED, WARM_UP = 1, 0.06
LINK_WEIGHT, SPEAKER_WEIGHT = 0.5, 0.25
MASKED_WINDOWS, MASKED_PIECES = 0.5, 0.1
ALONE = 0.2  # share of articles of which paragraphs are read alone
SOFT_SHOWN = 0.5  # share of the teachers' windows that an epoch has
SHOUTED, LOWERED, UNQUOTED = 0.04, 0.03, 0.03  # share of windows that lose their case or their quotation marks

HardRow = tuple[Window, dict[str, np.ndarray]]
Row = HardRow | SoftRow


def epoch(articles: list[Labelled], soft: Sequence[SoftRow], rng: random.Random) -> Iterator[list[Row]]:
    """
    One pass in shuffled batches of similar length.

    Borders of annotated windows shift from epoch to epoch, and of what teachers said another part is shown in each.
    """
    hard: list[Row] = []
    for article in articles:
        if rng.random() < ALONE:
            windows = _alone(article.words, rng)
        else:
            windows = cut_windows(article.words, WINDOW, 0, first_length=rng.randint(WINDOW // 3, WINDOW))
        hard += [(window, targets(article, window)) for window in windows]
    shown = rng.sample(soft, round(len(soft) * SOFT_SHOWN))
    batches = [*_batches(hard, rng), *_batches(list(shown), rng)]
    rng.shuffle(batches)
    yield from batches


def _alone(words: Words, rng: random.Random) -> Iterator[Window]:
    """Windows of one to three paragraphs, as a reader meets them in a clipping or a draft."""
    ends = [*(np.flatnonzero(np.diff(words.paragraph)) + 1).tolist(), len(words)]
    begin = number = 0
    while begin < len(words):
        number += rng.randint(1, 3)
        end = ends[min(number, len(ends)) - 1]
        for window in cut_windows(part_of(words, begin, end), WINDOW, 0):
            moved = (window.start + begin, window.end + begin, window.core_start + begin, window.core_end + begin)
            yield Window(*moved, window.ids, window.features, window.at)
        begin = end


def _window(row: Row) -> Window:
    return row.window if isinstance(row, SoftRow) else row[0]


def _batches(rows: list[Row], rng: random.Random) -> Iterator[list[Row]]:
    rng.shuffle(rows)
    for chunk in range(0, len(rows), 400):
        batch: list[Row] = []
        for row in sorted(rows[chunk : chunk + 400], key=lambda row: len(_window(row).ids)):
            if batch and len(_window(row).ids) * (len(batch) + 1) > BATCH_PIECES:
                yield batch
                batch = []
            batch.append(row)
        yield batch


def disturbed(window: Window, rng: np.random.Generator) -> Window:
    """The window as a reader may meet it: words masked, in capitals, in lower case, without its quotation marks."""
    ids, features = window.ids.copy(), window.features.copy()
    inner = (ids > SEP) & (np.arange(len(ids)) > 0)
    if rng.random() < MASKED_WINDOWS:
        ids[inner & (rng.random(len(ids)) < MASKED_PIECES)] = MASK
    fate = rng.random()
    if fate < SHOUTED:
        features[inner] = (features[inner] & QUOTED) | ALL_CAPITALS
    elif fate < SHOUTED + LOWERED:
        features &= QUOTED
    elif fate < SHOUTED + LOWERED + UNQUOTED:
        features &= CAPITALISED | ALL_CAPITALS
    return replace(window, ids=ids, features=features)


def _padded(rows: Sequence[np.ndarray], fill: float, *shape: int) -> torch.Tensor:
    out = np.full((len(rows), *shape), fill, dtype=np.float32 if rows[0].dtype.kind == "f" else np.int64)
    for i, row in enumerate(rows):
        out[(i, *(slice(n) for n in row.shape))] = row
    return torch.from_numpy(out)


def loss_of(network: ReaderNetwork, batch: Sequence[Row], rng: np.random.Generator) -> torch.Tensor:
    """The summed loss of one batch, all hard or all soft: CRF, word -> cue pointer, cue -> source pointer."""
    windows = [disturbed(_window(row), rng) for row in batch]
    size = max(len(window.ids) for window in windows)
    ids = _padded([window.ids for window in windows], 0, size)
    features = _padded([window.features for window in windows], 0, size)
    mask = torch.where(ids == 0, -1e4, 0.0)[:, None, None, :]
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scores = network(ids, features, mask.bfloat16())
    tag, link, speaker = (each.float() for each in scores)
    pointers = {"link": link + mask[:, 0], "speaker": speaker + mask[:, 0]}
    hard = [row for row in batch if not isinstance(row, SoftRow)]
    if hard:
        return _hard_loss(network, hard, tag, pointers, size)
    return _soft_loss(network, [row for row in batch if isinstance(row, SoftRow)], tag, pointers)


def _hard_loss(
    network: ReaderNetwork, rows: list[HardRow], tag: torch.Tensor, pointers: dict[str, torch.Tensor], size: int
) -> torch.Tensor:
    lengths = torch.tensor([max(len(target["at"]), 1) for _, target in rows])
    w = int(lengths.max())
    at = _padded([target["at"] for _, target in rows], 0, w)
    emission = torch.gather(tag, 1, at[:, :, None].expand(-1, -1, tag.shape[2]))
    loss = network.crf.loss(emission, _padded([target["tag"] for _, target in rows], 0, w), lengths)
    for name, weight in (("link", LINK_WEIGHT), ("speaker", SPEAKER_WEIGHT)):
        wanted = _padded([target[name] for _, target in rows], IGNORED, size)
        inside = wanted >= 0
        if inside.any():
            loss = loss + weight * F.cross_entropy(pointers[name][inside], wanted[inside])
    return loss


def _soft_loss(
    network: ReaderNetwork, rows: list[SoftRow], tag: torch.Tensor, pointers: dict[str, torch.Tensor]
) -> torch.Tensor:
    lengths = torch.tensor([len(row.tag) for row in rows])
    w = int(lengths.max())
    at = _padded([row.window.at for row in rows], 0, w)
    emission = torch.gather(tag, 1, at[:, :, None].expand(-1, -1, tag.shape[2]))
    unary, pair = _padded([row.tag for row in rows], 0, w, 7), _padded([row.pair for row in rows], 0, w - 1, 7, 7)
    loss = network.crf.soft_loss(emission, unary, pair, lengths)
    size = tag.shape[1]
    for name, weight in (("link", LINK_WEIGHT), ("speaker", SPEAKER_WEIGHT)):
        words = [row.linked if name == "link" else row.cues for row in rows]
        wanted = [row.link if name == "link" else row.speaker for row in rows]
        places = [(i, row.window.at[each]) for i, (row, each) in enumerate(zip(rows, words, strict=True))]
        batch_at = np.concatenate([np.full(len(each), i) for i, each in places])
        if len(batch_at):
            found = pointers[name][torch.from_numpy(batch_at), torch.from_numpy(np.concatenate([p for _, p in places]))]
            target = torch.cat([_padded(list(each), 0, size) for each in wanted if len(each)])
            loss = loss + weight * F.cross_entropy(found, target)
    return loss


def new_network(minilm: Path) -> ReaderNetwork:
    """A reader that has learnt nothing but what MiniLM-L6 knows."""
    encoder = Encoder(FEATURES)
    encoder.load_minilm(minilm)
    return ReaderNetwork(encoder)


def new_teacher(mpnet: Path) -> ReaderNetwork:
    """A teacher that has learnt nothing but what MPNet-base knows."""
    encoder = Mpnet(FEATURES)
    encoder.load_published(mpnet)
    return ReaderNetwork(encoder, TEACHER_WIDTH)


def load(checkpoint: Path) -> ReaderNetwork:
    """A trained network, of whatever size it is."""
    state = torch.load(checkpoint, weights_only=True)
    layers = {name.split(".")[2] for name in state if name.startswith("encoder.layers.")}
    if "encoder.relative.weight" in state:
        network = ReaderNetwork(Mpnet(FEATURES), TEACHER_WIDTH)
    else:
        network = ReaderNetwork(Encoder(FEATURES, len(layers), state["encoder.layers.0.inner.bias"].numel()))
    network.load_state_dict(state)
    return network


@torch.no_grad()
def shrunk(network: ReaderNetwork, layers: Sequence[int], inner: int) -> ReaderNetwork:
    """A smaller network to start from: these layers, and of each the ``inner`` units whose weights are largest."""
    small = ReaderNetwork(Encoder(FEATURES, len(layers), inner))
    state = network.state_dict()
    wanted = {name: state[name] for name in small.state_dict() if not name.startswith("encoder.layers.")}
    for new, old in enumerate(layers):
        layer = network.encoder.layers[old]
        size = layer.inner.weight.norm(dim=1) * layer.outer.weight.norm(dim=0)
        units = size.topk(inner).indices.sort().values
        for name, value in layer.state_dict().items():
            cut = {"inner.weight": (0,), "inner.bias": (0,), "outer.weight": (1,)}.get(name, ())
            wanted[f"encoder.layers.{new}.{name}"] = value.index_select(cut[0], units) if cut else value
    small.load_state_dict(wanted)
    return small


def teach(corpora: Path, teachers: Sequence[Path]) -> list[SoftRow]:
    """What the teachers say of the unlabelled text, and of the annotated one: they doubt where annotators differ."""
    networks = [load(path).eval() for path in teachers]
    windows = [*read_unlabelled(corpora, WINDOW)]
    for article in read_polnear(corpora / "attribution/polnear/train.jsonl"):
        windows += cut_windows(article.words, WINDOW, 0)
    return [soft_row(window, networks) for window in windows]


def train(
    corpora: Path, network: ReaderNetwork, out: Path, *,
    soft: Sequence[SoftRow] = (), epochs: int, seed: int = SEED, rates: tuple[float, float] = FRESH,
    seconds: float | None = None,
) -> None:  # fmt: skip
    """
    Write ``out`` after every epoch; the learning rates rise over WARM_UP, then fall to a fiftieth.

    ``rates``: of the encoder and of what stands on it. ``seconds`` ends the training early, its rates fallen as they
    should.
    """
    torch.manual_seed(seed)
    torch.set_num_threads(2)
    rng, noise = random.Random(seed), np.random.default_rng(seed)
    articles = list(read_polnear(corpora / "attribution/polnear/train.jsonl"))
    encoder = list(network.encoder.parameters())
    heads = [p for name, p in network.named_parameters() if not name.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [{"params": some, "lr": rate, "base": rate} for some, rate in zip((encoder, heads), rates, strict=True)],
        weight_decay=0.01, fused=True,
    )  # fmt: skip
    began, step, steps = time.monotonic(), 0, 0
    network.train()
    for number in range(epochs):
        batches = list(epoch(articles, soft, rng))
        steps = steps or len(batches) * epochs
        for batch in batches:
            spent = time.monotonic() - began
            progress = max(step / steps, spent / seconds if seconds else 0.0)
            if progress >= 1.0 and seconds:
                break
            set_rate(optimizer, progress, warm_up=WARM_UP)
            loss = take_step(network, optimizer, loss_of(network, batch, noise))
            step += 1
            if step % 50 == 0:
                kind = "soft" if isinstance(batch[0], SoftRow) else "hard"
                print(f"epoch {number + 1} step {step}/{steps} {kind} loss {loss:.3f} {spent:.0f} s", flush=True)
        torch.save(network.state_dict(), out)
