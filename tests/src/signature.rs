//! Signatures as the service checks them, from the request as it came
//! (<https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>).
//!
//! It shares no code with the signing path of the runtime.

use std::fmt::Write;

use ring::{digest, hmac};

use crate::server::Received;

/// The signature that the request has, empty if none.
pub fn claimed(request: &Received) -> &str {
    request.authorization("Signature=").unwrap_or_default()
}

/// The signature that the request should have, by the scope that it names.
pub fn of(request: &Received, secret: &str) -> String {
    let credential = request.authorization("Credential=").unwrap_or_default();
    let scope = credential.split_once('/').map_or("", |(_, scope)| scope);
    let date = request.header("x-amz-date").unwrap_or_default();
    let canonical = sha256(canonical_request(request).as_bytes());
    let to_sign = format!("AWS4-HMAC-SHA256\n{date}\n{scope}\n{canonical}");
    let key = scope.split('/').fold(format!("AWS4{secret}").into_bytes(), |key, part| mac(&key, part));
    hex(&mac(&key, &to_sign))
}

fn canonical_request(request: &Received) -> String {
    let signed = request.signed_headers();
    let mut text = format!("{}\n{}\n{}\n", request.method, path(request), query(request));
    for name in &signed {
        let values: Vec<_> = request.headers.get_all(*name).iter().filter_map(|value| value.to_str().ok()).collect();
        let value = values.join(",").split_whitespace().collect::<Vec<_>>().join(" ");
        text.push_str(&format!("{name}:{value}\n"));
    }
    text.push_str(&format!("\n{}\n{}", signed.join(";"), sha256(&request.body)));
    text
}

/// The path, which is encoded already, encoded once more.
fn path(request: &Received) -> String {
    request.uri.path().replace('%', "%25")
}

/// The parameters in the order of their names and values.
fn query(request: &Received) -> String {
    let mut parameters: Vec<_> = request.uri.query().unwrap_or_default().split('&').collect();
    parameters.sort_unstable();
    parameters.join("&")
}

fn mac(key: &[u8], text: &str) -> Vec<u8> {
    hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), text.as_bytes()).as_ref().to_vec()
}

fn sha256(bytes: &[u8]) -> String {
    hex(digest::digest(&digest::SHA256, bytes).as_ref())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
