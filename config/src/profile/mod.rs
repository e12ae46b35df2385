//! Profiles: named groups of settings in two files.
//!
//! `~/.aws/config` has sections `[default]`, `[profile NAME]`, `[sso-session NAME]` and others with a prefix;
//! `~/.aws/credentials` has profiles without one. `AWS_CONFIG_FILE` and `AWS_SHARED_CREDENTIALS_FILE` name other files,
//! `AWS_PROFILE` selects a profile.

mod error;
mod files;
mod merge;
mod parse;
mod place;
mod read;
pub mod region;
mod set;

/// The files that profiles are read from.
pub mod profile_file {
    pub use super::files::{Builder, ProfileFileKind, ProfileFiles};
}

use std::borrow::Cow;

use aws_types::os_shim_internal::{Env, Fs};

pub use error::{CouldNotReadProfileFile, ProfileFileLoadError, ProfileParseError};
pub use place::Place;
use profile_file::ProfileFiles;
pub use region::ProfileFileRegionProvider;
pub use set::{Profile, ProfileSet, Property, SsoSession};

/// Reads profile files. Without `selected`, the profile is that of `AWS_PROFILE`, or `default`.
///
/// A default file that is not there is empty, and so is one that an environment variable names, after a warning. What is not
/// valid in a section's or a property's name is left out, after a warning that [`ProfileSet::ignored`] repeats.
///
/// # Errors
///
/// If a file of [`Builder::with_file`](profile_file::Builder::with_file) cannot be read, or a line is neither a section nor
/// a property.
pub async fn load(
    fs: &Fs,
    env: &Env,
    files: &ProfileFiles,
    selected: Option<Cow<'static, str>>,
) -> Result<ProfileSet, ProfileFileLoadError> {
    let named = || env.get("AWS_PROFILE").ok().filter(|name| !name.is_empty()).map(Cow::Owned);
    let selected = selected.or_else(named).unwrap_or(Cow::Borrowed("default"));
    let mut set = ProfileSet::selecting(selected);
    for file in &files.files {
        let text = read::read(file, fs, env, &mut set).await?;
        merge::merge(&mut set, parse::parse(&text.contents, &text.path)?, file.kind(), &text.path);
    }
    Ok(set)
}
