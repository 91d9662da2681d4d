"""A large teacher model for the small name recogniser.

Fine-tunes a pretrained encoder on articles with annotated names. Then it labels unannotated news and writes the probability of
each label of each token, in units of 1/255, one article after the other. `cargo xtask train names-teacher` runs it.
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
        allowed = record.get("allowed")
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
    arguments.add_argument("annotated", type=Path, help="annotated articles for training")
    arguments.add_argument("news", type=Path, help="unannotated articles to label")
    arguments.add_argument("--labels", type=int, required=True, help="number of labels")
    chosen = arguments.parse_args()
    encoder = encoders.minilm()
    pieces = Pieces(encoder)
    annotated = [w for article in load(chosen.annotated, chosen.labels) for w in windows(pieces, article)]
    network = Network(encoder, chosen.labels).fit(annotated, passes=3, rate=2e-4, seed=1)
    with chosen.out.open("wb") as out:
        for article in load(chosen.news, chosen.labels):
            probabilities = network.predict(windows(pieces, article))
            for rows in probabilities:
                out.write((rows * 255).round().astype(np.uint8).tobytes())


if __name__ == "__main__":
    main()
