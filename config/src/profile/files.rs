//! The choice of files.

use std::fmt;
use std::path::PathBuf;

/// The files that profiles are read from, in order: what a later file says of a property holds.
///
/// The default are the two shared files.
#[derive(Clone, Debug)]
pub struct ProfileFiles {
    pub(super) files: Vec<ProfileFile>,
}

impl ProfileFiles {
    /// A builder without files.
    pub fn builder() -> Builder {
        Builder::new()
    }
}

impl Default for ProfileFiles {
    fn default() -> Self {
        let files = [ProfileFileKind::Config, ProfileFileKind::Credentials].map(ProfileFile::Default).to_vec();
        Self { files }
    }
}

/// The kind of a profile file, by which the names of its sections are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProfileFileKind {
    /// As `~/.aws/config`: all profiles but `default` have the prefix `profile`.
    Config,
    /// As `~/.aws/credentials`: profiles have no prefix, and there are no other sections.
    Credentials,
}

impl ProfileFileKind {
    pub(super) fn default_path(self) -> &'static str {
        match self {
            Self::Config => "~/.aws/config",
            Self::Credentials => "~/.aws/credentials",
        }
    }

    /// The environment variable that names another file.
    pub(super) fn variable(self) -> &'static str {
        match self {
            Self::Config => "AWS_CONFIG_FILE",
            Self::Credentials => "AWS_SHARED_CREDENTIALS_FILE",
        }
    }
}

#[derive(Clone)]
pub(super) enum ProfileFile {
    /// The shared file, wherever the environment has it.
    Default(ProfileFileKind),
    Path(ProfileFileKind, PathBuf),
    Contents(ProfileFileKind, String),
}

impl ProfileFile {
    pub(super) fn kind(&self) -> ProfileFileKind {
        match self {
            Self::Default(kind) | Self::Path(kind, _) | Self::Contents(kind, _) => *kind,
        }
    }
}

/// Without contents, which may be secret.
impl fmt::Debug for ProfileFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default(kind) => f.debug_tuple("Default").field(kind).finish(),
            Self::Path(kind, path) => f.debug_tuple("Path").field(kind).field(path).finish(),
            Self::Contents(kind, _) => f.debug_tuple("Contents").field(kind).field(&"** redacted **").finish(),
        }
    }
}

/// A builder of [`ProfileFiles`]. The shared files come first, then others in the order in which they are added.
#[derive(Clone, Debug, Default)]
pub struct Builder {
    config: bool,
    credentials: bool,
    others: Vec<ProfileFile>,
}

impl Builder {
    /// A builder without files.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether the shared configuration file is read.
    pub fn include_default_config_file(mut self, include: bool) -> Self {
        self.config = include;
        self
    }

    /// Whether the shared credentials file is read.
    pub fn include_default_credentials_file(mut self, include: bool) -> Self {
        self.credentials = include;
        self
    }

    /// Adds a file. Loading fails if it cannot be read.
    pub fn with_file(mut self, kind: ProfileFileKind, file: impl Into<PathBuf>) -> Self {
        self.others.push(ProfileFile::Path(kind, file.into()));
        self
    }

    /// Adds the text of a file.
    pub fn with_contents(mut self, kind: ProfileFileKind, contents: impl Into<String>) -> Self {
        self.others.push(ProfileFile::Contents(kind, contents.into()));
        self
    }

    /// The files.
    ///
    /// # Panics
    ///
    /// If there are none.
    pub fn build(self) -> ProfileFiles {
        let shared = [(self.config, ProfileFileKind::Config), (self.credentials, ProfileFileKind::Credentials)];
        let shared = shared.into_iter().filter(|(included, _)| *included).map(|(_, kind)| ProfileFile::Default(kind));
        let files: Vec<_> = shared.chain(self.others).collect();
        assert!(!files.is_empty(), "no profile file is included: include a default file, or add one");
        ProfileFiles { files }
    }
}
