//! `smithy.api#requestCompression` (<https://smithy.io/2.0/spec/behavior-traits.html#requestcompression-trait>).

use std::io::Write;

use aws_smithy_types::body::SdkBody;
use flate2::Compression;
use flate2::write::GzEncoder;
use http::header::CONTENT_ENCODING;
use http::{HeaderMap, HeaderValue};

/// Smaller bodies are not worth it: the default that the SDKs share.
const LEAST: usize = 10_240;

/// Compresses a body that is in memory and large enough, and says so in the headers, behind encodings that are there.
pub(super) fn gzip(body: SdkBody, headers: &mut HeaderMap) -> SdkBody {
    let Some(bytes) = body.bytes().filter(|bytes| bytes.len() >= LEAST) else { return body };
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    let Ok(compressed) = encoder.write_all(bytes).and_then(|()| encoder.finish()) else { return body };
    let before = headers.get(CONTENT_ENCODING).and_then(|value| value.to_str().ok());
    let encoding = before.map_or_else(|| Ok(HeaderValue::from_static("gzip")), |it| format!("{it}, gzip").parse());
    let Ok(encoding) = encoding else { return body };
    headers.insert(CONTENT_ENCODING, encoding);
    SdkBody::from(compressed)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn only_large_bodies_are_compressed() {
        let mut headers = HeaderMap::new();
        let small = gzip(SdkBody::from("x".repeat(LEAST - 1)), &mut headers);
        assert_eq!((small.bytes().map(<[u8]>::len), headers.len()), (Some(LEAST - 1), 0));

        let text = "x".repeat(LEAST);
        let large = gzip(SdkBody::from(text.clone()), &mut headers);
        let mut plain = String::new();
        flate2::read::GzDecoder::new(large.bytes().unwrap()).read_to_string(&mut plain).unwrap();
        assert_eq!((plain, headers[CONTENT_ENCODING].to_str().unwrap()), (text, "gzip"));
    }
}
