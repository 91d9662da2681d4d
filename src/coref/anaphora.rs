//! Resolves anaphora block by block: nominal mentions ([`nominals`]) first, then pronouns ([`pronouns`]).
//!
//! The result for a block depends on its own words and names, on those of the preceding block, on the roles
//! and organisations of the whole article, and on who was mentioned last. Where none of these changed, the
//! cached result is used.
//!
//! Never creates, splits or merges entities.

use std::cell::{Cell, OnceCell};
use std::ops::Range;
use std::rc::Rc;

use crate::article;
use crate::coref::nominals::{self, NominalMention};
use crate::coref::pronouns::{self, AnaphoraContext, Pronouns, ResolvedPronoun, UnnamedPronoun};
use crate::coref::type_nouns;
use crate::incremental::{Fingerprint, StageCache};
use crate::lexicon::Gender;
use crate::roles::{self, StatedRole};

/// Cached results of the previous run.
#[derive(Default)]
pub(crate) struct Cache {
    organizations: StageCache<Rc<type_nouns::OrganizationProfile>>,
    genders: StageCache<Option<Gender>>,
    blocks: StageCache<Rc<ResolvedBlock>>,
}

impl Cache {
    /// Turns caching on.
    pub(crate) fn enable(&mut self) {
        self.organizations.enable();
        self.genders.enable();
        self.blocks.enable();
    }
}

/// Discourse state: who was mentioned most recently.
#[derive(Clone, Default)]
struct DiscourseState {
    organizations: nominals::RecentOrganizations,
    pronouns: pronouns::PronounState,
}

impl DiscourseState {
    /// Extends `key` with everything that a block starting at this sentence reads of the state.
    fn fingerprint(&self, key: Fingerprint, sentence: usize, gender: &[Cell<Option<Gender>>]) -> Fingerprint {
        self.pronouns.fingerprint(self.organizations.fingerprint(key, sentence), sentence, gender)
    }

    /// The same state with all positions moved by a number of sentences and tokens (wrapping, so negative
    /// offsets work).
    fn shifted(&self, (sentences, tokens): (usize, usize)) -> Self {
        let mut shifted = self.clone();
        shifted.organizations.shift(sentences);
        shifted.pronouns.shift(sentences, tokens);
        shifted
    }
}

/// The anaphora of one block.
struct ResolvedBlock {
    /// The first sentence and token of the block when it was resolved.
    origin: (usize, usize),
    nominals: Vec<NominalMention>,
    pronouns: Pronouns,
    /// Entities whose gender a pronoun of this block reveals.
    genders: Vec<(usize, Gender)>,
    state_after: DiscourseState,
    /// Of the nominal mentions and of the pronouns for entities.
    fingerprint: Fingerprint,
}

/// The preceding block.
struct PrecedingBlock<'a> {
    block: &'a article::Block,
    resolved: Rc<ResolvedBlock>,
    /// Offset from its origin to its current position, in sentences and tokens.
    offset: (usize, usize),
    /// The index of its first nominal mention.
    first_nominal: usize,
}

/// Returns the nominal mentions and the pronouns of the article, each in order.
#[inline(never)]
pub(crate) fn resolve(
    context: &AnaphoraContext,
    roles: &[(usize, StatedRole)],
    name_starts: &[Vec<usize>],
    cache: &mut Cache,
) -> (Vec<NominalMention>, Pronouns) {
    let &AnaphoraContext { view, entities, entity_of, .. } = context;
    let article = view.article;
    let resolver =
        nominals::NominalResolver::new(view, entities, roles, name_starts, &mut cache.organizations);
    let gender = pronouns::known_genders(view, entities, entity_of, &mut cache.genders);
    let gender: Vec<Cell<Option<Gender>>> = gender.into_iter().map(Cell::new).collect();
    let of_article = OnceCell::new();
    let (mut nominals, mut found) = (Vec::new(), Pronouns::default());
    let mut preceding: Option<PrecedingBlock> = None;
    cache.blocks.start_round();
    for block in &article.blocks {
        let tokens = block.tokens.clone();
        let sentences = block.sentences.clone();
        let key = || {
            // A headline rule reads the token after the block.
            let next_token = article.fingerprint(tokens.end..tokens.end + 1);
            let of_article: &Fingerprint = of_article.get_or_init(|| resolver.fingerprint(entities, roles));
            let of_article = of_article.with(sentences.start.min(nominals::LEAD_SENTENCES) as u64);
            let key = with_block(context, &gender, block, of_article.with_fingerprint(next_token));
            let Some(preceding) = &preceding else { return key };
            let key = with_block(context, &gender, preceding.block, key)
                .with_fingerprint(preceding.resolved.fingerprint);
            let first = sentences.start.wrapping_sub(preceding.offset.0);
            preceding.resolved.state_after.fingerprint(key, first, &gender)
        };
        let make = || {
            let state = preceding
                .as_ref()
                .map_or_else(DiscourseState::default, |p| p.resolved.state_after.shifted(p.offset));
            let preceding_nominals = &nominals[preceding.as_ref().map_or(0, |p| p.first_nominal)..];
            Rc::new(resolve_block(
                context,
                &resolver,
                &tokens,
                &sentences,
                preceding_nominals,
                &gender,
                state,
            ))
        };
        let here = cache.blocks.get(key, make);
        let offset = (sentences.start.wrapping_sub(here.origin.0), tokens.start.wrapping_sub(here.origin.1));
        let moved = |token: usize| token.wrapping_add(offset.1);
        let first_nominal = nominals.len();
        nominals.extend(here.nominals.iter().map(|mention| NominalMention {
            tokens: moved(mention.tokens.start)..moved(mention.tokens.end),
            ..*mention
        }));
        let Pronouns { resolved, unnamed, roles } = &here.pronouns;
        found
            .roles
            .extend(roles.iter().map(|(entity, tokens)| (*entity, moved(tokens.start)..moved(tokens.end))));
        found.resolved.extend(
            resolved.iter().map(|pronoun| ResolvedPronoun { token: moved(pronoun.token), ..*pronoun }),
        );
        found.unnamed.extend(unnamed.iter().map(|pronoun| UnnamedPronoun {
            token: moved(pronoun.token),
            sentence: pronoun.sentence.wrapping_add(offset.0),
            ..*pronoun
        }));
        for &(entity, revealed) in &here.genders {
            gender[entity].set(gender[entity].get().or(Some(revealed)));
        }
        preceding = Some(PrecedingBlock { block, resolved: here, offset, first_nominal });
    }
    (nominals, found)
}

/// Extends `key` with the words and names of a block.
fn with_block(
    context: &AnaphoraContext,
    gender: &[Cell<Option<Gender>>],
    block: &article::Block,
    key: Fingerprint,
) -> Fingerprint {
    let (names, tokens) = (context.view.names, &block.tokens);
    let from = names.partition_point(|n| n.tokens.start < tokens.start);
    let names = names[from..].iter().zip(&context.entity_of[from..]);
    let here = names.take_while(|(n, _)| n.tokens.start < tokens.end);
    here.fold(key.with_fingerprint(block.fingerprint), |key, (name, &entity)| {
        let start = (name.tokens.start - tokens.start) as u64;
        let kind = context.entities[entity].kind as u64;
        let gender = gender[entity].get().map_or(0, |g| g as u64 + 1);
        let packed = start << 32 | (name.tokens.len() as u64) << 16 | (name.kind as u64) << 8 | kind;
        key.with(packed).with((entity as u64) << 8 | gender)
    })
}

/// Resolves one block. `preceding` holds the nominal mentions of the preceding block, `state` is the
/// discourse state at its end.
#[inline(never)]
fn resolve_block(
    context: &AnaphoraContext,
    resolver: &nominals::NominalResolver,
    tokens: &Range<usize>,
    sentences: &Range<usize>,
    preceding: &[NominalMention],
    gender: &[Cell<Option<Gender>>],
    mut state: DiscourseState,
) -> ResolvedBlock {
    let mut nominals = preceding.to_vec();
    let mut found = resolver.resolve(tokens.clone(), &mut state.organizations);
    // A phrase that overlaps a name of the same entity is not a second mention.
    found.retain(|mention| !overlaps_name_of(context, mention.tokens.clone(), mention.entity));
    nominals.append(&mut found);
    let mut genders = Vec::new();
    let knowledge = pronouns::GenderKnowledge { gender, revealed: &mut genders };
    let mut pronouns = pronouns::resolve(
        context,
        sentences.clone(),
        &nominals,
        preceding.len(),
        knowledge,
        &mut state.pronouns,
    );
    let resolved = &mut pronouns.resolved;
    resolved.retain(|pronoun| !overlaps_name_of(context, pronoun.token..pronoun.token + 1, pronoun.entity));
    pronouns.roles = resolved
        .iter()
        .flat_map(|pronoun| {
            roles::of_pronoun(context.view, pronoun.token).into_iter().map(|role| (pronoun.entity, role))
        })
        .collect();
    let nominals = nominals.split_off(preceding.len());
    let with_mention = |key: Fingerprint, entity: usize, of: Range<usize>| {
        let start = of.start.wrapping_sub(tokens.start) as u64;
        key.with((entity as u64) << 32 | start).with(of.len() as u64)
    };
    let key = nominals.iter().fold(Fingerprint::NEW, |key, m| with_mention(key, m.entity, m.tokens.clone()));
    let key = resolved.iter().fold(key, |key, r| with_mention(key, r.entity, r.token..r.token + 1));
    ResolvedBlock {
        origin: (sentences.start, tokens.start),
        nominals,
        pronouns,
        genders,
        state_after: state,
        fingerprint: key,
    }
}

/// Whether these tokens overlap a name of the entity.
fn overlaps_name_of(context: &AnaphoraContext, tokens: Range<usize>, entity: usize) -> bool {
    let names = context.view.names;
    let from = names.partition_point(|n| n.tokens.end <= tokens.start);
    let to = names.partition_point(|n| n.tokens.start < tokens.end);
    context.entity_of[from..to.max(from)].contains(&entity)
}
