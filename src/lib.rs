//! Gloss reads a news article and marks who is who and who claims what.
//!
//! [`Annotator::annotate`] turns text into a [`Document`](document::Document): people, organisations and places with
//! their roles and links, dates and amounts, and claims with source, cue and content. The crate reads no file, opens no
//! connection and never judges whether a claim is true.
//!
//! ```
//! use gloss::{Annotator, Options};
//!
//! let annotator = Annotator::embedded()?;
//! let text = "“The bridge is closed,” Mayor Ruth Adams said on Friday.";
//! let document = annotator.annotate(text, &Options::default());
//! for claim in &document.claims {
//!     let source = claim.source.as_ref().map_or("nobody", |source| source.span.of(text));
//!     println!("{source}: {}", claim.content[0].of(text));
//! }
//! # assert_eq!(document.claims[0].source.as_ref().unwrap().span.of(text), "Mayor Ruth Adams");
//! # Ok::<(), gloss::Error>(())
//! ```
//!
//! `docs/architecture.md` draws the pipeline and lists the layers of the modules.

#![deny(missing_docs, unreachable_pub)]

pub mod corrections;
pub mod document;
pub mod render;
pub mod text;

#[doc(hidden)]
pub mod internal;

mod annotator;
mod article;
mod attribution;
mod check_worthiness;
mod coref;
mod entities;
mod error;
mod gazetteer;
mod incremental;
mod interviews;
mod kb;
mod lexicon;
mod linking;
mod metonymy;
mod model;
mod parser;
mod passages;
mod pipeline;
mod pos;
mod recognizer;
mod resources;
mod roles;
mod sentences;
mod syntax;
mod tokens;
mod unnamed;
mod values;
#[cfg(target_arch = "wasm32")]
#[allow(unreachable_pub, reason = "JavaScript calls these functions")]
mod wasm;

/// The Rust example of the README, run as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

pub use annotator::Annotator;
pub use error::Error;
pub use model::format::LoadError;
pub use pipeline::{EditCache, Options};
