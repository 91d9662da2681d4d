//! Rules of grammar that add, correct, complete or reject the candidates that the models find, one kind of rule a file.

pub(crate) mod colon_speakers;
pub(crate) mod contact_clause;
pub(crate) mod filters;
pub(crate) mod headlines;
pub(crate) mod inversion;
pub(crate) mod nested;
pub(crate) mod parenthetical;
pub(crate) mod passives;
pub(crate) mod quote_continuation;
pub(crate) mod repair;
pub(crate) mod saying_nouns;
pub(crate) mod signature;
pub(crate) mod subject;
