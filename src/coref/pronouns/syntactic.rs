//! Antecedents that the syntax of the sentence tells: of "who", of "its" and "it", and of pronouns before the
//! clause that names them.
//!
//! Never looks at other sentences.

use crate::coref::nominals::NominalMention;
use crate::document::{Entity, EntityKind};
use crate::parser::relation::Relation;
use crate::pos::Pos;
use crate::syntax::traits::Traits;
use crate::syntax::tree;
use crate::syntax::view::SyntaxView;

/// The names and nominal mentions of an article with their entities.
#[derive(Clone, Copy)]
pub(crate) struct Mentions<'a> {
    pub view: &'a SyntaxView<'a>,
    pub entities: &'a [Entity],
    pub entity_of: &'a [usize],
    pub nominals: &'a [NominalMention],
}

impl Mentions<'_> {
    /// The entity that is mentioned at a token, with its kind.
    fn at(&self, token: usize) -> Option<(usize, EntityKind)> {
        let nominal = || {
            let before = self.nominals.partition_point(|n| n.tokens.start <= token).checked_sub(1)?;
            self.nominals.get(before).filter(|n| n.tokens.contains(&token)).map(|n| n.entity)
        };
        let named = self.view.name(token).and_then(|name| self.entity_of.get(name).copied());
        let entity = named.or_else(nominal)?;
        Some((entity, self.entities.get(entity)?.kind))
    }

    /// The person at a token, or at what it is an apposition to.
    fn person(&self, token: usize) -> Option<usize> {
        let person =
            |i: usize| self.at(i).filter(|(_, kind)| *kind == EntityKind::Person).map(|(entity, _)| entity);
        person(token).or_else(|| {
            let article = self.view.article;
            let noun = article.head(token).filter(|_| article.relation(token) == Relation::Apposition)?;
            person(noun)
        })
    }

    /// The organisation or country at a token.
    fn body(&self, token: usize) -> Option<usize> {
        let can_act = |kind: EntityKind| matches!(kind, EntityKind::Organization | EntityKind::Gpe);
        self.at(token).filter(|(_, kind)| can_act(*kind)).map(|(entity, _)| entity)
    }

    /// The person that the relative clause of a pronoun describes: "|Ann Hale|, a Fijian teacher who left".
    pub(crate) fn described(&self, pronoun: usize) -> Option<usize> {
        let noun = tree::described(self.view.article, pronoun).filter(|&noun| noun < pronoun)?;
        self.person(noun)
    }

    /// The person who is the subject of the main clause behind a pronoun: "After |she| left, Ann Hale called", "in
    /// |her| speech, Ann Hale said".
    pub(crate) fn subject_behind(&self, pronoun: usize) -> Option<usize> {
        let article = self.view.article;
        let path: Vec<usize> = tree::chain(article, pronoun).take(6).collect();
        let main = path.windows(2).find_map(|pair| {
            let [child, above] = pair else { return None };
            let is_adverbial =
                matches!(article.relation(*child), Relation::Oblique | Relation::AdverbialClause);
            (is_adverbial && *above > pronoun).then_some(*above)
        })?;
        let subject = tree::subject(article, main).filter(|s| s.head > pronoun && s.head < main)?;
        self.person(subject.head)
    }

    /// The organisation or country that is the subject of the clause of "its": "as |the agency| cut its forecast".
    pub(crate) fn owner(&self, pronoun: usize) -> Option<usize> {
        let article = self.view.article;
        let verb = tree::chain(article, pronoun).skip(1).take(5).find(|&i| article.tag(i).is_verb())?;
        let subject = tree::subject(article, verb).filter(|s| s.head < pronoun)?;
        (!tree::is_below(article, pronoun, subject.head)).then(|| self.body(subject.head))?
    }

    /// The organisation or country that says something of itself: "|The airline| says that it will pay".
    pub(crate) fn speaker_above(&self, pronoun: usize) -> Option<usize> {
        let article = self.view.article;
        let verb = article.head(pronoun)?;
        let says = article.head(verb).filter(|&says| {
            article.relation(pronoun) == Relation::Subject
                && article.relation(verb) == Relation::ClausalComplement
                && article.tag(verb).is_verb()
                && says < pronoun
                && self.view.has_trait(says, Traits::SPEECH)
        })?;
        // "It rained", "it was late".
        let is_thing = tree::dependent(article, verb, &[Relation::Copula, Relation::Expletive]).is_some();
        let subject = tree::subject(article, says).filter(|s| !s.passive && s.head < says)?;
        let noun = matches!(article.tag(subject.head), Pos::Noun | Pos::Propn);
        (noun && !is_thing).then(|| self.body(subject.head))?
    }
}
