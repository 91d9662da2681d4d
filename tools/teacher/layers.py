"""The layers of the networks that ship, with the quantisation of their weights."""

import numpy as np
import torch
from torch import nn
from torch.nn import functional


class Vocabulary:
    """The frequent features of each column, numbered from 1: those that occur at least `least` times."""

    def __init__(self, tables, least):
        self.features = []
        for column in zip(*(table.T for table in tables)):
            features, counts = np.unique(np.concatenate(column), return_counts=True)
            self.features.append(features[counts >= least])

    def __len__(self):
        return 1 + sum(map(len, self.features))

    def encode(self, table):
        found, first = np.zeros(table.shape, np.int32), 1
        for k, features in enumerate(self.features):
            at = np.searchsorted(features, table[:, k]).clip(max=len(features) - 1)
            found[:, k] = np.where(features[at] == table[:, k], at + first, 0)
            first += len(features)
        return found


class Quantize(torch.autograd.Function):
    """Quantisation with the straight-through estimator: gradients pass as if the numbers were not rounded."""

    @staticmethod
    def forward(context, numbers, step):
        return (numbers / step).round().clamp(-127, 127) * step

    @staticmethod
    def backward(context, gradient):
        return gradient, None


class Table(nn.Module):
    """Embeddings of features, summed for each token; in training features are left out at the rate `dropout`."""

    def __init__(self, rows, width, dropout):
        super().__init__()
        self.dropout = dropout
        self.rows = nn.Parameter(torch.randn(rows, width) * 0.1)
        self.step, self.kept = None, torch.arange(1, rows)

    def quantize(self, grain, counts, most):
        """Keeps the most important rows, at most `most`, and quantises them from now on."""
        importance = self.rows.detach().norm(dim=1) * torch.from_numpy(np.sqrt(counts))
        self.kept = torch.argsort(importance, descending=True, stable=True)[:most]
        with torch.no_grad():
            mask = torch.zeros(len(self.rows), 1)
            mask[self.kept] = 1
            self.rows *= mask
            self.step = self.rows[self.kept].square().mean().sqrt() * grain
        self.rows.register_hook(lambda gradient: gradient * mask)

    def forward(self, features):
        if self.training:
            features = features.masked_fill(torch.rand(features.shape) < self.dropout, 0)
        rows = self.rows if self.step is None else Quantize.apply(self.rows, self.step)
        flat = features.view(-1, features.shape[-1])
        return functional.embedding_bag(flat, rows, mode="sum", padding_idx=0).view(*features.shape[:-1], -1)

    def export(self, features):
        rows = (self.rows.detach()[self.kept] / self.step).round().clamp(-127, 127).to(int)
        named = np.concatenate([[0], *features])[self.kept]
        return {"features": named.tolist(), "rows": rows.flatten().tolist(), "scale": self.step.item()}


class QuantizedLinear(nn.Linear):
    """A linear layer with quantised weights and a scale for each output."""

    def step(self):
        return self.weight.detach().abs().amax(1, keepdim=True).clamp(min=1e-6) / 127

    def forward(self, x):
        return functional.linear(x, Quantize.apply(self.weight, self.step()), self.bias)

    def export(self):
        weights = (self.weight.detach() / self.step()).round().to(int)
        bias = torch.zeros(len(weights)) if self.bias is None else self.bias.detach()
        return {"scale": self.step().flatten().tolist(), "bias": bias.tolist(), "weights": weights.flatten().tolist()}


def layer_norm(x):
    return functional.layer_norm(x, x.shape[-1:])


class ConvBlock(nn.Module):
    """A residual block: layer normalisation, depthwise dilated convolution, pointwise convolution, ReLU."""

    def __init__(self, width, kernel, dilation, dropout):
        super().__init__()
        self.dilation, self.dropout = dilation, dropout
        self.depthwise = nn.Parameter(torch.randn(kernel, width) / kernel**0.5)
        self.pointwise = QuantizedLinear(width, width)

    def forward(self, x, mask):
        reach, length = self.dilation * (len(self.depthwise) // 2), x.shape[1]
        padded = functional.pad(layer_norm(x) * mask, (0, 0, reach, reach))
        taps = ((padded[:, k * self.dilation : k * self.dilation + length], w) for k, w in enumerate(self.depthwise))
        convolved = sum(tap * w for tap, w in taps)
        return x + functional.dropout(functional.relu(self.pointwise(convolved)), self.dropout, self.training)

    def export(self):
        depthwise = self.depthwise.detach().flatten().tolist()
        return {"dilation": self.dilation, "depthwise": depthwise, "pointwise": self.pointwise.export()}


def padded(pieces, longest):
    """Stacks arrays of different lengths, padded with zeros."""
    whole = np.zeros((len(pieces), longest, *pieces[0].shape[1:]), pieces[0].dtype)
    for row, piece in zip(whole, pieces):
        row[: len(piece)] = piece
    return torch.from_numpy(whole)
