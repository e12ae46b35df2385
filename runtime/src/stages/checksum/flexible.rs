//! The checksums of requests by `aws.protocols#httpChecksum`
//! (<https://smithy.io/2.0/aws/aws-core.html#aws-protocols-httpchecksum-trait>): which of them has one, and by which algorithm.

use aws_smithy_types::checksum_config::RequestChecksumCalculation;
use aws_smithy_types::error::operation::BuildError;
use http::HeaderMap;

use super::algorithm::Algorithm;
use super::request::{RequestChecksum, has_checksum};
use crate::stages::{Context, Message, Stage, Step};

/// Adds a checksum by an algorithm that callers choose: in a header where the body is in memory, behind it where it is a
/// stream.
#[derive(Debug)]
pub struct FlexibleChecksum {
    /// The header that names the algorithm, if one does.
    algorithm: Option<&'static str>,
    /// Whether the service refuses requests without a checksum.
    required: bool,
}

impl FlexibleChecksum {
    /// A checksum that every request has, by CRC32 where the caller chose no algorithm in this header.
    #[must_use]
    pub const fn required(algorithm: Option<&'static str>) -> Self {
        Self { algorithm, required: true }
    }

    /// A checksum that requests have whose caller chose an algorithm in this header, and by CRC32 the others, too, unless
    /// checksums are computed only where they are required.
    #[must_use]
    pub const fn optional(algorithm: &'static str) -> Self {
        Self { algorithm: Some(algorithm), required: false }
    }

    /// The algorithm to compute a checksum by, if one is to be computed.
    ///
    /// # Errors
    ///
    /// Fails if the caller chose an algorithm that is not implemented here.
    fn choose(&self, headers: &HeaderMap, context: &Context) -> Result<Option<Algorithm>, BuildError> {
        let Some(name) = self.algorithm.and_then(|header| headers.get(header)) else {
            let wanted = self.required || context.calculation != RequestChecksumCalculation::WhenRequired;
            return Ok(wanted.then_some(Algorithm::Crc32));
        };
        let mut known = Algorithm::ALL.iter().copied();
        let chosen = known.find(|known| name.as_bytes().eq_ignore_ascii_case(known.name().as_bytes()));
        chosen.map(Some).ok_or_else(|| unknown(context.operation, &String::from_utf8_lossy(name.as_bytes())))
    }
}

impl Stage for FlexibleChecksum {
    fn apply<'a>(&self, message: Message<'a>, context: &Context) -> Result<Step<'a>, BuildError> {
        if has_checksum(message.headers) {
            return Ok(Step::Done);
        }
        let Some(algorithm) = self.choose(message.headers, context)? else { return Ok(Step::Done) };
        Ok(Step::PerAttempt(Box::new(RequestChecksum { algorithm, named_in: self.algorithm, chunk: context.chunk })))
    }

    fn features(&self, context: &Context) -> &'static [u32] {
        if context.calculation == RequestChecksumCalculation::WhenRequired { &[26] } else { &[25] }
    }
}

#[cold]
fn unknown(operation: &str, name: &str) -> BuildError {
    let mut known = String::new();
    for algorithm in Algorithm::ALL {
        known.push_str(if known.is_empty() { "" } else { ", " });
        known.push_str(algorithm.name());
    }
    BuildError::other(format!(
        "{operation}: checksums by {name:?} are not computed here; choose one of {known}, or give the checksum itself"
    ))
}
