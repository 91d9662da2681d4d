//! A document in the forms that leave the annotator.

pub mod wire;
