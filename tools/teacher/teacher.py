"""A large teacher model for the small attribution network.

Fine-tunes a pretrained encoder twice on the claims of our own corpus of news and on the attributions of PolNeAR: once to find
the words of cues, once to find the cue, source and content around the head of each cue. Then it labels unannotated news by the
guidelines of our corpus and writes the probabilities of each word, for `cargo xtask train attribution`. `cargo xtask train
teacher` runs it.
"""

import argparse
import json
from itertools import islice
from pathlib import Path

import numpy as np

import encoders
from articles import PARTS, CueRates, Pieces, load
from network import Network

#: Minimum probability for a word to count as part of a cue.
CUE = 0.3
#: Number of times that a pass repeats the articles of our own corpus, which are fewer.
OWN_WEIGHT = 2
#: Minimum probability that is written.
MIN_WRITTEN = 0.02
#: Number of articles that are labelled at once.
TOGETHER = 200


class Teacher:
    """Two networks trained on annotated articles."""

    def __init__(self, articles, seed):
        self.rates = CueRates(articles)
        encoder = encoders.minilm()
        self.pieces = Pieces(encoder)
        windows = [window for article in articles for window in self.pieces.windows(article)]
        self.cues = Network(encoder, 2).fit(windows, passes=2, rate=2e-4, seed=seed)
        windows = [
            self.pieces.around(article, self.rates.head(article, attribution["cue"]), attribution)
            for article in articles
            for attribution in article.attributions
        ]
        self.parts = Network(encoder, 1 + len(PARTS)).fit(windows, passes=3, rate=2e-4, seed=seed)

    def soft_labels(self, articles):
        """Yields the probability that each word of an article is part of a cue, and those of the parts around each cue."""
        windows = [self.pieces.windows(article) for article in articles]
        cues = split(self.cues.predict([window for found in windows for window in found]), map(len, windows))
        cues = [np.concatenate([p[:, 1] for p in found]) for found in cues]
        heads = [[self.rates.head(a, run) for run in runs(cue >= CUE)] for a, cue in zip(articles, cues)]
        around = [[self.pieces.around(a, head) for head in found] for a, found in zip(articles, heads)]
        parts = split(self.parts.predict([window for found in around for window in found]), map(len, around))
        for article, cue, windows, found in zip(articles, cues, around, parts):
            yield {
                "text": article.text,
                "cues": [[*article.words[i], number(cue[i])] for i in np.flatnonzero(cue >= MIN_WRITTEN)],
                "around": [labels_around(article, window, p) for window, p in zip(windows, found)],
            }


def labels_around(article, window, probabilities):
    """Returns the probabilities of cue, source and content of the words around a head, where they may be one."""
    kept = np.flatnonzero(probabilities[:, 0] < 1 - MIN_WRITTEN)
    words = [[*article.words[window.first + k], [number(p) for p in probabilities[k, 1:]]] for k in kept]
    return {"head": article.words[window.head], "words": words}


def number(p):
    return round(float(p), 3)


def split(items, sizes):
    """Splits a list into consecutive lists of these sizes."""
    items = iter(items)
    return [list(islice(items, size)) for size in sizes]


def runs(flags):
    """Returns the runs of true flags, as lists of indices."""
    places = np.flatnonzero(flags)
    return [run.tolist() for run in np.split(places, np.flatnonzero(np.diff(places) > 1) + 1) if len(run)]


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("out", type=Path, help="output file, one article per line")
    arguments.add_argument("own", type=Path, help="annotated articles of our own corpus")
    arguments.add_argument("polnear", type=Path, help="annotated articles of PolNeAR")
    arguments.add_argument("news", type=Path, help="unannotated articles to label")
    chosen = arguments.parse_args()
    annotated = load(chosen.own) * OWN_WEIGHT + load(chosen.polnear, style=1)
    teacher, news = Teacher(annotated, seed=1), load(chosen.news)
    with chosen.out.open("w", encoding="utf8") as out:
        for first in range(0, len(news), TOGETHER):
            for labels in teacher.soft_labels(news[first : first + TOGETHER]):
                print(json.dumps(labels, ensure_ascii=False), file=out)


if __name__ == "__main__":
    main()
