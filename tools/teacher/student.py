"""The network that ships: learns who says what from annotated articles and from what the teacher makes of others.

It reads the folder that `cargo xtask train attribution` writes, features and labels as the annotator sees them, and
writes its weights as JSON. Words come in as sums of embeddings; depthwise separable convolutions make of them vectors of
tokens in their paragraph, which say where cues are; around each cue more of them say what is its source, cue and content.
In the last pass the weights are read as they will be written: whole numbers, and of the embeddings only those that matter
(quantisation-aware training; Jacob et al. 2018).
"""

import argparse
import json
import random
from bisect import bisect_right
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

#: Features of a token, and of what it is to a cue; labels of cues, and of parts.
TOKEN, RELATION, CUES, PARTS = 10, 6, 5, 13
#: Numbers in the vector of a token, and around a cue; for each block how many neighbours it reads and how far apart.
WIDTH, NARROW = 64, 48
BLOCKS, AROUND = ((7, 1), (7, 1), (7, 1), (7, 2)), ((7, 1), (7, 1))
#: Features that are rarer have no embedding; nor have, in the end, more than so many.
RARE, ROWS = 3, 24_000
#: The steps of the embeddings as they are written, in parts of what is usual among them.
GRAIN, RELATION_GRAIN = 0.9, 0.3
EPOCHS, BATCH, RATE, DROPOUT, FEATURE_DROPOUT = 6, 2048, 3e-3, 0.1, 0.15


class Articles:
    """What some articles teach: units with the features and labels of their tokens, and the windows around cues in them."""

    def __init__(self, folder, name, half=None):
        def read(kind, type_, width):
            return np.fromfile(folder / f"{name}.{kind}", type_).reshape(-1, width)

        units = read("units", np.uint32, 3).astype(np.int64)
        self.rows, self.cues = read("rows", np.uint32, TOKEN), read("cues", np.uint8, CUES)
        windows = read("windows", np.uint32, 4).astype(np.int64)
        self.relations, self.parts = read("relations", np.uint32, RELATION), read("parts", np.uint8, PARTS)
        sizes = units[:, 2] - units[:, 1]
        starts = np.cumsum(sizes) - sizes
        at = {}
        for unit, (article, first, _) in enumerate(units):
            at.setdefault(article, []).append((first, unit))
        inside = [[] for _ in units]
        row = 0
        for article, first, size, head in windows:
            start, unit = at[article][bisect_right(at[article], (head, len(units))) - 1]
            inside[unit].append((first - start, size, head - start, row))
            row += size
        self.units = [
            (self, start, size, around)
            for (article, _, _), start, size, around in zip(units, starts, sizes, inside)
            if half is None or article % 2 == half
        ]


class Vocabulary:
    """The features of some columns that are not rare, numbered from 1."""

    def __init__(self, tables):
        self.features = []
        for column in zip(*(table.T for table in tables)):
            features, counts = np.unique(np.concatenate(column), return_counts=True)
            self.features.append(features[counts >= RARE])

    def __len__(self):
        return 1 + sum(map(len, self.features))

    def encode(self, table):
        found, first = np.zeros(table.shape, np.int64), 1
        for k, features in enumerate(self.features):
            at = np.searchsorted(features, table[:, k]).clip(max=len(features) - 1)
            found[:, k] = np.where(features[at] == table[:, k], at + first, 0)
            first += len(features)
        return found


class Rounded(torch.autograd.Function):
    """Numbers as they will be written, in whole steps; gradients pass as if they were not rounded."""

    @staticmethod
    def forward(context, numbers, step):
        return (numbers / step).round().clamp(-127, 127) * step

    @staticmethod
    def backward(context, gradient):
        return gradient, None


class Table(nn.Module):
    """Embeddings of features, added up."""

    def __init__(self, rows, width):
        super().__init__()
        self.rows = nn.Parameter(torch.randn(rows, width) * 0.1)
        self.step, self.kept = None, torch.arange(1, rows)

    def coarsen(self, grain, counts, most):
        """From now on only the rows that matter, in steps."""
        matter = self.rows.detach().norm(dim=1) * torch.from_numpy(np.sqrt(counts))
        self.kept = torch.argsort(matter, descending=True, stable=True)[:most]
        with torch.no_grad():
            mask = torch.zeros(len(self.rows), 1)
            mask[self.kept] = 1
            self.rows *= mask
            self.step = self.rows[self.kept].square().mean().sqrt() * grain
        self.rows.register_hook(lambda gradient: gradient * mask)

    def forward(self, features):
        if self.training:
            features = features.masked_fill(torch.rand(features.shape) < FEATURE_DROPOUT, 0)
        rows = self.rows if self.step is None else Rounded.apply(self.rows, self.step)
        flat = features.view(-1, features.shape[-1])
        return functional.embedding_bag(flat, rows, mode="sum", padding_idx=0).view(*features.shape[:-1], -1)

    def written(self, features):
        rows = (self.rows.detach()[self.kept] / self.step).round().clamp(-127, 127).to(int)
        named = np.concatenate([[0], *features])[self.kept]
        return {"features": named.tolist(), "rows": rows.flatten().tolist(), "scale": self.step.item()}


class Dense(nn.Linear):
    """A matrix that is written in whole numbers, each output in steps of its own."""

    def step(self):
        return self.weight.detach().abs().amax(1, keepdim=True).clamp(min=1e-6) / 127

    def forward(self, x):
        return functional.linear(x, Rounded.apply(self.weight, self.step()), self.bias)

    def written(self):
        weights = (self.weight.detach() / self.step()).round().to(int)
        bias = torch.zeros(len(weights)) if self.bias is None else self.bias.detach()
        return {"scale": self.step().flatten().tolist(), "bias": bias.tolist(), "weights": weights.flatten().tolist()}


def normal(x):
    return functional.layer_norm(x, x.shape[-1:])


class Block(nn.Module):
    """What neighbours add to the vectors of tokens."""

    def __init__(self, width, near, apart):
        super().__init__()
        self.apart = apart
        self.near = nn.Parameter(torch.randn(near, width) / near**0.5)
        self.mix = Dense(width, width)

    def forward(self, x, mask):
        reach, length = self.apart * (len(self.near) // 2), x.shape[1]
        padded = functional.pad(normal(x) * mask, (0, 0, reach, reach))
        near = sum(padded[:, k * self.apart : k * self.apart + length] * w for k, w in enumerate(self.near))
        return x + functional.dropout(functional.relu(self.mix(near)), DROPOUT / 2, self.training)

    def written(self):
        return {"apart": self.apart, "near": self.near.detach().flatten().tolist(), "mix": self.mix.written()}


class Student(nn.Module):
    def __init__(self, tokens, relations):
        super().__init__()
        self.tokens, self.bias = Table(len(tokens), WIDTH), nn.Parameter(torch.zeros(WIDTH))
        self.blocks = nn.ModuleList(Block(WIDTH, *shape) for shape in BLOCKS)
        self.cues = nn.Linear(WIDTH, CUES)
        self.relations = Table(len(relations), NARROW)
        self.into, self.head = Dense(WIDTH, NARROW), Dense(WIDTH, NARROW, bias=False)
        self.other = nn.Linear(4, NARROW, bias=False)
        self.around = nn.ModuleList(Block(NARROW, *shape) for shape in AROUND)
        self.parts = nn.Linear(NARROW, PARTS)

    def drop(self, x):
        return functional.dropout(x, DROPOUT, self.training)

    def read(self, tokens, mask):
        """The vectors of tokens in their units, and the scores of the labels of cues."""
        x = self.drop(functional.relu(self.tokens(tokens) + self.bias))
        for block in self.blocks:
            x = block(x, mask)
        x = normal(x) * mask
        return x, self.cues(self.drop(x))

    def read_around(self, vectors, cue, at, head, relations, mask):
        """The scores of the labels of parts, around heads; `cue` says how likely each token is of a cue."""
        flat = vectors.flatten(0, 1)
        odds = cue.flatten()[at] * mask.squeeze(-1)
        before = odds.cumsum(1)
        is_head = (at == head.unsqueeze(1)).float()
        upto, own = (before * is_head).sum(1, keepdim=True), (odds * is_head).sum(1, keepdim=True)
        # How many other cues are likely to stand between a token and the head.
        between = torch.where(before >= upto, before - odds - upto, upto - own - before).clamp(0, 4)
        others = torch.stack([odds, between, between.clamp(max=0.5), between.clamp(max=1.5)], -1)
        x = self.into(flat)[at] + self.head(flat[head]).unsqueeze(1) + self.relations(relations) + self.other(others)
        x = self.drop(functional.relu(x))
        for block in self.around:
            x = block(x, mask)
        return self.parts(self.drop(normal(x)))

    def written(self, tokens, relations):
        output = lambda layer: {"dense": layer.weight.detach().T.flatten().tolist(), "out": layer.bias.tolist()}
        blocks = lambda blocks: [block.written() for block in blocks]
        return {
            "tokens": {**self.tokens.written(tokens.features), "bias": self.bias.tolist(), **output(self.cues)},
            "relations": {
                **self.relations.written(relations.features),
                "bias": [0.0] * NARROW,
                **output(self.parts),
            },
            "blocks": blocks(self.blocks),
            "into": self.into.written(),
            "head": self.head.written(),
            "other": self.other.weight.detach().T.flatten().tolist(),
            "around": blocks(self.around),
        }


def batches(units, shuffle):
    """Units of about the same length together, with no more tokens and windows than a step takes."""
    order = list(units)
    shuffle.shuffle(order)
    found = []
    for start in range(0, len(order), 4096):
        batch, windows = [], 0
        for unit in sorted(order[start : start + 4096], key=lambda unit: unit[2]):
            here = sum(size for _, size, _, _ in unit[3])
            if batch and (unit[2] * (len(batch) + 1) > BATCH or windows + here > 2 * BATCH):
                found.append(batch)
                batch, windows = [], 0
            batch.append(unit)
            windows += here
        if batch:
            found.append(batch)
    shuffle.shuffle(found)
    return found


def padded(pieces, longest):
    """Arrays of different lengths as one, filled up with zeros."""
    whole = np.zeros((len(pieces), longest, *pieces[0].shape[1:]), pieces[0].dtype)
    for row, piece in zip(whole, pieces):
        row[: len(piece)] = piece
    return torch.from_numpy(whole)


def loss(scores, wanted, mask):
    return -(scores.log_softmax(-1) * wanted.float() / 255).sum(-1)[mask].sum()


def step(student, batch):
    """The loss of a batch: of the labels of cues, and of those around each."""
    longest = max(size for _, _, size, _ in batch)
    cut = lambda table, start, size: table[start : start + size]
    tokens = padded([cut(articles.encoded, start, size) for articles, start, size, _ in batch], longest)
    wanted = padded([cut(articles.cues, start, size) for articles, start, size, _ in batch], longest)
    mask = padded([np.ones(size, bool) for _, _, size, _ in batch], longest)
    vectors, scores = student.read(tokens, mask.unsqueeze(-1).float())
    total = 2 * loss(scores, wanted, mask) / mask.sum()
    cue = 1 - scores.detach().softmax(-1)[..., 0]
    windows = [
        (articles, k * longest + first, size, k * longest + head, row)
        for k, (articles, _, _, around) in enumerate(batch)
        for first, size, head, row in around
    ]
    windows.sort(key=lambda window: window[2])
    groups = []
    for window in windows:
        if not groups or window[2] > groups[-1][0][2] * 1.5 + 8:
            groups.append([])
        groups[-1].append(window)
    seen = sum(size for _, _, size, _, _ in windows)
    for group in groups:
        longest = group[-1][2]
        at = padded([np.arange(first, first + size) for _, first, size, _, _ in group], longest)
        head = torch.tensor([head for _, _, _, head, _ in group])
        relations = padded([cut(articles.related, row, size) for articles, _, size, _, row in group], longest)
        wanted = padded([cut(articles.parts, row, size) for articles, _, size, _, row in group], longest)
        mask = padded([np.ones(size, bool) for _, _, size, _, _ in group], longest)
        scores = student.read_around(vectors, cue, at, head, relations, mask.unsqueeze(-1).float())
        total = total + loss(scores, wanted, mask) / seen
    return total


def learn(folder, half, seed):
    """A student of the articles in a folder, with its vocabularies."""
    torch.manual_seed(seed)
    shuffle = random.Random(seed)
    both = Articles(folder, "gold", half), Articles(folder, "news")
    tokens, relations = Vocabulary([a.rows for a in both]), Vocabulary([a.relations for a in both])
    for articles in both:
        articles.encoded, articles.related = tokens.encode(articles.rows), relations.encode(articles.relations)
    units = [unit for articles in both for unit in articles.units]
    student = Student(tokens, relations)
    optimizer = torch.optim.Adam(student.parameters(), lr=RATE, betas=(0.9, 0.99))
    plan = [batches(units, shuffle) for _ in range(EPOCHS)]
    steps, done = sum(map(len, plan)), 0
    pace = lambda step: min((step + 1) / 100, max(0.02, (steps - step) / steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, pace)
    for epoch in plan:
        if epoch is plan[-1]:
            count = lambda encoded: np.concatenate([e.ravel() for e in encoded])
            counts = np.bincount(count([a.encoded for a in both]), minlength=len(tokens))
            counts[0] = 0
            student.tokens.coarsen(GRAIN, counts, ROWS)
            student.relations.coarsen(RELATION_GRAIN, np.arange(len(relations)) > 0, len(relations) - 1)
        for batch in epoch:
            now = step(student, batch)
            optimizer.zero_grad()
            now.backward()
            nn.utils.clip_grad_norm_(student.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            done += 1
            if done % 500 == 0:
                print(f"student: {done} of {steps} steps, loss {now.item():.3f}", flush=True)
    return student, tokens, relations


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path, help="what it learns from")
    arguments.add_argument("out", type=Path, help="where its weights go")
    arguments.add_argument("--half", type=int, help="only the annotated articles whose number modulo two is this")
    chosen = arguments.parse_args()
    torch.set_num_threads(1)
    student, tokens, relations = learn(chosen.folder, chosen.half, seed=1)
    chosen.out.write_text(json.dumps(student.written(tokens, relations)))


if __name__ == "__main__":
    main()
