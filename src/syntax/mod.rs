//! Grammar that several stages share: base forms, quotations, noun phrases and clauses around names.

pub mod lemma;
pub mod quotations;
pub mod traits;
pub mod view;
