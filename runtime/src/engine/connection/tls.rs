//! TLS by rustls, with ring and the root certificates of the platform.
//!
//! The certificates are read when the first `https` connection is made: calls to `http` endpoints do without them.

use std::sync::{Arc, OnceLock};

use rustls::crypto::ring;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, RootCertStore};
use rustls_native_certs::load_native_certs;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::connector::Fatal;
use crate::error::{BoxError, ContextError};

/// Makes the handshake with a host.
///
/// # Errors
///
/// If the host is no name of a server, the root certificates cannot be read, or the handshake fails.
pub(super) async fn connect(host: &str, stream: TcpStream) -> Result<TlsStream<TcpStream>, BoxError> {
    let name = ServerName::try_from(host)?.to_owned();
    Ok(TlsConnector::from(config()?).connect(name, stream).await?)
}

/// The TLS configuration of the process, made when it is first needed.
fn config() -> Result<Arc<ClientConfig>, BoxError> {
    static CONFIG: OnceLock<Arc<ClientConfig>> = OnceLock::new();
    if let Some(config) = CONFIG.get() {
        return Ok(Arc::clone(config));
    }
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots()?)
        .with_no_client_auth();
    Ok(Arc::clone(CONFIG.get_or_init(|| Arc::new(config))))
}

fn roots() -> Result<RootCertStore, Fatal> {
    let found = load_native_certs();
    let mut roots = RootCertStore::empty();
    let (_, unusable) = roots.add_parsable_certificates(found.certs);
    if roots.is_empty() {
        let errors = format!("none was found ({unusable} unusable, errors: {:?})", found.errors);
        return Err(Fatal(ContextError::with_source("the root certificates of the platform cannot be read", errors)));
    }
    Ok(roots)
}
