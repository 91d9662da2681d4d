//! The error of the crate.

use std::error;
use std::fmt;

use crate::model::format::LoadError;

/// An error of a public function. Annotating text never fails: errors come from loading files and from reading what a
/// caller wrote.
///
/// [`source`](error::Error::source) gives the cause where there is one.
///
/// ```
/// use std::error::Error as _;
///
/// let error = gloss::corrections::dictionary("not JSON").unwrap_err();
/// assert!(matches!(error, gloss::Error::Corrections { .. }));
/// assert!(error.source().is_some());
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// A model or table that is compiled into the program differs from what was committed, as after a broken download.
    Damaged {
        /// The file in `models/`.
        file: &'static str,
        /// The fault of that file.
        source: LoadError,
    },
    /// A dictionary, or a list of corrections, cannot be used.
    Corrections {
        /// The fault, with the number of the entry, counted from 1, where it is one entry's.
        message: String,
        /// The syntax error, where the text is not JSON of the right shape.
        source: Option<Box<dyn error::Error + Send + Sync>>,
    },
    /// A text is not a day of the calendar written as `YYYY-MM-DD`.
    Date,
}

impl Error {
    pub(crate) fn corrections(message: impl Into<String>) -> Self {
        Self::Corrections { message: message.into(), source: None }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Damaged { .. } => f.write_str("the program is damaged and must be loaded again"),
            Self::Corrections { message, .. } => f.write_str(message),
            Self::Date => f.write_str("not a day written as YYYY-MM-DD"),
        }
    }
}

impl error::Error for Error {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::Damaged { source, .. } => Some(source),
            Self::Corrections { source, .. } => source.as_deref().map(|e| e as _),
            Self::Date => None,
        }
    }
}
