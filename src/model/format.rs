//! The envelope of every model file: a magic number and a version of four bytes each, the body, and the
//! [`checksum`].
//!
//! Never knows the layout of a body.

use std::fmt;

use crate::model::checksum;

/// The reason why bytes are refused as a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoadError {
    /// They do not begin with the magic number.
    NotAModel,
    /// They have a version that this program does not read.
    Version {
        /// The version of the file.
        found: u32,
        /// The version that this program reads.
        read: u32,
    },
    /// Their checksum does not match.
    Damaged,
    /// Their length is not the one stated in the header.
    Length,
    /// A label name is not UTF-8, or the number of names is not the number of labels.
    Labels,
    /// A weight is not finite.
    Weights,
    /// A table of the knowledge base or the gazetteer is malformed.
    Table(&'static str),
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::NotAModel => write!(f, "these bytes are not a model"),
            Self::Version { found, read } => {
                write!(f, "the model is of version {found}, this program reads {read}")
            }
            Self::Damaged => write!(f, "the model is damaged"),
            Self::Length => write!(f, "the model is cut short or has bytes to spare"),
            Self::Labels => write!(f, "the model's label names cannot be read"),
            Self::Weights => write!(f, "the model holds a weight that is not a number"),
            Self::Table(fault) => write!(f, "a table is malformed: {fault}"),
        }
    }
}

impl std::error::Error for LoadError {}

/// Returns the body of a file, between its version and its checksum.
///
/// # Errors
///
/// [`LoadError::NotAModel`], [`LoadError::Version`] or [`LoadError::Damaged`] if magic number, version or
/// checksum are not the expected ones.
pub(crate) fn body(bytes: &[u8], magic: u32, version: u32) -> Result<&[u8], LoadError> {
    let (&first, rest) = bytes.split_first_chunk().ok_or(LoadError::NotAModel)?;
    if u32::from_le_bytes(first) != magic {
        return Err(LoadError::NotAModel);
    }
    let (&second, _) = rest.split_first_chunk().ok_or(LoadError::NotAModel)?;
    let found = u32::from_le_bytes(second);
    if found != version {
        return Err(LoadError::Version { found, read: version });
    }
    checksum::verify(bytes).and_then(|file| file.get(8..)).ok_or(LoadError::Damaged)
}
