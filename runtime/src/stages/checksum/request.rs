//! The checksum of a request, as each attempt computes it: in a header of a body in memory, in a trailer of a stream, which goes
//! out in chunks for it (<https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html>).

use aws_smithy_types::body::SdkBody;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH, TRANSFER_ENCODING};
use http::{HeaderMap, HeaderName, HeaderValue, Request};

use super::add_header;
use super::algorithm::Algorithm;
use super::chunked::{Chunked, Layout};
use crate::error::{BoxError, ContextError};
use crate::signing::{CONTENT_SHA256, ChunkSigner, SIGNED_CHUNKS, UNSIGNED_CHUNKS};
use crate::stages::{PerAttempt, Signing};

const DECODED_LENGTH: HeaderName = HeaderName::from_static("x-amz-decoded-content-length");
const TRAILER: HeaderName = HeaderName::from_static("x-amz-trailer");
/// The smallest size of chunks that services take, in bytes; the last may be smaller
/// (<https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html>).
const SMALLEST: usize = 8 << 10;

/// Whether a header holds a checksum. `x-amz-checksum-type` and `x-amz-checksum-mode` hold a word.
pub(super) fn has_checksum(headers: &HeaderMap) -> bool {
    let mut names = headers.keys().filter_map(|name| name.as_str().strip_prefix("x-amz-checksum-"));
    names.any(|algorithm| algorithm != "type" && algorithm != "mode")
}

/// The checksum of a request.
#[derive(Debug, Clone, Copy)]
pub(super) struct RequestChecksum {
    pub(super) algorithm: Algorithm,
    /// The header that names the algorithm, if one does.
    pub(super) named_in: Option<&'static str>,
    /// The size of the chunks in bytes; `None` for one that holds all.
    pub(super) chunk: Option<usize>,
}

impl RequestChecksum {
    /// The layout of a body of that length.
    fn layout(self, length: u64, signed: bool) -> Layout {
        let chunk = self.chunk.map_or(length, |size| size as u64).max(1);
        Layout { algorithm: self.algorithm, length, chunk, signed }
    }

    /// Announces a checksum behind a stream.
    ///
    /// # Errors
    ///
    /// Fails if the length is not known, or the chunks would be too small.
    fn announce(self, headers: &mut HeaderMap, length: Option<u64>, signs: bool) -> Result<(), BoxError> {
        let length = length.ok_or_else(|| ContextError::new(NO_LENGTH))?;
        if let Some(size) = self.chunk.filter(|size| *size < SMALLEST) {
            let text = format!("`aws_chunked_encoding_chunk_size` is {size} bytes; give {SMALLEST} or more");
            return Err(ContextError::new(text).into());
        }
        headers.insert(TRAILER, HeaderValue::from_static(self.algorithm.header()));
        headers.insert(DECODED_LENGTH, HeaderValue::from(length));
        headers.insert(CONTENT_LENGTH, HeaderValue::from(self.layout(length, signs).encoded_length()));
        headers.append(CONTENT_ENCODING, HeaderValue::from_static("aws-chunked"));
        headers.remove(TRANSFER_ENCODING);
        let mark = if signs { SIGNED_CHUNKS } else { UNSIGNED_CHUNKS };
        headers.insert(CONTENT_SHA256, HeaderValue::from_static(mark));
        Ok(())
    }
}

impl PerAttempt for RequestChecksum {
    fn features(&self) -> &'static [u32] {
        match self.algorithm.name() {
            "CRC32" => &[20],
            "CRC32C" => &[21],
            "CRC64NVME" => &[22],
            "SHA1" => &[23],
            "SHA256" => &[24],
            _ => &[],
        }
    }

    fn before_signing(&self, request: &mut Request<SdkBody>, length: Option<u64>, signs: bool) -> Result<(), BoxError> {
        // The program may have put it there.
        if has_checksum(request.headers()) {
            return Ok(());
        }
        if let Some(header) = self.named_in {
            let name = HeaderValue::from_static(self.algorithm.name());
            request.headers_mut().entry(HeaderName::from_static(header)).or_insert(name);
        }
        let Some(bytes) = request.body().bytes() else { return self.announce(request.headers_mut(), length, signs) };
        let mut checksum = self.algorithm.start();
        checksum.update(bytes);
        add_header(request.headers_mut(), HeaderName::from_static(self.algorithm.header()), &checksum.finish());
        Ok(())
    }

    fn after_signing(&self, request: &mut Request<SdkBody>, signing: Option<&Signing<'_>>) -> Result<(), BoxError> {
        let text = |name| request.headers().get(name).and_then(|value: &HeaderValue| value.to_str().ok());
        let length = text(DECODED_LENGTH).and_then(|length| length.parse().ok());
        let Some(length) = length.filter(|_| request.body().bytes().is_none()) else { return Ok(()) };
        let signer = match (text(CONTENT_SHA256), signing) {
            (Some(SIGNED_CHUNKS), Some(signing)) => {
                let Signing { credentials, scope, keys, time } = *signing;
                Some(ChunkSigner::new(request.headers(), credentials, scope, keys, time)?)
            }
            (Some(SIGNED_CHUNKS), None) => {
                return Err(ContextError::new("chunks cannot be signed: the request is not").into());
            }
            _ => None,
        };
        let layout = self.layout(length, signer.is_some());
        let body = std::mem::replace(request.body_mut(), SdkBody::taken());
        *request.body_mut() = body.map(move |body| SdkBody::from_body_1_x(Chunked::new(body, layout, signer.clone())));
        Ok(())
    }
}

/// The error for a stream of unknown length.
pub(super) const NO_LENGTH: &str = "a checksum goes behind the stream, whose length must be known for it, and it is not; give it \
     with `content_length`, or a stream that knows it, or the checksum itself, or do without checksums \
     (config::Builder::request_checksum_calculation, RequestChecksumCalculation::WhenRequired)";
