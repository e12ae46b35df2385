//! Signatures of the frames of a request stream
//! (<https://docs.aws.amazon.com/transcribe/latest/dg/streaming-setting-up.html>): each frame goes into the payload of
//! another, which has its date and signature in headers. The signature before it is part of what is signed, so that
//! frames cannot be left out or change places.

use std::time::SystemTime;

use aws_credential_types::Credentials;
use aws_smithy_types::DateTime;
use http::HeaderMap;

use crate::error::{BoxError, ContextError};
use crate::formats::frames::{FrameWriter, HeaderValue};

use super::date::Stamp;
use super::hash::{Hash, push_hex, sha256};
use super::key::Keys;
use super::{Scope, push_all, signature_of};

const ALGORITHM: &str = "AWS4-HMAC-SHA256-PAYLOAD";
const DATE: &str = ":date";
const SIGNATURE: &str = ":chunk-signature";

/// Signs the frames of one request, in their order.
#[derive(Debug)]
pub struct FrameSigner {
    credentials: Credentials,
    scope: Scope,
    keys: Keys,
    /// The signature before, in hexadecimal digits.
    previous: String,
}

impl FrameSigner {
    /// A signer for the request with these headers, which has been signed with the same credentials and scope.
    ///
    /// # Errors
    ///
    /// When `authorization` holds no signature, and when the scope is that of an asymmetric one.
    pub fn new(headers: &HeaderMap, credentials: Credentials, scope: Scope) -> Result<Self, BoxError> {
        if scope.is_asymmetric() {
            return Err(ContextError::new("events cannot be signed asymmetrically (SigV4A)").into());
        }
        let previous = signature_of(headers)
            .ok_or_else(|| ContextError::new("events cannot be signed: the request is not"))?
            .to_owned();
        Ok(Self { credentials, scope, keys: Keys::default(), previous })
    }

    /// A frame that holds a frame and its signature. The end of the stream is the frame that holds nothing.
    ///
    /// # Errors
    ///
    /// When the frame is longer than the payload of another may be, or the year of the time has not four digits.
    pub fn sign(&mut self, frame: &[u8], time: SystemTime) -> Result<Vec<u8>, BoxError> {
        let stamp = Stamp::of(time)?;
        let mut writer = FrameWriter::new();
        // As exact as the text of it that is signed.
        let date = DateTime::from_secs(DateTime::from(time).secs());
        writer.header(DATE, HeaderValue::Timestamp(date))?;
        let text = self.text_to_sign(&stamp, &sha256(writer.headers()), &sha256(frame));
        let signature = self.keys.get(&self.credentials, &stamp, &self.scope)?.sign(text.as_bytes());
        writer.header(SIGNATURE, HeaderValue::Bytes(signature.as_ref()))?;
        let signed = writer.finish(frame)?;
        self.previous.clear();
        push_hex(signature.as_ref(), &mut self.previous);
        Ok(signed)
    }

    fn text_to_sign(&self, stamp: &Stamp, headers: &Hash, frame: &Hash) -> String {
        let Scope { region, name, .. } = &self.scope;
        let mut text = String::with_capacity(384);
        push_all(&[ALGORITHM, "\n", stamp.as_str(), "\n"], &mut text);
        push_all(&[stamp.date(), "/", region, "/", name, "/aws4_request\n", &self.previous, "\n"], &mut text);
        push_hex(headers, &mut text);
        text.push('\n');
        push_hex(frame, &mut text);
        text
    }
}

#[cfg(test)]
mod tests;
