//! A machine without root certificates: only `https` suffers.
#![cfg(feature = "rustls")]
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use std::process::Command;

use support::server::{Server, ok};
use support::{Echo, config, engine, hello};

/// The variables by which rustls-native-certs finds roots elsewhere.
const VARS: [&str; 2] = ["SSL_CERT_FILE", "SSL_CERT_DIR"];

#[test]
fn only_https_needs_roots() {
    // The variables are for the whole process, so this is another one.
    let mut again = Command::new(std::env::current_exe().unwrap());
    again.args(["--exact", "without_roots", "--ignored"]).envs(VARS.map(|name| (name, "/nonexistent")));
    let output = again.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

#[tokio::test]
#[ignore = "run by `only_https_needs_roots`, with variables set"]
async fn without_roots() {
    assert!(VARS.iter().all(|name| std::env::var_os(name).is_some()));
    let server = Server::start([ok("text=hi")]).await;
    engine(config().endpoint_url(server.url())).send::<Echo>(hello()).await.unwrap();

    let https = server.url().replace("http://", "https://");
    let error = engine(config().endpoint_url(https)).send::<Echo>(hello()).await.unwrap_err();
    assert!(error.to_string().contains("the root certificates of the platform cannot be read"), "{error}");
    assert!(!error.to_string().contains("attempt"), "{error}");
}
