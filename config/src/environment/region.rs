//! The region of the environment.

use aws_types::os_shim_internal::Env;
use aws_types::region::Region;

use super::first;
use crate::meta::region::{ProvideRegion, future};

/// The region that `AWS_REGION` names, or `AWS_DEFAULT_REGION`.
#[derive(Debug, Default)]
pub struct EnvironmentVariableRegionProvider {
    env: Env,
}

impl EnvironmentVariableRegionProvider {
    /// A provider that reads the variables when it is asked.
    pub fn new() -> Self {
        Self::with_env(Env::real())
    }

    fn with_env(env: Env) -> Self {
        Self { env }
    }
}

impl ProvideRegion for EnvironmentVariableRegionProvider {
    fn region(&self) -> future::ProvideRegion<'_> {
        future::ProvideRegion::ready(first(&self.env, &["AWS_REGION", "AWS_DEFAULT_REGION"]).map(Region::new))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn region(vars: &[(&str, &str)]) -> Option<String> {
        let provider = EnvironmentVariableRegionProvider::with_env(Env::from_slice(vars));
        provider.region().await.map(|region| region.to_string())
    }

    #[tokio::test]
    async fn the_newer_variable_comes_first_unless_it_is_empty() {
        assert_eq!(region(&[]).await, None);
        assert_eq!(region(&[("AWS_DEFAULT_REGION", "a")]).await.as_deref(), Some("a"));
        assert_eq!(region(&[("AWS_REGION", "b"), ("AWS_DEFAULT_REGION", "a")]).await.as_deref(), Some("b"));
        assert_eq!(region(&[("AWS_REGION", " "), ("AWS_DEFAULT_REGION", "a\n")]).await.as_deref(), Some("a"));
    }
}
