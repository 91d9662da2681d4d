"""Articles as input of the teacher: words, their shapes, paragraphs and quotation marks, and subword tokens for the encoder."""

import json
import re
from collections import Counter
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

WORD = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]")
OPEN, CLOSE = "“«", "”»"
PARTS = ("cue", "source", "content")
#: The class of words that the annotation says nothing about; the loss leaves them out.
UNKNOWN = -100


class Article:
    """A text split into words, with its annotated attributions as indices of words.

    `style` is the number of the corpus whose guidelines the annotation follows: 0 for our own corpus of news, whose guidelines
    are wanted in the end, 1 for PolNeAR.
    """

    def __init__(self, record, style=0):
        self.style = style
        self.text = text = record["text"]
        self.words = record.get("tokens") or [match.span() for match in WORD.finditer(text)]
        self.forms = [text[start:end] for start, end in self.words]
        self.shapes = [shape(form) for form in self.forms]
        self.paragraphs, self.opens, self.quoted = [], [], []
        paragraph, quoted, last = 0, 0, 0
        for (start, end), form in zip(self.words, self.forms):
            new = "\n" in text[last:start]
            last = end
            if new:
                paragraph, quoted = paragraph + 1, 0
            if form in OPEN:
                quoted = 1
            elif form == '"':
                quoted ^= 1
            self.opens.append(new)
            self.paragraphs.append(paragraph)
            self.quoted.append(quoted)
            if form in CLOSE:
                quoted = 0
        self.attributions = [
            {part: self._words_in(attribution[part]) for part in PARTS}
            for attribution in record.get("attributions", [])
            if attribution["content"] and attribution["cue"]
        ]
        # PolNeAR marks no attribution inside the content of another, so that other words there may be cues.
        self.unknown = {i for a in self.attributions for i in a["content"]} if style else set()

    def _words_in(self, spans):
        """Returns the words that overlap any of the spans."""
        return [i for i, (a, b) in enumerate(self.words) if any(a < end and b > start for start, end in spans)]


def shape(form):
    """Returns the word shape: 0 punctuation, 1 lower case, 2 initial capital, 3 all capitals, 4 digits."""
    if not form[0].isalnum():
        return 0
    if form.isupper() and len(form) > 1:
        return 3
    if form[0].isupper():
        return 2
    return 4 if form[0].isdigit() else 1


def load(path, style=0):
    """Reads the articles of a file, one per line."""
    with Path(path).open(encoding="utf8") as lines:
        return [Article(json.loads(line), style) for line in lines]


class CueRates:
    """The rate at which each word is part of a cue, which selects the head of a cue with several words."""

    def __init__(self, articles):
        cues, words = Counter(), Counter()
        for article in articles:
            words.update(form.lower() for form in article.forms)
            cues.update(article.forms[i].lower() for attribution in article.attributions for i in attribution["cue"])
        self.rates = {form: (cues[form] + 0.05) / (words[form] + 1) for form in cues}

    def head(self, article, cue):
        """Returns the head of a cue, a list of words: the word with the highest rate, the first of equals."""

        def rate(i):
            form = article.forms[i]
            return self.rates.get(form.lower(), 0.01 if form[0].isalnum() else 0.0), -i

        return max(cue, key=rate)


class Window:
    """A window of an article as subword tokens, optionally with a marked head and with the class of each word."""

    def __init__(self, pieces, article, first, last, head=None, classes=None):
        self.first, self.head, self.classes, self.allowed = first, head, classes, None
        self.style = article.style
        rows, self.at = [(pieces.begin, 0, 0, 0)], []
        for i in range(first, last):
            if article.opens[i] and i > first:
                rows.append((pieces.end, 0, 0, 0))
            self.at.append(len(rows))
            rows += [(p, article.shapes[i], article.quoted[i], int(i == head)) for p in pieces.of(article.forms[i])]
        rows.append((pieces.end, 0, 0, 0))
        self.columns = list(zip(*rows))

    def __len__(self):
        return len(self.columns[0])


class Pieces:
    """Tokenises words with the subword vocabulary of the encoder."""

    LONGEST = 6

    def __init__(self, encoder):
        self.tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self.begin, self.end = self.tokenizer.encode("").ids
        self.unknown = self.tokenizer.token_to_id(self.tokenizer.model.unk_token)
        self.known = {}

    def of(self, form):
        if form not in self.known:
            ids = self.tokenizer.encode(form, add_special_tokens=False).ids[: self.LONGEST]
            self.known[form] = ids or [self.unknown]
        return self.known[form]

    def windows(self, article, limit=250):
        """Splits an article into windows, at ends of paragraphs where possible.

        Class 1 is for words of cues, UNKNOWN for words that may be.
        """
        cues = np.zeros(len(article.words), int)
        cues[list(article.unknown)] = UNKNOWN
        for attribution in article.attributions:
            cues[attribution["cue"]] = 1
        windows, first = [], 0
        while first < len(article.words):
            last, size, paragraph = first, 0, None
            while last < len(article.words) and size < limit:
                size += len(self.of(article.forms[last]))
                last += 1
                if last < len(article.words) and article.opens[last]:
                    paragraph = last
            if last < len(article.words) and paragraph:
                last = paragraph
            windows.append(Window(self, article, first, last, classes=cues[first:last]))
            first = last
        return windows

    def around(self, article, head, attribution=None, limit=230):
        """Returns the window around a head in its paragraph; classes 1, 2, 3 are for words of cue, source, content."""
        first = last = head
        size, paragraph = 0, article.paragraphs[head]
        while size < limit:
            before = first > 0 and article.paragraphs[first - 1] == paragraph
            after = last < len(article.words) and article.paragraphs[last] == paragraph
            if before:
                first -= 1
                size += len(self.of(article.forms[first]))
            if after:
                size += len(self.of(article.forms[last]))
                last += 1
            if not before and not after:
                break
        classes = None
        if attribution:
            classes = np.zeros(last - first, int)
            for part in ("content", "cue", "source"):
                inside = [i - first for i in attribution[part] if first <= i < last]
                classes[inside] = PARTS.index(part) + 1
        return Window(self, article, first, last, head, classes)
