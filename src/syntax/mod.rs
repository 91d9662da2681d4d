//! Shallow syntax shared by several stages: base forms ([`lemma`]), quotation marks ([`quotations`]), traits
//! of words ([`traits`]), and noun phrases and clauses around names ([`view`]).
//!
//! Never builds a parse tree.

pub(crate) mod lemma;
pub(crate) mod quotations;
pub(crate) mod traits;
pub(crate) mod view;
