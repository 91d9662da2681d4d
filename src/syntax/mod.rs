//! Grammar that several stages share: base forms, quotations, noun phrases and clauses around names.

pub(crate) mod lemma;
pub(crate) mod quotations;
pub(crate) mod traits;
pub(crate) mod view;
