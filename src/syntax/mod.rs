//! Syntax shared by several stages: base forms ([`lemma`]), quotation marks ([`quotations`]), traits of words
//! ([`traits`]), noun phrases and clauses around names by tags ([`view`]), subjects and phrases by
//! dependencies ([`tree`]).

pub(crate) mod lemma;
pub(crate) mod quotations;
pub(crate) mod traits;
pub(crate) mod tree;
pub(crate) mod view;
