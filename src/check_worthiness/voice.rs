//! Voice of a sentence: attributed to a source, or the article's own, which is unsourced, a comment, a
//! prediction or other.
//!
//! A small linear model reads how much of the sentence the claims and quotations cover, its words outside
//! them, and what a few rules would say. Each sentence is described by itself, which an edit elsewhere leaves
//! valid; then all sentences of the article are labelled together as a chain, because comments and
//! predictions come in groups and some articles are opinion throughout. The model is trained on news annotated
//! in full. Never judges whether a sentence is true.

use crate::article::Article;
use crate::attribution::UnresolvedClaim;
use crate::check_worthiness::reasons;
use crate::document::{EntityKind, Voice};
use crate::gazetteer::{Gazetteer, prefix};
use crate::lexicon::{self, Flag};
use crate::model::crf::Model;
use crate::model::crf::viterbi::Decoder;
use crate::model::features::{Rows, feature, hash_text, join};
use crate::pos::Pos;
use crate::sentences::Sentence;
use crate::syntax::quotations::{self, Quotes};
use crate::tokens::TokenKind;

/// The labels of the model, in order.
pub const LABELS: [&str; 5] = ["attributed", "unsourced", "comment", "prediction", "other"];

/// The voices in the order of the labels.
const VOICES: [Voice; LABELS.len()] =
    [Voice::Attributed, Voice::Unsourced, Voice::Comment, Voice::Prediction, Voice::Other];

/// Everything about a sentence that its voice depends on.
#[derive(Clone, Copy, Debug)]
pub struct SentenceVoice {
    /// The sums of the rows of its features.
    sums: [i32; LABELS.len()],
    signals: Signals,
}

/// Yes-or-no properties of a sentence that bear on the sentences around it: one for each voice that the rules
/// give, and a few others. One bit each.
#[derive(Clone, Copy, Debug, Default)]
pub struct Signals(u16);

/// Number of signals.
const SIGNALS: usize = 11;

impl Signals {
    fn set(&mut self, bit: usize, value: bool) {
        self.0 |= u16::from(value) << bit;
    }

    fn has(self, bit: usize) -> bool {
        self.0 >> bit & 1 == 1
    }
}

/// Number of sentences on either side that count as near.
const NEAR: usize = 3;

/// Adds the features that each sentence gets from the others of its article, one row for each.
pub fn add_context(signals: &[Signals], rows: &mut Rows) {
    let count = |of: &[Signals], bit: usize| of.iter().filter(|s| s.has(bit)).count();
    let size = signals.len();
    let shares: [u32; SIGNALS] =
        std::array::from_fn(|bit| (count(signals, bit) * 8).div_ceil(size.max(1)) as u32);
    let by_rule = |at: Option<&Signals>| at.map_or(5, |s| (s.0 & 31).trailing_zeros());
    for (at, own) in signals.iter().enumerate() {
        let near = &signals[at.saturating_sub(NEAR)..size.min(at + NEAR + 1)];
        for (bit, share) in (0..).zip(shares) {
            let here = usize::from(own.has(bit.into()));
            rows.push(feature(360 + bit, share));
            rows.push(feature(380 + bit, (count(near, bit.into()) - here).min(4) as u32));
        }
        let before = by_rule(at.checked_sub(1).and_then(|i| signals.get(i)));
        let after = by_rule(signals.get(at + 1));
        let place = if at + 1 == size { 3 } else { at.min(2) } as u32;
        rows.push_all(
            400,
            &[&[before, by_rule(Some(own)), after], &[place], &[place, size.min(40) as u32 / 8]],
        );
        rows.end_row();
    }
}

/// Determines the voices of the sentences of an article.
#[inline(never)]
pub(crate) fn voices(sentences: &[SentenceVoice], model: &Model) -> Vec<Voice> {
    let signals: Vec<Signals> = sentences.iter().map(|s| s.signals).collect();
    let mut context = Rows::default();
    add_context(&signals, &mut context);
    let mut sums: Vec<i32> = sentences.iter().flat_map(|s| s.sums).collect();
    let labels = label(&context, &mut sums, model, &mut Decoder::default());
    labels.into_iter().filter_map(|label| VOICES.get(label).copied()).collect()
}

/// Weights of the probabilities of the labels: a rare voice is chosen although another is a little more
/// probable, so that most of its sentences are found.
const WEIGHTS: [f32; LABELS.len()] = [1.0, 1.0, 1.5, 1.5, 1.0];

/// Adds the context of each sentence to the sums of its features, and returns the most probable label of each
/// by the weighted probabilities.
pub fn label(context: &Rows, sums: &mut [i32], model: &Model, decoder: &mut Decoder) -> Vec<usize> {
    let len = decoder.add_and_decode(model, context, sums).len();
    decoder.compute_posteriors(model);
    let best = |sentence: usize| {
        let weighted = decoder.marginals(sentence).zip(WEIGHTS).map(|(p, weight)| p * weight).enumerate();
        weighted.max_by(|a, b| a.1.total_cmp(&b.1)).map_or(0, |(label, _)| label)
    };
    (0..len).map(best).collect()
}

/// Describes the voices of sentences, given the claims of the article.
pub(crate) struct Voices<'a> {
    article: &'a Article<'a>,
    gazetteer: &'a Gazetteer<'a>,
    /// Whether each token belongs to a claim, and to a quotation.
    attributed: Vec<(bool, bool)>,
    /// The kind of the name over each token.
    names: &'a [Option<EntityKind>],
}

/// Minimum number of unattributed words for a sentence with attributed ones to have the article's own voice.
const MIN_OWN_WORDS: usize = 4;

impl<'a> Voices<'a> {
    /// Marks the tokens of claims and quotations.
    pub(crate) fn new(
        article: &'a Article<'a>,
        gazetteer: &'a Gazetteer<'a>,
        names: &'a [Option<EntityKind>],
        unresolved: &[UnresolvedClaim],
        quotes: &Quotes,
    ) -> Self {
        let mut attributed = vec![(false, false); article.tokens.len()];
        for UnresolvedClaim { claim, source } in unresolved {
            let source = source.as_ref().map(|source| article.span(source.tokens.clone()));
            let cue = claim.cue.as_ref().map(|c| c.span);
            for span in claim.content.iter().copied().chain(source).chain(cue) {
                if let Some(tokens) = attributed.get_mut(article.tokens_in(span)) {
                    tokens.iter_mut().for_each(|(claimed, _)| *claimed = true);
                }
            }
        }
        for quote in quotes.quotes.iter().filter(|q| !quotations::is_scare(article, q)) {
            if let Some(tokens) = attributed.get_mut(quote.tokens.clone()) {
                tokens.iter_mut().for_each(|(_, quoted)| *quoted = true);
            }
        }
        Self { article, gazetteer, attributed, names }
    }

    /// Describes a sentence; the index is that of the sentence in the article.
    #[inline(never)]
    pub(crate) fn describe(&self, sentence: usize, model: &Model) -> SentenceVoice {
        let mut rows = Rows::default();
        self.add_features(sentence, &mut rows);
        let mut sums = [0; LABELS.len()];
        model.add_rows(rows.row(0), &mut sums);
        SentenceVoice { sums, signals: self.signals(sentence) }
    }

    /// The signals of a sentence.
    pub(crate) fn signals(&self, sentence: usize) -> Signals {
        let a = self.article;
        let Some(s) = a.sentences.get(sentence) else { return Signals::default() };
        let own = || {
            let words = s.tokens.clone().filter(|&i| a.tokens[i].kind == TokenKind::Word);
            words.filter(|&i| !self.is_attributed(i))
        };
        let has = |flag| own().any(|i| a.has_lower(i, flag));
        let first = own().next();
        let mut signals = Signals(1 << self.by_rule(s) as u16);
        signals.set(5, has(Flag::AuthorPronoun));
        signals.set(6, has(Flag::ReaderPronoun));
        signals.set(7, own().any(|i| self.is_comment(i)));
        signals.set(8, own().any(|i| self.is_future_auxiliary(i)));
        signals.set(9, first.is_some_and(|i| i == s.tokens.start && a.tags[i] == Pos::VerbBase));
        signals.set(10, a.word(s.tokens.end.saturating_sub(1)) == "?");
        signals
    }

    /// Adds the row of features of a sentence.
    pub(crate) fn add_features(&self, sentence: usize, rows: &mut Rows) {
        let a = self.article;
        let Some(s) = a.sentences.get(sentence) else { return rows.end_row() };
        let words = || s.tokens.clone().filter(|&i| a.tokens[i].kind == TokenKind::Word);
        let own = || words().filter(|&i| !self.is_attributed(i));
        let share = |count: usize| (count * 6 / words().count().max(1)) as u32;
        let claimed = share(words().filter(|&i| self.attributed[i].0).count());
        let quoted = share(words().filter(|&i| self.attributed[i].1).count());
        let rest = share(own().count());
        let few = own().count().min(8) as u32;
        let length = words().count().min(40) as u32 / 5;
        let by_rule = self.by_rule(s) as u32;
        let low = |i: usize| hash_text(a.word(i).to_ascii_lowercase().as_bytes());
        let last = s.tokens.end.saturating_sub(1);
        let capitals = share(words().filter(|&i| a.word(i).starts_with(char::is_uppercase)).count());
        let finite = u32::from(own().any(|i| self.is_finite(i)));
        let future = u32::from(own().any(|i| self.is_future_auxiliary(i)));
        let says = u32::from(own().any(|i| self.is_verb_of_saying(i)));
        let opinions = own().filter(|&i| self.is_comment(i)).count().min(3) as u32;
        let here = s.paragraph;
        let same = |other: Option<&Sentence>| u32::from(other.is_some_and(|o| o.paragraph == here));
        let before = sentence.checked_sub(1).and_then(|i| a.sentences.get(i));
        let place = same(before) + 2 * same(a.sentences.get(sentence + 1));
        let begins = u32::from(sentence == 0 && a.is_start);
        rows.push_all(
            321,
            &[
                &[by_rule],
                &[claimed, quoted],
                &[claimed, rest, by_rule],
                &[few, claimed],
                &[few, quoted],
                &[length, by_rule],
                &[low(last), by_rule],
                &[low(last), capitals],
                &[low(s.tokens.start), by_rule],
                &[finite, future, says, by_rule],
                &[opinions, by_rule],
                &[place, begins, capitals],
                &[begins, low(last)],
                &[a.tags.get(s.tokens.start).map_or(99, |&t| t as u32), finite],
            ],
        );
        let mut previous = 0;
        for i in own() {
            let value = match self.names.get(i).copied().flatten() {
                Some(kind) => 1 + kind as u32,
                None => a.words[i].low,
            };
            rows.push(feature(340, value));
            rows.push(feature(341, join(previous, value)));
            let path = if value > 100 { self.gazetteer.cluster(value) } else { 0 };
            if path != 0 {
                rows.push(feature(342, prefix(path, 8)));
            }
            rows.push(feature(343, a.tags.get(i).map_or(99, |&t| t as u32)));
            previous = value;
        }
        rows.end_row();
    }

    /// Whether a token belongs to a claim or a quotation.
    fn is_attributed(&self, i: usize) -> bool {
        self.attributed.get(i).is_some_and(|&(claimed, quoted)| claimed || quoted)
    }

    /// The voice that simple rules give.
    fn by_rule(&self, sentence: &Sentence) -> Voice {
        let a = self.article;
        let words = || sentence.tokens.clone().filter(|&i| a.tokens[i].kind == TokenKind::Word);
        let own = || words().filter(|&i| !self.is_attributed(i));
        let (all, rest) = (words().count(), own().count());
        let has_verb = own().any(|i| self.is_finite(i) || self.is_future_auxiliary(i));
        let reports = own().any(|i| self.is_verb_of_saying(i));
        if reports || rest < all && (!has_verb || rest < MIN_OWN_WORDS || rest * 3 < all) {
            return Voice::Attributed;
        }
        let closing = |i: &usize| a.tokens[*i].kind != TokenKind::Word;
        let ends = |marks: &[&str]| {
            sentence.tokens.clone().rev().take_while(closing).any(|i| marks.contains(&a.word(i)))
        };
        // The tagger sometimes takes a past tense for a participle; without an auxiliary it is hardly one, nor
        // with one in a later clause: "sneered at how each would treat the unions".
        let participle = own().find(|&i| a.tags[i] == Pos::VerbPart);
        let past = participle.is_some_and(|verb| {
            let auxiliary = own().find(|&i| a.tags[i] == Pos::Aux);
            let opens =
                |i: usize| a.tags[i] == Pos::Sconj || lexicon::has(a.word(i), Flag::EmbeddedQuestionWord);
            auxiliary.is_none_or(|aux| verb < aux && own().any(|i| (verb..aux).contains(&i) && opens(i)))
        });
        if !(has_verb || past) || ends(&["?"]) || !ends(&[".", "!", "…"]) {
            return Voice::Other;
        }
        if !past && !own().any(|i| self.is_finite(i)) {
            return Voice::Prediction;
        }
        if own().any(|i| self.is_comment(i)) { Voice::Comment } else { Voice::Unsourced }
    }

    /// Whether a token judges or wishes.
    fn is_comment(&self, i: usize) -> bool {
        let low = self.article.low_entry(i);
        reasons::is_opinion(low) || low.has(Flag::JudgementMarker)
    }

    /// Whether a token is a finite verb about the present or past.
    fn is_finite(&self, i: usize) -> bool {
        let a = self.article;
        match a.tags[i] {
            Pos::VerbPast | Pos::VerbPres => true,
            Pos::Aux => a.has_lower(i, Flag::FiniteAuxiliary) && !(i > 0 && self.is_future_auxiliary(i - 1)),
            _ => false,
        }
    }

    /// Whether a token is a finite verb of saying. Outside all claims it still attributes its sentence to
    /// somebody.
    fn is_verb_of_saying(&self, i: usize) -> bool {
        matches!(self.article.tags[i], Pos::VerbPast | Pos::VerbPres) && reasons::is_saying(self.article, i)
    }

    /// Whether a token is an auxiliary about the future or a possibility.
    fn is_future_auxiliary(&self, i: usize) -> bool {
        self.article.tags[i] == Pos::Aux && reasons::is_future(self.article, i)
    }
}

#[cfg(test)]
mod tests {
    use crate::Options;
    use crate::document::Voice;
    use crate::pipeline::annotate;
    use crate::resources::Resources;

    #[test]
    fn sentences_without_a_source_have_the_voice_of_the_article() {
        let resources = Resources::embedded().unwrap();
        let voices = |text: &str| -> Vec<Voice> {
            let document = annotate(text, &resources, &Options::default());
            document.sentences.iter().map(|s| s.voice).collect()
        };
        let article =
            "Ann Hale said the dam had leaked. The dam was built in 1987. It will be rebuilt in May.";
        assert_eq!(voices(article), [Voice::Attributed, Voice::Unsourced, Voice::Prediction]);
        assert_eq!(voices("We should have known."), [Voice::Comment]);
    }

    #[test]
    fn comments_come_in_groups() {
        let resources = Resources::embedded().unwrap();
        let comments = |text: &str| {
            let document = annotate(text, &resources, &Options::default());
            document.sentences.iter().filter(|s| s.voice == Voice::Comment).count()
        };
        let opinion =
            "We must do better. It is a shame that we let this happen. Our leaders should be ashamed.";
        let report = "The council met on Monday. It approved the budget for 2024. The vote was 7 to 2.";
        assert!(comments(opinion) >= 2);
        assert_eq!(comments(report), 0);
    }
}
