//! `smithy.api#requestCompression` (<https://smithy.io/2.0/spec/behavior-traits.html#requestcompression-trait>).

use std::io::Write;

use aws_smithy_types::body::SdkBody;
use aws_smithy_types::error::operation::BuildError;
use flate2::write::GzEncoder;
use http::header::CONTENT_ENCODING;
use http::{HeaderMap, HeaderValue};

use super::{Context, Message, Stage, Step};

/// Compresses large bodies in memory with gzip, and appends that to the encodings in the headers.
#[derive(Debug)]
pub struct Compression;

impl Stage for Compression {
    fn apply<'a>(&self, message: Message<'a>, context: &Context) -> Result<Step<'a>, BuildError> {
        let compressed = context.min_compression_size.and_then(|least| gzip(message.body, message.headers, least));
        if let Some((body, encoding)) = compressed {
            message.headers.insert(CONTENT_ENCODING, encoding);
            *message.body = body;
        }
        Ok(Step::Done)
    }
}

fn gzip(body: &SdkBody, headers: &HeaderMap, least: usize) -> Option<(SdkBody, HeaderValue)> {
    let bytes = body.bytes().filter(|bytes| !bytes.is_empty() && bytes.len() >= least)?;
    let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::default());
    let compressed = encoder.write_all(bytes).and_then(|()| encoder.finish()).ok()?;
    let encoding = match headers.get(CONTENT_ENCODING) {
        Some(before) => format!("{}, gzip", before.to_str().ok()?).parse().ok()?,
        None => HeaderValue::from_static("gzip"),
    };
    Some((SdkBody::from(compressed), encoding))
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn only_large_bodies_are_compressed() {
        let headers = HeaderMap::new();
        for (length, least) in [(9, 10), (0, 0)] {
            assert!(gzip(&SdkBody::from("x".repeat(length)), &headers, least).is_none(), "{length}");
        }
        let text = "x".repeat(10);
        let (large, encoding) = gzip(&SdkBody::from(text.clone()), &headers, 10).unwrap();
        let mut plain = String::new();
        flate2::read::GzDecoder::new(large.bytes().unwrap()).read_to_string(&mut plain).unwrap();
        assert_eq!((plain, encoding.to_str().unwrap()), (text, "gzip"));
    }
}
