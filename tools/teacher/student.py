"""The attribution network that ships, trained on annotated articles and on the soft labels of the teacher.

It reads the folder that `cargo xtask train attribution` writes, with features and labels as the annotator sees them, and
writes its weights as JSON. The input of a token is a sum of embeddings and of the vector that the parser has of it. Depthwise separable convolutions turn the inputs
into vectors of tokens in their paragraph, from which cues are found; further convolutions around each cue find its source,
cue and content. In the last epoch the weights are quantised, and only the most important embeddings are kept
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

from layers import ConvBlock, QuantizedLinear, Table, Vocabulary, layer_norm, padded

#: Numbers of token features, of features that relate a token to a cue, of labels of cues, and of labels of parts.
TOKEN, RELATION, CUES, PARTS = 10, 6, 5, 13
#: Dimensions of the parser's vectors, and the scale that they are rounded with.
SYNTAX, SYNTAX_SCALE = 64, 512
#: Dimensions of the vectors of tokens, and of those around a cue; kernel size and dilation of the blocks.
WIDTH, NARROW = 64, 48
BLOCKS, AROUND = ((7, 1), (7, 2)), ((7, 1), (7, 1))
#: Minimum count of a feature with an embedding; maximum number of exported embeddings.
MIN_COUNT, MAX_ROWS = 3, 18_000
#: Quantisation steps of the embeddings, relative to their root mean square.
GRAIN, RELATION_GRAIN = 0.9, 0.3
EPOCHS, BATCH, RATE, DROPOUT, FEATURE_DROPOUT = 6, 2048, 3e-3, 0.1, 0.15
#: Number of times that an epoch repeats the articles of our own corpus.
OWN_WEIGHT = 3


class Articles:
    """Training articles: units with the features and labels of their tokens, and the windows around the cues in them."""

    def __init__(self, folder, name, half=None):
        def read(kind, type_, width):
            return np.fromfile(folder / f"{name}.{kind}", type_).reshape(-1, width)

        units = read("units", np.uint32, 3).astype(np.int64)
        self.rows, self.cues = read("rows", np.uint32, TOKEN), read("cues", np.uint8, CUES)
        self.vectors = read("vectors", np.int16, SYNTAX)
        styles = read("styles", np.uint8, 1).ravel()
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
            (self, start, size, around, int(styles[article]))
            for (article, _, _), start, size, around in zip(units, starts, sizes, inside)
            if half is None or article % 2 == half
        ]
        # Our own corpus is a tenth of the size of the other and says what is wanted.
        if name == "gold":
            self.units += [unit for unit in self.units if unit[4] == 0] * (OWN_WEIGHT - 1)


class Student(nn.Module):
    def __init__(self, tokens, relations):
        super().__init__()
        self.tokens, self.bias = Table(len(tokens), WIDTH, FEATURE_DROPOUT), nn.Parameter(torch.zeros(WIDTH))
        self.syntax = QuantizedLinear(SYNTAX, WIDTH)
        self.blocks = nn.ModuleList(ConvBlock(WIDTH, *shape, DROPOUT / 2) for shape in BLOCKS)
        self.cues = nn.Linear(WIDTH, CUES)
        # What the guidelines of PolNeAR add; not exported.
        self.style, self.cue_style = nn.Parameter(torch.zeros(WIDTH)), nn.Parameter(torch.zeros(CUES))
        self.around_style, self.part_style = nn.Parameter(torch.zeros(NARROW)), nn.Parameter(torch.zeros(PARTS))
        self.relations = Table(len(relations), NARROW, FEATURE_DROPOUT)
        self.projection, self.head = QuantizedLinear(WIDTH, NARROW), QuantizedLinear(WIDTH, NARROW, bias=False)
        self.other_cues = nn.Linear(4, NARROW, bias=False)
        self.around = nn.ModuleList(ConvBlock(NARROW, *shape, DROPOUT / 2) for shape in AROUND)
        self.parts = nn.Linear(NARROW, PARTS)

    def drop(self, x):
        return functional.dropout(x, DROPOUT, self.training)

    def read(self, tokens, syntax, mask, style):
        """Returns the vectors of tokens in their units, and the label scores of cues; `style` is that of each unit."""
        style = style.view(-1, 1, 1)
        x = self.tokens(tokens) + self.syntax(self.drop(syntax)) + self.bias + style * self.style
        x = self.drop(functional.relu(x))
        for block in self.blocks:
            x = block(x, mask)
        x = layer_norm(x) * mask
        return x, self.cues(self.drop(x)) + style * self.cue_style

    def read_around(self, vectors, cue, at, head, relations, mask, style):
        """Returns the label scores of parts around heads; `cue` is the probability that each token is part of a cue."""
        flat = vectors.flatten(0, 1)
        probability = cue.flatten()[at] * mask.squeeze(-1)
        before = probability.cumsum(1)
        is_head = (at == head.unsqueeze(1)).float()
        upto, own = (before * is_head).sum(1, keepdim=True), (probability * is_head).sum(1, keepdim=True)
        # Expected number of cue tokens between a token and the head.
        between = torch.where(before >= upto, before - probability - upto, upto - own - before).clamp(0, 4)
        others = torch.stack([probability, between, between.clamp(max=0.5), between.clamp(max=1.5)], -1)
        x = self.projection(flat)[at] + self.head(flat[head]).unsqueeze(1)
        style = style.view(-1, 1, 1)
        x = x + self.relations(relations) + self.other_cues(others) + style * self.around_style
        x = self.drop(functional.relu(x))
        for block in self.around:
            x = block(x, mask)
        return self.parts(self.drop(layer_norm(x))) + style * self.part_style

    def export(self, tokens, relations):
        output = lambda layer: {"dense": layer.weight.detach().T.flatten().tolist(), "out": layer.bias.tolist()}
        blocks = lambda blocks: [block.export() for block in blocks]
        return {
            "tokens": {**self.tokens.export(tokens.features), "bias": self.bias.tolist(), **output(self.cues)},
            "relations": {
                **self.relations.export(relations.features),
                "bias": [0.0] * NARROW,
                **output(self.parts),
            },
            "syntax": self.syntax.export(),
            "blocks": blocks(self.blocks),
            "projection": self.projection.export(),
            "head": self.head.export(),
            "other_cues": self.other_cues.weight.detach().T.flatten().tolist(),
            "around": blocks(self.around),
        }


def batches(units, shuffle):
    """Groups units of similar length into batches with a limited number of tokens in units and in windows."""
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


def loss(scores, wanted, mask):
    return -(scores.log_softmax(-1) * wanted.float() / 255).sum(-1)[mask].sum()


def step(student, batch):
    """Returns the loss of a batch: that of the labels of cues plus that of the labels around each cue."""
    longest = max(size for _, _, size, _, _ in batch)
    cut = lambda table, start, size: table[start : start + size]
    tokens = padded([cut(articles.encoded, start, size) for articles, start, size, _, _ in batch], longest)
    wanted = padded([cut(articles.cues, start, size) for articles, start, size, _, _ in batch], longest)
    mask = padded([np.ones(size, bool) for _, _, size, _, _ in batch], longest)
    style = torch.tensor([style for _, _, _, _, style in batch]).float()
    syntax = padded([cut(articles.vectors, start, size) for articles, start, size, _, _ in batch], longest)
    vectors, scores = student.read(tokens, syntax.float() / SYNTAX_SCALE, mask.unsqueeze(-1).float(), style)
    total = 2 * loss(scores, wanted, mask) / mask.sum()
    cue = 1 - scores.detach().softmax(-1)[..., 0]
    windows = [
        (articles, k * longest + first, size, k * longest + head, row, style)
        for k, (articles, _, _, around, style) in enumerate(batch)
        for first, size, head, row in around
    ]
    windows.sort(key=lambda window: window[2])
    groups = []
    for window in windows:
        if not groups or window[2] > groups[-1][0][2] * 1.5 + 8:
            groups.append([])
        groups[-1].append(window)
    seen = sum(size for _, _, size, _, _, _ in windows)
    for group in groups:
        longest = group[-1][2]
        at = padded([np.arange(first, first + size) for _, first, size, _, _, _ in group], longest)
        head = torch.tensor([head for _, _, _, head, _, _ in group])
        style = torch.tensor([style for _, _, _, _, _, style in group]).float()
        relations = padded([cut(articles.related, row, size) for articles, _, size, _, row, _ in group], longest)
        wanted = padded([cut(articles.parts, row, size) for articles, _, size, _, row, _ in group], longest)
        mask = padded([np.ones(size, bool) for _, _, size, _, _, _ in group], longest)
        scores = student.read_around(vectors, cue, at, head, relations, mask.unsqueeze(-1).float(), style)
        total = total + loss(scores, wanted, mask) / seen
    return total


def learn(folder, half, seed):
    """Trains a student on the articles in a folder; returns it with its vocabularies."""
    torch.manual_seed(seed)
    shuffle = random.Random(seed)
    both = Articles(folder, "gold", half), Articles(folder, "news")
    tokens, relations = (
        Vocabulary([a.rows for a in both], MIN_COUNT),
        Vocabulary([a.relations for a in both], MIN_COUNT),
    )
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
            student.tokens.quantize(GRAIN, counts, MAX_ROWS)
            student.relations.quantize(RELATION_GRAIN, np.arange(len(relations)) > 0, len(relations) - 1)
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
    arguments.add_argument("folder", type=Path, help="folder of the training examples")
    arguments.add_argument("out", type=Path, help="output file of the weights")
    arguments.add_argument("--half", type=int, help="train only on the annotated articles whose number modulo two is this")
    chosen = arguments.parse_args()
    torch.set_num_threads(1)
    student, tokens, relations = learn(chosen.folder, chosen.half, seed=1)
    chosen.out.write_text(json.dumps(student.export(tokens, relations)))


if __name__ == "__main__":
    main()
