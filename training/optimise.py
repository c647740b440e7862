"""How the reader and the claim reader learn: the learning rate over a training, and one step of it."""

import torch
from torch import Tensor, nn


def set_rate(optimizer: torch.optim.Optimizer, progress: float, *, warm_up: float) -> None:
    """
    Rise to each group's ``base`` over ``warm_up``, then fall to a fiftieth of it.

    ``progress``: share of the training that is done, 0 to 1.
    """
    scale = progress / warm_up + 0.02 if progress < warm_up else (1 - progress) / (1 - warm_up)
    for group in optimizer.param_groups:
        group["lr"] = group["base"] * min(max(scale, 0.02), 1.0)


def take_step(network: nn.Module, optimizer: torch.optim.Optimizer, loss: Tensor) -> float:
    """Follow the gradient of ``loss``, its norm at most 1; returns the loss."""
    loss.backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad()
    return loss.item()
