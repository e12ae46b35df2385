//! The credentials of the environment.

use aws_credential_types::Credentials;
use aws_credential_types::attributes::AccountId;
use aws_credential_types::credential_feature::AwsCredentialFeature;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::future::ProvideCredentials as Providing;
use aws_credential_types::provider::{ProvideCredentials, Result};
use aws_types::os_shim_internal::Env;

use super::first;

/// Credentials in `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY` (or `SECRET_ACCESS_KEY`), with `AWS_SESSION_TOKEN` and
/// `AWS_ACCOUNT_ID` where these are set.
#[derive(Clone, Debug, Default)]
pub struct EnvironmentVariableCredentialsProvider {
    env: Env,
}

impl EnvironmentVariableCredentialsProvider {
    /// A provider that reads the variables when it is asked.
    pub fn new() -> Self {
        Self::with_env(Env::real())
    }

    fn with_env(env: Env) -> Self {
        Self { env }
    }

    fn credentials(&self) -> Result {
        let needed = |names: &[&str], missing| first(&self.env, names).ok_or(CredentialsError::not_loaded(missing));
        let key = needed(&["AWS_ACCESS_KEY_ID"], "the environment variable AWS_ACCESS_KEY_ID is not set, or empty")?;
        let secret = needed(
            &["AWS_SECRET_ACCESS_KEY", "SECRET_ACCESS_KEY"],
            "AWS_ACCESS_KEY_ID is set, but AWS_SECRET_ACCESS_KEY is not, or is empty",
        )?;
        let mut credentials =
            Credentials::builder().access_key_id(key).secret_access_key(secret).provider_name("EnvironmentVariable");
        credentials.set_session_token(first(&self.env, &["AWS_SESSION_TOKEN"]));
        credentials.set_account_id(first(&self.env, &["AWS_ACCOUNT_ID"]).map(AccountId::from));
        let mut credentials = credentials.build();
        let features = credentials.get_property_mut_or_default::<Vec<AwsCredentialFeature>>();
        features.push(AwsCredentialFeature::CredentialsEnvVars);
        Ok(credentials)
    }
}

impl ProvideCredentials for EnvironmentVariableCredentialsProvider {
    fn provide_credentials<'a>(&'a self) -> Providing<'a>
    where
        Self: 'a,
    {
        Providing::ready(self.credentials())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn credentials(vars: &[(&str, &str)]) -> Result {
        EnvironmentVariableCredentialsProvider::with_env(Env::from_slice(vars)).provide_credentials().await
    }

    #[tokio::test]
    async fn all_variables_are_read() {
        let (key, secret) = (("AWS_ACCESS_KEY_ID", "key"), ("AWS_SECRET_ACCESS_KEY", " secret"));
        let plain = credentials(&[key, secret]).await.unwrap();
        assert_eq!((plain.access_key_id(), plain.secret_access_key()), ("key", "secret"));
        assert_eq!((plain.session_token(), plain.account_id(), plain.expiry()), (None, None, None));
        let whole = [key, secret, ("AWS_SESSION_TOKEN", "token"), ("AWS_ACCOUNT_ID", "123456789012")];
        let whole = credentials(&whole).await.unwrap();
        assert_eq!(whole.session_token(), Some("token"));
        assert_eq!(whole.account_id().map(|id| id.as_str()), Some("123456789012"));
        let blank = credentials(&[key, secret, ("AWS_SESSION_TOKEN", " "), ("AWS_ACCOUNT_ID", "")]).await.unwrap();
        assert_eq!((blank.session_token(), blank.account_id()), (None, None));
        let old = credentials(&[key, ("SECRET_ACCESS_KEY", "old")]).await.unwrap();
        assert_eq!(old.secret_access_key(), "old");
    }

    #[tokio::test]
    async fn half_of_the_keys_is_none_and_the_other_half_is_named() {
        for (vars, missing) in [
            (&[][..], "AWS_ACCESS_KEY_ID is not set"),
            (&[("AWS_SECRET_ACCESS_KEY", "s3cr3t")], "AWS_ACCESS_KEY_ID is not set"),
            (&[("AWS_ACCESS_KEY_ID", "key")], "but AWS_SECRET_ACCESS_KEY is not"),
        ] {
            let error = credentials(vars).await.unwrap_err();
            assert!(matches!(error, CredentialsError::CredentialsNotLoaded(_)));
            let shown = format!("{}", aws_smithy_types::error::display::DisplayErrorContext(&error));
            assert!(shown.contains(missing) && !shown.contains("s3cr3t"), "{shown}");
        }
    }
}
