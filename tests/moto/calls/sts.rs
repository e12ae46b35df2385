//! STS: awsQuery, credentials and times.

use flows::{config, told};
use sts::Client;
use sts::primitives::{DateTime, DateTimeFormat};

#[tokio::test]
async fn roles_are_assumed() {
    let client = Client::from_conf(config().build());
    let identity = client.get_caller_identity().send().await.unwrap();
    assert_eq!(identity.account(), Some("123456789012"));
    let arn = "arn:aws:iam::123456789012:role/role";
    let assumed = client.assume_role().role_arn(arn).role_session_name("session").duration_seconds(900);
    let assumed = assumed.send().await.unwrap();
    let credentials = assumed.credentials().unwrap();
    assert!(credentials.access_key_id().starts_with("ASIA"), "{credentials:?}");
    assert!(!credentials.secret_access_key().is_empty() && !credentials.session_token().is_empty());
    let now = DateTime::from_secs(std::time::UNIX_EPOCH.elapsed().unwrap().as_secs().try_into().unwrap());
    let left = credentials.expiration().secs() - now.secs();
    assert!((800..=900).contains(&left), "{}", credentials.expiration().fmt(DateTimeFormat::DateTime).unwrap());
    let user = assumed.assumed_role_user().unwrap();
    assert_eq!(user.arn(), "arn:aws:sts::123456789012:assumed-role/role/session");
}

#[tokio::test]
async fn requests_that_need_no_keys_go_out_without() {
    let client = Client::from_conf(config().anonymous(true).build());
    let assume = client.assume_role_with_web_identity().role_arn("arn:aws:iam::123456789012:role/role");
    let assumed = assume.role_session_name("session").web_identity_token("token").send().await.unwrap();
    assert!(assumed.credentials().is_some(), "{assumed:?}");
}

#[tokio::test]
async fn what_is_too_long_is_refused() {
    let client = Client::from_conf(config().build());
    // moto knows no error that the model lists.
    let assume = client.assume_role().role_arn("arn:aws:iam::123456789012:role/role").role_session_name("a".repeat(65));
    let (code, message) = told(assume.send().await);
    assert_eq!(code, "ValidationError");
    assert!(message.contains("at 'roleSessionName' failed to satisfy constraint"), "{message}");
}
