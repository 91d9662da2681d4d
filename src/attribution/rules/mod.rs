//! Rules of grammar that propose, correct, complete or reject attribution candidates, where grammar decides
//! better than the models.
//!
//! [`table`] lists them in the order in which they run, with a reason and two examples for each; the other files
//! hold the functions of one topic each. Never resolves sources to entities.

pub(crate) mod anonymity_clauses;
pub(crate) mod as_per;
pub(crate) mod colon_speakers;
pub(crate) mod conjoined_verbs;
pub(crate) mod contact_clause;
pub(crate) mod content_bounds;
pub(crate) mod cue_bounds;
pub(crate) mod deeds;
pub(crate) mod denied_appositions;
pub(crate) mod headlines;
pub(crate) mod inversion;
pub(crate) mod nested;
pub(crate) mod parenthetical;
pub(crate) mod passives;
pub(crate) mod quote_continuation;
pub(crate) mod quoted_by;
pub(crate) mod quoted_subject;
pub(crate) mod rejections;
pub(crate) mod reporting_nouns;
pub(crate) mod rule;
pub(crate) mod run;
pub(crate) mod signature;
pub(crate) mod source_bounds;
pub(crate) mod spoken_clause;
pub(crate) mod subject;
pub(crate) mod subject_phrase;
pub(crate) mod table;

#[cfg(test)]
mod testing;
