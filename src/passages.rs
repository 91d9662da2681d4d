//! Reads an article passage by passage: the claims of each, and the check-worthiness and voice of its
//! sentences.
//!
//! A passage is a paragraph with the paragraphs that its quotation continues into, those behind it that are
//! nothing but a quotation, and the line that signs it; a headline and the first paragraph are one passage. Each is read as an [article of its
//! own](Article::part), so that an edit leaves the results of other passages valid. Never looks at entities:
//! sources are resolved later over the whole article.

use std::ops::Range;
use std::rc::Rc;

use crate::article::Article;
use crate::attribution::network::Inference;
use crate::attribution::{self, SourceSpan, UnresolvedClaim, open_statements};
use crate::check_worthiness::{self, Assessor, Scorer, SentenceVoice};
use crate::document::{SentenceNote, Value};
use crate::gazetteer::Gazetteer;
use crate::incremental::{Fingerprint, StageCache};
use crate::interviews;
use crate::recognizer::Name;
use crate::syntax::quotations::{self, Quotes};
use crate::text::Span;

/// The results of all passages of an article, in order, each with its first token and byte.
pub(crate) struct Passages(Vec<(usize, u32, Rc<Passage>)>);

/// The results of one passage. Tokens and bytes count from its start.
struct Passage {
    /// The sentences; their voices depend on the whole article.
    sentences: Vec<SentenceNote>,
    voices: Vec<SentenceVoice>,
    unresolved: Vec<UnresolvedClaim>,
}

/// The models that read a passage.
#[derive(Clone, Copy)]
pub(crate) struct Models<'m> {
    /// Models that find attributions.
    pub attribution: &'m attribution::candidates::Models<'m>,
    /// Model of check-worthiness.
    pub check_worthiness: &'m Scorer<'m>,
    /// Word clusters and lists of names.
    pub gazetteer: &'m Gazetteer<'m>,
}

/// Cached results of the passages of one article.
#[derive(Default)]
pub(crate) struct Cache {
    passages: StageCache<Rc<Passage>>,
    claims: attribution::Cache,
}

impl Cache {
    /// Enables caching.
    pub(crate) fn enable(&mut self) {
        self.passages.enable();
        self.claims.enable();
    }
}

impl Passages {
    /// Reads all passages of an article, given its names, values and credit lines.
    #[inline(never)]
    pub(crate) fn read(
        article: &Article,
        names: &[Name],
        quotes: &Quotes,
        values: &[Value],
        credits: &[Span],
        models: Models,
        cache: &mut Cache,
    ) -> Self {
        cache.passages.start_round();
        cache.claims.start_round();
        let mut inference = Inference::new(&models.attribution.network);
        let answers = interviews::answers(article);
        let mut passages = Vec::new();
        for blocks in split(article, quotes) {
            let is_answer = answers.get(blocks.start) == Some(&true);
            let input =
                PassageInput { is_answer, ..PassageInput::new(article, blocks, names, values, credits) };
            let read = || Rc::new(input.read(models, &mut inference, &mut cache.claims));
            let passage = cache.passages.get(|| input.fingerprint(), read);
            passages.push((input.tokens.start, input.span.start, passage));
        }
        Self(passages)
    }

    /// Returns the sentences of the article, in order.
    #[inline(never)]
    pub(crate) fn sentences(&self, scorer: &Scorer) -> Vec<SentenceNote> {
        let voices: Vec<SentenceVoice> =
            self.0.iter().flat_map(|(_, _, passage)| passage.voices.iter().copied()).collect();
        let voices = check_worthiness::voices(&voices, &scorer.voices);
        let placed = |&(_, byte, ref passage): &(usize, u32, Rc<Passage>)| {
            let mut sentences = passage.sentences.clone();
            let spans = sentences.iter_mut().flat_map(SentenceNote::spans);
            spans.for_each(|span| *span = span.shifted(byte));
            sentences
        };
        let placed = self.0.iter().flat_map(placed);
        placed.zip(voices).map(|(note, voice)| SentenceNote { voice, ..note }).collect()
    }

    /// Returns the claims of the article, in order, with unresolved sources.
    pub(crate) fn unresolved(&self) -> impl Iterator<Item = UnresolvedClaim> {
        let mut claims_before = 0;
        self.0.iter().flat_map(move |&(token, byte, ref passage)| {
            let first = claims_before;
            claims_before += passage.unresolved.len();
            passage.unresolved.iter().map(move |unresolved| {
                let UnresolvedClaim { mut claim, source } = unresolved.clone();
                claim.spans().for_each(|span| *span = span.shifted(byte));
                claim.parent = claim.parent.map(|parent| parent + first);
                let placed = |SourceSpan { tokens, description }| SourceSpan {
                    tokens: tokens.start + token..tokens.end + token,
                    description,
                };
                UnresolvedClaim { claim, source: source.map(placed) }
            })
        })
    }
}

/// Splits the blocks of an article into passages.
fn split(article: &Article, quotes: &Quotes) -> Vec<Range<usize>> {
    let mut passages: Vec<Range<usize>> = Vec::new();
    for at in 0..article.blocks.len() {
        match passages.last_mut() {
            Some(last) if continues_passage(article, quotes, at) => last.end = at + 1,
            _ => passages.push(at..at + 1),
        }
    }
    passages
}

/// Whether a block belongs to the passage of the block before it.
fn continues_passage(article: &Article, quotes: &Quotes, block: usize) -> bool {
    let first = article.blocks[block].tokens.start;
    let continues = || quotes.at(first).is_some_and(|q| quotes.quotes[q].continues);
    // "“…”", and under it "— Ruth Adams".
    let back = |n: usize| first.checked_sub(n).map_or("", |i| article.word(i));
    let signed = || {
        let end = if back(1) == "." { back(2) } else { back(1) };
        quotations::is_dash(article.word(first)) && quotations::is_mark(end)
    };
    let under_headline = || article.headline().is_some_and(|headline| headline.end == first);
    // A paragraph that is one quotation goes on with the claim before it.
    let is_quotation = || {
        let signed = || {
            let next = article.blocks.get(block + 1).map(|next| article.word(next.tokens.start));
            next.is_some_and(quotations::is_dash)
        };
        quotes.is_whole(article.blocks[block].tokens.clone()) && !signed()
    };
    continues() || signed() || is_quotation() || block == 1 && under_headline()
}

/// The items that start within `span`. `items` are sorted by start.
fn starting_in<T>(items: &[T], span: Span, span_of: impl Fn(&T) -> Span) -> &[T] {
    let before = |end: u32| items.partition_point(|item| span_of(item).start < end);
    &items[before(span.start)..before(span.end)]
}

/// A passage with the names, values and credit lines in it.
struct PassageInput<'a> {
    article: &'a Article<'a>,
    blocks: Range<usize>,
    tokens: Range<usize>,
    span: Span,
    names: &'a [Name],
    values: &'a [Value],
    credits: &'a [Span],
    /// Whether it is an answer of an interview.
    is_answer: bool,
}

impl<'a> PassageInput<'a> {
    fn new(
        article: &'a Article,
        blocks: Range<usize>,
        names: &'a [Name],
        values: &'a [Value],
        credits: &'a [Span],
    ) -> Self {
        let tokens = article.blocks[blocks.start].tokens.start..article.blocks[blocks.end - 1].tokens.end;
        let span = article.span(tokens.clone());
        let names = starting_in(names, span, |n| n.span);
        let values = starting_in(values, span, |v| v.span);
        let credits = starting_in(credits, span, |&c| c);
        Self { article, blocks, tokens, span, names, values, credits, is_answer: false }
    }

    /// Fingerprint of everything that is read of the passage.
    #[inline(never)]
    fn fingerprint(&self) -> Fingerprint {
        let place_in_article = u64::from(self.blocks.start == 0) | u64::from(self.is_answer) << 1;
        let blocks = self.article.blocks[self.blocks.clone()].iter();
        let mut key = blocks
            .fold(Fingerprint::NEW.with(place_in_article), |key, b| key.with_fingerprint(b.fingerprint));
        let place = |key: Fingerprint, Span { start, end }: Span| {
            key.with(u64::from(start - self.span.start) << 32 | u64::from(end - self.span.start))
        };
        for name in self.names {
            key = place(key, name.span).with(name.kind as u64);
        }
        key = key.with(self.names.len() as u64);
        for value in self.values {
            key = place(key, value.span).with(value.kind as u64);
        }
        self.credits.iter().fold(key.with(self.values.len() as u64), |key, &credit| place(key, credit))
    }

    /// Finds the claims of the passage and assesses its sentences and claims.
    #[inline(never)]
    fn read(&self, models: Models, inference: &mut Inference, cache: &mut attribution::Cache) -> Passage {
        let (token, byte) = (self.tokens.start, self.span.start);
        let article = self.article.part(self.blocks.clone());
        let name = |n: &Name| Name {
            span: n.span.shifted_back(byte),
            tokens: n.tokens.start - token..n.tokens.end - token,
            ..n.clone()
        };
        let names: Vec<Name> = self.names.iter().map(name).collect();
        let value = |v: &Value| Value { span: v.span.shifted_back(byte), ..v.clone() };
        let values: Vec<Value> = self.values.iter().map(value).collect();
        let credits: Vec<Span> = self.credits.iter().map(|c| c.shifted_back(byte)).collect();
        let quotes = quotations::find(&article);
        let mut unresolved = attribution::find_claims(
            &article,
            &names,
            &quotes,
            &credits,
            models.attribution,
            inference,
            cache,
        );
        open_statements::add(&article, &quotes, self.is_answer, &mut unresolved);
        let mut assessor =
            Assessor::new(&article, models.check_worthiness, models.gazetteer, &names, &values);
        let (sentences, voices) = assessor.sentences(&unresolved, &quotes);
        assessor.claims(&mut unresolved);
        Passage { sentences, voices, unresolved }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resources::Resources;

    /// The texts of the passages.
    fn passages(text: &str) -> Vec<String> {
        let article = Article::read(text, &Resources::embedded().unwrap().parser);
        let words = |blocks: Range<usize>| {
            let tokens = article.blocks[blocks.start].tokens.start..article.blocks[blocks.end - 1].tokens.end;
            article.span(tokens).of(text).replace('\n', "|")
        };
        split(&article, &quotations::find(&article)).into_iter().map(words).collect()
    }

    #[test]
    fn quotations_signatures_and_headlines_join_paragraphs() {
        assert_eq!(
            passages(
                "Dam holds\n\nIt rained.\n\n“We waited,” she said. “It was late.\n\n“Then it came.”\n\nIt was dark."
            ),
            [
                "Dam holds||It rained.",
                "“We waited,” she said. “It was late.||“Then it came.”",
                "It was dark."
            ],
        );
        assert_eq!(
            passages(
                "It rained.\n\n“The dam should have been rebuilt.”\n\n— Ruth Adams\n\n- a list\n\n- of two"
            ),
            ["It rained.", "“The dam should have been rebuilt.”||— Ruth Adams", "- a list", "- of two"],
        );
        assert_eq!(passages(" \n \n"), Vec::<String>::new());
    }

    #[test]
    fn claims_of_a_passage_do_not_depend_on_other_passages() {
        let passage = "The mayor, Ana Ruiz, denied on Friday that the bridge 🌉 would close in May.";
        let resources = Resources::embedded().unwrap();
        let read = |text: &str| crate::pipeline::annotate(text, &resources, &crate::Options::default());
        let words = |text: &str| -> Vec<(String, String, f32)> {
            let claims = read(text).claims;
            let of = |span: Span| span.of(text).to_owned();
            claims.iter().map(|c| (of(c.span), of(c.content[0]), c.check_worthiness)).collect()
        };
        let alone = words(passage);
        assert_eq!(alone.len(), 1);
        for around in ["It rained.\n\n{}\n\nIt was dark.", "É 🌧\n\n{}", "{}\n\nSo it was."] {
            assert_eq!(words(&around.replace("{}", passage)), alone, "{around}");
        }
    }
}
