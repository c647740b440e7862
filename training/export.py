"""
PyTorch networks to ONNX, weights int8 per channel, activations quantised at run time.

Dynamic quantisation scales the activations of a whole call by one number. Each call therefore reads one window (or one
sentence) alone: on one core that is as fast as a batch, nothing is padded, and no text's reading depends on its
neighbours. Tried and slower: ``MatMulNBits`` with 8-bit blocks (0.57 of the speed, cosine .9996 instead of .992).
"""

from pathlib import Path

import torch
from network import Encoder, ReaderNetwork
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


def export_int8(network: nn.Module, inputs: dict[str, Tensor], outputs: dict[str, int], path: Path) -> None:
    """
    Write ``path``, the int8 ONNX form of ``network``, and ``path`` with suffix .float32.onnx beside it.

    ``inputs`` are examples [1, t]; ``outputs`` gives for each output how many of its leading axes have length t.
    """
    axes = {name: {1: "pieces"} for name in inputs}
    axes |= {name: dict.fromkeys(range(many), "pieces") for name, many in outputs.items()}
    network.eval()
    whole = path.with_suffix(".float32.onnx")
    torch.onnx.export(
        network, tuple(inputs.values()), str(whole), input_names=list(inputs), output_names=list(outputs),
        dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip
    quantize_dynamic(whole, path, weight_type=QuantType.QInt8, per_channel=True, extra_options={"DefaultTensorType": 1})
