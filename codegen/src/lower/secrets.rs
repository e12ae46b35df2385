//! Secrets that models do not mark with `smithy.api#sensitive`, found by their names. A value that is redacted in vain is
//! missed in a log; a secret that is not is a key in the log.

use tinsmith_model::{Kind, Member, Model, Shape};

pub use super::customization::SECRETS;
use super::words::snake;
use crate::ir::Sensitivity;

/// Endings of the names of secrets.
const ENDINGS: [&str; 18] = [
    "access_token",
    "auth_token",
    "authorization_token",
    "bearer_token",
    "hec_token",
    "id_token",
    "identity_token",
    "participant_token",
    "passphrase",
    "password",
    "private_key",
    "private_key_base64",
    "refresh_token",
    "secret",
    "secret_access_key",
    "secret_key",
    "secret_token",
    "session_token",
];

/// Whether a string or blob of this name and type is a secret, rather than the place of one.
pub fn is_secret(member: &str, target: &str) -> bool {
    let name = snake(member);
    let ends = |ending: &&str| name.strip_suffix(*ending).is_some_and(|rest| rest.is_empty() || rest.ends_with('_'));
    ENDINGS.iter().any(ends) && !snake(target).split('_').any(|word| matches!(word, "arn" | "path"))
}

/// Whether the members of these names are credentials, which are redacted as a whole: those of STS and SSO, as in the
/// official crates, and others with the same members.
pub fn are_credentials<'n>(members: impl Iterator<Item = &'n str>) -> bool {
    let (mut key, mut token) = (false, false);
    for name in members.map(snake) {
        key |= matches!(&*name, "secret_access_key" | "secret_key");
        token |= name == "session_token";
    }
    key && token
}

/// The visibility of a member in `Debug`.
pub(super) fn sensitivity(model: &Model, container: &Shape, member: &Member) -> Sensitivity {
    let is_text = matches!(model.shape(&member.target).kind, Kind::String | Kind::Blob);
    let named = || {
        let id = format!("{}${}", container.id, member.name);
        is_secret(&member.name, member.target.name()) || SECRETS.contains(&&*id)
    };
    let is_sensitive = hides_all(container) || is_marked(model, member) || is_text && named();
    if is_sensitive { Sensitivity::Sensitive } else { Sensitivity::Plain }
}

/// Whether nothing of a shape must be shown.
fn hides_all(shape: &Shape) -> bool {
    shape.traits.sensitive() || are_credentials(shape.members().iter().map(|member| &*member.name))
}

/// Whether a member, what it targets or a part of a collection that it targets is sensitive as a whole.
fn is_marked(model: &Model, member: &Member) -> bool {
    let target = model.shape(&member.target);
    let inside = || match &target.kind {
        Kind::List { member } => is_marked(model, member),
        Kind::Map { key, value } => is_marked(model, key) || is_marked(model, value),
        _ => false,
    };
    member.traits.sensitive() || hides_all(target) || inside()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_go_by_their_names() {
        for (member, target, secret) in [
            ("SessionToken", "tokenType", true),
            ("MasterUserPassword", "String", true),
            ("ADDomainJoinPassword", "XmlStringMaxLen256", true),
            ("secret", "NonEmptyString", true),
            ("idToken", "IdToken", true),
            ("privateKey", "FilePath", false),
            ("CertificateSecret", "__stringPatternArnAwsSecretsmanager", false),
            ("SecretId", "SecretIdType", false),
            ("PasswordPolicy", "String", false),
            ("NextToken", "String", false),
            ("ClientRequestToken", "String", false),
            ("nonsecret", "String", false),
        ] {
            assert_eq!(is_secret(member, target), secret, "{member}: {target}");
        }
    }

    #[test]
    fn credentials_are_a_key_and_a_token() {
        assert!(are_credentials(["AccessKeyId", "SecretAccessKey", "SessionToken"].into_iter()));
        assert!(are_credentials(["accessKeyId", "secretKey", "sessionToken"].into_iter()));
        assert!(!are_credentials(["AccessKeyId", "SecretAccessKey"].into_iter()));
    }
}
