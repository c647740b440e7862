"""
PyTorch networks to ONNX, weights int8 per channel, activations quantised at run time.

Dynamic quantisation scales the activations of a whole call by one number. Each call therefore reads one window (or one
sentence) alone: on one core that is as fast as a batch, nothing is padded, and no text's reading depends on its
neighbours. Tried and slower: ``MatMulNBits`` with 8-bit blocks (0.57 of the speed, cosine .9996 instead of .992);
query, key and value as one product, and onnxruntime's MultiHeadAttention.
"""

import copy
import math
from pathlib import Path

import torch
import torch.nn.functional as F
from claim_network import ClaimNetwork
from network import HEADS, HIDDEN, LINK, REACH, Encoder, Layer, Pointer, ReaderNetwork
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn


class SentenceNetwork(nn.Module):
    """all-MiniLM-L6-v2 as published: the mean of the wordpieces' vectors, scaled to length 1."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder()

    def forward(self, ids: Tensor) -> Tensor:
        return nn.functional.normalize(self.encoder(ids, torch.zeros_like(ids), None).mean(1), dim=-1)


class ReaderForward(nn.Module):
    """The reader for one window, without its CRF, whose scores travel in a small file of their own."""

    def __init__(self, network: ReaderNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, features: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        tag, link, speaker = self.network(ids, features)
        return tag[0], link[0], speaker[0]


class LeanLayer(nn.Module):
    """A layer for one text, in fewer operations: no axis for texts, the scores' scale in the query's weights."""

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        self.layer, self.q = layer, _times(layer.q, 1 / math.sqrt(HIDDEN // HEADS))

    def forward(self, x: Tensor, mask: None) -> Tensor:
        layer = self.layer
        q, k, v = (each(x).view(-1, HEADS, HIDDEN // HEADS).transpose(0, 1) for each in (self.q, layer.k, layer.v))
        attended = torch.softmax(q @ k.transpose(1, 2), -1) @ v
        x = layer.norm1(x + layer.o(attended.transpose(0, 1).reshape(1, -1, HIDDEN)))
        return layer.norm2(x + layer.outer(F.gelu(layer.inner(x))))


class LeanPointer(nn.Module):
    """
    A pointer whose relative bias is copied, not looked up number by number.

    Its matrix [t, t] of j - i is a vector of 2t, from 0 up and then from -t up, written out t times and read in rows of
    2t - 1.
    """

    def __init__(self, pointer: Pointer, longest: int = 512) -> None:
        super().__init__()
        self.longest = longest
        self.q, self.k = _times(pointer.q, 1 / math.sqrt(LINK)), pointer.k
        bias = pointer.bias.weight.detach()[:, 0]
        self.register_buffer("ahead", bias[torch.arange(longest).clamp(max=REACH) + REACH])
        self.register_buffer("behind", bias[torch.arange(-longest, 0).clamp(min=-REACH) + REACH])

    def forward(self, x: Tensor) -> Tensor:
        t = x.shape[1]
        around = torch.cat([self.ahead[:t], self.behind[self.longest - t :]])
        bias = around.repeat(t)[: t * (2 * t - 1)].view(t, 2 * t - 1)[:, :t]
        return self.q(x) @ self.k(x).transpose(1, 2) + bias


def _times(linear: nn.Linear, factor: float) -> nn.Linear:
    scaled = copy.deepcopy(linear)
    for each in scaled.parameters():
        each.data *= factor
    return scaled


def lean(network: nn.Module) -> nn.Module:
    """The same function of one text, up to rounding, in a form that runs in nine tenths of the time."""
    network = copy.deepcopy(network).eval()
    for module in list(network.modules()):
        if isinstance(module, Encoder):
            module.layers = nn.ModuleList(LeanLayer(layer) for layer in module.layers)
        if isinstance(module, ReaderNetwork):
            module.link, module.speaker = LeanPointer(module.link), LeanPointer(module.speaker)
    return network


def export_int8(network: nn.Module, inputs: dict[str, Tensor], outputs: dict[str, int], path: Path) -> None:
    """
    Write ``path``, the int8 ONNX form of ``network``, and ``path`` with suffix .float32.onnx beside it.

    ``inputs`` are examples [1, t]; ``outputs`` gives for each output how many of its leading axes have length t.
    """
    axes = {name: {1: "pieces"} for name in inputs}
    axes |= {name: dict.fromkeys(range(many), "pieces") for name, many in outputs.items()}
    whole = path.with_suffix(".float32.onnx")
    torch.onnx.export(
        lean(network), tuple(inputs.values()), str(whole), input_names=list(inputs), output_names=list(outputs),
        dynamic_axes=axes, opset_version=20, dynamo=False,
    )  # fmt: skip
    quantize_dynamic(whole, path, weight_type=QuantType.QInt8, per_channel=True, extra_options={"DefaultTensorType": 1})


class ClaimForward(nn.Module):
    """The claim reader's encoder for one window: a vector for each wordpiece."""

    def __init__(self, network: ClaimNetwork) -> None:
        super().__init__()
        self.text = network.text

    def forward(self, ids: Tensor, features: Tensor, segments: Tensor, marks: Tensor) -> Tensor:
        return self.text(ids, features, segments, marks, None)[0]


def export_claim_reader(network: ClaimNetwork, out: Path) -> None:
    """``claim-reader.onnx`` (int8) and ``claim-reader-heads.onnx`` (float32: a thousandth of the work) in ``out``."""
    ids = torch.randint(1000, 20000, (1, 40))
    inputs = {"ids": ids} | {name: torch.zeros_like(ids) for name in ("features", "segments", "marks")}
    export_int8(ClaimForward(network), inputs, {"states": 1}, out / "claim-reader.onnx")
    given = {
        "pooled": torch.zeros(3, 2 * HIDDEN), "features": torch.zeros(3, network.heads.known.in_features),
        "whole": torch.zeros(HIDDEN),
    }  # fmt: skip
    names = ["role", "primary", "stance", "first_hand", "body"]
    torch.onnx.export(
        copy.deepcopy(network.heads).eval(), tuple(given.values()), str(out / "claim-reader-heads.onnx"),
        input_names=list(given), output_names=names, opset_version=20, dynamo=False,
        dynamic_axes={name: {0: "groups"} for name in ("pooled", "features", "role", "primary")},
    )  # fmt: skip
