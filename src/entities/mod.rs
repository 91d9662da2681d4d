//! Builds the entities of an article: names, roles, pronouns, links and metonyms.
//!
//! In order: names that the recogniser missed ([`name_propagation`]) and missing particles
//! ([`name_particles`]) are added, names are clustered ([`cluster`]), roles are found ([`roles`]), anaphora
//! are resolved ([`anaphora`]), entities are linked to the knowledge base ([`linking`]), and place names that
//! stand for governments are marked ([`metonymy`]). Corrections of a reader override each step
//! ([`overrides`]).
//!
//! Never makes an entity of anything without a name.

pub(crate) mod overrides;
#[cfg(test)]
pub(crate) mod testing;

use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use crate::article::Article;
use crate::coref::pronouns::antecedent::Chooser;
use crate::coref::pronouns::{AnaphoraContext, UnnamedPronoun};
use crate::coref::{anaphora, cluster, name_particles, name_propagation};
use crate::corrections::PlacedCorrections;
use crate::document::span_index::SpanIndex;
use crate::document::{Entity, EntityKind, Link, Mention, MentionKind, Role, StandsFor};
use crate::incremental::{StageCache, WordTable};
use crate::kb::{self, CachedKb, KnowledgeBase, priors};
use crate::recognizer::{Name, calibration};
use crate::syntax::quotations::{self, Quotes};
use crate::syntax::traits::Traits;
use crate::syntax::view::SyntaxView;
use crate::text::Span;
use crate::text::normalize;
use crate::{linking, metonymy, roles};

/// Returns the entities of the article, in order of first mention. `chooser` chooses the antecedents of pronouns.
pub fn build(article: &Article, found: &[Name], kb: KnowledgeBase, chooser: &dyn Chooser) -> Vec<Entity> {
    let (corrections, quotes) = (PlacedCorrections::default(), quotations::find(article));
    build_incremental(article, found, &quotes, &corrections, kb, chooser, &mut Cache::default()).entities
}

/// The entities of an article, and the pronouns that mean nobody of them.
pub(crate) struct Entities {
    /// In order of first mention.
    pub entities: Vec<Entity>,
    /// The pronouns that mean somebody without a name, in order.
    pub unnamed_pronouns: Vec<UnnamedPronoun>,
}

/// Cached results of the previous run.
#[derive(Default)]
pub(crate) struct Cache {
    kb: kb::Cache,
    clusters: cluster::Cache,
    traits: WordTable<Traits>,
    roles: StageCache<Rc<[roles::StatedRole]>>,
    anaphora: anaphora::Cache,
    links: StageCache<Rc<[Option<Arc<Link>>]>>,
    metonyms: StageCache<Option<&'static str>>,
}

impl Cache {
    /// Turns caching on.
    pub(crate) fn enable(&mut self) {
        self.clusters.enable();
        self.roles.enable();
        self.anaphora.enable();
        self.links.enable();
        self.metonyms.enable();
    }
}

/// Returns the entities of an article, with the corrections of a reader and the cached results of the
/// previous run.
#[inline(never)]
pub(crate) fn build_incremental(
    article: &Article,
    names: &[Name],
    quotes: &Quotes,
    corrections: &PlacedCorrections,
    kb: KnowledgeBase,
    chooser: &dyn Chooser,
    cache: &mut Cache,
) -> Entities {
    let kb = &CachedKb::new(kb, &cache.kb);
    let complete = name_particles::attach(article, name_propagation::propagate(article, names, kb));
    let names = &corrections.apply_to_names(article, complete);
    let clusters = cluster::cluster_incremental(article, names, kb, &mut cache.clusters);
    let (clusters, given_names) = overrides::recluster(article, names, clusters, corrections);
    let mut entities: Vec<Entity> =
        clusters.iter().map(|cluster| entity_of_cluster(names, cluster)).collect();
    for (entity, given_name) in entities.iter_mut().zip(given_names) {
        entity.name = given_name.map_or_else(|| std::mem::take(&mut entity.name), str::to_owned);
    }
    let mut entity_of = vec![0; names.len()];
    for (at, cluster) in clusters.iter().enumerate() {
        for &(name, _) in &cluster.members {
            entity_of[name] = at;
        }
    }
    let mut name_starts = vec![Vec::new(); entities.len()];
    for (name, &entity) in names.iter().zip(&entity_of) {
        name_starts[entity].push(name.tokens.start);
    }
    let view = SyntaxView::new(article, names, kb, &mut cache.traits);
    let mut roles: Vec<_> =
        roles::find(&view, &mut cache.roles).into_iter().map(|role| (entity_of[role.name], role)).collect();
    roles.retain(|(entity, _)| entities[*entity].kind == EntityKind::Person);
    for (entity, role) in &roles {
        add_role(article, &mut entities[*entity], role.tokens.clone());
    }
    let context =
        AnaphoraContext { view: &view, entities: &entities, entity_of: &entity_of, quotes, chooser };
    let (nominals, pronouns) = anaphora::resolve(&context, &roles, &name_starts, &mut cache.anaphora);
    for nominal in &nominals {
        let span = article.span(nominal.tokens.clone());
        add_mention(&mut entities[nominal.entity], span, MentionKind::Role, 0.7, nominal.why);
    }
    for (entity, tokens) in pronouns.roles {
        if entities[entity].kind == EntityKind::Person {
            add_role(article, &mut entities[entity], tokens);
        }
    }
    for pronoun in &pronouns.resolved {
        let span = article.span(pronoun.token..pronoun.token + 1);
        add_mention(&mut entities[pronoun.entity], span, MentionKind::Pronoun, pronoun.score, pronoun.why);
    }
    overrides::apply_to_mentions(article, &mut entities, names, corrections);
    for entity in &mut entities {
        entity.mentions.sort_by_key(|m| m.span);
        entity.roles.sort_by_key(|role| role.span);
    }
    let regions: Vec<Option<bool>> = clusters.iter().map(|cluster| cluster.is_region).collect();
    linking::link(article, &mut entities, &regions, kb, &mut cache.links);
    overrides::apply_links(&mut entities, corrections);
    cache.metonyms.start_round();
    for (at, name) in names.iter().enumerate() {
        let entity = &mut entities[entity_of[at]];
        if !metonymy::can_be_metonym(&view, at, entity.kind) {
            continue;
        }
        if let Some(why) =
            cache.metonyms.get(|| metonymy::fingerprint(&view, at), || metonymy::metonym_reason(&view, at))
        {
            let is_region = regions[entity_of[at]] == Some(true);
            mark_metonym(entity, is_region, kb, name.span, why);
        }
    }
    overrides::sort_by_first_mention(&mut entities);
    link_roles_to_entities(&mut entities);
    Entities { entities, unnamed_pronouns: pronouns.unnamed }
}

/// Records in each role the other entities that it names: in "Iranian foreign minister" the Iranians.
#[inline(never)]
fn link_roles_to_entities(entities: &mut [Entity]) {
    let inside = SpanIndex::new(entities, &[]);
    for (at, entity) in entities.iter_mut().enumerate() {
        for role in &mut entity.roles {
            role.of = inside.entities(&[role.span]);
            role.of.retain(|&named| named != at);
        }
    }
}

/// Marks the mention at `span` as a metonym for the place's authorities. `is_region` is true for a region
/// that shares its name with a country.
fn mark_metonym(entity: &mut Entity, is_region: bool, kb: &CachedKb, span: Span, why: &'static str) {
    if entity.kind != EntityKind::Gpe && !priors::is_seat(kb, &entity.name) {
        return;
    }
    let what = if is_region {
        format!("authorities of {}", entity.name)
    } else {
        priors::government_of(kb, &entity.name)
    };
    if let Ok(at) = entity.mentions.binary_search_by_key(&span, |m| m.span) {
        entity.mentions[at].stands_for = Some(StandsFor { what, why });
    }
}

/// Adds a mention by role or pronoun.
fn add_mention(entity: &mut Entity, span: Span, kind: MentionKind, score: f32, why: &'static str) {
    entity.mentions.push(Mention { span, kind, score, why, stands_for: None });
}

/// Maximum number of distinct roles kept for an entity.
const MAX_ROLES: usize = 24;

/// Adds a role, unless the article has stated it in the same words before.
fn add_role(article: &Article, entity: &mut Entity, tokens: Range<usize>) {
    let span = article.span(tokens);
    let text = normalize::collapse_whitespace(span.of(article.text));
    if entity.roles.len() < MAX_ROLES
        && !entity.roles.iter().any(|stated| stated.text.eq_ignore_ascii_case(&text))
    {
        entity.roles.push(Role { text, span, of: Vec::new() });
    }
}

/// The entity of a cluster, with its mentions by name only.
#[inline(never)]
fn entity_of_cluster(names: &[Name], cluster: &cluster::Cluster) -> Entity {
    let mention = |&(name, why): &cluster::Member| Mention {
        span: names[name].span,
        kind: MentionKind::Name,
        score: calibration::calibrate(names[name].score),
        why,
        stands_for: None,
    };
    let mentions: Vec<Mention> = cluster.members.iter().map(mention).collect();
    let score = mentions.iter().map(|m| m.score).sum::<f32>() / mentions.len().max(1) as f32;
    Entity {
        name: fullest_name(&cluster.aliases),
        kind: cluster.kind,
        score,
        aliases: cluster.aliases.clone(),
        roles: Vec::new(),
        link: None,
        mentions,
    }
}

/// The most informative name; the first of several.
fn fullest_name(aliases: &[String]) -> String {
    aliases.iter().rev().max_by_key(|alias| informativeness(alias)).cloned().unwrap_or_default()
}

/// How informative a form of a name is, for comparison: first whether it is not all capitals, then the number
/// of words, then the length up to 40 bytes.
fn informativeness(form: &str) -> (bool, usize, usize) {
    let all_capitals = form.len() > 5 && !form.chars().any(char::is_lowercase);
    (!all_capitals, form.split([' ', '-']).count(), form.len().min(40))
}

#[cfg(test)]
mod tests {
    use super::testing::{marked, read};
    use super::*;
    use crate::coref::pronouns::antecedent::AntecedentModel;
    use crate::resources::Resources;

    fn built(article: &Article, names: &[Name]) -> Vec<Entity> {
        let resources = Resources::embedded().unwrap();
        build(article, names, resources.kb, &AntecedentModel::new(&resources.antecedents))
    }

    /// Compares the entities, each written as "name | mention ; mention", of a text with names marked as `{P
    /// surface}`.
    fn check(text: &str, expected: &[&str]) {
        let (plain, names) = marked(text);
        let article = read(&plain);
        let found: Vec<String> = built(&article, &names)
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
    fn pronouns_agree_in_gender_and_refer_to_the_most_salient_person() {
        check(
            "{P Laura Bell} met {P Max Orwin} on Monday. She said he was late.",
            &["Laura Bell | Laura Bell ; She", "Max Orwin | Max Orwin ; he"],
        );
        check(
            "{P Max Orwin} said {P Paul Lane} had lied to him. He would sue, he added.",
            // Either may be meant by "He"; who adds something is who spoke.
            &["Max Orwin | Max Orwin ; he", "Paul Lane | Paul Lane"],
        );
        check("{G Elbonia} said it would help. He smiled.", &["Elbonia | Elbonia ; it"]);
        check(
            "{P Ms. Quorr} left. “She sang,” said {P Mr. Tolk}. He slept.",
            &["Ms. Quorr | Ms. Quorr ; She", "Mr. Tolk | Mr. Tolk ; He"],
        );
    }

    #[test]
    fn definite_phrase_refers_to_the_only_fitting_entity() {
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
    fn places_that_act_are_metonyms() {
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
            let entities = built(&read(&plain), &names);
            let found = entities[0].mentions[0].stands_for.as_ref().map(|s| s.what.as_str());
            assert_eq!(found, acts.then_some("authorities of Elbonia"), "{text}");
        }
    }

    #[test]
    fn role_names_the_country_and_the_organization_in_it() {
        let (plain, names) = marked(
            "{G Elbonian} Foreign Minister {P Ann Hale} met {P Max Orwin}, head of the {O World Forum}.",
        );
        let entities = built(&read(&plain), &names);
        let named = |who: &str| -> Vec<&str> {
            let entity = entities.iter().find(|e| e.name == who).unwrap();
            entity.roles.iter().flat_map(|r| &r.of).map(|&of| entities[of].name.as_str()).collect()
        };
        assert_eq!(named("Ann Hale"), ["Elbonian"]);
        assert_eq!(named("Max Orwin"), ["World Forum"]);
    }

    #[test]
    fn malformed_text_never_panics() {
        for text in
            ["", "(", ", who", "the", "{P Bo}", "{P Bo},", "“{P Bo}", "{P Bo}’s", "the - {P Bo} (", "he"]
        {
            let (plain, names) = marked(text);
            built(&read(&plain), &names);
        }
    }
}
