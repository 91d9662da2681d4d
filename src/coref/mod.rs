//! Coreference: which names, noun phrases and pronouns refer to the same person or thing.
//!
//! Names come first: [`name_propagation`] and [`name_particles`] complete them, [`cluster`] groups them by
//! the rules in [`people`], [`organizations`] and [`kb_aliases`], with [`namesakes`] for names that several
//! referents share. Then [`anaphora`] adds mentions without a name: [`nominals`] ("the ministry") and
//! [`pronouns`].
//!
//! Never decides which entry of the knowledge base is meant.

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
