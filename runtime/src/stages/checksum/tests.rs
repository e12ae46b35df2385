//! Every kind of checksum, over bodies in memory and bodies that are read for it.

use std::error::Error as _;
use std::pin::Pin;
use std::task::{Context, Poll};

use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;
use aws_smithy_types::error::operation::BuildError;
use bytes::Bytes;
use http::Response;
use http_body::{Body, Frame};

use super::flexible::Algorithm;
use super::*;
use crate::config::{Config, Credentials, Region};
use crate::endpoint::rules::{Outcome, Rule, RuleSet, Rules};
use crate::engine::Engine;
use crate::meta::{OperationMeta, Segment, ServiceMeta};
use crate::operation::Operation;
use crate::operation::Protocol;
use crate::protocols::rest_json::RestJson1;
use crate::stages::{self, NOT_IN_MEMORY};
use crate::test::replay;
use crate::test_support::shapes::{Empty, Oops};
use crate::walk::ReadError;
use crate::walk::schema::{Location, Member, Payload, Schema};
use crate::walk::shape::{Shape, ShapeReader, ShapeWriter};

const NAMED_IN: &str = "x-amz-sdk-checksum-algorithm";
/// The text over which the catalogue of CRCs gives check values (<https://reveng.sourceforge.io/crc-catalogue/all.htm>).
const TEXT: &[u8] = b"123456789";

static SERVICE: ServiceMeta = ServiceMeta {
    sdk_id: "Test",
    signing_name: "test",
    endpoint_rules: &RuleSet {
        params: &[],
        slots: 0,
        rules: Rules::Tree(&[Rule(0, &[], Outcome::Url("http://example.com", &[]))]),
    },
    ..ServiceMeta::PLAIN
};

#[derive(Default)]
struct Input {
    algorithm: Option<String>,
    sha256: Option<String>,
    body: Option<ByteStream>,
}

impl Shape for Input {
    const SCHEMA: &'static Schema = &Schema::new(
        "Input",
        &[
            Member::new("algorithm").at(Location::Header(NAMED_IN)),
            Member::new("sha256").at(Location::Header("x-amz-checksum-sha256")),
            Member::new("body").at(Location::Payload(Payload::Stream)),
        ],
    );

    fn write<W: ShapeWriter>(&self, w: &mut W) -> Result<(), BuildError> {
        w.bound(&Self::SCHEMA.members[0], &self.algorithm)?;
        w.bound(&Self::SCHEMA.members[1], &self.sha256)
    }

    fn read<R: ShapeReader>(_: &mut R) -> Result<Self, ReadError> {
        Ok(Self::default())
    }
}

macro_rules! operations {
    ($($name:ident: $checksum:expr;)*) => {
        $(
            struct $name;

            impl Operation for $name {
                type Input = Input;
                type Output = Empty;
                type Error = Oops;
                type Protocol = RestJson1;
                const META: &'static OperationMeta = {
                    const PLAIN: OperationMeta = OperationMeta::new(&SERVICE, "Put", "PUT", &[Segment::Literal("put")]);
                    &OperationMeta { stages: &[&$checksum], ..PLAIN }
                };

                fn take_stream(input: &mut Input) -> Option<ByteStream> {
                    input.body.take()
                }
            }
        )*
    };
}

operations! {
    Needed: FlexibleChecksum::required(Some(NAMED_IN));
    NeededUnnamed: FlexibleChecksum::required(None);
    Chosen: FlexibleChecksum::optional(NAMED_IN);
    Md5: ContentMd5;
    Archive: TreeHash;
}

/// Three bytes at a time.
struct Pieces(&'static [u8]);

impl Body for Pieces {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let (now, later) = self.0.split_at(self.0.len().min(3));
        self.0 = later;
        Poll::Ready((!now.is_empty()).then(|| Ok(Frame::data(Bytes::from_static(now)))))
    }
}

fn memory() -> ByteStream {
    ByteStream::from_static(TEXT)
}

/// As of a file: not in memory, and can be read again.
fn file() -> ByteStream {
    ByteStream::new(SdkBody::retryable(|| SdkBody::from_body_1_x(Pieces(TEXT))))
}

fn one_shot() -> ByteStream {
    ByteStream::new(SdkBody::from_body_1_x(Pieces(TEXT)))
}

/// The headers of checksums in a request.
fn checksums(headers: &HeaderMap) -> Vec<(&str, &str)> {
    let is_one = |name: &str| name.starts_with("x-amz-checksum") || matches!(name, NAMED_IN | "content-md5");
    let of_tree = |name: &str| matches!(name, "x-amz-content-sha256" | "x-amz-sha256-tree-hash");
    let found = headers.iter().map(|(name, value)| (name.as_str(), value.to_str().expect("it is text")));
    // What is not signed says so in the place of its hash.
    let mut found: Vec<_> =
        found.filter(|(name, value)| (is_one(name) || of_tree(name)) && *value != "UNSIGNED-PAYLOAD").collect();
    found.sort_unstable();
    found
}

/// The headers that a request goes out with, at its second attempt, after a body that is a file was read for them.
async fn sent<O: Operation<Input = Input, Error = Oops>>(input: Input) -> Result<HeaderMap, String> {
    let mut unavailable = Response::new("");
    *unavailable.status_mut() = http::StatusCode::SERVICE_UNAVAILABLE;
    let http = replay([unavailable, Response::new("")]);
    let config = Config::builder().region(Region::new("here")).http_client(http.clone());
    let config = config.credentials_provider(Credentials::new("AKID", "SECRET", None, None, "test"));
    let engine = Engine::new(O::META.service, config.build());
    let outcome = engine.send::<O>(input).await;
    let requests = http.requests();
    if let Err(error) = outcome {
        assert!(requests.is_empty(), "it is told before anything is sent");
        return Err(error.to_string());
    }
    assert_eq!(requests.len(), 2);
    assert!(requests.iter().all(|request| request.body() == TEXT));
    assert_eq!(checksums(requests[0].headers()), checksums(requests[1].headers()), "both attempts have the same");
    Ok(requests[1].headers().clone())
}

/// The headers of a body in memory, without sending it.
fn written<O: Operation<Input = Input>>(input: Input) -> Result<HeaderMap, String> {
    let mut input = input;
    let mut request = O::Protocol::request::<O>(&mut input).expect("the input can be written");
    let told = |error: BuildError| error.source().map_or_else(|| error.to_string(), ToString::to_string);
    request.pass_in_memory(O::META).map(|()| request.headers).map_err(told)
}

const VALUES: [(&str, &str, &str); 5] = [
    ("CRC32", "x-amz-checksum-crc32", "y/Q5Jg=="),
    ("CRC32C", "x-amz-checksum-crc32c", "4waSgw=="),
    ("CRC64NVME", "x-amz-checksum-crc64nvme", "rosUhgp5mIg="),
    ("SHA1", "x-amz-checksum-sha1", "98O8HYCOBHMq32eZZczDTKeuNEE="),
    ("SHA256", "x-amz-checksum-sha256", "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU="),
];

#[tokio::test(start_paused = true)]
async fn every_algorithm_gives_its_checksum() {
    assert_eq!(Algorithm::ALL.map(|(_, name, header)| (name, header)), VALUES.map(|(name, header, _)| (name, header)));
    for (name, header, value) in VALUES {
        for name in [name.to_owned(), name.to_ascii_lowercase()] {
            let mut expected = vec![(header, value), (NAMED_IN, &name)];
            expected.sort_unstable();
            let input = |body| Input { algorithm: Some(name.clone()), body: Some(body), ..Input::default() };
            assert_eq!(checksums(&written::<Chosen>(input(memory())).unwrap()), expected);
            assert_eq!(checksums(&written::<Needed>(input(memory())).unwrap()), expected);
            assert_eq!(checksums(&sent::<Chosen>(input(memory())).await.unwrap()), expected);
            assert_eq!(checksums(&sent::<Chosen>(input(file())).await.unwrap()), expected);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn what_needs_a_checksum_has_one_by_default() {
    for body in [memory, file] {
        let input = || Input { body: Some(body()), ..Input::default() };
        let crc32 = ("x-amz-checksum-crc32", "y/Q5Jg==");
        assert_eq!(checksums(&sent::<Needed>(input()).await.unwrap()), [crc32, (NAMED_IN, "CRC32")]);
        assert_eq!(checksums(&sent::<NeededUnnamed>(input()).await.unwrap()), [crc32]);
        assert_eq!(checksums(&sent::<Chosen>(input()).await.unwrap()), []);
        assert_eq!(checksums(&sent::<Md5>(input()).await.unwrap()), [("content-md5", "JfnnlDI7RTiF9RgfG2JNCw==")]);
        // Of less than a mebibyte, the tree is the whole. It is what is signed, of a file too.
        let hash = "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225";
        let expected = [("x-amz-content-sha256", hash), ("x-amz-sha256-tree-hash", hash)];
        let headers = sent::<Archive>(input()).await.unwrap();
        assert_eq!(checksums(&headers), expected);
        assert!(headers["authorization"].to_str().unwrap().contains(";x-amz-content-sha256;"));
    }
    let of_nothing = written::<Needed>(Input::default()).unwrap();
    assert_eq!(checksums(&of_nothing), [("x-amz-checksum-crc32", "AAAAAA=="), (NAMED_IN, "CRC32")]);
}

#[tokio::test(start_paused = true)]
async fn the_callers_own_checksum_wins() {
    for (algorithm, body) in [(None, memory()), (Some("CRC32C"), memory()), (Some("ODD"), file()), (None, file())] {
        let algorithm = algorithm.map(str::to_owned);
        let input = Input { algorithm: algorithm.clone(), sha256: Some("mine".to_owned()), body: Some(body) };
        let named = algorithm.as_deref().map(|algorithm| (NAMED_IN, algorithm));
        let expected: Vec<_> = [("x-amz-checksum-sha256", "mine")].into_iter().chain(named).collect();
        assert_eq!(checksums(&sent::<Needed>(input).await.unwrap()), expected);
    }
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_computed_is_told_before_anything_is_sent() {
    let odd = || Input { algorithm: Some("XXHASH64".to_owned()), body: Some(memory()), ..Input::default() };
    let told = "checksums by \"XXHASH64\" are not computed here; choose one of CRC32, CRC32C, CRC64NVME, SHA1, SHA256, or \
                give the checksum itself";
    assert!(sent::<Chosen>(odd()).await.unwrap_err().contains(told));
    assert!(written::<Chosen>(odd()).unwrap_err().contains(told));

    let once = |algorithm: Option<&str>| Input {
        algorithm: algorithm.map(str::to_owned),
        body: Some(one_shot()),
        ..Input::default()
    };
    assert!(sent::<Chosen>(once(Some("CRC32"))).await.unwrap_err().contains(ONE_SHOT));
    assert!(sent::<Needed>(once(None)).await.unwrap_err().contains(ONE_SHOT));
    assert!(sent::<Md5>(once(None)).await.unwrap_err().contains(ONE_SHOT));
    assert!(sent::<Archive>(once(None)).await.unwrap_err().contains(ONE_SHOT));
    // Nothing is read where nothing is sent, not even a file.
    for body in [file(), one_shot()] {
        let input = Input { body: Some(body), ..Input::default() };
        let error = Needed::http_request(input, "http://example.com").unwrap_err();
        assert!(format!("{error:?}").contains(NOT_IN_MEMORY), "{error:?}");
    }
    assert!(Chosen::http_request(once(None), "http://example.com").is_ok());
}

/// A file of more than a mebibyte has the hashes of the same bytes in memory.
#[cfg(feature = "files")]
#[tokio::test]
async fn files_are_read_for_their_tree_hash() {
    let bytes: Vec<u8> = (0..2_500_000_u32).map(|number| (number / 1000) as u8).collect();
    let path = std::env::temp_dir().join(format!("tinsmith-tree-hash-{}", std::process::id()));
    std::fs::write(&path, &bytes).unwrap();
    let body = |body| Input { body: Some(body), ..Input::default() };
    let memory = written::<Archive>(body(ByteStream::from(bytes))).unwrap();
    let mut input = body(ByteStream::from_path(&path).await.unwrap());
    let mut request = RestJson1::request::<Archive>(&mut input).unwrap();
    assert!(request.pass_in_memory(Archive::META).is_err(), "it is not in memory");
    request.pass(Archive::META, &stages::Context::new("Put")).await.unwrap();
    std::fs::remove_file(&path).unwrap();
    assert_eq!(checksums(&request.headers), checksums(&memory));
    assert_eq!(checksums(&memory).len(), 2);
}
