//! Reads an article passage by passage: what is claimed in each, and how much its sentences pay to check.
//!
//! A passage is a paragraph, with those that a quotation runs on into, the line that signs it, and after a headline the
//! first one. It is read as an [article of its own](Article::part), so that after an edit the others are as they were.
//! Who the sources are is told later, over the whole article. Nothing here looks at entities.

use std::ops::Range;
use std::rc::Rc;

use crate::article::Article;
use crate::attribution::network::Reading;
use crate::attribution::{self, SourceSpan, UnresolvedClaim};
use crate::check_worthiness::{Assessor, Scorer};
use crate::document::{SentenceNote, Value};
use crate::incremental::{Fingerprint, StageCache};
use crate::recognizer::Name;
use crate::recognizer::gazetteer::Gazetteer;
use crate::syntax::quotations::{self, Quotes};
use crate::text::Span;

/// The passages of an article, in order, each with its first token and byte.
pub(crate) struct Passages(Vec<(usize, u32, Rc<Passage>)>);

/// What was read of a passage, with places counted from its first token.
struct Passage {
    sentences: Vec<SentenceNote>,
    unresolved: Vec<UnresolvedClaim>,
}

/// The models that read a passage.
#[derive(Clone, Copy)]
pub(crate) struct Models<'m> {
    /// Those that find attributions.
    pub attribution: &'m attribution::candidates::Models<'m>,
    /// The one of check-worthiness.
    pub check_worthiness: &'m Scorer<'m>,
    /// Word clusters and lists of names.
    pub gazetteer: &'m Gazetteer<'m>,
}

/// The passages that the last reading has read.
#[derive(Default)]
pub(crate) struct Cache {
    passages: StageCache<Rc<Passage>>,
    claims: attribution::Cache,
}

impl Cache {
    /// Keeps from now on.
    pub(crate) fn enable(&mut self) {
        self.passages.enable();
        self.claims.enable();
    }
}

impl Passages {
    /// Reads an article whose names, values and lines of credit are known.
    #[inline(never)]
    pub(crate) fn read(
        article: &Article,
        names: &[Name],
        values: &[Value],
        credits: &[Span],
        models: Models,
        cache: &mut Cache,
    ) -> Self {
        cache.passages.start_round();
        cache.claims.start_round();
        let mut reading = Reading::new(&models.attribution.network);
        let mut passages = Vec::new();
        for blocks in split(article, &quotations::find(article)) {
            let around = Around::new(article, blocks, names, values, credits);
            let read = || Rc::new(around.read(models, &mut reading, &mut cache.claims));
            let passage = cache.passages.get(|| around.fingerprint(), read);
            passages.push((around.tokens.start, around.span.start, passage));
        }
        Self(passages)
    }

    /// The sentences of the article, in order.
    pub(crate) fn sentences(&self) -> Vec<SentenceNote> {
        let placed = |&(_, byte, ref passage): &(usize, u32, Rc<Passage>)| {
            let mut sentences = passage.sentences.clone();
            let spans = sentences.iter_mut().flat_map(SentenceNote::spans);
            spans.for_each(|span| *span = span.shifted(byte));
            sentences
        };
        self.0.iter().flat_map(placed).collect()
    }

    /// The claims of the article, in order, without sources.
    pub(crate) fn unresolved(&self) -> impl Iterator<Item = UnresolvedClaim> {
        let mut before = 0;
        self.0.iter().flat_map(move |&(token, byte, ref passage)| {
            let first = before;
            before += passage.unresolved.len();
            passage.unresolved.iter().map(move |draft| {
                let UnresolvedClaim { mut claim, source } = draft.clone();
                claim.spans().for_each(|span| *span = span.shifted(byte));
                claim.parent = claim.parent.map(|parent| parent + first);
                let placed = |SourceSpan { tokens, unnamed }| SourceSpan {
                    tokens: tokens.start + token..tokens.end + token,
                    unnamed,
                };
                UnresolvedClaim { claim, source: source.map(placed) }
            })
        })
    }
}

/// The blocks of each passage, in order.
fn split(article: &Article, quotes: &Quotes) -> Vec<Range<usize>> {
    let mut passages: Vec<Range<usize>> = Vec::new();
    for at in 0..article.blocks.len() {
        match passages.last_mut() {
            Some(last) if goes_on(article, quotes, at) => last.end = at + 1,
            _ => passages.push(at..at + 1),
        }
    }
    passages
}

/// Whether a block goes on with the passage of the one before it.
fn goes_on(article: &Article, quotes: &Quotes, block: usize) -> bool {
    let first = article.blocks[block].tokens.start;
    let continues = || quotes.at(first).is_some_and(|q| quotes.quotes[q].continues);
    // "“…”", and under it "— Ruth Adams".
    let back = |n: usize| first.checked_sub(n).map_or("", |i| article.word(i));
    let signed = || {
        let end = if back(1) == "." { back(2) } else { back(1) };
        quotations::is_dash(article.word(first)) && quotations::is_mark(end)
    };
    let under_headline = || article.headline().is_some_and(|headline| headline.end == first);
    continues() || signed() || block == 1 && under_headline()
}

/// Those of some items, which are in order, that begin in a stretch of the text.
fn inside<T>(items: &[T], span: Span, place: impl Fn(&T) -> Span) -> &[T] {
    let before = |end: u32| items.partition_point(|item| place(item).start < end);
    &items[before(span.start)..before(span.end)]
}

/// A passage and what is known of it.
struct Around<'a> {
    article: &'a Article<'a>,
    blocks: Range<usize>,
    tokens: Range<usize>,
    span: Span,
    names: &'a [Name],
    values: &'a [Value],
    credits: &'a [Span],
}

impl<'a> Around<'a> {
    fn new(
        article: &'a Article,
        blocks: Range<usize>,
        names: &'a [Name],
        values: &'a [Value],
        credits: &'a [Span],
    ) -> Self {
        let tokens = article.blocks[blocks.start].tokens.start..article.blocks[blocks.end - 1].tokens.end;
        let span = article.span(tokens.clone());
        let (names, values) = (inside(names, span, |n| n.span), inside(values, span, |v| v.span));
        Self { article, blocks, tokens, span, names, values, credits: inside(credits, span, |&c| c) }
    }

    /// A key of all that is read of the passage.
    #[inline(never)]
    fn fingerprint(&self) -> Fingerprint {
        let begins = self.blocks.start == 0;
        let blocks = self.article.blocks[self.blocks.clone()].iter();
        let mut key = blocks
            .fold(Fingerprint::NEW.with(u64::from(begins)), |key, b| key.with_fingerprint(b.fingerprint));
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

    #[inline(never)]
    fn read(&self, models: Models, reading: &mut Reading, cache: &mut attribution::Cache) -> Passage {
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
        let mut unresolved =
            attribution::draft(&article, &names, &quotes, &credits, models.attribution, reading, cache);
        let mut assessor =
            Assessor::new(&article, models.check_worthiness, models.gazetteer, &names, &values);
        let sentences = assessor.sentences(&unresolved, &quotes);
        assessor.claims(&mut unresolved);
        Passage { sentences, unresolved }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resources::Resources;

    /// The passages of a text, each by its words.
    fn passages(text: &str) -> Vec<String> {
        let article = Article::read(text, &Resources::embedded().unwrap().pos);
        let words = |blocks: Range<usize>| {
            let tokens = article.blocks[blocks.start].tokens.start..article.blocks[blocks.end - 1].tokens.end;
            article.span(tokens).of(text).replace('\n', "|")
        };
        split(&article, &quotations::find(&article)).into_iter().map(words).collect()
    }

    #[test]
    fn paragraphs_that_belong_together_are_one_passage() {
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
    fn a_passage_is_read_alike_wherever_it_stands() {
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
