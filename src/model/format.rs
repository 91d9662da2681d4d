//! How every file of weights begins and ends: a magic word and a version, four bytes each, and the sum of all ([`seal`]).

use std::fmt;

use crate::model::checksum;

/// Why bytes are not a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoadError {
    /// They do not begin as a model file does.
    NotAModel,
    /// They are of another version than this program reads.
    Version {
        /// The one they are of.
        found: u32,
        /// The one it reads.
        read: u32,
    },
    /// Their sum is not the one they were written with.
    Damaged,
    /// They are shorter or longer than their header says.
    Length,
    /// A label name is not UTF-8, or there are fewer or more names than labels.
    Labels,
    /// A weight is not a number.
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

/// What stands between the version and the sum of a file.
///
/// # Errors
///
/// When the bytes are no such file, of another version, or damaged.
pub(crate) fn open(bytes: &[u8], magic: u32, version: u32) -> Result<&[u8], LoadError> {
    let (&first, rest) = bytes.split_first_chunk().ok_or(LoadError::NotAModel)?;
    if u32::from_le_bytes(first) != magic {
        return Err(LoadError::NotAModel);
    }
    let (&second, _) = rest.split_first_chunk().ok_or(LoadError::NotAModel)?;
    let found = u32::from_le_bytes(second);
    if found != version {
        return Err(LoadError::Version { found, read: version });
    }
    checksum::open(bytes).and_then(|body| body.get(8..)).ok_or(LoadError::Damaged)
}
