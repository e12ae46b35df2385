//! The official SigV4 suite, through the runtime's signing path. Needs the reference folder.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use aws_credential_types::Credentials;
use aws_smithy_types::DateTime;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::date_time::Format;
use http::{HeaderName, HeaderValue, Request};
use serde_json::Value;
use tinsmith::internals::signing::{Scope, sign};

/// Cases of the suite that are not run, with the reason.
const NOT_APPLICABLE: [(&str, &str); 1] =
    [("*/query-*.txt", "signatures in the query are for presigned URLs, which the runtime does not make")];

/// Name, key, secret, service, region and time of the two cases without a `context.json`.
const OLD_FORMAT: [[&str; 6]; 2] = [
    [
        "double-encode-path",
        "ANOTREAL",
        "notrealrnrELgWzOk3IfjzDKtFBhDby",
        "service",
        "us-east-1",
        "2015-08-30T12:36:00Z",
    ],
    [
        "double-url-encode",
        "AKIDEXAMPLE",
        "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
        "lambda",
        "us-east-2",
        "2021-05-11T15:40:45Z",
    ],
];

struct Case {
    request: Request<SdkBody>,
    credentials: Credentials,
    scope: Scope,
    time: SystemTime,
    authorization: String,
}

#[test]
fn official_suite() {
    let Some(names) = cases("v4") else { return };
    let mut failed = 0;
    for path in &names {
        let Case { mut request, credentials, scope, time, authorization } = case(path);
        sign(&mut request, &credentials.into(), &scope, false, time).expect("signed");
        let actual = request.headers()["authorization"].to_str().expect("text");
        if actual != authorization {
            failed += 1;
            println!("{}\n  expected {authorization}\n  actual   {actual}", path.display());
        }
    }
    println!("{} passed, {failed} failed", names.len() - failed);
    for (what, why) in NOT_APPLICABLE {
        println!("not applicable: {what}: {why}");
    }
    assert!(!names.is_empty() && failed == 0);
}

/// The folders of a suite, if the reference folder is there.
fn cases(suite: &str) -> Option<Vec<PathBuf>> {
    let root = tinsmith_reference::needed_for(&format!("the official suite of signatures, {suite}"))?;
    let root = root.join("data/sigv4").join(suite);
    let entries = std::fs::read_dir(&root).unwrap_or_else(|error| panic!("{}: {error}", root.display()));
    let mut names: Vec<PathBuf> = entries.map(|entry| entry.expect("entry").path()).collect();
    names.sort();
    Some(names)
}

/// Another library accepts the signature of each case for the text that the suite signs, with the key of the suite.
#[cfg(feature = "sigv4a")]
#[test]
fn official_suite_of_asymmetric_signatures() {
    use ring::signature::{ECDSA_P256_SHA256_ASN1, UnparsedPublicKey};

    let Some(names) = cases("v4a") else { return };
    let bytes = |hex: &str| -> Vec<u8> {
        let digit = |at| u8::from_str_radix(&hex[at..at + 2], 16).expect("hexadecimal digits");
        (0..hex.len()).step_by(2).map(digit).collect()
    };
    for path in &names {
        let Case { mut request, credentials, mut scope, time, authorization } = case(path);
        scope.asymmetric = true;
        sign(&mut request, &credentials.into(), &scope, false, time).expect("signed");
        let actual = request.headers()["authorization"].to_str().expect("text");
        let (about, signature) = actual.split_once("Signature=").expect("a signature");
        assert_eq!(Some(about), authorization.split_once("Signature=").map(|(about, _)| about), "{}", path.display());
        assert_eq!(request.headers()["x-amz-region-set"], &*scope.region);

        let read = |file: &str| std::fs::read_to_string(path.join(file)).expect("a file of the suite");
        let key: Value = serde_json::from_str(&read("public-key.json")).expect("a key");
        let coordinate = |name: &str| bytes(key[name].as_str().expect("a coordinate"));
        let point = [vec![4], coordinate("X"), coordinate("Y")].concat();
        let verified = UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, &point)
            .verify(read("header-string-to-sign.txt").as_bytes(), &bytes(signature));
        assert!(verified.is_ok(), "{}", path.display());
    }
    println!("{} passed", names.len());
    assert!(!names.is_empty());
}

fn case(path: &Path) -> Case {
    let read = |file: &str| std::fs::read_to_string(path.join(file)).unwrap_or_else(|e| panic!("{path:?} {file}: {e}"));
    let name = path.file_name().and_then(|name| name.to_str()).expect("name");
    let signed = read("header-signed-request.txt");
    let authorization = signed.lines().find_map(|line| line.strip_prefix("Authorization:")).expect("authorization");
    let request = parse(&read("request.txt"));
    let authorization = authorization.trim().to_owned();
    if let Some([_, key, secret, service, region, time]) = OLD_FORMAT.iter().find(|old| old[0] == name) {
        let credentials = Credentials::new(*key, *secret, None, None, "suite");
        let scope = Scope::new(*service, *region);
        return Case { request, credentials, scope, time: parse_time(time), authorization };
    }
    let context: Value = serde_json::from_str(&read("context.json")).expect("context");
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let keys = &context["credentials"];
    let key = |name: &str| text(&keys[name]).expect("key");
    let credentials =
        Credentials::new(key("access_key_id"), key("secret_access_key"), text(&keys["token"]), None, "suite");
    let mut scope = Scope::new(text(&context["service"]).expect("service"), text(&context["region"]).expect("region"));
    scope.normalize_path = context["normalize"] == true;
    scope.content_sha256 = context["sign_body"] == true;
    scope.session_token = context["omit_session_token"] != true;
    // The suite encodes paths once for the signature. On the wire they are encoded already.
    scope.double_encode = !request.uri().path().contains('%');
    let time = parse_time(context["timestamp"].as_str().expect("timestamp"));
    Case { request, credentials, scope, time, authorization }
}

fn parse_time(text: &str) -> SystemTime {
    DateTime::from_str(text, Format::DateTime).expect("time").try_into().expect("time")
}

fn parse(text: &str) -> Request<SdkBody> {
    let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
    let mut lines = head.lines();
    let first = lines.next().expect("request line").strip_suffix(" HTTP/1.1").expect("HTTP/1.1");
    let (method, target) = first.split_once(' ').expect("target");
    let encoded = encode(target);
    let mut request = Request::new(SdkBody::from(body.trim_end_matches('\n')));
    *request.method_mut() = method.parse().expect("method");
    let mut headers: Vec<(String, String)> = Vec::new();
    for line in lines {
        match (line.split_once(':'), headers.last_mut()) {
            (None, Some((_, value))) => value.push_str(&format!(" {}", line.trim())),
            (Some((name, value)), _) => headers.push((name.to_owned(), value.to_owned())),
            (None, None) => {}
        }
    }
    for (name, value) in headers {
        let name: HeaderName = name.parse().expect("name");
        if name == "host" {
            *request.uri_mut() = format!("https://{value}{encoded}").parse().expect("uri");
        } else {
            request.headers_mut().append(name, HeaderValue::try_from(value).expect("value"));
        }
    }
    request
}

/// Encodes what a URI cannot hold.
fn encode(target: &str) -> String {
    let plain = |byte: &u8| byte.is_ascii_graphic();
    target
        .bytes()
        .map(|byte| if plain(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
