//! Groups the names of one article into entities, with roles, pronouns and links.
//!
//! The stages, in order: the names that the recogniser missed here but found elsewhere ([`repeats`]), names made whole
//! ([`stitch`]), groups of names ([`names`]), roles as stated ([`roles`]), then the other ways to refer: roles taken up again, pronouns,
//! and places that stand for governments. Only what has a name becomes an entity.

pub(crate) mod overrides;
#[cfg(test)]
pub(crate) mod testing;

use std::rc::Rc;
use std::sync::Arc;

use crate::article::Article;
use crate::coref::pronouns::Scene;
use crate::coref::{anaphora, cluster, name_particles, name_propagation};
use crate::corrections::Fixes;
use crate::document::span_index::SpanIndex;
use crate::document::{Entity, EntityKind, Link, Mention, MentionKind, Role, StandsFor};
use crate::incremental::{StageCache, WordTable};
use crate::kb::{self, KnowledgeBase, Reference, priors};
use crate::recognizer::{Name, calibration};
use crate::syntax::traits::Traits;
use crate::syntax::view::SyntaxView;
use crate::text::Span;
use crate::text::normalize;
use crate::{linking, metonymy, roles};

/// The entities of the article, in order of first mention.
pub fn build(article: &Article, found: &[Name], kb: KnowledgeBase) -> Vec<Entity> {
    build_with(article, found, &Fixes::default(), kb, &mut Cache::default())
}

/// What was worked out in the last reading.
#[derive(Default)]
pub(crate) struct Cache {
    kb: kb::Cache,
    names: cluster::Cache,
    traits: WordTable<Traits>,
    roles: StageCache<Rc<[roles::Found]>>,
    references: anaphora::Cache,
    links: StageCache<Rc<[Option<Arc<Link>>]>>,
    acts: StageCache<Option<&'static str>>,
}

impl Cache {
    /// Keeps from now on.
    pub(crate) fn enable(&mut self) {
        self.names.enable();
        self.roles.enable();
        self.references.enable();
        self.links.enable();
        self.acts.enable();
    }
}

/// The entities of an article that a reader has corrected.
#[inline(never)]
pub(crate) fn build_with(
    article: &Article,
    found: &[Name],
    fixes: &Fixes,
    kb: KnowledgeBase,
    cache: &mut Cache,
) -> Vec<Entity> {
    let kb = &Reference::new(kb, &cache.kb);
    let whole = name_particles::whole(article, name_propagation::complete(article, found, kb));
    let found = &fixes.names(article, whole);
    let groups = cluster::group_incremental(article, found, kb, &mut cache.names);
    let (groups, called) = overrides::regroup(article, found, groups, fixes);
    let mut entities: Vec<Entity> = groups.iter().map(|group| entity(found, group)).collect();
    for (entity, called) in entities.iter_mut().zip(called) {
        entity.name = called.map_or_else(|| std::mem::take(&mut entity.name), str::to_owned);
    }
    let mut entity_of = vec![0; found.len()];
    for (at, group) in groups.iter().enumerate() {
        for &(name, _) in &group.members {
            entity_of[name] = at;
        }
    }
    let mut mentioned = vec![Vec::new(); entities.len()];
    for (name, &entity) in found.iter().zip(&entity_of) {
        mentioned[entity].push(name.tokens.start);
    }
    let view = SyntaxView::new(article, found, kb, &mut cache.traits);
    let mut roles: Vec<_> =
        roles::find(&view, &mut cache.roles).into_iter().map(|role| (entity_of[role.name], role)).collect();
    roles.retain(|(entity, _)| entities[*entity].kind == EntityKind::Person);
    for (entity, role) in &roles {
        state(article, &mut entities[*entity], role);
    }
    let scene = Scene { view: &view, entities: &entities, entity_of: &entity_of };
    let (again, pronouns) = anaphora::find(&scene, &roles, &mentioned, &mut cache.references);
    for phrase in &again {
        let span = article.span(phrase.tokens.clone());
        refer(&mut entities[phrase.entity], span, MentionKind::Role, 0.7, phrase.why);
    }
    for pronoun in &pronouns {
        let span = article.span(pronoun.token..pronoun.token + 1);
        refer(&mut entities[pronoun.entity], span, MentionKind::Pronoun, pronoun.score, pronoun.why);
    }
    overrides::refer(article, &mut entities, found, fixes);
    for entity in &mut entities {
        entity.mentions.sort_by_key(|m| m.span);
    }
    let regions: Vec<Option<bool>> = groups.iter().map(|group| group.region).collect();
    linking::link(article, &mut entities, &regions, kb, &mut cache.links);
    overrides::confirm(&mut entities, fixes);
    cache.acts.start_round();
    for (at, name) in found.iter().enumerate() {
        let entity = &mut entities[entity_of[at]];
        if !metonymy::can_act(&view, at, entity.kind) {
            continue;
        }
        if let Some(why) = cache.acts.get(|| metonymy::fingerprint(&view, at), || metonymy::acts(&view, at)) {
            let region = regions[entity_of[at]] == Some(true);
            stand_for(entity, region, kb, name.span, why);
        }
    }
    overrides::in_order(&mut entities);
    name_in_roles(&mut entities);
    entities
}

/// Says of each role which other entities it names: "Iranian foreign minister" the Iranians.
#[inline(never)]
fn name_in_roles(entities: &mut [Entity]) {
    let inside = SpanIndex::new(entities, &[]);
    for (at, entity) in entities.iter_mut().enumerate() {
        for role in &mut entity.roles {
            role.of = inside.entities(&[role.span]);
            role.of.retain(|&named| named != at);
        }
    }
}

/// Marks the mention at `span` as standing for those who govern the place; a `region` bears the name of a country.
fn stand_for(entity: &mut Entity, region: bool, kb: &Reference, span: Span, why: &'static str) {
    if entity.kind != EntityKind::Gpe && !priors::is_seat(kb, &entity.name) {
        return;
    }
    let what =
        if region { format!("authorities of {}", entity.name) } else { priors::voice(kb, &entity.name) };
    if let Ok(at) = entity.mentions.binary_search_by_key(&span, |m| m.span) {
        entity.mentions[at].stands_for = Some(StandsFor { what, why });
    }
}

/// Adds a mention by role or pronoun.
fn refer(entity: &mut Entity, span: Span, kind: MentionKind, score: f32, why: &'static str) {
    entity.mentions.push(Mention { span, kind, score, why, stands_for: None });
}

/// More distinct roles than this are not kept: no reader needs them.
const MOST_ROLES: usize = 24;

/// Adds a role, unless the article has stated it in the same words before.
fn state(article: &Article, entity: &mut Entity, role: &roles::Found) {
    let span = article.span(role.tokens.clone());
    let text = normalize::evened(span.of(article.text));
    if entity.roles.len() < MOST_ROLES
        && !entity.roles.iter().any(|known| known.text.eq_ignore_ascii_case(&text))
    {
        entity.roles.push(Role { text, span, of: Vec::new() });
    }
}

/// An entity with its mentions by name only.
#[inline(never)]
fn entity(found: &[Name], group: &cluster::Group) -> Entity {
    let mention = |&(name, why): &cluster::Member| Mention {
        span: found[name].span,
        kind: MentionKind::Name,
        score: calibration::worth(found[name].score),
        why,
        stands_for: None,
    };
    let mentions: Vec<Mention> = group.members.iter().map(mention).collect();
    let score = mentions.iter().map(|m| m.score).sum::<f32>() / mentions.len().max(1) as f32;
    Entity {
        name: fullest(&group.aliases),
        kind: group.kind,
        score,
        aliases: group.aliases.clone(),
        roles: Vec::new(),
        link: None,
        mentions,
    }
}

/// The form that says most: the one with the most words, not shouted, the first among equals.
fn fullest(aliases: &[String]) -> String {
    aliases.iter().rev().max_by_key(|alias| says(alias)).cloned().unwrap_or_default()
}

/// How much a form of a name says, to be compared.
fn says(form: &str) -> (bool, usize, usize) {
    let shouted = form.len() > 5 && !form.chars().any(char::is_lowercase);
    (!shouted, form.split([' ', '-']).count(), form.len().min(40))
}

#[cfg(test)]
mod tests {
    use super::testing::{marked, read};
    use super::*;
    use crate::resources::Resources;

    /// Entities as "name | mention ; mention", from a text with names marked as `{P surface}`.
    fn check(text: &str, expected: &[&str]) {
        let (plain, names) = marked(text);
        let article = read(&plain);
        let found: Vec<String> = build(&article, &names, Resources::embedded().unwrap().kb)
            .iter()
            .map(|e| {
                assert!(e.mentions.is_sorted_by_key(|m| m.span), "{text}");
                let mentions: Vec<_> = e.mentions.iter().map(|m| m.span.of(&plain)).collect();
                format!("{} | {}", e.name, mentions.join(" ; "))
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn pronouns_agree_in_gender_and_stay_with_who_is_spoken_of() {
        check(
            "{P Laura Bell} met {P Max Orwin} on Monday. She said he was late.",
            &["Laura Bell | Laura Bell ; She", "Max Orwin | Max Orwin ; he"],
        );
        check(
            "{P Max Orwin} said {P Paul Lane} had lied to him. He would sue, he added.",
            &["Max Orwin | Max Orwin ; him ; He ; he", "Paul Lane | Paul Lane"],
        );
        check("{G Elbonia} said it would help. He smiled.", &["Elbonia | Elbonia"]);
        check(
            "{P Ms. Quorr} left. “She sang,” said {P Mr. Tolk}. He slept.",
            &["Ms. Quorr | Ms. Quorr ; She", "Mr. Tolk | Mr. Tolk ; He"],
        );
    }

    #[test]
    fn roles_are_taken_up_where_one_fits() {
        check(
            "{G Elbonian} Prime Minister {P Ann Hale} met President {P Max Orwin}. The prime minister left early. The president stayed.",
            &[
                "Elbonian | Elbonian",
                "Ann Hale | Ann Hale ; The prime minister",
                "Max Orwin | Max Orwin ; The president",
            ],
        );
        check(
            "The {O Bank of Elbonia} closed. The bank gave no reason; the bank of the river flooded.",
            &["Bank of Elbonia | Bank of Elbonia ; The bank"],
        );
        check("Vice President {P Ann Hale} left. The president stayed.", &["Ann Hale | Ann Hale"]);
        check(
            "Minister {P Ann Hale} and Minister {P Paul Lane} came. The minister spoke.",
            &["Ann Hale | Ann Hale", "Paul Lane | Paul Lane"],
        );
    }

    #[test]
    fn places_that_act_stand_for_those_who_govern_them() {
        for (text, acts) in [
            ("{G Elbonia} rejects the plan.", true),
            ("These are conditions {G Elbonia} flatly rejects.", true),
            ("Despite the {G Elbonia} announcing help, he left.", false),
            ("{G Elbonia} and {G Velmora} accuse each other.", true),
            ("The plan was flawed, {G Elbonia} said.", true),
            ("{G Elbonia}’s nuclear program grew.", true),
            ("{G Elbonia} has not signed the treaty.", true),
            ("Talks in {G Elbonia} failed.", false),
            ("He visited {G Elbonia} on Monday.", false),
            ("{G Elbonia} was rejected by the club.", false),
            ("{G Elbonia}’s beaches are wide.", false),
            ("{G Elbonia} lies by the sea.", false),
        ] {
            let (plain, names) = marked(text);
            let entities = build(&read(&plain), &names, Resources::embedded().unwrap().kb);
            let found = entities[0].mentions[0].stands_for.as_ref().map(|s| s.what.as_str());
            assert_eq!(found, acts.then_some("authorities of Elbonia"), "{text}");
        }
    }

    #[test]
    fn a_role_names_the_country_and_the_body_in_it() {
        let (plain, names) = marked(
            "{G Elbonian} Foreign Minister {P Ann Hale} met {P Max Orwin}, head of the {O World Forum}.",
        );
        let entities = build(&read(&plain), &names, Resources::embedded().unwrap().kb);
        let named = |who: &str| -> Vec<&str> {
            let entity = entities.iter().find(|e| e.name == who).unwrap();
            entity.roles.iter().flat_map(|r| &r.of).map(|&of| entities[of].name.as_str()).collect()
        };
        assert_eq!(named("Ann Hale"), ["Elbonian"]);
        assert_eq!(named("Max Orwin"), ["World Forum"]);
    }

    #[test]
    fn no_text_makes_it_fail() {
        for text in
            ["", "(", ", who", "the", "{P Bo}", "{P Bo},", "“{P Bo}", "{P Bo}’s", "the - {P Bo} (", "he"]
        {
            let (plain, names) = marked(text);
            build(&read(&plain), &names, Resources::embedded().unwrap().kb);
        }
    }
}
