"""A large teacher model for the small attribution network.

Fine-tunes two pretrained encoders on the claims of our own corpus of news and on the attributions of PolNeAR: one finds the
words of cues, the other the cue, source and content around the head of each cue. Then it labels unannotated news by the
guidelines of our corpus and writes the probabilities of each word, for `cargo xtask train attribution`. `cargo xtask train
teacher` runs it.
"""

import argparse
import json
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


class Teacher:
    """Two networks trained on annotated articles; `place` is a folder for unpacked archives."""

    def __init__(self, articles, place, seed):
        self.rates = CueRates(articles)
        encoder = encoders.mpnet(place)
        self.article_pieces = Pieces(encoder)
        windows = [window for article in articles for window in self.article_pieces.windows(article)]
        self.cues = Network(encoder, 2).fit(windows, passes=2, rate=5e-5, seed=seed)
        encoder = encoders.minilm()
        self.window_pieces = Pieces(encoder)
        windows = [
            self.window_pieces.around(article, self.rates.head(article, attribution["cue"]), attribution)
            for article in articles
            for attribution in article.attributions
        ]
        self.parts = Network(encoder, 1 + len(PARTS)).fit(windows, passes=3, rate=2e-4, seed=seed)

    def soft_labels(self, article):
        """Returns the probability that each word is part of a cue, and the probabilities of the parts around each cue."""
        windows = self.article_pieces.windows(article)
        cue = np.concatenate([p[:, 1] for p in self.cues.predict(windows)])
        heads = [self.rates.head(article, run) for run in runs(cue >= CUE)]
        around = [self.window_pieces.around(article, head) for head in heads]
        number = lambda p: round(float(p), 3)
        return {
            "text": article.text,
            "cues": [[*article.words[i], number(cue[i])] for i in np.flatnonzero(cue >= MIN_WRITTEN)],
            "around": [
                {
                    "head": article.words[window.head],
                    "words": [
                        [*article.words[window.first + k], [number(p) for p in probabilities[k, 1:]]]
                        for k in np.flatnonzero(probabilities[:, 0] < 1 - MIN_WRITTEN)
                    ],
                }
                for window, probabilities in zip(around, self.parts.predict(around))
            ],
        }


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
    teacher = Teacher(annotated, chosen.out.parent, seed=1)
    with chosen.out.open("w", encoding="utf8") as out:
        for article in load(chosen.news):
            print(json.dumps(teacher.soft_labels(article), ensure_ascii=False), file=out)


if __name__ == "__main__":
    main()
