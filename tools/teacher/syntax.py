"""The tagger and parser that ships, trained on treebanks and on news that a larger parser labels.

It reads the folder that `cargo xtask train syntax` writes, with features and gold as the annotator sees them, and writes its
weights as JSON. The input of a token is a sum of embeddings. Depthwise separable convolutions make the vector of a token in its
sentence, from which its part of speech is found. A first biaffine layer scores its heads (Dozat & Manning 2017), with a vector for
each distance; by their probabilities every token receives the vectors of its heads and dependents, and a second such layer scores
the heads again. In the last epochs the weights are quantised, and only the most important embeddings are kept
(quantisation-aware training; Jacob et al. 2018).
"""

import argparse
import json
import random
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from layers import ConvBlock, QuantizedLinear, Table, Vocabulary, layer_norm, padded

#: Numbers of token features, of parts of speech, and of relations.
TOKEN, TAGS, RELATIONS = 19, 21, 42
#: Values of a gold that is unknown, and of the head of a root.
UNKNOWN, ROOT = 2**32 - 1, 2**32 - 2
#: Dimensions of the embeddings, of the vectors of tokens, of the two layers of arcs, and of that of relations.
EMBEDDED, WIDTH, FIRST, ARCS, NARROW = 32, 64, 32, 48, 32
#: Kernel size and dilation of the blocks before and after the first parse.
BLOCKS, MORE_BLOCKS = ((7, 1), (7, 1), (7, 1), (7, 1)), ((7, 1),)
#: Maximum distance of a head; distances that tell a relation; largest number received from dependents.
REACH, NEAR, MOST = 40, 6, 20.0
#: Score of a head that cannot be.
IMPOSSIBLE = -1e4
#: Minimum count of a feature with an embedding; maximum number of exported embeddings; quantisation step of the embeddings,
#: relative to their root mean square.
MIN_COUNT, MAX_ROWS, GRAIN = 3, 20_000, 0.7
#: An epoch reads all sentences of the treebanks and one of this many parts of the news.
NEWS_PARTS = 4
EPOCHS, COARSE_EPOCHS, BATCH, RATE, DROPOUT, FEATURE_DROPOUT = 40, 4, 2000, 3e-3, 0.15, 0.12


class Sentences:
    """Training sentences: the features and gold of their tokens, and the runs that are parsed at once.

    Those of the treebanks come first, then those of news, whose gold is what the large parser finds.
    """

    def __init__(self, folder):
        def read(kind, width):
            files = (folder / f"{name}.{kind}" for name in ("train", "news"))
            return np.concatenate([np.fromfile(file, np.uint32).reshape(-1, width) for file in files])

        sizes = read("runs", 1).ravel().astype(np.int64)
        self.treebanks = (folder / "train.runs").stat().st_size // 4
        self.rows, gold = read("rows", TOKEN), read("gold", 3).astype(np.int64)
        self.tags, self.heads, self.relations = np.where(gold == UNKNOWN, -100, gold).T
        self.runs = list(zip((np.cumsum(sizes) - sizes).tolist(), sizes.tolist()))


class Arcs(nn.Module):
    """A biaffine layer that scores the heads of tokens."""

    def __init__(self, size):
        super().__init__()
        self.dependent, self.head = QuantizedLinear(WIDTH, size), QuantizedLinear(WIDTH, size)
        self.distances = nn.Parameter(torch.randn(2 * REACH + 1, size) * 0.05)
        self.bias = nn.Parameter(torch.zeros(2 * REACH + 1))
        self.root = nn.Linear(WIDTH, 1)

    def forward(self, x, mask):
        """Returns the scores of the heads of each token; the last is that of being the root."""
        dependents, heads = self.dependent(x), self.head(x)
        place = torch.arange(x.shape[1])
        distance = place.unsqueeze(0) - place.unsqueeze(1)
        by_distance = dependents @ self.distances.T + self.bias
        at = (distance.clamp(-REACH, REACH) + REACH).expand(len(x), -1, -1)
        scores = dependents @ heads.transpose(1, 2) / heads.shape[-1] ** 0.5 + by_distance.gather(2, at)
        possible = (distance.abs() <= REACH) & (distance != 0) & mask.squeeze(-1).bool().unsqueeze(1)
        return torch.cat([scores.masked_fill(~possible, IMPOSSIBLE), self.root(x)], -1)

    def export(self):
        return {
            "dependent": self.dependent.export(),
            "head": self.head.export(),
            "distances": self.distances.detach().flatten().tolist(),
            "bias": self.bias.tolist(),
            "root": [*self.root.weight.detach().flatten().tolist(), self.root.bias.item()],
        }


class Parser(nn.Module):
    def __init__(self, tokens):
        super().__init__()
        self.tokens, self.input = Table(len(tokens), EMBEDDED, FEATURE_DROPOUT), QuantizedLinear(EMBEDDED, WIDTH)
        self.blocks = nn.ModuleList(ConvBlock(WIDTH, *shape, DROPOUT / 2) for shape in BLOCKS)
        self.tags = QuantizedLinear(WIDTH, TAGS)
        self.first, self.arcs = Arcs(FIRST), Arcs(ARCS)
        self.from_heads, self.from_dependents = QuantizedLinear(WIDTH, WIDTH), QuantizedLinear(WIDTH, WIDTH)
        self.more_blocks = nn.ModuleList(ConvBlock(WIDTH, *shape, DROPOUT / 2) for shape in MORE_BLOCKS)
        self.relation_dependent, self.relation_head = QuantizedLinear(WIDTH, NARROW), QuantizedLinear(WIDTH, NARROW)
        self.relation_distances = nn.Parameter(torch.randn(2 * NEAR + 2, NARROW) * 0.1)
        self.relations = QuantizedLinear(NARROW, RELATIONS)

    def drop(self, x):
        return functional.dropout(x, DROPOUT, self.training)

    def forward(self, tokens, mask):
        """Returns the scores of parts of speech, of heads in both parses, and the vectors that tell relations."""
        size = tokens.shape[1]
        x = self.drop(functional.relu(self.input(self.tokens(tokens))))
        for block in self.blocks:
            x = block(x, mask)
        normal = layer_norm(x) * mask
        tags, first = self.tags(self.drop(normal)), self.first(normal, mask)
        share = first.softmax(-1)[..., :size] * mask
        from_dependents = (share.transpose(1, 2) @ normal).clamp(-MOST, MOST)
        x = x + functional.relu(self.from_heads(share @ normal) + self.from_dependents(from_dependents))
        for block in self.more_blocks:
            x = block(x, mask)
        x = self.drop(layer_norm(x) * mask)
        return tags, first, self.arcs(x, mask), x

    def label(self, x, heads):
        """Returns the scores of the relations of tokens to these heads; the root is the number of tokens."""
        size = x.shape[1]
        at = heads.clamp(max=size - 1)
        is_root = heads == size
        of_heads = self.relation_head(x).gather(1, at.unsqueeze(-1).expand(-1, -1, NARROW))
        of_heads = of_heads.masked_fill(is_root.unsqueeze(-1), 0)
        distance = (at - torch.arange(size)).clamp(-NEAR, NEAR) + NEAR
        distance = distance.masked_fill(is_root, 2 * NEAR + 1)
        units = self.relation_dependent(x) + of_heads + functional.embedding(distance, self.relation_distances)
        return self.relations(functional.relu(units))

    def export(self, tokens):
        zeros = [0.0] * EMBEDDED
        return {
            "tokens": {**self.tokens.export(tokens.features), "bias": zeros, "dense": zeros, "out": [0.0]},
            "input": self.input.export(),
            "blocks": [block.export() for block in self.blocks],
            "tags": self.tags.export(),
            "first": self.first.export(),
            "from_heads": self.from_heads.export(),
            "from_dependents": self.from_dependents.export(),
            "more_blocks": [block.export() for block in self.more_blocks],
            "arcs": self.arcs.export(),
            "relation_dependent": self.relation_dependent.export(),
            "relation_head": self.relation_head.export(),
            "relation_distances": self.relation_distances.detach().flatten().tolist(),
            "relations": self.relations.export(),
        }


def batches(runs, shuffle):
    """Groups runs of similar length into batches with a limited number of tokens."""
    order = list(runs)
    shuffle.shuffle(order)
    found = []
    for start in range(0, len(order), 4096):
        batch = []
        for run in sorted(order[start : start + 4096], key=lambda run: run[1]):
            if batch and run[1] * (len(batch) + 1) > BATCH:
                found.append(batch)
                batch = []
            batch.append(run)
        found.append(batch)
    shuffle.shuffle(found)
    return found


def loss(parser, sentences, batch):
    """Returns the loss of a batch: that of parts of speech, of heads in both parses, and of relations."""
    longest = max(size for _, size in batch)
    cut = lambda table: padded([table[start : start + size] for start, size in batch], longest)
    tokens, mask = cut(sentences.encoded), padded([np.ones(size, bool) for _, size in batch], longest)
    tags, heads, relations = (cut(gold).masked_fill(~mask, -100) for gold in (sentences.tags, sentences.heads, sentences.relations))
    heads = heads.masked_fill(heads == ROOT, longest)
    far = (heads >= 0) & (heads < longest) & ((heads - torch.arange(longest)).abs() > REACH)
    heads = heads.masked_fill(far, -100)
    of_tags, first, arcs, x = parser(tokens, mask.unsqueeze(-1).float())
    of_relations = parser.label(x, heads.clamp(min=0))
    wrong = lambda scores, gold: functional.cross_entropy(scores.flatten(0, 1), gold.flatten(), ignore_index=-100)
    known = relations.masked_fill(heads < 0, -100)
    return wrong(of_tags, tags) + 0.5 * wrong(first, heads) + wrong(arcs, heads) + wrong(of_relations, known)


def learn(folder, seed):
    """Trains a parser on the sentences in a folder; returns its weights."""
    torch.manual_seed(seed)
    shuffle = random.Random(seed)
    sentences = Sentences(folder)
    tokens = Vocabulary([sentences.rows], MIN_COUNT)
    sentences.encoded = tokens.encode(sentences.rows)
    parser = Parser(tokens)
    optimizer = torch.optim.Adam(parser.parameters(), lr=RATE, betas=(0.9, 0.99))
    treebanks, news = sentences.runs[: sentences.treebanks], sentences.runs[sentences.treebanks :]
    plan = [batches(treebanks + news[number % NEWS_PARTS :: NEWS_PARTS], shuffle) for number in range(EPOCHS)]
    steps = sum(map(len, plan))
    pace = lambda step: min((step + 1) / 100, max(0.01, (steps - step) / steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, pace)
    for number, epoch in enumerate(plan):
        if number == EPOCHS - COARSE_EPOCHS:
            counts = np.bincount(sentences.encoded.ravel(), minlength=len(tokens))
            counts[0] = 0
            parser.tokens.quantize(GRAIN, counts, MAX_ROWS)
        for batch in epoch:
            now = loss(parser, sentences, batch)
            optimizer.zero_grad()
            now.backward()
            nn.utils.clip_grad_norm_(parser.parameters(), 1.0)
            optimizer.step()
            schedule.step()
        print(f"syntax: {number + 1} of {EPOCHS} epochs, loss {now.item():.3f}", flush=True)
    return parser.export(tokens)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path, help="folder of the training examples")
    arguments.add_argument("out", type=Path, help="output file of the weights")
    chosen = arguments.parse_args()
    chosen.out.write_text(json.dumps(learn(chosen.folder, seed=1)))


if __name__ == "__main__":
    main()
