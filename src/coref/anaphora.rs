//! Who is referred to otherwise than by name, block by block: roles taken up again ([`again`]), then pronouns ([`pronouns`]).
//!
//! What a block says depends on its own words and names, on those of the block before, on the roles and organisations
//! of the whole article, and on who was spoken of last; where all that is as it was, so is what the block says.

use std::cell::{Cell, OnceCell};
use std::ops::Range;
use std::rc::Rc;

use crate::article;
use crate::coref::nominals::{self, Again};
use crate::coref::pronouns::{self, Resolved, Scene};
use crate::coref::type_nouns;
use crate::incremental::{Fingerprint, StageCache};
use crate::lexicon::Gender;
use crate::roles;

/// What was made of the last reading.
#[derive(Default)]
pub(crate) struct Cache {
    bodies: StageCache<Rc<type_nouns::Known>>,
    genders: StageCache<Option<Gender>>,
    blocks: StageCache<Rc<Block>>,
}

impl Cache {
    /// Keeps from now on.
    pub(crate) fn enable(&mut self) {
        self.bodies.enable();
        self.genders.enable();
        self.blocks.enable();
    }
}

/// Who was spoken of last.
#[derive(Clone, Default)]
struct State {
    recent: nominals::Recent,
    pronouns: pronouns::State,
}

impl State {
    /// With all that a block reads of it whose first sentence this is.
    fn fingerprint(&self, key: Fingerprint, sentence: usize, gender: &[Cell<Option<Gender>>]) -> Fingerprint {
        self.pronouns.fingerprint(self.recent.fingerprint(key, sentence), sentence, gender)
    }

    /// The same where everything stands so many sentences and tokens further on, or back beyond zero.
    fn moved(&self, (sentences, tokens): (usize, usize)) -> Self {
        let mut moved = self.clone();
        moved.recent.move_on(sentences);
        moved.pronouns.move_on(sentences, tokens);
        moved
    }
}

/// What was read of a block.
struct Block {
    /// The first sentence and token when it was read.
    first: (usize, usize),
    again: Vec<Again>,
    pronouns: Vec<Resolved>,
    /// Whose gender a pronoun shows.
    genders: Vec<(usize, Gender)>,
    after: State,
    /// Of the phrases and pronouns.
    key: Fingerprint,
}

/// A block, as the one behind it sees it.
struct Before<'a> {
    block: &'a article::Block,
    found: Rc<Block>,
    /// How many sentences and tokens it stands further on than when it was read.
    by: (usize, usize),
    /// The number of its first phrase.
    phrases: usize,
}

/// The roles taken up again and the pronouns of the article, each in order.
#[inline(never)]
pub(crate) fn find(
    scene: &Scene,
    roles: &[(usize, roles::Found)],
    mentioned: &[Vec<usize>],
    cache: &mut Cache,
) -> (Vec<Again>, Vec<Resolved>) {
    let &Scene { view, entities, entity_of } = scene;
    let article = view.article;
    let finder = nominals::Finder::new(view, entities, roles, mentioned, &mut cache.bodies);
    let gender = pronouns::genders(view, entities, entity_of, &mut cache.genders);
    let gender: Vec<Cell<Option<Gender>>> = gender.into_iter().map(Cell::new).collect();
    let whole = OnceCell::new();
    let (mut again, mut resolved) = (Vec::new(), Vec::new());
    let mut before: Option<Before> = None;
    cache.blocks.start_round();
    for block in &article.blocks {
        let tokens = block.tokens.clone();
        let sentences = block.sentences.clone();
        let key = || {
            // A headline looks at the word behind it.
            let behind = article.fingerprint(tokens.end..tokens.end + 1);
            let whole: &Fingerprint = whole.get_or_init(|| finder.fingerprint(entities, roles));
            let key = content(scene, &gender, block, whole.with_fingerprint(behind));
            let Some(before) = &before else { return key };
            let key = content(scene, &gender, before.block, key).with_fingerprint(before.found.key);
            before.found.after.fingerprint(key, sentences.start.wrapping_sub(before.by.0), &gender)
        };
        let read = || {
            let state = before.as_ref().map_or_else(State::default, |b| b.found.after.moved(b.by));
            let phrases = &again[before.as_ref().map_or(0, |b| b.phrases)..];
            Rc::new(read(scene, &finder, &tokens, &sentences, phrases, &gender, state))
        };
        let found = cache.blocks.get(key, read);
        let by = (sentences.start.wrapping_sub(found.first.0), tokens.start.wrapping_sub(found.first.1));
        let on = |token: usize| token.wrapping_add(by.1);
        let phrases = again.len();
        again
            .extend(found.again.iter().map(|a| Again { tokens: on(a.tokens.start)..on(a.tokens.end), ..*a }));
        resolved.extend(found.pronouns.iter().map(|r| Resolved { token: on(r.token), ..*r }));
        for &(entity, shown) in &found.genders {
            gender[entity].set(gender[entity].get().or(Some(shown)));
        }
        before = Some(Before { block, found, by, phrases });
    }
    (again, resolved)
}

/// With the words and names of a block.
fn content(
    scene: &Scene,
    gender: &[Cell<Option<Gender>>],
    block: &article::Block,
    key: Fingerprint,
) -> Fingerprint {
    let (names, tokens) = (scene.view.names, &block.tokens);
    let from = names.partition_point(|n| n.tokens.start < tokens.start);
    let names = names[from..].iter().zip(&scene.entity_of[from..]);
    let here = names.take_while(|(n, _)| n.tokens.start < tokens.end);
    here.fold(key.with_fingerprint(block.key), |key, (name, &entity)| {
        let place = (name.tokens.start - tokens.start) as u64;
        let kind = scene.entities[entity].kind as u64;
        let gender = gender[entity].get().map_or(0, |g| g as u64 + 1);
        let look = place << 32 | (name.tokens.len() as u64) << 16 | (name.kind as u64) << 8 | kind;
        key.with(look).with((entity as u64) << 8 | gender)
    })
}

/// Reads a block. `before` are the phrases of the block before, `after` is who was spoken of there.
#[inline(never)]
fn read(
    scene: &Scene,
    finder: &nominals::Finder,
    tokens: &Range<usize>,
    sentences: &Range<usize>,
    before: &[Again],
    gender: &[Cell<Option<Gender>>],
    mut after: State,
) -> Block {
    let mut again = before.to_vec();
    let mut found = finder.find(tokens.clone(), &mut after.recent);
    // What shares words with a name of theirs is no second mention.
    found.retain(|phrase| !has_name(scene, phrase.tokens.clone(), phrase.entity));
    again.append(&mut found);
    let mut genders = Vec::new();
    let known = pronouns::Known { gender, shown: &mut genders };
    let mut resolved =
        pronouns::find(scene, sentences.clone(), &again, before.len(), known, &mut after.pronouns);
    resolved.retain(|pronoun| !has_name(scene, pronoun.token..pronoun.token + 1, pronoun.entity));
    let again = again.split_off(before.len());
    let place = |key: Fingerprint, entity: usize, of: Range<usize>| {
        let start = of.start.wrapping_sub(tokens.start) as u64;
        key.with((entity as u64) << 32 | start).with(of.len() as u64)
    };
    let key = again.iter().fold(Fingerprint::NEW, |key, a| place(key, a.entity, a.tokens.clone()));
    let key = resolved.iter().fold(key, |key, r| place(key, r.entity, r.token..r.token + 1));
    Block { first: (sentences.start, tokens.start), again, pronouns: resolved, genders, after, key }
}

/// Whether some tokens share words with a name of an entity.
fn has_name(scene: &Scene, tokens: Range<usize>, entity: usize) -> bool {
    let names = scene.view.names;
    let from = names.partition_point(|n| n.tokens.end <= tokens.start);
    let to = names.partition_point(|n| n.tokens.start < tokens.end);
    scene.entity_of[from..to.max(from)].contains(&entity)
}
