//! Signatures as the service checks them, from the request as it came
//! (<https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>).
//!
//! It shares no code with the signing path of the runtime.

use std::fmt::Write;

use ring::signature::{ECDSA_P256_SHA256_ASN1, UnparsedPublicKey};
use ring::{digest, hmac};

use crate::server::Received;

/// The facts that a request gives about its signature, in a header or in the query.
struct Claim {
    signature: String,
    /// `20150830/us-east-1/iam/aws4_request`
    scope: String,
    date: String,
    signed_headers: Vec<String>,
}

impl Claim {
    fn of(request: &Received) -> Self {
        let texts = match request.authorization("Signature=") {
            Some(_) => {
                let [signature, credential, headers] = ["Signature=", "Credential=", "SignedHeaders="]
                    .map(|key| request.authorization(key).unwrap_or_default());
                [signature, credential, headers, request.header("x-amz-date").unwrap_or_default()].map(str::to_owned)
            }
            None => ["X-Amz-Signature", "X-Amz-Credential", "X-Amz-SignedHeaders", "X-Amz-Date"]
                .map(|name| parameter(request, name).unwrap_or_default()),
        };
        let [signature, credential, headers, date] = texts;
        let scope = credential.split_once('/').map_or("", |(_, scope)| scope).to_owned();
        Self { signature, scope, date, signed_headers: headers.split(';').map(str::to_owned).collect() }
    }

    /// S3 reads paths as they are, and takes bodies of presigned requests as they come.
    fn is_for_s3(&self) -> bool {
        self.scope.split('/').nth(2) == Some("s3")
    }
}

/// The parameter of the query, decoded.
pub fn parameter(request: &Received, name: &str) -> Option<String> {
    let parameters = request.uri.query()?.split('&').filter_map(|parameter| parameter.split_once('='));
    parameters.into_iter().find(|(known, _)| *known == name).map(|(_, value)| decoded(value))
}

fn decoded(text: &str) -> String {
    let mut pieces = text.split('%');
    let mut bytes = pieces.next().unwrap_or_default().as_bytes().to_vec();
    for piece in pieces {
        let (digits, rest) = piece.split_at(2);
        bytes.push(u8::from_str_radix(digits, 16).expect("percent-encoding has two digits"));
        bytes.extend_from_slice(rest.as_bytes());
    }
    String::from_utf8(bytes).expect("the text is UTF-8")
}

/// The signature that the request has, empty if none.
pub fn claimed(request: &Received) -> String {
    Claim::of(request).signature
}

/// The signature that the request should have, by the scope that it names.
pub fn of(request: &Received, secret: &str) -> String {
    let claim = Claim::of(request);
    let to_sign = to_sign("AWS4-HMAC-SHA256", request, &claim);
    let key = claim.scope.split('/').fold(format!("AWS4{secret}").into_bytes(), |key, part| mac(&key, part));
    hex(&mac(&key, &to_sign))
}

/// Whether the signature is an asymmetric one by the owner of a public key, which is a point in hexadecimal digits.
pub fn is_by(request: &Received, point: &str) -> bool {
    let claim = Claim::of(request);
    let to_sign = to_sign("AWS4-ECDSA-P256-SHA256", request, &claim);
    let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, bytes(point));
    key.verify(to_sign.as_bytes(), &bytes(&claim.signature)).is_ok()
}

fn to_sign(algorithm: &str, request: &Received, claim: &Claim) -> String {
    let canonical = sha256(canonical_request(request, claim).as_bytes());
    format!("{algorithm}\n{}\n{}\n{canonical}", claim.date, claim.scope)
}

fn canonical_request(request: &Received, claim: &Claim) -> String {
    let mut text = format!("{}\n{}\n{}\n", request.method, path(request, claim), query(request));
    for name in &claim.signed_headers {
        let values: Vec<_> = request.headers.get_all(name).iter().filter_map(|value| value.to_str().ok()).collect();
        let value = values.join(",").split_whitespace().collect::<Vec<_>>().join(" ");
        text.push_str(&format!("{name}:{value}\n"));
    }
    text.push_str(&format!("\n{}\n{}", claim.signed_headers.join(";"), payload(request, claim)));
    text
}

/// The path, which is encoded already, encoded once more.
fn path(request: &Received, claim: &Claim) -> String {
    let path = request.uri.path();
    if claim.is_for_s3() { path.to_owned() } else { path.replace('%', "%25") }
}

/// The parameters in the order of their names and values, but for the signature.
fn query(request: &Received) -> String {
    let parameters = request.uri.query().unwrap_or_default().split('&');
    let mut parameters: Vec<_> = parameters.filter(|it| !it.starts_with("X-Amz-Signature=")).collect();
    parameters.sort_unstable();
    parameters.join("&")
}

fn payload(request: &Received, claim: &Claim) -> String {
    const UNSIGNED: &str = "UNSIGNED-PAYLOAD";
    let is_presigned = request.header("authorization").is_none();
    let is_unsigned = request.header("x-amz-content-sha256") == Some(UNSIGNED) || is_presigned && claim.is_for_s3();
    if is_unsigned { UNSIGNED.to_owned() } else { sha256(&request.body) }
}

fn mac(key: &[u8], text: &str) -> Vec<u8> {
    hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), text.as_bytes()).as_ref().to_vec()
}

fn sha256(bytes: &[u8]) -> String {
    hex(digest::digest(&digest::SHA256, bytes).as_ref())
}

fn bytes(hex: &str) -> Vec<u8> {
    let digit = |at| u8::from_str_radix(&hex[at..at + 2], 16).expect("these are hexadecimal digits");
    (0..hex.len()).step_by(2).map(digit).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
