"""A large teacher for the small models of who says what.

Fine-tunes a pretrained encoder on the attributions of PolNeAR, twice: to tell the words of cues, and to tell cue, source
and content around the head of each. Then it reads news that nobody has annotated and writes down how likely each word is
what, for `cargo xtask train attribution`. `cargo xtask train teacher` runs it.
"""

import argparse
import json
from pathlib import Path

import numpy as np

import encoders
from articles import PARTS, CueRates, Pieces, load
from network import Network

#: Words that are less likely part of a cue are not looked around.
CUE = 0.3
#: What is less likely is not written down.
LEAST = 0.02


class Teacher:
    """Two networks that have learnt from annotated articles; `place` is a folder for what is unpacked."""

    def __init__(self, articles, place, seed):
        self.rates = CueRates(articles)
        encoder = encoders.mpnet(place)
        self.whole = Pieces(encoder)
        windows = [window for article in articles for window in self.whole.whole(article)]
        self.cues = Network(encoder, 2).learn(windows, passes=2, rate=5e-5, seed=seed)
        encoder = encoders.minilm()
        self.around = Pieces(encoder)
        windows = [
            self.around.around(article, self.rates.head(article, said["cue"]), said)
            for article in articles
            for said in article.attributions
        ]
        self.parts = Network(encoder, 1 + len(PARTS)).learn(windows, passes=3, rate=2e-4, seed=seed)

    def opinion(self, article):
        """How likely each word is part of a cue, and what is around each cue."""
        windows = self.whole.whole(article)
        likely = np.concatenate([odds[:, 1] for odds in self.cues.read(windows)])
        heads = [self.rates.head(article, cue) for cue in runs(likely >= CUE)]
        around = [self.around.around(article, head) for head in heads]
        number = lambda p: round(float(p), 3)
        return {
            "text": article.text,
            "cues": [[*article.words[i], number(likely[i])] for i in np.flatnonzero(likely >= LEAST)],
            "around": [
                {
                    "head": article.words[window.head],
                    "words": [
                        [*article.words[window.first + k], [number(p) for p in odds[k, 1:]]]
                        for k in np.flatnonzero(odds[:, 0] < 1 - LEAST)
                    ],
                }
                for window, odds in zip(around, self.parts.read(around))
            ],
        }


def runs(flags):
    """The runs of what is true, as lists of places."""
    places = np.flatnonzero(flags)
    return [run.tolist() for run in np.split(places, np.flatnonzero(np.diff(places) > 1) + 1) if len(run)]


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("out", type=Path, help="where its opinions go, one article a line")
    arguments.add_argument("annotated", type=Path, help="what it learns from")
    arguments.add_argument("news", type=Path, nargs="+", help="what it reads")
    chosen = arguments.parse_args()
    teacher = Teacher(load(chosen.annotated), chosen.out.parent, seed=1)
    with chosen.out.open("w", encoding="utf8") as out:
        for article in (article for file in chosen.news for article in load(file)):
            print(json.dumps(teacher.opinion(article), ensure_ascii=False), file=out)


if __name__ == "__main__":
    main()
