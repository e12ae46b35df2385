//! The length of a request's body, known before it is sent.

use aws_smithy_types::body::SdkBody;
use http::HeaderMap;
use http::header::CONTENT_LENGTH;

use crate::meta::{InputBody, OperationMeta};

/// The length of a request's body in bytes by its `content-length`, and without one by the body itself; `None` if neither says
/// it.
///
/// # Errors
///
/// Fails if the header is no number, or is not the length of a body whose length is known, or if the operation requires a known
/// length (`smithy.api#requiresLength`).
pub(crate) fn promised(meta: &OperationMeta, headers: &HeaderMap, body: &SdkBody) -> Result<Option<u64>, String> {
    let promised = agreed(headers, body)?;
    if meta.input == InputBody::KnownLength && promised.is_none() {
        return Err("the length of the stream must be known, and it is not; give it with `content_length`, or a stream that knows \
                    it"
            .to_owned());
    }
    Ok(promised)
}

/// The length in the headers and that of the body, which must be one.
fn agreed(headers: &HeaderMap, body: &SdkBody) -> Result<Option<u64>, String> {
    let known = body.content_length();
    let mut promised = known;
    for value in headers.get_all(CONTENT_LENGTH) {
        let length = value.to_str().ok().and_then(|text| text.parse().ok());
        let length: u64 =
            length.ok_or_else(|| format!("`content-length` is {value:?}, which is no number of bytes"))?;
        if promised.is_some_and(|promised| promised != length) {
            return Err(match known {
                Some(known) => format!(
                    "`content-length` promises {length} bytes, and the body has {known}; leave it unset, so that it is taken \
                     from the body, or give a body of that length"
                ),
                None => "`content-length` is there twice, with different numbers".to_owned(),
            });
        }
        promised = Some(length);
    }
    Ok(promised)
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn header_and_body_have_to_agree() {
        let length = |headers: &[&'static str], body: SdkBody| {
            let headers = headers.iter().map(|value| (CONTENT_LENGTH, HeaderValue::from_static(value)));
            let mut map = HeaderMap::new();
            headers.for_each(|(name, value)| _ = map.append(name, value));
            agreed(&map, &body)
        };
        let unknown = || SdkBody::from_body_1_x(http_body_util::StreamBody::new(Nothing));
        assert_eq!(length(&[], SdkBody::from("abc")), Ok(Some(3)));
        assert_eq!(length(&["3"], SdkBody::from("abc")), Ok(Some(3)));
        assert_eq!(length(&["3", "3"], SdkBody::from("abc")), Ok(Some(3)));
        assert_eq!(length(&[], unknown()), Ok(None));
        assert_eq!(length(&["7"], unknown()), Ok(Some(7)));
        for (headers, body, part) in [
            (&["10"][..], SdkBody::from("abc"), "promises 10 bytes, and the body has 3; leave it unset"),
            (&["2"], SdkBody::from("abc"), "promises 2 bytes, and the body has 3"),
            (&["1"], SdkBody::empty(), "promises 1 bytes, and the body has 0"),
            (&["abc"], unknown(), "`content-length` is \"abc\", which is no number of bytes"),
            (&["-1"], unknown(), "no number"),
            (&["1", "2"], unknown(), "twice"),
        ] {
            let error = length(headers, body).unwrap_err();
            assert!(error.contains(part), "{error}");
        }
    }

    /// A stream that ends at once, and says no length.
    struct Nothing;

    impl futures_core::Stream for Nothing {
        type Item = Result<http_body::Frame<bytes::Bytes>, std::io::Error>;

        fn poll_next(
            self: std::pin::Pin<&mut Self>,
            _: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Self::Item>> {
            std::task::Poll::Ready(None)
        }
    }
}
