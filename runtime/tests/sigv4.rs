//! The official suites of signatures, in headers and in queries, through the interface for programs. Needs the reference
//! folder.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_smithy_types::DateTime;
use aws_smithy_types::date_time::Format;
use http::{HeaderName, HeaderValue, Request};
use serde_json::Value;
use tinsmith::signing::{Scope, Signer};

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
    request: Request<String>,
    credentials: Credentials,
    scope: Scope,
    time: SystemTime,
}

impl Case {
    /// The value of `authorization`.
    fn signed(mut self) -> String {
        Signer::new(self.scope).sign(&mut self.request, &self.credentials, self.time).expect("signed");
        self.request.headers()["authorization"].to_str().expect("text").to_owned()
    }

    /// The parameters of the query, sorted.
    fn presigned(mut self) -> Vec<String> {
        let signer = Signer::new(self.scope);
        signer.presign(&mut self.request, &self.credentials, self.time, EXPIRES_IN).expect("signed");
        params(self.request.uri().query().expect("a query"))
    }
}

/// The time that presigned requests of the suites are good for.
const EXPIRES_IN: Duration = Duration::from_secs(3600);

#[test]
fn official_suite() {
    let Some(paths) = cases("v4") else { return };
    let (mut passed, mut failed) = (0, 0);
    let mut compare = |path: &Path, actual: &dyn std::fmt::Debug, expected: &dyn std::fmt::Debug| {
        let (actual, expected) = (format!("{actual:?}"), format!("{expected:?}"));
        if actual == expected {
            passed += 1;
        } else {
            failed += 1;
            println!("{}\n  expected {expected}\n  actual   {actual}", path.display());
        }
    };
    for path in &paths {
        compare(path, &case(path).signed(), &authorization(path));
        if let Some(expected) = query(path) {
            compare(path, &case(path).presigned(), &expected);
        }
    }
    println!("{passed} passed, {failed} failed");
    assert!(passed > paths.len() && failed == 0);
}

/// Another library accepts the signatures of each case for the texts that the suite signs, with the key of the suite.
#[cfg(feature = "sigv4a")]
#[test]
fn official_suite_of_asymmetric_signatures() {
    let Some(paths) = cases("v4a") else { return };
    let asymmetric = |path: &Path| {
        let mut case = case(path);
        case.scope.asymmetric = true;
        case
    };
    for path in &paths {
        let actual = asymmetric(path).signed();
        let (about, signature) = actual.split_once("Signature=").expect("a signature");
        assert_eq!(Some(about), authorization(path).split_once("Signature=").map(|(about, _)| about), "{path:?}");
        verify(path, "header-string-to-sign.txt", signature);

        let actual = asymmetric(path).presigned();
        let is_signature = |param: &&String| param.starts_with("X-Amz-Signature=");
        let without = |params: &[String]| params.iter().filter(|it| !is_signature(it)).cloned().collect::<Vec<_>>();
        assert_eq!(without(&actual), without(&query(path).expect("a case in the query")), "{path:?}");
        let signature = actual.iter().find(is_signature).and_then(|param| param.split_once('='));
        verify(path, "query-string-to-sign.txt", signature.expect("a signature").1);
    }
    println!("{} passed", 2 * paths.len());
    assert!(!paths.is_empty());
}

/// Checks a signature in hexadecimal digits with the public key of a case.
#[cfg(feature = "sigv4a")]
fn verify(path: &Path, text: &str, signature: &str) {
    use ring::signature::{ECDSA_P256_SHA256_ASN1, UnparsedPublicKey};

    let bytes = |hex: &str| -> Vec<u8> {
        let digit = |at| u8::from_str_radix(&hex[at..at + 2], 16).expect("hexadecimal digits");
        (0..hex.len()).step_by(2).map(digit).collect()
    };
    let key: Value = serde_json::from_str(&read(path, "public-key.json")).expect("a key");
    let coordinate = |name: &str| bytes(key[name].as_str().expect("a coordinate"));
    let point = [vec![4], coordinate("X"), coordinate("Y")].concat();
    let verified =
        UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, &point).verify(read(path, text).as_bytes(), &bytes(signature));
    assert!(verified.is_ok(), "{} of {}", text, path.display());
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

fn read(path: &Path, file: &str) -> String {
    std::fs::read_to_string(path.join(file)).unwrap_or_else(|error| panic!("{path:?} {file}: {error}"))
}

/// The value of `authorization` that the suite gives.
fn authorization(path: &Path) -> String {
    let signed = read(path, "header-signed-request.txt");
    signed.lines().find_map(|line| line.strip_prefix("Authorization:")).expect("authorization").trim().to_owned()
}

/// The parameters of the query that the suite gives, if the case has any.
fn query(path: &Path) -> Option<Vec<String>> {
    const FILE: &str = "query-signed-request.txt";
    path.join(FILE).exists().then(|| {
        let signed = read(path, FILE);
        let target = signed.lines().next().and_then(|line| line.strip_suffix(" HTTP/1.1")).expect("a request line");
        params(&encode(target.split_once('?').expect("a query").1))
    })
}

fn params(query: &str) -> Vec<String> {
    let mut params: Vec<_> = query.split('&').map(str::to_owned).collect();
    params.sort();
    params
}

fn case(path: &Path) -> Case {
    let name = path.file_name().and_then(|name| name.to_str()).expect("name");
    let request = parse(&read(path, "request.txt"));
    if let Some([_, key, secret, service, region, time]) = OLD_FORMAT.iter().find(|old| old[0] == name) {
        let credentials = Credentials::new(*key, *secret, None, None, "suite");
        return Case { request, credentials, scope: Scope::new(*service, *region), time: parse_time(time) };
    }
    let context: Value = serde_json::from_str(&read(path, "context.json")).expect("context");
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
    Case { request, credentials, scope, time }
}

fn parse_time(text: &str) -> SystemTime {
    DateTime::from_str(text, Format::DateTime).expect("time").try_into().expect("time")
}

fn parse(text: &str) -> Request<String> {
    let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
    let mut lines = head.lines();
    let first = lines.next().expect("request line").strip_suffix(" HTTP/1.1").expect("HTTP/1.1");
    let (method, target) = first.split_once(' ').expect("target");
    let encoded = encode(target);
    let mut request = Request::new(body.trim_end_matches('\n').to_owned());
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
