//! Gloss reads a news article and marks who is who and who claims what.
//!
//! The modules are the pipeline, in reading order; `docs/architecture.md` draws the flow and gives the rules.

pub mod article;
pub mod attribution;
pub mod check_worthiness;
pub mod coref;
pub mod corrections;
pub mod document;
pub mod entities;
pub mod hash;
pub mod incremental;
pub mod kb;
pub mod lexicon;
pub mod linking;
pub mod metonymy;
pub mod model;
pub mod passages;
pub mod pipeline;
pub mod pos;
pub mod recognizer;
pub mod render;
pub mod resources;
pub mod roles;
pub mod sentences;
pub mod syntax;
pub mod text;
pub mod tokens;
pub mod values;
#[cfg(target_arch = "wasm32")]
mod wasm;

pub use pipeline::{Options, annotate, annotate_incremental};
