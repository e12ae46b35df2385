//! Checksums behind streams, which go out in chunks.

use proptest::prelude::*;

use super::*;
use crate::client::customize::CustomizableOperation;
use crate::config::RequestChecksumCalculation::WhenRequired;
use crate::signing::{ChunkSigner, Keys, Scope};
use crate::stages::PerAttempt;
use crate::stages::checksum::algorithm::Algorithm;
use crate::stages::checksum::chunked::{Chunked, Layout};
use crate::stages::checksum::request::{NO_LENGTH, RequestChecksum};
use aws_smithy_types::DateTime;
use http_body_util::BodyExt;

fn plain(builder: Builder) -> Builder {
    builder
}

fn header<'r>(request: &'r Request<Bytes>, name: &str) -> Option<&'r str> {
    request.headers().get(name)?.to_str().ok()
}

fn text(request: &Request<Bytes>) -> &str {
    std::str::from_utf8(request.body()).expect("it is text")
}

/// A stream that knows its length.
fn sized(bytes: &'static [u8], promised: u64) -> SdkBody {
    SdkBody::from_body_1_x(Known(Pieces(bytes), promised))
}

struct Known(Pieces, u64);

impl Body for Known {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        Pin::new(&mut self.0).poll_frame(cx)
    }

    fn size_hint(&self) -> http_body::SizeHint {
        http_body::SizeHint::with_exact(self.1)
    }
}

/// A file of [`TEXT`].
fn file() -> ByteStream {
    ByteStream::new(SdkBody::retryable(|| sized(TEXT, TEXT.len() as u64)))
}

#[tokio::test(start_paused = true)]
async fn the_checksum_of_a_stream_goes_behind_it() {
    for (name, trailer, value) in VALUES {
        let body = format!("9\r\n123456789\r\n0\r\n{trailer}:{value}\r\n\r\n");
        for request in sent::<Chosen>(input(Some(name), file()), plain).await.unwrap() {
            assert_eq!(text(&request), body);
            assert_eq!(header(&request, "content-length"), Some(&*body.len().to_string()));
            let mut expected = [("x-amz-trailer", trailer), (NAMED_IN, name)];
            expected.sort_unstable();
            assert_eq!(checksums(request.headers()), expected);
            assert_eq!(header(&request, "x-amz-decoded-content-length"), Some("9"));
            assert_eq!(header(&request, "content-encoding"), Some("aws-chunked"));
            assert_eq!(header(&request, "x-amz-content-sha256"), Some("STREAMING-UNSIGNED-PAYLOAD-TRAILER"));
            let signed = "x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;";
            assert!(header(&request, "authorization").unwrap().contains(signed));
        }
    }
    // Without a client: nothing signs the chunks.
    let mut request = OverHttp::http_request(input(None, file()), "http://example.com").unwrap();
    assert_eq!(request.headers()["x-amz-content-sha256"], "STREAMING-UNSIGNED-PAYLOAD-TRAILER");
    let body = request.body_mut().collect().await.unwrap().to_bytes();
    assert_eq!(body, "9\r\n123456789\r\n0\r\nx-amz-checksum-crc32:y/Q5Jg==\r\n\r\n");
}

#[tokio::test(start_paused = true)]
async fn chunks_over_plain_http_are_signed() {
    for request in sent::<OverHttp>(input(None, file()), plain).await.unwrap() {
        assert_eq!(header(&request, "x-amz-content-sha256"), Some("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"));
        let time = header(&request, "x-amz-date").unwrap();
        let [year, month, day] = [&time[..4], &time[4..6], &time[6..8]];
        let time = format!("{year}-{month}-{day}T{}:{}:{}Z", &time[9..11], &time[11..13], &time[13..15]);
        let time = DateTime::from_str(&time, aws_smithy_types::date_time::Format::DateTime).unwrap();
        let time = std::time::UNIX_EPOCH + std::time::Duration::from_secs(time.secs() as u64);
        let keys = Credentials::new("AKID", "SECRET", None, None, "test");
        let scope = Scope::new("test", "here");
        let mut signer = ChunkSigner::new(request.headers(), &keys, &scope, &Keys::default(), time).unwrap();
        let chunk = signer.chunk(&crate::signing::hash::sha256(TEXT)).to_owned();
        let last = signer.chunk(&crate::signing::hash::sha256(b"")).to_owned();
        let trailer = signer.trailers("x-amz-checksum-crc32:y/Q5Jg==\n");
        let body = format!(
            "9;chunk-signature={chunk}\r\n123456789\r\n0;chunk-signature={last}\r\nx-amz-checksum-crc32:y/Q5Jg==\r\n\
             x-amz-trailer-signature:{trailer}\r\n\r\n"
        );
        assert_eq!(text(&request), body);
        assert_eq!(header(&request, "content-length"), Some(&*body.len().to_string()));
    }
    // Where nothing is signed, chunks are not.
    let [request, _] = sent::<OverHttp>(input(None, file()), |it| it.anonymous(true)).await.unwrap();
    assert_eq!(header(&request, "x-amz-content-sha256"), Some("STREAMING-UNSIGNED-PAYLOAD-TRAILER"));
    assert_eq!(text(&request), "9\r\n123456789\r\n0\r\nx-amz-checksum-crc32:y/Q5Jg==\r\n\r\n");
}

#[tokio::test]
async fn a_payload_that_is_not_to_be_signed_has_no_signed_chunks() {
    let http = replay([Response::new("")]);
    let engine = Engine::new(&PLAIN, config(&http).build());
    let call = CustomizableOperation::<OverHttp>::new(engine, Ok(input(None, file())));
    call.disable_payload_signing().send().await.unwrap();
    let request = http.requests().remove(0);
    assert_eq!(header(&request, "x-amz-content-sha256"), Some("STREAMING-UNSIGNED-PAYLOAD-TRAILER"));
    assert_eq!(text(&request), "9\r\n123456789\r\n0\r\nx-amz-checksum-crc32:y/Q5Jg==\r\n\r\n");
}

#[cfg(feature = "sigv4a")]
#[tokio::test(start_paused = true)]
async fn asymmetric_signatures_leave_chunks_out() {
    let [request, _] = sent::<Asymmetric>(input(None, file()), plain).await.unwrap();
    assert!(header(&request, "authorization").unwrap().starts_with("AWS4-ECDSA-P256-SHA256 "));
    assert_eq!(header(&request, "x-amz-content-sha256"), Some("STREAMING-UNSIGNED-PAYLOAD-TRAILER"));
    assert_eq!(text(&request), "9\r\n123456789\r\n0\r\nx-amz-checksum-crc32:y/Q5Jg==\r\n\r\n");
}

#[test]
fn chunks_are_one_more_encoding_of_the_body() {
    let mut request = Request::new(sized(TEXT, 9));
    request.headers_mut().insert("content-encoding", HeaderValue::from_static("gzip"));
    request.headers_mut().insert("transfer-encoding", HeaderValue::from_static("chunked"));
    let checksum = RequestChecksum { algorithm: Algorithm::Crc32, named_in: None, chunk: Some(65_536) };
    checksum.before_signing(&mut request, Some(9), false).unwrap();
    let encodings: Vec<_> = request.headers().get_all("content-encoding").iter().collect();
    assert_eq!(encodings, ["gzip", "aws-chunked"]);
    assert!(!request.headers().contains_key("transfer-encoding"), "the length is known");
}

#[tokio::test(start_paused = true)]
async fn a_stream_without_checksum_goes_out_as_it_is() {
    let when_required = |builder: Builder| builder.request_checksum_calculation(WhenRequired);
    let own = Input { sha256: Some("mine".to_owned()), ..input(None, file()) };
    let [given, _] = sent::<Chosen>(own, plain).await.unwrap();
    let [refused, _] = sent::<Chosen>(input(None, file()), when_required).await.unwrap();
    for request in [given, refused] {
        assert_eq!((&request.body()[..], header(&request, "content-length")), (TEXT, Some("9")));
        for name in ["content-encoding", "x-amz-trailer", "x-amz-decoded-content-length"] {
            assert_eq!(header(&request, name), None);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_put_into_chunks_is_reported_before_anything_is_sent() {
    let unknown = input(None, one_shot());
    assert!(sent::<Chosen>(unknown, plain).await.unwrap_err().contains(NO_LENGTH));
    let small = |builder: Builder| builder.aws_chunked_encoding_chunk_size(Some(8191));
    let error = sent::<Chosen>(input(None, file()), small).await.unwrap_err();
    assert!(error.contains("`aws_chunked_encoding_chunk_size` is 8191 bytes; give 8192 or more"), "{error}");
    let whole = |builder: Builder| builder.aws_chunked_encoding_chunk_size(None);
    assert!(sent::<Chosen>(input(None, file()), whole).await.is_ok());
}

/// All that comes out of a stream of these bytes in chunks.
async fn chunked(body: SdkBody, layout: Layout, signer: Option<ChunkSigner>) -> Result<Vec<u8>, String> {
    let mut body = Chunked::new(body, layout, signer);
    let mut all = Vec::new();
    while let Some(frame) = body.frame().await {
        let rest = body.size_hint().exact().expect("it is known");
        let data = frame.map_err(|error| error.to_string())?.into_data().expect("there are no trailers");
        assert!(!data.is_empty());
        all.extend_from_slice(&data);
        assert_eq!(all.len() as u64 + rest, layout.encoded_length());
    }
    assert!(body.is_end_stream());
    Ok(all)
}

#[tokio::test]
async fn bodies_of_another_length_than_promised_are_errors() {
    for (length, told) in [
        (10, "the body of the request ended after 9 of the 10 bytes that were promised"),
        (8, "the body of the request goes on after the 8 bytes that were promised"),
        (0, "the body of the request goes on after the 0 bytes that were promised"),
    ] {
        let layout = Layout { algorithm: Algorithm::Crc32, length, chunk: 4, signed: false };
        assert_eq!(chunked(SdkBody::from_body_1_x(Pieces(TEXT)), layout, None).await, Err(told.to_owned()));
    }
}

/// Takes a body in chunks apart; checks the signatures by their length alone.
fn decoded(mut rest: &[u8], chunk: usize) -> (Vec<u8>, String) {
    let mut body = Vec::new();
    loop {
        let end = rest.windows(2).position(|pair| pair == b"\r\n").expect("a line ends");
        let line = std::str::from_utf8(&rest[..end]).expect("it is text");
        let (digits, signature) = line.split_once(";chunk-signature=").unwrap_or((line, ""));
        assert!(matches!(signature.len(), 0 | 64), "{line}");
        let length = usize::from_str_radix(digits, 16).expect("it is a number");
        rest = &rest[end + 2..];
        if length == 0 {
            return (body, String::from_utf8(rest.to_vec()).expect("it is text"));
        }
        assert!(length == chunk || rest[length + 2..].starts_with(b"0"), "all chunks but the last are of one length");
        body.extend_from_slice(&rest[..length]);
        rest = rest[length..].strip_prefix(b"\r\n").expect("a chunk ends with a line");
    }
}

proptest! {
    #[test]
    fn any_body_comes_out_in_chunks_of_the_announced_length(
        body in proptest::collection::vec(any::<u8>(), 0..300),
        chunk in 1_usize..80,
        algorithm in 0_usize..5,
        signed in any::<bool>(),
    ) {
        let bytes: &'static [u8] = Vec::leak(body);
        let layout = Layout { algorithm: Algorithm::ALL[algorithm], length: bytes.len() as u64, chunk: chunk as u64, signed };
        let signer = signed.then(|| {
            let authorization = http::HeaderValue::from_static("AWS4-HMAC-SHA256 Signature=abc");
            let headers = HeaderMap::from_iter([(http::header::AUTHORIZATION, authorization)]);
            let keys = Credentials::new("AKID", "SECRET", None, None, "test");
            ChunkSigner::new(&headers, &keys, &Scope::new("s3", "here"), &Keys::default(), std::time::UNIX_EPOCH).unwrap()
        });
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let out = runtime.block_on(chunked(SdkBody::from_body_1_x(Pieces(bytes)), layout, signer)).unwrap();
        prop_assert_eq!(out.len() as u64, layout.encoded_length());
        let (body, trailers) = decoded(&out, chunk);
        prop_assert_eq!(body, bytes);
        let mut checksum = layout.algorithm.start();
        checksum.update(bytes);
        let trailer = format!("{}:{}\r\n", layout.algorithm.header(), checksum.finish());
        prop_assert!(trailers.starts_with(&trailer) && trailers.ends_with("\r\n\r\n"), "{trailers}");
        prop_assert_eq!(trailers.contains("x-amz-trailer-signature:"), signed);
    }
}
