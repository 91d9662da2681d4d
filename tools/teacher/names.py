"""A large teacher model for the small name recogniser.

Fine-tunes a pretrained encoder on each half of the articles with annotated names. The network of the other half labels
annotated articles, so that it has not seen their annotation; the average of both labels unannotated ones. The probability of
each label of each token is written in units of 1/255, one article after the other. `cargo xtask train names-teacher` runs it.
"""

import argparse
import json
from pathlib import Path

import numpy as np

import encoders
from articles import Article, Pieces
from network import Network


class Tokens(Article):
    """An article split into the tokens of the annotator, with the labels that its annotation allows for each token."""

    def __init__(self, record, labels):
        super().__init__(record)
        allowed, self.half = record.get("allowed"), record.get("half")
        self.allowed = None if allowed is None else unpack(allowed, labels)


def unpack(sets, labels):
    """Returns sets of labels, one bit each, as rows of truth values."""
    bits = np.array(sets, np.uint64)[:, None] >> np.arange(labels, dtype=np.uint64)
    return (bits & np.uint64(1)).astype(bool)


def windows(pieces, article):
    """Splits an article into windows with the allowed labels of their tokens."""
    found = pieces.windows(article)
    for window in found:
        last = window.first + len(window.at)
        window.allowed = None if article.allowed is None else article.allowed[window.first : last]
    return found


def load(path, labels):
    with path.open(encoding="utf8") as lines:
        return [Tokens(json.loads(line), labels) for line in lines]


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("out", type=Path, help="output file of probabilities")
    arguments.add_argument("articles", type=Path, help="articles, some of them annotated and numbered by half")
    arguments.add_argument("--labels", type=int, required=True, help="number of labels")
    chosen = arguments.parse_args()
    encoder = encoders.minilm()
    pieces = Pieces(encoder)
    articles = load(chosen.articles, chosen.labels)
    cut = [windows(pieces, article) for article in articles]
    totals = [0 for _ in articles]
    for half in (0, 1):
        own = [window for article, found in zip(articles, cut) if article.half == half for window in found]
        network = Network(encoder, chosen.labels).fit(own, passes=3, rate=2e-4, seed=1)
        others = [k for k, article in enumerate(articles) if article.half != half]
        probabilities = iter(network.predict([window for k in others for window in cut[k]]))
        for k in others:
            share = 0.5 if articles[k].half is None else 1.0
            totals[k] = totals[k] + share * np.concatenate([next(probabilities) for _ in cut[k]])
    with chosen.out.open("wb") as out:
        for rows in totals:
            out.write((rows * 255).round().astype(np.uint8).tobytes())


if __name__ == "__main__":
    main()
