//! Errors of profile files.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use super::place::Place;

/// A profile file that cannot be loaded.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum ProfileFileLoadError {
    /// A line is neither a section nor a property.
    ParseError(ProfileParseError),
    /// A file that the program named cannot be read.
    CouldNotReadFile(CouldNotReadProfileFile),
}

impl fmt::Display for ProfileFileLoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ParseError(error) => error.fmt(f),
            Self::CouldNotReadFile(error) => error.fmt(f),
        }
    }
}

impl Error for ProfileFileLoadError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::ParseError(error) => error.source(),
            Self::CouldNotReadFile(error) => error.source(),
        }
    }
}

impl From<ProfileParseError> for ProfileFileLoadError {
    fn from(error: ProfileParseError) -> Self {
        Self::ParseError(error)
    }
}

/// A line of a profile file that is neither a section nor a property.
#[derive(Clone, Debug)]
pub struct ProfileParseError {
    pub(super) place: Place,
    pub(super) problem: &'static str,
    pub(super) advice: &'static str,
}

impl ProfileParseError {
    /// The line.
    pub fn place(&self) -> &Place {
        &self.place
    }
}

impl fmt::Display for ProfileParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Lines of these files may hold secrets, so they are not repeated.
        write!(f, "{}: {}; {}", self.place, self.problem, self.advice)
    }
}

impl Error for ProfileParseError {}

/// A file that the program named and that cannot be read.
#[derive(Clone, Debug)]
pub struct CouldNotReadProfileFile {
    pub(super) path: PathBuf,
    pub(super) cause: Arc<io::Error>,
}

impl fmt::Display for CouldNotReadProfileFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the profile file {} cannot be read: {}", self.path.display(), self.cause)
    }
}

impl Error for CouldNotReadProfileFile {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.cause)
    }
}
