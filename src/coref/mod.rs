//! Coreference: which names, noun phrases and pronouns refer to the same person or thing.

pub mod anaphora;
pub mod cluster;
pub mod cluster_fingerprint;
pub mod kb_aliases;
pub mod name_particles;
pub mod name_propagation;
pub mod namesakes;
pub mod nominals;
pub mod organizations;
pub mod people;
pub mod pronouns;
pub mod type_nouns;
