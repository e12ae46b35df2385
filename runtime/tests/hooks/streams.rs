//! Presigned uploads to a service that reads signatures of bodies: with the stream at hand, and without it.

use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;
use aws_smithy_types::error::ErrorMetadata;
use aws_smithy_types::error::operation::BuildError;
use http::{HeaderMap, Method};
use tinsmith::Operation;
use tinsmith::customize::CustomizableOperation;
use tinsmith::emitted::inner::{Location, Member, Payload, Schema, Shape, ShapeReader, ShapeWriter};
use tinsmith::error::OperationError;
use tinsmith::internals::http::{Request, Response};
use tinsmith::internals::meta::{ErrorMeta, OperationMeta, Segment};
use tinsmith::internals::operation::Protocol;
use tinsmith::internals::walk::ReadError;
use tinsmith::presigning::PresignedRequest;
use tinsmith::test::replay;

use crate::presigned::a_minute;
use crate::recorder::Recorder;
use crate::support::{EchoError, Lines, Output, SERVICE, engine};
use crate::{builder, ok};

#[derive(Debug, Default)]
struct Archive {
    body: Option<ByteStream>,
}

const BODY: Member = Member::new("body").at(Location::Payload(Payload::Stream));
static ARCHIVE: Schema = Schema::new("Archive", &[BODY]);

impl Shape for Archive {
    const SCHEMA: &'static Schema = &ARCHIVE;

    fn write<W: ShapeWriter>(&self, _: &mut W) -> Result<(), BuildError> {
        Ok(())
    }

    fn read<R: ShapeReader>(_: &mut R) -> Result<Self, ReadError> {
        Ok(Self::default())
    }
}

#[derive(Debug)]
struct UploadArchive;

impl Operation for UploadArchive {
    type Input = Archive;
    type Output = Output;
    type Error = EchoError;
    type Protocol = Bodies;

    const META: &'static OperationMeta = {
        static META: OperationMeta =
            OperationMeta::new(&SERVICE, "UploadArchive", "PUT", &[Segment::Literal("archive")]);
        &META
    };

    fn take_stream(input: &mut Archive) -> Option<ByteStream> {
        input.body.take()
    }
}

/// A protocol of streams alone.
#[derive(Debug)]
struct Bodies;

impl Protocol for Bodies {
    fn request<O: Operation>(input: &mut O::Input) -> Result<Request, BuildError> {
        Ok(Request {
            method: Method::PUT,
            target: "/archive".into(),
            host_prefix: String::new(),
            headers: HeaderMap::new(),
            content_type: Some("application/octet-stream"),
            body: O::take_stream(input).map_or_else(SdkBody::empty, ByteStream::into_inner),
            per_attempt: None,
            #[cfg(feature = "event-stream")]
            events: None,
        })
    }

    fn output<O: Operation>(response: Response<'_>) -> Result<O::Output, ReadError> {
        Lines::output::<O>(response)
    }

    fn error_metadata(errors: &'static [ErrorMeta], response: Response<'_>) -> ErrorMetadata {
        Lines::error_metadata(errors, response)
    }

    fn error<E: OperationError>(response: Response<'_>, meta: ErrorMetadata) -> Result<E, ReadError> {
        Lines::error(response, meta)
    }
}

/// The same request of a client without hooks and of one with them.
async fn presigned(body: impl Fn() -> Option<ByteStream>) -> PresignedRequest {
    let presign = async |config: tinsmith::config::Builder| {
        let call = CustomizableOperation::<UploadArchive>::new(engine(config), Ok(Archive { body: body() }));
        call.presigned(a_minute()).await.unwrap()
    };
    let plain = presign(builder(&replay([ok()]))).await;
    let hooked = presign(builder(&replay([ok()])).interceptor(Recorder::default())).await;
    assert_eq!((hooked.uri(), hooked.body()), (plain.uri(), plain.body()));
    assert_eq!(hooked.headers().collect::<Vec<_>>(), plain.headers().collect::<Vec<_>>());
    plain
}

fn headers(request: &PresignedRequest) -> Vec<(&str, &str)> {
    request.headers().filter(|(name, _)| *name != "x-endpoint").collect()
}

#[tokio::test]
async fn a_stream_at_hand_is_signed_and_comes_with_the_request() {
    let request = presigned(|| Some(ByteStream::from_static(b"archive"))).await;
    assert_eq!(headers(&request), [("content-type", "application/octet-stream")]);
    assert_eq!(request.body(), b"archive");
    let other = presigned(|| Some(ByteStream::from_static(b"another"))).await;
    assert_ne!(request.uri(), other.uri(), "the signature is that of the body");
}

#[tokio::test]
async fn a_stream_that_is_elsewhere_is_up_to_whoever_sends_the_request() {
    let elsewhere = || Some(ByteStream::from_body_1_x(SdkBody::from("archive")));
    for request in [presigned(|| None).await, presigned(elsewhere).await] {
        assert_eq!(headers(&request), [("x-amz-content-sha256", "UNSIGNED-PAYLOAD")]);
        assert_eq!(request.body(), b"");
    }
}
