//! The region of a profile.

use std::borrow::Cow;

use aws_types::os_shim_internal::{Env, Fs};
use aws_types::region::Region;

use super::profile_file::ProfileFiles;
use super::{ProfileSet, load};
use crate::meta::region::{ProvideRegion, future};

/// The property `region` of the selected profile, or of the profile that it names as its `source_profile`, and so on.
///
/// Files that cannot be loaded give no region, after a warning.
#[derive(Debug, Default)]
pub struct ProfileFileRegionProvider {
    fs: Fs,
    env: Env,
    files: ProfileFiles,
    selected: Option<String>,
}

/// A builder of [`ProfileFileRegionProvider`].
#[derive(Debug, Default)]
pub struct Builder(ProfileFileRegionProvider);

impl Builder {
    /// The profile, instead of the one that `AWS_PROFILE` names.
    pub fn profile_name(mut self, name: impl Into<String>) -> Self {
        self.0.selected = Some(name.into());
        self
    }

    /// The files, instead of the shared ones.
    pub fn profile_files(mut self, files: ProfileFiles) -> Self {
        self.0.files = files;
        self
    }

    /// The provider.
    pub fn build(self) -> ProfileFileRegionProvider {
        self.0
    }
}

impl ProfileFileRegionProvider {
    /// A provider that reads the shared files each time that it is asked.
    pub fn new() -> Self {
        Self::default()
    }

    /// A builder of a provider for another profile or other files.
    pub fn builder() -> Builder {
        Builder::default()
    }

    async fn region(&self) -> Option<Region> {
        match load(&self.fs, &self.env, &self.files, self.selected.clone().map(Cow::Owned)).await {
            Ok(set) => region_of(&set).map(|region| Region::new(region.to_owned())),
            Err(error) => {
                tracing::warn!("no profile has a region: {error}");
                None
            }
        }
    }
}

impl ProvideRegion for ProfileFileRegionProvider {
    fn region(&self) -> future::ProvideRegion<'_> {
        future::ProvideRegion::new(self.region())
    }
}

/// The region of the selected profile or of the nearest of its sources that has one.
fn region_of(set: &ProfileSet) -> Option<&str> {
    let mut profile = set.get_profile(set.selected_profile())?;
    // Sources may go round in a circle; no way without one is longer.
    for _ in set.profiles() {
        if let Some(region) = profile.get("region").filter(|region| !region.is_empty()) {
            return Some(region);
        }
        profile = set.get_profile(profile.get("source_profile")?)?;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::profile_file::ProfileFileKind;

    async fn region(text: &str, profile: &str) -> Option<String> {
        let files = ProfileFiles::builder().with_contents(ProfileFileKind::Config, text).build();
        let provider = ProfileFileRegionProvider::builder().profile_files(files).profile_name(profile).build();
        ProvideRegion::region(&provider).await.map(|region| region.to_string())
    }

    #[tokio::test]
    async fn the_region_is_that_of_the_profile_or_of_its_sources() {
        let text = "[default]\nregion = d\n[profile a]\nregion = a\nsource_profile = default\n\
                    [profile b]\nsource_profile = a\n[profile c]\nsource_profile = b\n\
                    [profile self]\nsource_profile = self\n[profile x]\nsource_profile = y\n[profile y]\nsource_profile = x\n\
                    [profile lost]\nsource_profile = nobody\n[profile none]\n[profile empty]\nregion =\n";
        for (profile, expected) in [("default", "d"), ("a", "a"), ("b", "a"), ("c", "a")] {
            assert_eq!(region(text, profile).await.as_deref(), Some(expected), "{profile}");
        }
        for profile in ["self", "x", "y", "lost", "none", "empty", "absent"] {
            assert_eq!(region(text, profile).await, None, "{profile}");
        }
        assert_eq!(region("no section", "default").await, None);
    }
}
