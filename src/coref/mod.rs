//! Coreference: which names, noun phrases and pronouns refer to the same person or thing.

pub(crate) mod anaphora;
pub(crate) mod cluster;
pub(crate) mod cluster_fingerprint;
pub(crate) mod kb_aliases;
pub(crate) mod name_particles;
pub(crate) mod name_propagation;
pub(crate) mod namesakes;
pub(crate) mod nominals;
pub(crate) mod organizations;
pub(crate) mod people;
pub(crate) mod pronouns;
pub(crate) mod type_nouns;
