"""A large parser that labels news for the small one to learn from.

Fine-tunes a pretrained encoder on treebanks, with a layer for parts of speech, a biaffine layer for heads (Dozat & Manning 2017) and one
for relations. Then it labels the sentences of unannotated news. `cargo xtask train syntax-teacher` runs it.
"""

import argparse
import json
import random
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

import encoders
from articles import Pieces, shape
from network import Network, batches
from syntax import RELATIONS, ROOT, TAGS, UNKNOWN

#: Dimensions of the layers that score heads and relations.
ARCS, NARROW = 256, 192
#: Number of passes over the treebanks, largest learning rate, and that of the new layers relative to it.
PASSES, RATE, NEW = 4, 2e-4, 5
#: Number of subword tokens in a batch, including padding.
BATCH = 3000
#: Number of runs that are sorted by length together.
TOGETHER = 2048
#: Score of a head that cannot be.
IMPOSSIBLE = -1e4


class Run:
    """The words of a run as subword tokens, with the gold of each word if there is one."""

    def __init__(self, words, pieces, gold=None):
        rows, self.at = [(pieces.begin, 0, 0, 0)], []
        for word in words:
            self.at.append(len(rows))
            rows += [(piece, shape(word), 0, 0) for piece in pieces.of(word)]
        rows.append((pieces.end, 0, 0, 0))
        self.columns, self.gold, self.style = list(zip(*rows)), gold, 0

    def __len__(self):
        return len(self.columns[0])


class Teacher(Network):
    """The encoder with layers for parts of speech, heads and relations."""

    def __init__(self, encoder):
        super().__init__(encoder, TAGS)
        size = self.classes.in_features
        self.dependent, self.head_of = nn.Linear(size, ARCS), nn.Linear(size, ARCS)
        self.arcs, self.root = nn.Linear(ARCS, ARCS), nn.Linear(size, 1)
        self.label_dependent, self.label_head = nn.Linear(size, NARROW), nn.Linear(size, NARROW)
        self.labels = nn.Linear(NARROW, RELATIONS)
        self.no_head = nn.Parameter(torch.zeros(NARROW))

    def words(self, runs):
        """Returns the vectors of the words of runs, and which of them are no padding."""
        hidden, longest = self.dropout(self.hidden(runs)).float(), max(len(run.at) for run in runs)
        at = torch.tensor([run.at + [0] * (longest - len(run.at)) for run in runs])
        return hidden.gather(1, at.unsqueeze(-1).expand(-1, -1, hidden.shape[-1])), at > 0

    def score(self, words, mask):
        """Returns the scores of parts of speech and of heads; the last head is that of the root."""
        dependents, heads = functional.relu(self.dependent(words)), functional.relu(self.head_of(words))
        scores = self.arcs(dependents) @ heads.transpose(1, 2) / ARCS**0.5
        itself = torch.eye(scores.shape[1], dtype=torch.bool)
        scores = scores.masked_fill(~mask.unsqueeze(1) | itself, IMPOSSIBLE)
        return self.classes(words), torch.cat([scores, self.root(words)], -1)

    def label(self, words, heads):
        """Returns the scores of the relations of words to these heads."""
        size = words.shape[1]
        of_heads = torch.cat([self.label_head(words), self.no_head.expand(len(words), 1, -1)], 1)
        of_heads = of_heads.gather(1, heads.clamp(0, size).unsqueeze(-1).expand(-1, -1, NARROW))
        return self.labels(functional.relu(self.label_dependent(words) + of_heads))

    def loss(self, runs):
        words, mask = self.words(runs)
        size = words.shape[1]
        gold = torch.full((len(runs), size, 3), -100)
        for row, run in zip(gold, runs):
            known = torch.from_numpy(run.gold.astype(np.int64))
            row[: len(known)] = torch.where(known == UNKNOWN, -100, torch.where(known == ROOT, size, known))
        tags, heads, relations = gold.unbind(-1)
        of_tags, arcs = self.score(words, mask)
        wrong = lambda scores, gold: functional.cross_entropy(scores.flatten(0, 1), gold.flatten(), ignore_index=-100)
        return wrong(of_tags, tags) + wrong(arcs, heads) + wrong(self.label(words, heads), relations)

    def learn(self, runs, seed):
        torch.manual_seed(seed)
        shuffle = random.Random(seed)
        plan = [batch for _ in range(PASSES) for batch in batches(runs, BATCH, shuffle, TOGETHER)]
        old = {id(p) for part in (self.encoder, self.shape, self.quoted, self.head, self.style) for p in part.parameters()}
        groups = [
            {"params": [p for p in self.parameters() if id(p) in old], "lr": RATE},
            {"params": [p for p in self.parameters() if id(p) not in old], "lr": RATE * NEW},
        ]
        optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
        return self.follow(plan, optimizer, self.loss, "syntax teacher")

    @torch.no_grad()
    def parse(self, runs):
        """Returns the likeliest part of speech, head and relation of each word of each run."""
        self.eval()
        found = {}
        for batch in batches(runs, BATCH):
            words, mask = self.words(batch)
            tags, arcs = self.score(words, mask)
            heads = arcs.argmax(-1)
            relations = self.label(words, heads).argmax(-1)
            for row, run in enumerate(batch):
                n, is_root = len(run.at), heads[row, : len(run.at)] == words.shape[1]
                columns = tags[row, :n].argmax(-1), heads[row, :n].masked_fill(is_root, ROOT), relations[row, :n].masked_fill(is_root, UNKNOWN)
                found[id(run)] = torch.stack(columns, -1).numpy().astype(np.uint32)
        return [found[id(run)] for run in runs]


def read(folder, name, pieces):
    """Reads the runs of a file, with their gold if there is one."""
    with (folder / f"{name}.words").open(encoding="utf8") as lines:
        words = [json.loads(line) for line in lines]
    path, golds = folder / f"{name}.gold", [None] * len(words)
    if name == "train":
        golds = np.split(np.fromfile(path, np.uint32).reshape(-1, 3), np.cumsum([len(run) for run in words])[:-1])
    return [Run(run, pieces, gold) for run, gold in zip(words, golds)]


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path, help="folder of the treebanks and of the news; receives the labels of the news")
    folder = arguments.parse_args().folder
    encoder = encoders.minilm()
    pieces = Pieces(encoder)
    teacher = Teacher(encoder).learn(read(folder, "train", pieces), seed=1)
    np.concatenate(teacher.parse(read(folder, "news", pieces))).tofile(folder / "news.gold")


if __name__ == "__main__":
    main()
