//! Runs the rules of a phase in the order of the table.

use crate::attribution::candidates::Candidate;
use crate::attribution::rules::rule::{Context, Phase, Taken};
use crate::attribution::rules::table::RULES;

/// The rules that run, and a record of what each did.
#[derive(Default)]
pub struct Rules {
    off: Option<&'static str>,
    record: Option<Vec<usize>>,
}

impl Rules {
    /// All rules except one.
    pub fn without(name: &'static str) -> Self {
        Self { off: Some(name), record: None }
    }

    /// All rules, with a record of what each does.
    pub fn recorded() -> Self {
        Self { off: None, record: Some(vec![0; RULES.len()]) }
    }

    /// The number of candidates that each rule of the table has changed, rejected or proposed.
    pub fn record(&self) -> &[usize] {
        self.record.as_deref().unwrap_or(&[])
    }

    /// Runs the rules of a phase in order.
    pub(crate) fn run(&mut self, phase: Phase, context: &Context, candidates: &mut Vec<Candidate>) {
        let taken = match phase {
            Phase::Propose => Taken::by(context.article, candidates),
            _ => Taken { in_cue: Vec::new(), in_claim: Vec::new() },
        };
        let mut proposed = Vec::new();
        for (number, rule) in RULES.iter().enumerate().filter(|(_, rule)| rule.phase == phase) {
            if self.off == Some(rule.name) {
                continue;
            }
            let before = self.record.is_some().then(|| candidates.clone());
            let mut new = rule.run(context, &taken, candidates);
            new.retain(|candidate| taken.in_cue.get(candidate.head) == Some(&false));
            if let (Some(record), Some(before)) = (&mut self.record, before) {
                record[number] += difference(&before, candidates) + new.len();
            }
            proposed.append(&mut new);
        }
        if phase == Phase::Propose {
            self.run(Phase::Repair, context, &mut proposed);
            candidates.append(&mut proposed);
            candidates.sort_by_key(|candidate| candidate.cue.start);
        }
        if phase == Phase::Repair || phase == Phase::Correct {
            candidates.retain(|candidate| !candidate.content.is_empty());
        }
    }
}

/// The number of candidates that are in one list alone; those that were changed count once.
fn difference(before: &[Candidate], after: &[Candidate]) -> usize {
    let missing = |some: &[Candidate], all: &[Candidate]| some.iter().filter(|c| !all.contains(c)).count();
    missing(before, after).max(missing(after, before))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribution::rules::testing::{candidate, read};
    use crate::syntax::quotations;

    #[test]
    fn record_counts_what_rules_do_and_a_rule_can_be_left_out() {
        let article = read("Hale held talks with Diaz.");
        let quotes = quotations::find(&article);
        let context = Context { article: &article, names: &[], quotes: &quotes };
        let left = |rules: &mut Rules| {
            let mut found = vec![candidate(&article, "Hale", "held", &["talks with Diaz"])];
            rules.run(Phase::Check, &context, &mut found);
            found.len()
        };
        let mut recorded = Rules::recorded();
        assert_eq!(left(&mut recorded), 0);
        assert_eq!(recorded.record().iter().sum::<usize>(), 1);
        assert_eq!(left(&mut Rules::without("held event")), 1);
    }
}
