//! The default connection over TLS, to a server whose certificate is the one root that the client knows.
#![cfg(feature = "rustls")]
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use std::process::Command;
use std::sync::Arc;

use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use support::{Echo, config, engine, hello};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

const CERTIFICATE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/localhost.pem");
const KEY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/localhost.key.pem");

/// A server that answers each request with success. Gives its port.
async fn server() -> u16 {
    let certificate = CertificateDer::from_pem_file(CERTIFICATE).unwrap();
    let key = PrivateKeyDer::from_pem_file(KEY).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    let (acceptor, listener) = (TlsAcceptor::from(Arc::new(config)), TcpListener::bind("127.0.0.1:0").await.unwrap());
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let handshake = acceptor.accept(stream);
            tokio::spawn(async move {
                // A client that does not trust the certificate ends the handshake.
                let Ok(mut stream) = handshake.await else { return };
                while let Ok(1..) = stream.read(&mut [0; 8192]).await {
                    stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 7\r\n\r\ntext=hi").await.unwrap();
                }
            });
        }
    });
    port
}

async fn calls() {
    let port = server().await;
    let client = engine(config().endpoint_url(format!("https://localhost:{port}")));
    for _ in 0..2 {
        let output = client.send::<Echo>(hello()).await.unwrap();
        assert_eq!(output.text.as_deref(), Some("hi"));
    }
    // The certificate is for the name alone.
    let config = config().endpoint_url(format!("https://127.0.0.1:{port}"));
    let error = engine(config).send::<Echo>(hello()).await.unwrap_err().to_string();
    let expected = format!("Echo failed: cannot connect to 127.0.0.1:{port}: invalid peer certificate: ");
    assert!(error.starts_with(&expected), "{error}");
    assert!(!error.contains("attempts"), "it would be the same again: {error}");
}

/// The roots of the platform are those of a process, so the calls are made in one of their own.
#[test]
fn calls_go_over_tls() {
    const MARK: &str = "TINSMITH_TEST_TLS";
    if std::env::var_os(MARK).is_some() {
        return tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(calls());
    }
    let mut test = Command::new(std::env::current_exe().unwrap());
    test.args(["--exact", "calls_go_over_tls", "--nocapture"]).env(MARK, "1");
    let output = test.env("SSL_CERT_FILE", CERTIFICATE).env_remove("SSL_CERT_DIR").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
