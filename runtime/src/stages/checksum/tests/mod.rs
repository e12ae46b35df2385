//! Every kind of checksum: of requests with bodies in memory, of streams, and of responses.

mod features;
mod requests;
mod responses;
mod streams;

use std::pin::Pin;
use std::task::{Context, Poll};

use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;
use aws_smithy_types::error::operation::BuildError;
use bytes::Bytes;
use http::{Request, Response};
use http_body::{Body, Frame};

use super::*;
use crate::config::{Builder, Config, Credentials, Region};
#[cfg(feature = "sigv4a")]
use crate::endpoint::rules::Expr;
use crate::endpoint::rules::{Outcome, Rule, RuleSet, Rules};
use crate::engine::Engine;
use crate::error::BoxError;
use crate::meta::{OperationMeta, Segment, ServiceMeta};
use crate::operation::Operation;
use crate::protocols::rest_json::RestJson1;
use crate::test::{Replay, replay};
use crate::test_support::shapes::{Empty, Oops};
use crate::walk::ReadError;
use crate::walk::schema::{Location, Member, Payload, Schema};
use crate::walk::shape::{Shape, ShapeReader, ShapeWriter};

const NAMED_IN: &str = "x-amz-sdk-checksum-algorithm";
const MODE: &str = "x-amz-checksum-mode";
/// The text over which the catalogue of CRCs gives check values (<https://reveng.sourceforge.io/crc-catalogue/all.htm>).
const TEXT: &[u8] = b"123456789";

macro_rules! service {
    ($name:ident, $outcome:expr) => {
        static $name: ServiceMeta = ServiceMeta {
            sdk_id: "Test",
            signing_name: "test",
            endpoint_rules: &RuleSet { params: &[], slots: 0, rules: Rules::Tree(&[Rule(0, &[], $outcome)]) },
            ..ServiceMeta::PLAIN
        };
    };
}

service!(SECURE, Outcome::Url("https://example.com", &[]));
service!(PLAIN, Outcome::Url("http://example.com", &[]));
#[cfg(feature = "sigv4a")]
service!(
    ASYMMETRIC,
    Outcome::Endpoint(
        "http://example.com",
        &[],
        &[],
        &[(
            "authSchemes",
            Expr::List(&[Expr::Map(&[
                ("name", Expr::Str("sigv4a")),
                ("signingRegionSet", Expr::List(&[Expr::Str("*")])),
            ])])
        )]
    )
);

#[derive(Debug, Default)]
struct Input {
    algorithm: Option<String>,
    mode: Option<String>,
    sha256: Option<String>,
    body: Option<ByteStream>,
}

impl Shape for Input {
    const SCHEMA: &'static Schema = &Schema::new(
        "Input",
        &[
            Member::new("algorithm").at(Location::Header(NAMED_IN)),
            Member::new("sha256").at(Location::Header("x-amz-checksum-sha256")),
            Member::new("mode").at(Location::Header(MODE)),
            Member::new("body").at(Location::Payload(Payload::Stream)),
        ],
    );

    fn write<W: ShapeWriter>(&self, w: &mut W) -> Result<(), BuildError> {
        w.bound(&Self::SCHEMA.members[0], &self.algorithm)?;
        w.bound(&Self::SCHEMA.members[1], &self.sha256)?;
        w.bound(&Self::SCHEMA.members[2], &self.mode)
    }

    fn read<R: ShapeReader>(_: &mut R) -> Result<Self, ReadError> {
        Ok(Self::default())
    }
}

macro_rules! operations {
    ($($name:ident, $service:ident: $($checksum:expr),+;)*) => {
        $(
            struct $name;

            impl Operation for $name {
                type Input = Input;
                type Output = Empty;
                type Error = Oops;
                type Protocol = RestJson1;
                const META: &'static OperationMeta = {
                    const BASE: OperationMeta = OperationMeta::new(&$service, "Put", "PUT", &[Segment::Literal("put")]);
                    &OperationMeta { stages: &[$(&$checksum),+], ..BASE }
                };

                fn take_stream(input: &mut Input) -> Option<ByteStream> {
                    input.body.take()
                }
            }
        )*
    };
}

operations! {
    Needed, SECURE: FlexibleChecksum::required(Some(NAMED_IN));
    NeededUnnamed, SECURE: FlexibleChecksum::required(None);
    Chosen, SECURE: FlexibleChecksum::optional(NAMED_IN);
    OverHttp, PLAIN: FlexibleChecksum::optional(NAMED_IN);
    Md5, SECURE: ContentMd5;
    Archive, SECURE: TreeHash;
    Compared, SECURE: ResponseChecksum::asked_in(MODE);
}

#[cfg(feature = "sigv4a")]
operations! {
    Asymmetric, ASYMMETRIC: FlexibleChecksum::optional(NAMED_IN);
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

fn input(algorithm: Option<&str>, body: ByteStream) -> Input {
    Input { algorithm: algorithm.map(str::to_owned), body: Some(body), ..Input::default() }
}

fn config(http: &Replay) -> Builder {
    let keys = Credentials::new("AKID", "SECRET", None, None, "test");
    Config::builder().region(Region::new("here")).http_client(http.clone()).credentials_provider(keys)
}

/// The two requests of a call whose first attempt fails.
async fn sent<O: Operation<Input = Input, Error = Oops>>(
    input: Input,
    settings: impl FnOnce(Builder) -> Builder,
) -> Result<[Request<Bytes>; 2], String> {
    let mut unavailable = Response::new("");
    *unavailable.status_mut() = http::StatusCode::SERVICE_UNAVAILABLE;
    let http = replay([unavailable, Response::new("")]);
    let outcome = Engine::new(O::META.service, settings(config(&http)).build()).send::<O>(input).await;
    let requests = http.requests();
    if let Err(error) = outcome {
        assert!(requests.is_empty(), "it is reported before anything is sent: {error}");
        return Err(error.to_string());
    }
    let [first, second] = requests.try_into().expect("there are two attempts");
    assert_eq!(first.body().len(), second.body().len());
    assert_eq!(checksums(first.headers()), checksums(second.headers()), "both attempts have the same");
    Ok([first, second])
}

/// The headers of checksums in a request.
fn checksums(headers: &HeaderMap) -> Vec<(&str, &str)> {
    let is_one =
        |name: &str| name.starts_with("x-amz-checksum") || matches!(name, NAMED_IN | "content-md5" | "x-amz-trailer");
    let of_tree = |name: &str| matches!(name, "x-amz-content-sha256" | "x-amz-sha256-tree-hash");
    let found = headers.iter().map(|(name, value)| (name.as_str(), value.to_str().expect("it is text")));
    // What is not signed says so in the place of its hash.
    let mut found: Vec<_> = found.filter(|(name, value)| is_one(name) || of_tree(name) && value.len() == 64).collect();
    found.sort_unstable();
    found
}

/// The algorithms with their headers and the checksums of [`TEXT`].
const VALUES: [(&str, &str, &str); 5] = [
    ("CRC32", "x-amz-checksum-crc32", "y/Q5Jg=="),
    ("CRC32C", "x-amz-checksum-crc32c", "4waSgw=="),
    ("CRC64NVME", "x-amz-checksum-crc64nvme", "rosUhgp5mIg="),
    ("SHA1", "x-amz-checksum-sha1", "98O8HYCOBHMq32eZZczDTKeuNEE="),
    ("SHA256", "x-amz-checksum-sha256", "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU="),
];
