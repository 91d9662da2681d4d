//! Rules of grammar that add, correct, complete or reject the candidates that the models find, one kind of rule a file.

pub mod colon_speakers;
pub mod contact_clause;
pub mod filters;
pub mod headlines;
pub mod inversion;
pub mod nested;
pub mod parenthetical;
pub mod passives;
pub mod quote_continuation;
pub mod repair;
pub mod saying_nouns;
pub mod signature;
pub mod subject;
