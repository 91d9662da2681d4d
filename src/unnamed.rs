//! People and groups without a name: "a neighbour", "two officials", "the suspect".
//!
//! Whoever speaks without a name is listed, a document too, and whoever a pronoun means. Their mentions are the
//! phrases with the same noun ("a nurse … the nurse") and the pronouns that refer to them. If the article says
//! who it is ("the man was later named as Ted Cole"), the referent points to that entity. Never joins a
//! referent with an entity.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::article::Article;
use crate::attribution::anonymity;
use crate::coref::pronouns::UnnamedPronoun;
use crate::document::{Claim, Entity, EntityKind, Mention, MentionKind, UnnamedReferent};
use crate::lexicon::Flag;
use crate::parser::relation::Relation;
use crate::pos::Pos;
use crate::syntax::{lemma, tree};
use crate::text::{Span, normalize};

/// Maximum distance of a pronoun that speaks from the unnamed source before, in sentences.
const PRONOUN_SENTENCES: usize = 2;
/// Maximum number of tokens before a noun that belong to its phrase.
const WORDS_BEFORE: usize = 6;
/// Maximum number of tokens behind a noun that belong to its phrase.
const WORDS_BEHIND: usize = 8;
/// Maximum number of tokens between "named" and "as", and between "as" and the name.
const IDENTIFIED_REACH: usize = 6;

/// Number of referents with the same noun that a definite phrase is compared with, latest first.
const NEAREST: usize = 8;

/// Somebody without a name, while mentions are collected.
struct Referent {
    /// The head of each mention with its confidence and reason, in order.
    mentions: Vec<(usize, f32, &'static str)>,
    /// The words of the phrases, by their numbers.
    words: FxHashSet<u32>,
    /// Whether it speaks or a pronoun means it.
    matters: bool,
}

/// Lists the people and groups without a name, in order of first mention, and notes in each source the one that
/// it refers to. `pronouns` are those that mean somebody without a name, in order.
#[inline(never)]
pub(crate) fn find(
    article: &Article,
    entities: &[Entity],
    pronouns: &[UnnamedPronoun],
    claims: &mut [Claim],
) -> Vec<UnnamedReferent> {
    let mut finder = Finder::new(article, entities);
    let sources = finder.heads_of_sources(claims);
    let mut before: FxHashMap<usize, usize> = pronouns
        .iter()
        .filter_map(|pronoun| Some((pronoun.token, mention_before(article, pronoun)?)))
        .collect();
    finder.add_subjects(claims, &mut before);
    let nouns = sources.iter().flatten().chain(before.values()).copied();
    let wanted: FxHashSet<usize> = nouns.filter(|&head| finder.is_unnamed_noun(head)).collect();
    finder.collect(&wanted, &before);
    let referent_of = finder.sources(claims, &sources);
    let mut kept = vec![None; finder.referents.len()];
    let mut found = Vec::new();
    for (number, referent) in finder.referents.iter().enumerate().filter(|(_, r)| r.matters) {
        kept[number] = Some(found.len());
        found.push(finder.describe(referent));
    }
    for (claim, referent) in claims.iter_mut().zip(referent_of) {
        if let Some(source) = &mut claim.source {
            source.unnamed = referent.and_then(|number| kept.get(number).copied().flatten());
        }
    }
    found
}

/// The token that a pronoun refers back to.
fn mention_before(article: &Article, pronoun: &UnnamedPronoun) -> Option<usize> {
    let sentence = article.sentences.get(pronoun.sentence)?;
    Some(sentence.tokens.start + pronoun.place).filter(|token| sentence.tokens.contains(token))
}

/// Collects the mentions of an article.
struct Finder<'a> {
    article: &'a Article<'a>,
    /// All mentions of entities with the entity, in order of place.
    named: Vec<(Span, usize)>,
    /// The entity whose mention each token is in; of nested mentions the inner one.
    entity_at: Vec<Option<usize>>,
    /// The kinds of the entities.
    kinds: Vec<EntityKind>,
    referents: Vec<Referent>,
    /// The referent of each head and pronoun.
    referent_at: FxHashMap<usize, usize>,
}

impl<'a> Finder<'a> {
    fn new(article: &'a Article<'a>, entities: &[Entity]) -> Self {
        let mentions = entities.iter().enumerate();
        let mut named: Vec<(Span, usize)> =
            mentions.flat_map(|(at, e)| e.mentions.iter().map(move |m| (m.span, at))).collect();
        named.sort_by_key(|(span, _)| (span.start, span.end));
        let kinds = entities.iter().map(|e| e.kind).collect();
        let mut entity_at = vec![None; article.tokens.len()];
        for &(span, entity) in &named {
            let tokens = entity_at.get_mut(article.tokens_in(span));
            tokens.into_iter().flatten().for_each(|slot| *slot = Some(entity));
        }
        let referent_at = FxHashMap::default();
        Self { article, named, entity_at, kinds, referents: Vec::new(), referent_at }
    }

    /// The entity of the mention that a token is in.
    fn entity_at(&self, token: usize) -> Option<usize> {
        self.entity_at.get(token).copied().flatten()
    }

    /// Whether a token is a noun for somebody who can speak and no part of a mention of an entity.
    fn is_unnamed_noun(&self, token: usize) -> bool {
        self.article.tag(token) == Pos::Noun
            && self.entity_at(token).is_none()
            && anonymity::can_speak(&self.article.word(token).to_lowercase())
    }

    /// Adds the pronouns that speak for an unnamed subject: "A nurse gave evidence. |She| said".
    fn add_subjects(&self, claims: &[Claim], before: &mut FxHashMap<usize, usize>) {
        let article = self.article;
        for source in claims.iter().filter_map(|claim| claim.source.as_ref()) {
            let tokens = article.tokens_in(source.span);
            let token = tokens.start;
            let pronoun = tokens.len() == 1 && article.tag(token) == Pos::Pron;
            if !pronoun || !source.anonymous || before.contains_key(&token) {
                continue;
            }
            let here = article.sentence_of(token);
            let subject = |sentence: usize| {
                let all = article.sentences.get(sentence)?.tokens.clone();
                let verb = all.clone().find(|&i| article.tag(i).is_finite()).filter(|&verb| verb < token)?;
                anonymity::head_noun(article, all.start..verb).filter(|&head| self.is_unnamed_noun(head))
            };
            let found = subject(here).or_else(|| here.checked_sub(1).and_then(subject));
            if let Some(head) = found {
                before.insert(token, head);
            }
        }
    }

    /// Whether a person is named behind a noun in a span: "the |commander| Ted Cole", but not "a |spokesman| for
    /// Ted Cole".
    fn has_name_behind(&self, noun: usize, span: Span) -> bool {
        let article = self.article;
        let from = self.named.partition_point(|(mention, _)| mention.start < span.start);
        let inside = self.named.iter().skip(from).take_while(|(mention, _)| mention.start < span.end);
        inside.filter(|(_, entity)| self.kinds.get(*entity) == Some(&EntityKind::Person)).any(
            |(mention, _)| {
                let first = article.tokens.partition_point(|t| t.span.end <= mention.start);
                first > noun && !matches!(article.tag(first - 1), Pos::Adp | Pos::Cconj | Pos::VerbIng)
            },
        )
    }

    /// The head of each source that names nobody.
    fn heads_of_sources(&self, claims: &[Claim]) -> Vec<Option<usize>> {
        let head = |claim: &Claim| {
            let source = claim.source.as_ref().filter(|source| source.entities.is_empty())?;
            let tokens = self.article.tokens_in(source.span);
            let relative = self.article.has_lower(tokens.start, Flag::WhoOrWhich);
            if relative && tokens.len() == 1 {
                return tree::described(self.article, tokens.start);
            }
            let head = anonymity::head_noun(self.article, tokens)?;
            (!self.has_name_behind(head, source.span)).then_some(head)
        };
        claims.iter().map(head).collect()
    }

    /// Reads the article once: phrases with the nouns of the `wanted` heads, and the pronouns with the mention
    /// `before` each.
    fn collect(&mut self, wanted: &FxHashSet<usize>, before: &FxHashMap<usize, usize>) {
        let article = self.article;
        let number = |token: usize| article.words.get(token).map_or(u32::MAX, |word| word.low_number);
        let nouns: FxHashSet<u32> = wanted.iter().map(|&head| number(head)).collect();
        let mut latest: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
        if wanted.is_empty() {
            return;
        }
        for token in 0..article.tokens.len() {
            if let Some(&antecedent) = before.get(&token) {
                if let Some(&referent) = self.referent_at.get(&antecedent)
                    && self.entity_at(token).is_none()
                {
                    self.referents[referent].matters = true;
                    self.add(referent, token, 0.6, "refers back to this person");
                }
                continue;
            }
            let is_wanted = wanted.contains(&token);
            // "The suspect Ted Cole" has a name.
            let has_name = || self.entity_at(token + 1).is_some();
            let is_noun = nouns.contains(&number(token)) && self.is_unnamed_noun(token);
            if !is_noun || !is_wanted && has_name() {
                continue;
            }
            let start = self.phrase_start(token);
            let words: FxHashSet<u32> =
                (start..token + 1).filter(|&i| article.tag(i) != Pos::Det).map(number).collect();
            let same_noun = latest.entry(number(token)).or_default();
            let definite = article.has_lower(start, Flag::DefiniteDeterminer);
            // "Officials said … officials added"; but a second "a nurse" or "two officials" is somebody else.
            let new = (start..token).any(|i| article.tag(i) == Pos::Num)
                || (article.has_lower(start, Flag::Article) && !definite)
                || article.word(start).eq_ignore_ascii_case("another");
            let same = |referent: &&usize| match &self.referents[**referent].words {
                known if definite => words.is_subset(known),
                known => !new && words == *known,
            };
            let known = same_noun.iter().rev().take(NEAREST).find(same).copied();
            let referent = known.unwrap_or_else(|| {
                self.referents.push(Referent {
                    mentions: Vec::new(),
                    words: FxHashSet::default(),
                    matters: false,
                });
                same_noun.push(self.referents.len() - 1);
                self.referents.len() - 1
            });
            self.referents[referent].words.extend(words);
            let (score, why) = match known {
                Some(_) => (0.7, "the same noun"),
                None => (0.9, "the first mention"),
            };
            self.add(referent, token, score, why);
        }
    }

    fn add(&mut self, referent: usize, token: usize, score: f32, why: &'static str) {
        self.referents[referent].mentions.push((token, score, why));
        self.referent_at.insert(token, referent);
    }

    /// Returns the referent of the source of each claim, and marks those who speak.
    fn sources(&mut self, claims: &[Claim], heads: &[Option<usize>]) -> Vec<Option<usize>> {
        let mut last: Option<(usize, usize)> = None;
        let mut found = Vec::new();
        for (claim, head) in claims.iter().zip(heads) {
            let referent = head.and_then(|head| {
                let known = self.referent_at.get(&head).copied();
                // "He said" behind an unnamed source.
                let anonymous = claim.source.as_ref().is_some_and(|source| source.anonymous);
                let refers_back = anonymous && self.article.tag(head) == Pos::Pron;
                let near = |&(_, at): &(usize, usize)| {
                    at < head
                        && self.article.sentence_of(at) + PRONOUN_SENTENCES >= self.article.sentence_of(head)
                };
                known.or_else(|| last.filter(near).filter(|_| refers_back).map(|(referent, _)| referent))
            });
            if let Some((referent, &head)) = referent.zip(head.as_ref()) {
                self.referents[referent].matters = true;
                last = Some((referent, head));
            } else if claim.source.as_ref().is_some_and(|source| source.entity.is_some()) {
                last = None;
            }
            found.push(referent);
        }
        found
    }

    /// First token of the phrase before its head.
    fn phrase_start(&self, head: usize) -> usize {
        let article = self.article;
        let low = article.sentences.get(article.sentence_of(head)).map_or(head, |s| s.tokens.start);
        let low = low.max(head.saturating_sub(WORDS_BEFORE));
        let mut start = head;
        while start > low {
            let opens =
                article.tag(start) == Pos::Det || article.has_lower(start, Flag::PossessiveDeterminer);
            let inside = |i: usize| {
                article.tag(i).is_nominal()
                    || article.has_lower(i, Flag::PossessiveDeterminer)
                    || article.has(i, Flag::PossessiveMarker)
            };
            if opens && !article.has(start - 1, Flag::PossessiveMarker) || !inside(start - 1) {
                break;
            }
            start -= 1;
        }
        start
    }

    /// The phrase of a head, without clauses and asides.
    fn phrase(&self, head: usize) -> Range<usize> {
        let article = self.article;
        let whole = tree::phrase(article, head);
        let ends = |&i: &usize| {
            article.tag(i) == Pos::Punct && article.word(i) != "-"
                || article.tag(i).is_verb()
                || matches!(article.tag(i), Pos::Aux | Pos::Pron | Pos::Sconj | Pos::Cconj)
        };
        let limit = whole.end.min(head + 1 + WORDS_BEHIND);
        let end = (head + 1..limit).find(ends).unwrap_or(limit.max(head + 1));
        // Not "a man in".
        let end =
            (head + 1..end).rev().find(|&i| article.tag(i) != Pos::Adp).map_or(head + 1, |last| last + 1);
        self.phrase_start(head)..end
    }

    fn describe(&self, referent: &Referent) -> UnnamedReferent {
        let article = self.article;
        let mention = |&(token, score, why): &(usize, f32, &'static str)| {
            let pronoun = article.tag(token) != Pos::Noun;
            let tokens = if pronoun { token..token + 1 } else { self.phrase(token) };
            let kind = if pronoun { MentionKind::Pronoun } else { MentionKind::Role };
            Mention { span: article.span(tokens), kind, score, why, stands_for: None }
        };
        let mut mentions: Vec<Mention> = referent.mentions.iter().map(mention).collect();
        // Of two phrases that overlap the first one stays.
        mentions.dedup_by(|next, last| next.span.start < last.span.end);
        let label = mentions.first().map_or("", |first| first.span.of(article.text));
        let named = referent.mentions.iter().find_map(|&(token, ..)| self.identified(token));
        UnnamedReferent { label: normalize::collapse_whitespace(label), mentions, named }
    }

    /// The person whom the article identifies a mention as: "the man was later named as |Ted Cole|", "police
    /// identified the victim as |Ida Brook|".
    fn identified(&self, mention: usize) -> Option<usize> {
        let article = self.article;
        let names = |&verb: &usize| {
            article.tag(verb).is_verb() && matches!(&*lemma::at(article, verb), "name" | "identify")
        };
        let above = article.head(mention).filter(|_| {
            matches!(
                article.relation(mention),
                Relation::PassiveSubject | Relation::Object | Relation::Subject
            )
        });
        let participle = || tree::dependent(article, mention, &[Relation::AdnominalClause]);
        let verb = above.filter(names).or_else(|| participle().filter(names))?;
        let end = article.sentences.get(article.sentence_of(verb))?.tokens.end;
        let marker = (verb + 1..end.min(verb + 1 + IDENTIFIED_REACH)).find(|&i| article.word(i) == "as")?;
        let behind = marker + 1..end.min(marker + 1 + IDENTIFIED_REACH);
        let entity = behind.take_while(|&i| article.tag(i) != Pos::Punct).find_map(|i| self.entity_at(i))?;
        (self.kinds.get(entity) == Some(&EntityKind::Person)).then_some(entity)
    }
}

#[cfg(test)]
mod tests {
    use crate::Annotator;
    use crate::document::Document;
    use crate::pipeline::Options;

    fn read(text: &str) -> Document {
        Annotator::embedded().unwrap().annotate(text, &Options::default())
    }

    /// Each referent as "label: mention, mention = name".
    fn shown(text: &str) -> Vec<String> {
        let document = read(text);
        let referents = document.unnamed.iter().map(|referent| {
            let mentions: Vec<_> = referent.mentions.iter().map(|m| m.span.of(text)).collect();
            let named = referent.named.map(|entity| format!(" = {}", document.entities[entity].name));
            format!("{}: {}{}", referent.label, mentions.join(", "), named.unwrap_or_default())
        });
        referents.collect()
    }

    #[test]
    fn whoever_speaks_without_a_name_is_listed_with_later_mentions() {
        for (text, expected) in [
            (
                "A nurse said the ward was full. The nurse added that she had gone home.",
                &["A nurse: A nurse, The nurse, she"][..],
            ),
            (
                "Two officials said the bridge was safe. Two officials from the port said it was not.",
                &["Two officials: Two officials", "Two officials from the port: Two officials from the port"],
            ),
            (
                "Officials said the bridge was safe. Officials also said it would open on Friday.",
                &["Officials: Officials, Officials"],
            ),
            ("Ruth Adams said the bridge was safe. She left.", &[]),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn referent_points_to_the_person_that_the_article_names_later() {
        for text in [
            "A man said he was sorry. The man was later named as Ted Cole, 34.",
            "A man said he was sorry. Police identified the man as Ted Cole on Friday.",
        ] {
            let found = shown(text);
            assert!(found.iter().any(|line| line.ends_with(" = Ted Cole")), "{found:?}");
        }
    }

    #[test]
    fn sources_refer_to_the_referent() {
        let document = read("A nurse gave evidence. She said the ward was full. Ruth Adams said it was not.");
        let sources: Vec<_> =
            document.claims.iter().map(|claim| claim.source.as_ref().and_then(|s| s.unnamed)).collect();
        assert_eq!(sources, [Some(0), None]);
    }
}
