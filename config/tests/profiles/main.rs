//! Profile files: our own cases, and those that SDKs of AWS share, from the reference folder.

#![allow(clippy::unwrap_used, reason = "tests")]

mod shared;

use std::path::Path;

use aws_types::os_shim_internal::{Env, Fs};
use tinsmith_config::profile::profile_file::{ProfileFileKind, ProfileFiles};
use tinsmith_config::profile::{ProfileFileLoadError, ProfileSet, load};

async fn of_config(text: &str) -> Result<ProfileSet, ProfileFileLoadError> {
    let files = ProfileFiles::builder().with_contents(ProfileFileKind::Config, text).build();
    load(&Fs::from_slice(&[]), &Env::from_slice(&[]), &files, None).await
}

#[tokio::test]
async fn a_profile_is_selected_by_the_program_then_the_environment_then_default() {
    let fs = Fs::from_slice(&[(
        "/home/.aws/config",
        "[default]\nregion = a\n[profile b]\nregion = b\n[profile c]\nregion = c\n",
    )]);
    let region = async |profile: Option<&'static str>, vars: &[(&str, &str)]| {
        let env = Env::from_slice(&[&[("HOME", "/home")], vars].concat());
        let set = load(&fs, &env, &ProfileFiles::default(), profile.map(Into::into)).await.unwrap();
        set.get("region").map(str::to_owned)
    };
    assert_eq!(region(None, &[]).await.as_deref(), Some("a"));
    assert_eq!(region(None, &[("AWS_PROFILE", "b")]).await.as_deref(), Some("b"));
    assert_eq!(
        region(None, &[("AWS_PROFILE", "")]).await.as_deref(),
        Some("a"),
        "an empty variable is as good as none"
    );
    assert_eq!(region(Some("c"), &[("AWS_PROFILE", "b")]).await.as_deref(), Some("c"));
    assert_eq!(region(Some("d"), &[]).await, None);
}

#[tokio::test]
async fn properties_know_their_lines() {
    let set = of_config("# one\n[profile a]\nregion = x\nRegion = y\n").await.unwrap();
    let property = set.get_profile("a").unwrap().property("region").unwrap();
    assert_eq!((property.value(), property.place().to_string().as_str()), ("y", "profile file contents:4"));
}

#[tokio::test]
async fn nested_properties_are_found_by_section_and_name() {
    let set = of_config(
        "[services dev]\ns3 =\n  endpoint_url = http://a:1\n  other=\ndynamodb =\n endpoint_url = http://b\n",
    );
    let set = set.await.unwrap();
    assert_eq!(set.nested("services", "dev", "s3", "endpoint_url"), Some("http://a:1"));
    assert_eq!(set.nested("services", "dev", "s3", "other"), Some(""));
    assert_eq!(set.nested("services", "dev", "dynamodb", "endpoint_url"), Some("http://b"));
    assert_eq!(set.nested("services", "live", "s3", "endpoint_url"), None);
}

#[tokio::test]
async fn what_is_ignored_is_listed_with_its_place_and_the_reason() {
    let set = of_config("[live]\n[profile a b]\n[default]\n[profile default]\nin valid = secret\n").await.unwrap();
    assert_eq!(
        set.ignored(),
        [
            "profile file contents:1: [live] is ignored: in the configuration file a profile is written `[profile NAME]`",
            "profile file contents:2: [profile a b] is ignored: names have letters, digits, and _ - / . % @ : +",
            "profile file contents:3: [default] is ignored: [profile default] is there, too, and comes before it",
            "profile file contents:5: `in valid` is ignored: names have letters, digits, and _ - / . % @ : +",
        ]
    );
    let files =
        ProfileFiles::builder().with_contents(ProfileFileKind::Credentials, "[profile a]\n[sso-session b]\n").build();
    let set = load(&Fs::from_slice(&[]), &Env::from_slice(&[]), &files, None).await.unwrap();
    assert!(set.ignored()[0].ends_with("in the credentials file a profile is written `[NAME]`, without `profile`"));
    assert!(set.ignored()[1].ends_with("such sections belong in the configuration file"));
}

#[tokio::test]
async fn a_bad_line_is_placed_and_not_repeated() {
    let error = of_config("[default]\r\nregion = a\r\naws_secret_access_key : s3cr3t\r\n").await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "profile file contents:3: Expected an '=' sign defining a property; a property is a line such as `region = eu-west-1`"
    );
    let error = of_config("\u{feff}[default\n").await.unwrap_err().to_string();
    assert!(error.starts_with("profile file contents:1: Profile definition must end with ']'"), "{error}");
}

#[tokio::test]
async fn files_that_are_not_there_or_no_text_are_empty_but_those_of_the_program() {
    let env = Env::from_slice(&[("HOME", "/home"), ("AWS_CONFIG_FILE", "/no/file")]);
    let fs = Fs::from_map([("/home/.aws/credentials".to_owned(), vec![b'[', 0xff])].into());
    let set = load(&fs, &env, &ProfileFiles::default(), None).await.unwrap();
    assert!(set.is_empty());
    assert_eq!(
        set.ignored(),
        [
            "there is no file /no/file, which AWS_CONFIG_FILE names",
            "/home/.aws/credentials is ignored: it is not UTF-8"
        ]
    );

    let files = ProfileFiles::builder().with_file(ProfileFileKind::Config, Path::new("/no/file")).build();
    let error = load(&fs, &env, &files, None).await.unwrap_err();
    assert!(error.to_string().starts_with("the profile file /no/file cannot be read: "), "{error}");
}

#[tokio::test]
async fn secrets_are_not_in_debug() {
    let text =
        "[default]\naws_secret_access_key = s3cr3t\ns3 =\n token = s3cr3t\n[services s]\ns3 =\n token = s3cr3t\n";
    let files = ProfileFiles::builder().with_contents(ProfileFileKind::Config, text).build();
    let set = of_config(text).await.unwrap();
    let property = set.get_profile("default").unwrap().property("s3").unwrap();
    let shown = format!("{files:?} {set:?} {property:?}");
    assert!(!shown.contains("s3cr3t") && shown.contains("aws_secret_access_key"), "{shown}");
}
