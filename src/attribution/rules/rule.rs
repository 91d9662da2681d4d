//! A rule of attribution: its name, phase, reason, examples and function.
//!
//! A rule reads the article, its names and its quotations, and changes, rejects or proposes candidates. Never
//! decides anything itself; the rules do.

use crate::article::Article;
use crate::attribution::candidates::Candidate;
use crate::recognizer::Name;
use crate::syntax::quotations::Quotes;

/// The input of rules.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The article.
    pub article: &'a Article<'a>,
    /// Its names.
    pub names: &'a [Name],
    /// Its quotations.
    pub quotes: &'a Quotes,
}

/// The tokens that belong to candidates.
pub(crate) struct Taken {
    /// For each token, whether it is in a cue.
    pub in_cue: Vec<bool>,
    /// For each token, whether it is in a cue or a content.
    pub in_claim: Vec<bool>,
}

impl Taken {
    pub(crate) fn by(article: &Article, candidates: &[Candidate]) -> Self {
        let mut in_cue = vec![false; article.tokens.len()];
        for candidate in candidates {
            in_cue.get_mut(candidate.cue.clone()).into_iter().flatten().for_each(|t| *t = true);
        }
        let mut in_claim = in_cue.clone();
        for tokens in candidates.iter().flat_map(|c| c.content.iter().cloned()) {
            in_claim.get_mut(tokens).into_iter().flatten().for_each(|t| *t = true);
        }
        Self { in_cue, in_claim }
    }
}

/// A group of rules that run one after another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Boundaries, before candidates are ranked. The ranking learns from candidates as these rules leave them.
    Repair,
    /// Verbs that share a subject, while candidates are selected.
    Share,
    /// The subject by syntax, once candidates are selected.
    Correct,
    /// New candidates.
    Propose,
    /// Quotations that go on.
    Continue,
    /// New candidates that depend on those before.
    Extend,
    /// Rejections, and missing sources.
    Check,
}

/// The effect of a rule.
pub(crate) enum Action {
    /// Changes a candidate.
    Change(fn(&Context, &mut Candidate)),
    /// Rejects the candidates for which it returns true.
    Reject(fn(&Context, &Candidate) -> bool),
    /// Returns new candidates.
    Propose(fn(&Context, &Taken) -> Vec<Candidate>),
    /// Changes all candidates, or adds or rejects some.
    Rewrite(fn(&Context, &mut Vec<Candidate>)),
}

/// A text with candidates before and after a rule, each written as "source | cue | content".
#[cfg_attr(not(test), expect(dead_code, reason = "only tests read the examples"))]
pub(crate) struct Example {
    pub text: &'static str,
    pub before: Lines,
    pub after: Lines,
}

/// An example of a rule.
pub(crate) const fn example(text: &'static str, before: Lines, after: Lines) -> Example {
    Example { text, before, after }
}

/// Candidates of an example.
pub(crate) type Lines = &'static [&'static str];

/// A rule.
pub struct Rule {
    /// Its name.
    pub name: &'static str,
    /// When it runs.
    pub phase: Phase,
    /// The reason for it.
    pub why: &'static str,
    /// Where it applies, and where it does not or applies differently; only tests keep them.
    #[cfg(test)]
    pub(crate) examples: [Example; 2],
    action: Action,
}

impl Rule {
    #[cfg_attr(not(test), expect(unused_variables, reason = "only tests read the examples"))]
    pub(crate) const fn new(
        phase: Phase,
        name: &'static str,
        why: &'static str,
        action: Action,
        examples: [Example; 2],
    ) -> Self {
        Self {
            name,
            phase,
            why,
            #[cfg(test)]
            examples,
            action,
        }
    }

    /// Runs the rule on all candidates. Proposals are returned.
    pub(crate) fn run(
        &self,
        context: &Context,
        taken: &Taken,
        candidates: &mut Vec<Candidate>,
    ) -> Vec<Candidate> {
        match self.action {
            Action::Change(change) => candidates.iter_mut().for_each(|candidate| change(context, candidate)),
            Action::Reject(reject) => candidates.retain(|candidate| !reject(context, candidate)),
            Action::Rewrite(rewrite) => rewrite(context, candidates),
            Action::Propose(propose) => return propose(context, taken),
        }
        Vec::new()
    }
}
