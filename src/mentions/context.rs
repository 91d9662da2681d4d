//! The second pass: what the first pass made of the rest of the document.
//!
//! A name is often plain in one place ("Prime Minister Fumio Kishida") and doubtful in another ("Kishida said"). The
//! recogniser reads the document once, and then again with features that say how the first pass read the same word
//! elsewhere, the names found that the word is part of, and the words beside it. One model does both passes: training
//! leaves these features out at random. Nothing here changes what the first pass found; it only informs the second.

use std::ops::Range;

use super::features::View;
use super::spans;
use super::sums::Sums;
use crate::sentences::Sentence;
use crate::tagger::features::{HashedMap, Rows, feature, join};
use crate::tagger::model::Model;
use crate::tagger::runs;
use crate::tagger::viterbi::Decoder;

/// The kinds that a model may tell apart at most, with "no name".
const MOST_KINDS: usize = 12;
/// The templates of the second pass start here, apart from those of the first.
const TEMPLATES: u16 = 500;

/// What the first pass found, by token.
pub struct FirstPass {
    /// The sums of the rows of the first pass, to build the second upon.
    sums: Vec<i32>,
    width: usize,
    /// The label of the best path.
    labels: Vec<u16>,
    /// The probability of each kind; first "no name".
    kinds: Vec<[f32; MOST_KINDS]>,
    /// Over all places of each distinct word: what the probabilities add up to, and how many places.
    words: Vec<([f32; MOST_KINDS], u32)>,
    /// By phrase: the kind that the first pass gave it most surely, and how often it found it.
    phrases: HashedMap<[u16; MOST_KINDS]>,
    /// The longest phrase found that each token is part of, as the phrase's key, its kind and the part (1 first,
    /// 2 inside, 3 last, 4 alone).
    inside: HashedMap<(u32, u8, u8)>,
}

/// The index of a label's kind among the kinds of a model, "no name" being 0.
fn kind_of(labels: &[&str]) -> Vec<u8> {
    let mut kinds: Vec<&str> = Vec::new();
    labels
        .iter()
        .map(|label| {
            let Some((_, kind)) = label.split_once('-') else { return 0 };
            let at = kinds.iter().position(|k| *k == kind).unwrap_or_else(|| {
                kinds.push(kind);
                kinds.len() - 1
            });
            (at + 1).min(MOST_KINDS - 1) as u8
        })
        .collect()
}

impl FirstPass {
    /// Runs the first pass over a document.
    pub fn run(view: &View, sentences: &[Sentence], model: &Model) -> Self {
        let len = view.len();
        let width = model.width();
        let kind_of = kind_of(model.labels());
        let mut pass = Self {
            sums: vec![0; len * width],
            width,
            labels: vec![0; len],
            kinds: vec![[0.0; MOST_KINDS]; len],
            words: vec![([0.0; MOST_KINDS], 0); view.distinct()],
            phrases: HashedMap::default(),
            inside: HashedMap::default(),
        };
        let (mut reader, mut decoder) = (Sums::new(view, model), Decoder::default());
        for run in sentences.iter().flat_map(|s| runs(s.tokens.clone())) {
            let Some(sums) = pass.sums.get_mut(run.start * width..run.end * width) else { continue };
            reader.add(run.clone(), sums);
            let path = decoder.decode(model, sums);
            pass.labels[run.clone()].copy_from_slice(path);
            let found: Vec<(Range<usize>, u8)> = spans(path, model.labels())
                .map(|(range, _)| {
                    let kind = path.get(range.start).map_or(0, |&l| kind_of[l as usize]);
                    (run.start + range.start..run.start + range.end, kind)
                })
                .collect();
            decoder.posteriors(model);
            for (i, kinds) in pass.kinds[run.clone()].iter_mut().enumerate() {
                for (&kind, p) in kind_of.iter().zip(decoder.marginals(i)) {
                    kinds[kind as usize] += p;
                }
            }
            found.into_iter().for_each(|(range, kind)| pass.keep(view, range, kind));
        }
        for (i, kinds) in pass.kinds.iter().enumerate() {
            let (sum, places) = &mut pass.words[view.which(i)];
            sum.iter_mut().zip(kinds).for_each(|(s, k)| *s += k);
            *places += 1;
        }
        pass
    }

    /// Remembers a name that the first pass found.
    fn keep(&mut self, view: &View, range: Range<usize>, kind: u8) {
        let key = view.key(range.clone());
        if let Some(count) = self.phrases.entry(key).or_default().get_mut(kind as usize) {
            *count = count.saturating_add(1);
        }
        let len = range.len();
        for (at, i) in range.enumerate() {
            let part = match (at, len) {
                (_, 1) => 4,
                (0, _) => 1,
                (at, len) if at + 1 == len => 3,
                _ => 2,
            };
            // The longest name wins, the first one among equals; its length stands in the upper bits.
            let entry = self.inside.entry(view.which(i) as u32).or_insert((0, 0, 0));
            if (len as u32) > entry.0 {
                *entry = (len as u32, kind, part);
            }
        }
    }

    /// The sums of the first pass of some tokens, to add the second pass's rows to.
    pub fn sums(&mut self, run: Range<usize>) -> &mut [i32] {
        self.sums.get_mut(run.start * self.width..run.end * self.width).unwrap_or(&mut [])
    }

    /// Adds one row of second-pass features for each token of `run`.
    pub fn extract(&self, view: &View, run: Range<usize>, rows: &mut Rows) {
        for i in run.clone() {
            self.row(view, i, &run, rows);
            rows.end_row();
        }
    }

    fn row(&self, view: &View, i: usize, run: &Range<usize>, rows: &mut Rows) {
        let mut template = TEMPLATES;
        let mut add = |value: u32| {
            template += 1;
            rows.push(feature(template, value));
        };
        let label = |offset: isize| {
            let at = i.checked_add_signed(offset).filter(|at| run.contains(at));
            at.and_then(|at| self.labels.get(at)).map_or(u32::MAX, |&l| u32::from(l))
        };
        let own = self.kinds.get(i).map_or(0, |k| level(top(k).1));
        let here = self.elsewhere(view, i);
        add(join(label(0), own));
        add(label(-1));
        add(label(1));
        add(join(label(-1), label(0)));
        add(join(label(0), label(1)));
        add(join(label(-2), label(2)));
        add(here);
        add(join(here, view.case(i)));
        add(join(here, label(0)));
        for offset in [-1, 1] {
            let at = i.checked_add_signed(offset).filter(|at| run.contains(at));
            let there = at.map_or(u32::MAX, |at| self.elsewhere(view, at));
            add(there);
            add(join(there, here));
        }
        if let Some(&(len, kind, part)) = self.inside.get(&(view.which(i) as u32)) {
            let place = u32::from(kind) * 8 + u32::from(part);
            add(place);
            add(join(place, len.min(5)));
            add(join(place, label(0)));
        }
        // The longest phrase from here that is a name somewhere in the document, and how surely.
        for len in (1..=5).rev() {
            if i + len > run.end {
                continue;
            }
            if let Some(counts) = self.phrases.get(&view.key(i..i + len)) {
                let best = (1..MOST_KINDS).max_by_key(|&k| (counts[k], MOST_KINDS - k)).unwrap_or(0);
                add(join(best as u32, (len as u32) * 4 + u32::from(counts[best].min(3))));
                break;
            }
        }
    }

    /// How the first pass read the word of token `i` at its other places: the likeliest kind and how likely.
    fn elsewhere(&self, view: &View, i: usize) -> u32 {
        let (Some((sum, places)), Some(own)) = (self.words.get(view.which(i)), self.kinds.get(i)) else {
            return 0;
        };
        if *places < 2 {
            return 1;
        }
        let others = (*places - 1) as f32;
        let mut rest = [0.0; MOST_KINDS];
        rest.iter_mut().zip(sum).zip(own).for_each(|((r, s), o)| *r = ((s - o) / others).max(0.0));
        let (kind, share) = top(&rest);
        let name = if kind == 0 && rest[0] < 0.8 { top(&rest[1..]).0 + 1 } else { 0 };
        2 + (kind as u32 * 8 + level(share)) * 16 + name as u32
    }
}

/// The largest of some probabilities and where it stands.
fn top(p: &[f32]) -> (usize, f32) {
    p.iter().enumerate().fold((0, -1.0), |best, (k, &x)| if x > best.1 { (k, x) } else { best })
}

/// A probability in a few steps.
fn level(p: f32) -> u32 {
    [0.4, 0.6, 0.8, 0.95].iter().filter(|&&limit| p >= limit).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_belong_to_kinds() {
        assert_eq!(kind_of(&["O", "B-x", "E-x", "S-y", "I-x"]), [0, 1, 1, 2, 1]);
        assert_eq!((top(&[0.2, 0.7, 0.1]), level(0.85), level(0.0)), ((1, 0.7), 3, 0));
    }
}
