"""
A shipped reader (int8 ONNX) back in PyTorch, so that its training can go on where no checkpoint is left.

What rounding to eight bits took is lost; a few hundred steps of training make up for it.
"""

import json
import math
import re
from pathlib import Path

import numpy as np
import onnx
import torch
from network import HEADS, HIDDEN, LINK, REACH, Encoder, ReaderNetwork
from onnx import numpy_helper

from sayso.wordpieces import FEATURES


def restored(path: Path) -> ReaderNetwork:
    """The network of ``path``, as ``export.py`` wrote it with its CRF's scores beside it."""
    graph = onnx.load(path).graph
    given = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    state: dict[str, np.ndarray] = {}
    for name, value in given.items():
        if name.startswith("network.") and value.dtype == np.float32 and value.ndim:
            state[name.removeprefix("network.").replace(".layer.", ".")] = value
        elif name.endswith(".weight_quantized"):  # an embedding: one scale for all of it
            stem = name.removesuffix("_quantized")
            state[stem.removeprefix("network.")] = _whole(value, given[f"{stem}_scale"], given[f"{stem}_zero_point"])
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            where = re.search(r"network/(.+)/MatMul_quant", node.name)
            stem = node.input[1].removesuffix("_quantized")
            if where and stem != node.input[1]:
                weight = _whole(given[node.input[1]], given[f"{stem}_scale"], given[f"{stem}_zero_point"])
                state[f"{where[1].replace('/', '.')}.weight"] = weight.T
    _unscale(state)
    scores = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    layers = {name.split(".")[2] for name in state if name.startswith("encoder.layers.")}
    network = ReaderNetwork(Encoder(FEATURES, len(layers), len(state["encoder.layers.0.inner.bias"])))
    state["crf.forbidden"] = network.crf.forbidden.numpy()
    state["crf.transition"] = np.array(scores["transition"], np.float32) - state["crf.forbidden"]
    state["crf.first"] = np.array(scores["first"], np.float32)
    network.load_state_dict({name: torch.from_numpy(value.copy()) for name, value in state.items()})
    return network


def _whole(value: np.ndarray, scale: np.ndarray, zero: np.ndarray) -> np.ndarray:
    return (value.astype(np.float32) - zero.astype(np.float32)) * scale


def _unscale(state: dict[str, np.ndarray]) -> None:
    """Undo what ``export.lean`` moved: the scores' scale in a query's weights, a pointer's biases written out."""
    for name in list(state):
        if name.endswith((".q.weight", ".q.bias")):
            state[name] = state[name] * math.sqrt(HIDDEN // HEADS if name.startswith("encoder.") else LINK)
    for pointer in ("link", "speaker"):
        ahead, behind = state.pop(f"{pointer}.ahead"), state.pop(f"{pointer}.behind")
        state[f"{pointer}.bias.weight"] = np.concatenate([behind[-REACH:], ahead[: REACH + 1]])[:, None]
