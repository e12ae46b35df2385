//! Signatures of the chunks of a body, and of the trailers behind them
//! (<https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html>): the signature before is part of what is
//! signed, so that chunks cannot be left out or change places. The first goes by the signature of the request.

use std::time::SystemTime;

use aws_credential_types::Credentials;
use http::HeaderMap;

use super::date::Stamp;
use super::hash::{Hash, push_hex, sha256};
use super::key::{Key, Keys};
use super::{Scope, push_all, signature_of};
use crate::error::{BoxError, ContextError};

/// Signs the chunks of one body, in their order.
#[derive(Clone)]
pub(crate) struct ChunkSigner {
    key: Key,
    /// Date and scope, a line each.
    scope: String,
    /// The signature before, in hexadecimal digits.
    previous: String,
}

impl ChunkSigner {
    /// A signer for the body of the request with these headers, which has been signed with the same credentials and scope at
    /// that time.
    ///
    /// # Errors
    ///
    /// Fails if `authorization` holds no signature, if the scope is that of an asymmetric one, or if the year of the time has
    /// not four digits.
    pub(crate) fn new(
        headers: &HeaderMap,
        credentials: &Credentials,
        scope: &Scope,
        keys: &Keys,
        time: SystemTime,
    ) -> Result<Self, BoxError> {
        if scope.is_asymmetric() {
            return Err(ContextError::new("chunks cannot be signed asymmetrically (SigV4A)").into());
        }
        let previous = signature_of(headers)
            .ok_or_else(|| ContextError::new("chunks cannot be signed: the request is not"))?
            .to_owned();
        let stamp = Stamp::of(time)?;
        let key = keys.get(credentials, &stamp, scope)?;
        let mut lines = String::with_capacity(96);
        push_all(&[stamp.as_str(), "\n", stamp.date(), "/", &scope.region, "/", &scope.name], &mut lines);
        lines.push_str("/aws4_request\n");
        Ok(Self { key, scope: lines, previous })
    }

    /// The signature of a chunk of which this is the hash.
    pub(crate) fn chunk(&mut self, hash: &Hash) -> &str {
        self.sign("AWS4-HMAC-SHA256-PAYLOAD", &[sha256(b""), *hash])
    }

    /// The signature of trailers, each in lower case and ended by a line feed.
    pub(crate) fn trailers(&mut self, lines: &str) -> &str {
        self.sign("AWS4-HMAC-SHA256-TRAILER", &[sha256(lines.as_bytes())])
    }

    fn sign(&mut self, algorithm: &str, hashes: &[Hash]) -> &str {
        let mut text = String::with_capacity(320);
        push_all(&[algorithm, "\n", &self.scope, &self.previous], &mut text);
        for hash in hashes {
            text.push('\n');
            push_hex(hash, &mut text);
        }
        self.previous.clear();
        push_hex(self.key.clone().sign(text.as_bytes()).as_ref(), &mut self.previous);
        &self.previous
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use http::HeaderValue;
    use http::header::AUTHORIZATION;

    use super::*;
    use crate::signing::CanonicalForm;

    /// The example of <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html>.
    #[test]
    fn the_chunks_of_the_documentation_are_signed_so() {
        let authorization = "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, \
                             SignedHeaders=content-encoding;host;x-amz-content-sha256;x-amz-date;\
                             x-amz-decoded-content-length;x-amz-storage-class;x-amz-trailer, \
                             Signature=106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e";
        let headers = HeaderMap::from_iter([(AUTHORIZATION, HeaderValue::from_static(authorization))]);
        let secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
        let credentials = Credentials::new("AKIAIOSFODNN7EXAMPLE", secret, None, None, "test");
        let scope = Scope::new("s3", "us-east-1").form(CanonicalForm::Verbatim);
        let time = UNIX_EPOCH + Duration::from_secs(1_369_353_600);
        let mut signer = ChunkSigner::new(&headers, &credentials, &scope, &Keys::default(), time).unwrap();
        for (length, signature) in [
            (65_536, "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2"),
            (1024, "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7"),
            (0, "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992"),
        ] {
            assert_eq!(signer.chunk(&sha256(&vec![b'a'; length])), signature);
        }
        let trailer = "d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435";
        assert_eq!(signer.trailers("x-amz-checksum-crc32c:sOO8/Q==\n"), trailer);
    }

    /// A chain of chunks and trailers, beside the one of `aws-sigv4`.
    #[test]
    fn chunks_are_signed_as_aws_sigv4_signs_them() {
        use aws_sigv4::sign::v4::{SigningParams, sign_chunk, sign_trailer};
        use aws_smithy_runtime_api::client::identity::Identity;
        let seed = "e6f7a0b8d8a2c1f0000000000000000000000000000000000000000000000001";
        let value = HeaderValue::from_str(&format!("AWS4-HMAC-SHA256 Signature={seed}")).unwrap();
        let headers = HeaderMap::from_iter([(AUTHORIZATION, value)]);
        let credentials = Credentials::new("AKID", "SECRET", Some("TOKEN".into()), None, "test");
        let (time, scope) = (UNIX_EPOCH + Duration::from_secs(1_795_000_000), Scope::new("s3", "eu-west-1"));
        let mut signer = ChunkSigner::new(&headers, &credentials, &scope, &Keys::default(), time).unwrap();
        let identity: Identity = credentials.into();
        let params = SigningParams::<()>::builder().identity(&identity).region("eu-west-1").name("s3");
        let params = params.time(time).settings(()).build().unwrap();
        let mut previous = seed.to_owned();
        for chunk in [&b"some bytes"[..], b"more", b""] {
            previous = sign_chunk(&bytes::Bytes::from_static(chunk), &previous, &params).unwrap().into_parts().1;
            assert_eq!(signer.chunk(&sha256(chunk)), previous);
        }
        let mut trailers = aws_smithy_runtime_api::http::Headers::new();
        trailers.insert("x-amz-checksum-crc32", "NhCmhg==");
        let expected = sign_trailer(&trailers, &previous, &params).unwrap().into_parts().1;
        assert_eq!(signer.trailers("x-amz-checksum-crc32:NhCmhg==\n"), expected);
    }

    #[test]
    fn a_request_without_signature_has_no_signed_chunks() {
        let credentials = Credentials::new("a", "b", None, None, "test");
        let signer = |headers: HeaderMap| {
            ChunkSigner::new(&headers, &credentials, &Scope::new("s3", "here"), &Keys::default(), UNIX_EPOCH)
        };
        assert!(signer(HeaderMap::new()).is_err());
        let bearer = HeaderMap::from_iter([(AUTHORIZATION, HeaderValue::from_static("Bearer abc"))]);
        assert!(signer(bearer).is_err());
    }
}
