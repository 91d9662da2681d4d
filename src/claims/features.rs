//! What the attribution models see of a token: shared between training and running.
//!
//! Two models read these rows. The first looks at every token and decides whether it is the head of a cue
//! ("said", "according", "claim"); the second looks at the tokens around one such head and labels its source,
//! the rest of the cue, and the content. A feature is a 32-bit hash; a row is the list of the features that hold
//! for a token. Nothing here knows weights or labels.

use std::ops::Range;

use super::quotes::{self, Place, Quotes};
use super::{kinds, lemma};
use crate::article::Article;
use crate::mentions::Name;
use crate::tagger::features::{HashedMap, Rows, feature, join};
use crate::tagger::pos::Pos;

/// A token as the features read it, worked out once per article.
#[derive(Clone, Copy, Debug)]
struct Seen {
    /// Hash of the lower-case word; digits fold into one.
    word: u32,
    /// Hash of its base form, for verbs, nouns and adjectives; of the word otherwise.
    lemma: u32,
    /// What kind of speech act its base form names, from 1; 0 for none.
    kind: u8,
    /// What kind of name it belongs to, from 1; 0 for none.
    name: u8,
    /// Hash of its last three letters.
    suffix: u32,
    /// Capitals and digits, roughly.
    shape: u8,
    /// Part of speech.
    tag: u8,
    /// What it is to the quote around it.
    place: u8,
    /// What it is to the clause: see [`Edge`].
    edge: Edge,
    /// Quote it stands in, from 1; 0 outside.
    quote: u32,
    /// Sentence.
    sentence: u32,
}

/// What a token does to the clause that runs into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
enum Edge {
    None,
    Comma,
    Stop,
    Colon,
    Dash,
    Bracket,
    That,
    Relative,
    But,
    And,
    Because,
    Verb,
}

/// The article as the features read it.
pub struct View<'a> {
    /// The article.
    pub article: &'a Article<'a>,
    /// Its quotes.
    pub quotes: &'a Quotes,
    seen: Vec<Seen>,
    /// For each quote: how long it is and how it stands, as one small number.
    quote_kinds: Vec<u8>,
    /// Running counts of commas, verbs and other cue heads before each token.
    commas: Vec<u32>,
    verbs: Vec<u32>,
    heads: Vec<u32>,
}

const PAD: Seen = Seen {
    word: 1,
    lemma: 1,
    kind: 0,
    name: 0,
    suffix: 1,
    shape: 9,
    tag: 63,
    place: 0,
    edge: Edge::None,
    quote: 0,
    sentence: u32::MAX,
};

impl<'a> View<'a> {
    /// Reads the article once.
    pub fn new(article: &'a Article<'a>, names: &[Name], quotes: &'a Quotes) -> Self {
        let mut seen = Vec::with_capacity(article.tokens.len());
        // What a word is by itself is worked out once for each tag.
        let (mut known, mut words) = (HashedMap::<u32>::default(), Vec::new());
        for (s, sentence) in article.sentences.iter().enumerate() {
            for i in sentence.tokens.clone() {
                let tag = article.tags.get(i).copied().unwrap_or(Pos::Other);
                let raw = article.words.get(i).map_or(0, |w| w.raw);
                let number = *known.entry(join(raw, tag as u32)).or_insert(words.len() as u32) as usize;
                if number == words.len() {
                    words.push(read(article.word(i), tag));
                }
                seen.extend(words.get(number).map(|word| place(*word, article, quotes, i, s)));
            }
        }
        for name in names {
            for token in seen.get_mut(name.tokens.clone()).unwrap_or_default() {
                token.name = name.kind as u8 + 1;
            }
        }
        let quote_kinds = quotes.quotes.iter().map(|q| quote_kind(article, q)).collect();
        let commas = running(seen.iter().map(|t| matches!(t.edge, Edge::Comma | Edge::Stop)));
        let verbs = running(seen.iter().map(|t| t.edge == Edge::Verb));
        let heads = vec![0; seen.len() + 1];
        Self { article, quotes, seen, quote_kinds, commas, verbs, heads }
    }

    /// Tells the second model where the first one sees the heads of cues; `heads` in order.
    pub fn set_heads(&mut self, heads: &[usize]) {
        let mut next = heads.iter().peekable();
        self.heads = running((0..self.seen.len()).map(|i| {
            while next.next_if(|&&h| h < i).is_some() {}
            next.peek() == Some(&&i)
        }));
    }

    fn at(&self, i: usize, offset: isize) -> Seen {
        i.checked_add_signed(offset).and_then(|k| self.seen.get(k)).copied().unwrap_or(PAD)
    }

    /// The same, but nothing beyond the sentence of `i`.
    fn near(&self, i: usize, offset: isize) -> Seen {
        let other = self.at(i, offset);
        if other.sentence == self.at(i, 0).sentence { other } else { PAD }
    }

    /// The features of token `i` for the first model.
    pub fn head_row(&self, i: usize, rows: &mut Rows) {
        let mut row = Row { rows, kind: 0 };
        let t = self.at(i, 0);
        let (p, n) = (self.near(i, -1), self.near(i, 1));
        let (pp, nn) = (self.near(i, -2), self.near(i, 2));
        let (p3, n3) = (self.near(i, -3), self.near(i, 3));
        let inside = u32::from(t.place != Place::Outside as u8);
        let tag = |s: Seen| u32::from(s.tag);
        row.add(&[]);
        row.add(&[t.word]);
        row.add(&[t.word, tag(t)]);
        row.add(&[t.word, inside]);
        row.add(&[t.suffix, tag(t)]);
        row.add(&[p.word]);
        row.add(&[n.word]);
        row.add(&[pp.word]);
        row.add(&[nn.word]);
        row.add(&[p.word, t.word]);
        row.add(&[t.word, n.word]);
        row.add(&[n.word, nn.word]);
        row.add(&[pp.word, p.word, t.word]);
        row.add(&[t.word, n.word, nn.word]);
        row.add(&[p.word, t.word, n.word]);
        row.add(&[t.word, tag(n), tag(nn)]);
        row.add(&[tag(pp), tag(p), t.word]);
        row.add(&[tag(p), tag(t), tag(n)]);
        row.add(&[tag(pp), tag(p), tag(t)]);
        row.add(&[tag(t), tag(n), tag(nn)]);
        row.add(&[tag(p3), tag(pp), tag(p), tag(t), tag(n)]);
        row.add(&[tag(t), n.word]);
        row.add(&[tag(t), n.word, nn.word]);
        row.add(&[p.word, tag(t)]);
        row.add(&[t.word, p3.word]);
        row.add(&[t.word, n3.word]);
        row.add(&[u32::from(t.place), u32::from(p.place), u32::from(n.place), tag(t)]);
        row.add(&[u32::from(t.shape), tag(t), inside]);
        // What surrounds it in the sentence: the nearest quote on either side, what opens the sentence, its place.
        let sentence = self.article.sentences.get(t.sentence as usize).map_or(0..0, |s| s.tokens.clone());
        let first = self.at(sentence.start, 0);
        let before = self.quote_before(i, &sentence);
        let after = self.quote_after(i, &sentence);
        row.add(&[before, after, inside]);
        row.add(&[before, after, t.word]);
        row.add(&[before, after, tag(t), tag(p), tag(n)]);
        row.add(&[first.word, tag(t)]);
        row.add(&[bucket(i - sentence.start.min(i)), tag(t)]);
        row.add(&[t.word, bucket(sentence.end.saturating_sub(i + 1))]);
        row.add(&[
            t.word,
            (self.commas_between(sentence.start, i)).min(3),
            self.verbs_between(sentence.start, i).min(3),
        ]);
        // The verbs nearest to it on either side say whether it is the main one.
        let (left, right) = self.neighbours(i, &sentence);
        row.add(&[t.word, left]);
        row.add(&[tag(t), left]);
        row.add(&[t.word, right]);
        row.add(&[tag(t), left, right]);
        // Its base form and what that is known to do stand in for forms that training has not met.
        let kind = u32::from(t.kind);
        let name = |s: Seen| u32::from(s.name);
        row.add(&[t.lemma]);
        row.add(&[t.lemma, tag(t)]);
        row.add(&[t.lemma, inside]);
        row.add(&[t.lemma, n.word]);
        row.add(&[p.word, t.lemma]);
        row.add(&[t.lemma, tag(n), tag(nn)]);
        row.add(&[t.lemma, left]);
        row.add(&[kind, tag(t), inside]);
        row.add(&[kind, tag(p), tag(t), tag(n)]);
        row.add(&[kind, tag(t), n.word]);
        row.add(&[kind, before, after]);
        row.add(&[kind, tag(t), left, right]);
        row.add(&[name(p), tag(t), name(n)]);
        row.add(&[kind, tag(t), name(p), name(n)]);
        // Whoever the last noun before it names is likely to be the one who speaks.
        let subject = self.subject(i, &sentence);
        let who = u32::from(subject.name) + 16 * u32::from(subject.tag);
        row.add(&[who, tag(t), tag(p)]);
        row.add(&[who, kind, tag(t)]);
        row.add(&[who, t.lemma]);
        row.add(&[subject.lemma, tag(t)]);
        row.add(&[subject.lemma, kind]);
        let headline = u32::from(t.sentence == 0);
        row.add(&[headline, kind, tag(t), name(p)]);
        row.add(&[headline, t.word]);
        row.add(&[headline, tag(t), first.word]);
        rows.end_row();
    }

    /// The nearest noun, name or pronoun before `i` in its sentence, no further than its clause.
    fn subject(&self, i: usize, sentence: &Range<usize>) -> Seen {
        let limit = sentence.start.max(i.saturating_sub(8));
        let noun = |t: &Seen| {
            [Pos::Noun as u8, Pos::Propn as u8, Pos::Pron as u8].contains(&t.tag) || t.edge == Edge::Relative
        };
        (limit..i).rev().map(|k| self.at(k, 0)).find(noun).unwrap_or(PAD)
    }

    /// How the nearest quote before `i` in its sentence stands to it; 0 for none.
    fn quote_before(&self, i: usize, sentence: &Range<usize>) -> u32 {
        let limit = sentence.start.max(i.saturating_sub(12));
        for k in (limit..i).rev() {
            let t = self.at(k, 0);
            if t.place == Place::Close as u8 {
                let kind = self.quote_kinds.get((t.quote as usize).wrapping_sub(1)).copied().unwrap_or(0);
                return 1 + u32::from(kind) * 4 + bucket(i - k).min(3);
            }
        }
        0
    }

    fn quote_after(&self, i: usize, sentence: &Range<usize>) -> u32 {
        let limit = sentence.end.max(i).min(i + 12).min(self.seen.len());
        for k in i + 1..limit.saturating_add(1) {
            let t = self.at(k, 0);
            if t.place == Place::Open as u8 {
                let kind = self.quote_kinds.get((t.quote as usize).wrapping_sub(1)).copied().unwrap_or(0);
                return 1 + u32::from(kind) * 4 + bucket(k - i).min(3);
            }
        }
        0
    }

    /// The nearest verb, conjunction or relative word within reach on either side.
    fn neighbours(&self, i: usize, sentence: &Range<usize>) -> (u32, u32) {
        let telling = |t: &Seen| t.edge != Edge::None && t.edge != Edge::Bracket;
        let limit = sentence.start.max(i.saturating_sub(10));
        let left = (limit..i).rev().map(|k| self.at(k, 0)).find(telling).map_or(0, |t| t.word);
        let limit = sentence.end.min(i + 10);
        let right = (i + 1..limit).map(|k| self.at(k, 0)).find(telling).map_or(0, |t| t.word);
        (left, right)
    }

    fn commas_between(&self, a: usize, b: usize) -> u32 {
        difference(&self.commas, a, b)
    }

    fn verbs_between(&self, a: usize, b: usize) -> u32 {
        difference(&self.verbs, a, b)
    }

    fn heads_between(&self, a: usize, b: usize) -> u32 {
        difference(&self.heads, a, b)
    }

    /// The tokens that the second model looks at for the cue headed by `head`: its paragraph, so far as it lies
    /// within reach, and the paragraphs that a quote of it runs on into.
    pub fn window(&self, head: usize) -> Range<usize> {
        let article = self.article;
        let s = article.sentence_of(head);
        let Some(own) = article.sentences.get(s) else { return head..head };
        let mut start = own.tokens.start;
        for earlier in article.sentences[..s].iter().rev().take(SENTENCES_BEFORE) {
            if earlier.paragraph != own.paragraph {
                break;
            }
            start = earlier.tokens.start;
        }
        let mut end = own.tokens.end;
        for later in article.sentences[s..].iter().skip(1).take(SENTENCES_AFTER) {
            if later.paragraph != own.paragraph {
                break;
            }
            end = later.tokens.end;
        }
        start.max(head.saturating_sub(REACH_BEFORE))..end.min(head + REACH_AFTER)
    }

    /// The rows of the second model for the tokens of `window`, around the cue headed by `head`.
    pub fn span_rows(&self, head: usize, window: Range<usize>, rows: &mut Rows) {
        let around = Around::new(self, head, &window);
        let edges = around.edges(self, &window);
        for (i, edge) in window.zip(edges) {
            let mut row = Row { rows, kind: 64 };
            if i == head {
                row.kind = 255;
                row.add(&[]);
            } else {
                around.row(self, i, edge, &mut row);
            }
            rows.end_row();
        }
    }
}

/// How many sentences before and after its own a cue looks at, within its paragraph.
const SENTENCES_BEFORE: usize = 2;
const SENTENCES_AFTER: usize = 5;
/// And how many tokens.
const REACH_BEFORE: usize = 120;
const REACH_AFTER: usize = 200;

/// What holds for one cue head, whatever token is looked at.
struct Around {
    head: usize,
    word: u32,
    lemma: u32,
    kind: u32,
    tag: u32,
    before: u32,
    after: u32,
    quote: u32,
    sentence: u32,
    /// Whether quotes stand before and after the head in its sentence, and whether the head is in one.
    pattern: u32,
    /// What the sentence opens with: a cue there has its source after it.
    opens: u32,
}

impl Around {
    fn new(view: &View, head: usize, window: &Range<usize>) -> Self {
        let t = view.at(head, 0);
        let tokens = view.article.sentences.get(t.sentence as usize).map_or(head..head, |s| s.tokens.clone());
        let has_quote = |r: Range<usize>| {
            r.into_iter().any(|k| {
                let q = view.at(k, 0).quote;
                q != 0 && view.quote_kinds.get(q as usize - 1).is_some_and(|k| k % 4 > 0)
            })
        };
        let reach = |r: Range<usize>| r.start.max(window.start)..r.end.min(window.end);
        let before = has_quote(reach(tokens.start..head));
        let after = has_quote(reach(head + 1..tokens.end));
        Self {
            head,
            word: t.word,
            lemma: t.lemma,
            kind: u32::from(t.kind),
            tag: u32::from(t.tag),
            before: view.at(head, -1).word,
            after: view.near(head, 1).word,
            quote: t.quote,
            sentence: t.sentence,
            pattern: u32::from(before) + 2 * u32::from(after) + 4 * u32::from(t.quote != 0),
            opens: u32::from(head == tokens.start),
        }
    }

    /// For each token of the window, the last clause edge between it and the head, and how many there are.
    fn edges(&self, view: &View, window: &Range<usize>) -> Vec<(u32, u32)> {
        let mut edges = vec![(0u32, 0u32); window.len()];
        let mut run = |range: &mut dyn Iterator<Item = usize>| {
            let (mut last, mut count) = (0u32, 0u32);
            let mut comma = false;
            for i in range {
                if let Some(slot) = edges.get_mut(i - window.start) {
                    *slot = (last, count);
                }
                let t = view.at(i, 0);
                match t.edge {
                    Edge::None | Edge::Verb | Edge::Bracket => {
                        comma = false;
                        continue;
                    }
                    Edge::Comma => comma = true,
                    edge => {
                        last = edge as u32 * 2 + u32::from(comma);
                        comma = false;
                        count += 1;
                        continue;
                    }
                }
                last = Edge::Comma as u32 * 2;
                count += 1;
            }
        };
        run(&mut (self.head + 1..window.end));
        run(&mut (window.start..self.head).rev());
        edges
    }

    fn row(&self, view: &View, i: usize, (edge, edge_count): (u32, u32), row: &mut Row) {
        let t = view.at(i, 0);
        let (p, n) = (view.at(i, -1), view.at(i, 1));
        let (pp, nn) = (view.at(i, -2), view.at(i, 2));
        let tag = |s: Seen| u32::from(s.tag);
        let after = i > self.head;
        let delta = (t.sentence as i64 - i64::from(self.sentence)).clamp(-2, 2) + 2;
        let side = u32::from(after) + 2 * delta as u32;
        let distance = i.abs_diff(self.head);
        let (low, high) = if after { (self.head + 1, i) } else { (i + 1, self.head) };
        let commas = view.commas_between(low, high).min(4);
        let verbs = view.verbs_between(low, high).min(3);
        let heads = view.heads_between(low, high).min(2);
        let is_head = view.heads_between(i, i + 1);
        let same_quote = u32::from(t.quote != 0 && t.quote == self.quote);
        let place = u32::from(t.place);
        let kind = if t.quote == 0 {
            0
        } else {
            1 + view.quote_kinds.get(t.quote as usize - 1).map_or(0, |&k| u32::from(k))
        };
        let inside = u32::from(kind > 0);
        let far = bucket(distance);
        row.add(&[side]);
        row.add(&[side, far]);
        row.add(&[side, far, self.tag]);
        row.add(&[side, commas, verbs]);
        row.add(&[side, commas, verbs, self.tag, self.pattern]);
        row.add(&[side, t.word]);
        row.add(&[side, p.word]);
        row.add(&[side, n.word]);
        row.add(&[side, pp.word, p.word]);
        row.add(&[side, n.word, nn.word]);
        row.add(&[side, p.word, t.word]);
        row.add(&[side, t.word, n.word]);
        row.add(&[side, tag(t), tag(p), tag(n)]);
        row.add(&[side, tag(pp), tag(p), tag(t)]);
        row.add(&[side, tag(t), tag(n), tag(nn)]);
        row.add(&[side, t.suffix, u32::from(t.shape)]);
        row.add(&[side, u32::from(p.shape), u32::from(t.shape), u32::from(n.shape), commas]);
        row.add(&[self.word, side, tag(t)]);
        row.add(&[self.word, side, far]);
        row.add(&[self.word, side, commas, inside]);
        row.add(&[self.word, side, t.word]);
        row.add(&[self.word, self.after, side, commas]);
        row.add(&[self.lemma, side, tag(t), far]);
        row.add(&[self.lemma, self.tag, side, t.word]);
        row.add(&[self.lemma, self.after, side, commas]);
        row.add(&[self.kind, self.tag, side, edge, commas]);
        row.add(&[self.kind, self.after, side, tag(t)]);
        row.add(&[side, u32::from(t.name), u32::from(p.name), u32::from(n.name), far]);
        row.add(&[side, u32::from(t.name), commas, verbs, self.tag]);
        row.add(&[side, u32::from(t.name), tag(t), edge, inside]);
        row.add(&[side, t.lemma, self.lemma]);
        row.add(&[self.after, side, far]);
        row.add(&[self.after, side, commas, verbs]);
        row.add(&[self.before, side, far]);
        row.add(&[self.before, side, tag(t), commas]);
        row.add(&[side, place, kind, same_quote]);
        row.add(&[side, place, u32::from(p.place), u32::from(n.place), self.pattern]);
        row.add(&[side, kind, self.pattern, heads]);
        row.add(&[side, kind, self.pattern, self.opens, commas]);
        row.add(&[side, edge, tag(t)]);
        row.add(&[side, edge, edge_count.min(4), self.pattern]);
        row.add(&[side, edge, self.word]);
        row.add(&[side, edge, t.word]);
        row.add(&[side, edge, p.word, tag(t), inside]);
        row.add(&[side, heads, is_head]);
        row.add(&[side, heads, commas, inside, self.pattern]);
        row.add(&[side, heads, edge, far]);
        row.add(&[self.opens, self.pattern, side, far, self.tag]);
        if distance <= 6 {
            let path = (low..high.max(low)).fold(7u32, |h, k| join(h, u32::from(view.at(k, 0).tag)));
            row.add(&[side, path, tag(t)]);
            row.add(&[side, distance as u32, self.tag, tag(t)]);
            row.add(&[side, distance as u32, self.word, t.word]);
        }
    }
}

/// Collects features, each hashed with its own number.
struct Row<'r> {
    rows: &'r mut Rows,
    kind: u16,
}

impl Row<'_> {
    fn add(&mut self, parts: &[u32]) {
        self.kind += 1;
        self.rows.push(feature(self.kind, parts.iter().fold(0, |h, &p| join(h, p))));
    }
}

/// Distances, in steps that grow.
fn bucket(distance: usize) -> u32 {
    match distance {
        0..=4 => distance as u32,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=24 => 8,
        25..=49 => 9,
        _ => 10,
    }
}

fn running(marks: impl Iterator<Item = bool>) -> Vec<u32> {
    let mut total = 0;
    let mut sums = vec![0];
    sums.extend(marks.map(|m| {
        total += u32::from(m);
        total
    }));
    sums
}

/// How many marks lie in `a..b`, from their running counts.
fn difference(sums: &[u32], a: usize, b: usize) -> u32 {
    let at = |i: usize| sums.get(i).copied().unwrap_or(0);
    at(b.max(a)).saturating_sub(at(a))
}

fn is_verb(tag: Pos) -> bool {
    matches!(tag, Pos::VerbBase | Pos::VerbIng | Pos::VerbPart | Pos::VerbPast | Pos::VerbPres)
}

/// What a word is by itself, wherever it stands.
fn read(word: &str, tag: Pos) -> Seen {
    let tag = lemma::as_verb(word).filter(|_| !is_verb(tag)).unwrap_or(tag);
    let hash = |chars: &mut dyn Iterator<Item = char>| {
        chars.fold(2u32, |h, c| join(h, if c.is_ascii_digit() { '0' as u32 } else { c as u32 }))
    };
    let lower = hash(&mut word.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }));
    let base = match tag {
        Pos::VerbBase
        | Pos::VerbIng
        | Pos::VerbPart
        | Pos::VerbPast
        | Pos::VerbPres
        | Pos::Noun
        | Pos::Adj => Some(lemma::of(word, tag)),
        _ => None,
    };
    let suffix = hash(&mut word.chars().rev().take(3).flat_map(char::to_lowercase));
    let mut chars = word.chars();
    let shape = match (chars.next(), chars.next()) {
        (Some(c), _) if c.is_numeric() => 3,
        (Some(c), Some(d)) if c.is_uppercase() && d.is_uppercase() => 2,
        (Some(c), _) if c.is_uppercase() => 1,
        (Some(c), _) if c.is_alphabetic() => 0,
        _ => 4,
    };
    Seen {
        word: lower,
        lemma: base.as_ref().map_or(lower, |b| hash(&mut b.chars())),
        kind: base.and_then(|b| kinds::known(&b)).map_or(0, |k| k as u8 + 1),
        suffix,
        shape,
        tag: tag as u8,
        edge: edge(word, tag),
        ..PAD
    }
}

/// The word of token `i`, in its quote and sentence.
fn place(word: Seen, article: &Article, quotes: &Quotes, i: usize, sentence: usize) -> Seen {
    let place = quotes.place(i);
    // Quotation marks of every kind read alike.
    let is_mark = place != Place::Inside && quotes::is_mark(article.word(i));
    Seen {
        word: if is_mark { 3 + place as u32 } else { word.word },
        place: place as u8,
        quote: quotes.at(i).map_or(0, |q| q as u32 + 1),
        sentence: sentence as u32,
        ..word
    }
}

fn edge(word: &str, tag: Pos) -> Edge {
    match word {
        "," => Edge::Comma,
        "." | "!" | "?" | ";" | "…" => Edge::Stop,
        ":" => Edge::Colon,
        "-" | "--" | "—" | "–" => Edge::Dash,
        "(" | ")" | "[" | "]" => Edge::Bracket,
        "that" => Edge::That,
        "who" | "which" | "whose" | "whom" | "where" | "when" => Edge::Relative,
        "but" | "while" | "though" | "although" | "whereas" | "even" | "yet" => Edge::But,
        "and" | "or" => Edge::And,
        "because" | "as" | "if" | "after" | "before" | "since" | "unless" | "until" => Edge::Because,
        _ => match tag {
            Pos::VerbPast | Pos::VerbPres | Pos::Aux => Edge::Verb,
            _ => Edge::None,
        },
    }
}

/// A quote's length and standing, as a number below 8: a multiple of four only for what is no speech by itself.
fn quote_kind(article: &Article, quote: &quotes::Quoted) -> u8 {
    let length = match quote.tokens.len() {
        _ if quotes::is_scare(article, quote) => 0,
        0..=8 => 1,
        9..=20 => 2,
        _ => 3,
    };
    let opens = article
        .sentences
        .get(article.sentence_of(quote.tokens.start))
        .is_some_and(|s| s.tokens.start == quote.tokens.start);
    length + 4 * u8::from(opens)
}
