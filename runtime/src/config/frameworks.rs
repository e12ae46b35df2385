//! The frameworks of a program, as its user agent names them.

pub use aws_types::sdk_ua_metadata::FrameworkMetadata;

use super::{Builder, Config};

impl Builder {
    /// Adds a framework or library that the program stands on, shown in the `User-Agent` header: each once, and ten of them at
    /// most. Those of a call's own configuration come behind those of the client.
    #[must_use]
    #[inline]
    pub fn framework_metadata(mut self, framework: FrameworkMetadata) -> Self {
        self.push_framework_metadata(framework);
        self
    }

    /// Like [`framework_metadata`](Self::framework_metadata).
    #[inline]
    pub fn push_framework_metadata(&mut self, framework: FrameworkMetadata) -> &mut Self {
        self.settings.frameworks.push(framework);
        self
    }
}

impl Config {
    /// The frameworks that were added, or that the `SdkConfig` has.
    #[inline]
    pub fn framework_metadata(&self) -> Vec<&FrameworkMetadata> {
        self.settings.frameworks.iter().collect()
    }
}
