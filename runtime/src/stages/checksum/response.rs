//! The checksums of responses by `aws.protocols#httpChecksum`
//! (<https://smithy.io/2.0/aws/aws-core.html#aws-protocols-httpchecksum-trait>).

use aws_smithy_types::checksum_config::ResponseChecksumValidation;
use aws_smithy_types::error::operation::BuildError;
use http::{HeaderMap, HeaderName, HeaderValue};

use super::algorithm::{Algorithm, Checksum};
use super::base64;
use crate::error::{BoxError, ContextError};
use crate::stages::{Context, Message, Stage, Step, Verifier};

const ENABLED: &str = "ENABLED";

/// Asks for checksums of responses, and compares the bodies with them.
#[derive(Debug)]
pub struct ResponseChecksum {
    /// The header of requests that asks for a checksum.
    mode: &'static str,
}

impl ResponseChecksum {
    /// A checksum of responses to requests that ask for it in this header.
    #[must_use]
    pub const fn asked_in(mode: &'static str) -> Self {
        Self { mode }
    }
}

impl Stage for ResponseChecksum {
    fn apply<'a>(&self, message: Message<'a>, context: &Context) -> Result<Step<'a>, BuildError> {
        if context.validation != ResponseChecksumValidation::WhenRequired {
            message.headers.insert(HeaderName::from_static(self.mode), HeaderValue::from_static(ENABLED));
        }
        Ok(Step::Done)
    }

    fn features(&self, context: &Context) -> &'static [u32] {
        if context.validation == ResponseChecksumValidation::WhenRequired { &[28] } else { &[27] }
    }

    fn verifier(&self, request: &HeaderMap, response: &HeaderMap) -> Option<Box<dyn Verifier>> {
        request.get(self.mode).filter(|mode| mode.as_bytes() == ENABLED.as_bytes())?;
        let mut known = Algorithm::ALL.iter();
        let (algorithm, expected) = known.find_map(|known| Some((*known, response.get(known.header())?)))?;
        // Those of the parts of a multipart upload end in the number of parts (`-7`), which is no Base64, and nothing here
        // knows where parts begin
        // (<https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html#large-object-checksums>).
        let expected = base64(&aws_smithy_types::base64::decode(expected.to_str().ok()?).ok()?);
        Some(Box::new(Expected { algorithm, expected, checksum: Some(algorithm.start()) }))
    }
}

/// The checksum that a body should have.
struct Expected {
    algorithm: Algorithm,
    expected: String,
    checksum: Option<Checksum>,
}

impl Verifier for Expected {
    fn update(&mut self, bytes: &[u8]) {
        if let Some(checksum) = &mut self.checksum {
            checksum.update(bytes);
        }
    }

    fn verify(&mut self) -> Result<(), BoxError> {
        let Some(found) = self.checksum.take().map(Checksum::finish) else { return Ok(()) };
        if found == self.expected {
            return Ok(());
        }
        let (name, header) = (self.algorithm.name(), self.algorithm.header());
        Err(ContextError::new(format!(
            "the body is not what the service sent: its checksum by {name} is `{found}`, and `{header}` says `{}`",
            self.expected
        ))
        .into())
    }
}
