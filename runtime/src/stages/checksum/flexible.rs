//! The checksums of `aws.protocols#httpChecksum` (<https://smithy.io/2.0/aws/aws-core.html#aws-protocols-httpchecksum-trait>).

use aws_smithy_types::error::operation::BuildError;
use crc::{CRC_32_ISCSI, CRC_64_NVME, Crc, Table};
use http::{HeaderMap, HeaderName};
use sha1::Sha1;
use sha2::{Digest as _, Sha256};

use super::{Digest, add_header, base64, digest};
use crate::stages::{Context, Message, Stage, Step};

/// The prefix of the headers that hold checksums.
const PREFIX: &str = "x-amz-checksum-";

/// An algorithm that callers can choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Algorithm {
    /// The default, as in the official crates.
    Crc32,
    Crc32c,
    Crc64Nvme,
    Sha1,
    Sha256,
}

impl Algorithm {
    /// All of them, with their names in models and their headers.
    pub(super) const ALL: [(Self, &'static str, &'static str); 5] = [
        (Self::Crc32, "CRC32", "x-amz-checksum-crc32"),
        (Self::Crc32c, "CRC32C", "x-amz-checksum-crc32c"),
        (Self::Crc64Nvme, "CRC64NVME", "x-amz-checksum-crc64nvme"),
        (Self::Sha1, "SHA1", "x-amz-checksum-sha1"),
        (Self::Sha256, "SHA256", "x-amz-checksum-sha256"),
    ];

    fn header(self) -> &'static str {
        Self::ALL.iter().find(|(known, ..)| *known == self).map_or("", |(.., header)| header)
    }
}

/// Puts a checksum by an algorithm that callers choose into a header.
#[derive(Debug)]
pub struct FlexibleChecksum {
    /// The header that names the algorithm, if one does.
    algorithm: Option<&'static str>,
    /// The algorithm where the caller chose none.
    default: Option<Algorithm>,
}

impl FlexibleChecksum {
    /// A checksum that every request has, by CRC32 where the caller chose no algorithm in this header.
    #[must_use]
    pub const fn required(algorithm: Option<&'static str>) -> Self {
        Self { algorithm, default: Some(Algorithm::Crc32) }
    }

    /// A checksum that requests have whose caller chose an algorithm in this header.
    #[must_use]
    pub const fn optional(algorithm: &'static str) -> Self {
        Self { algorithm: Some(algorithm), default: None }
    }
}

impl Stage for FlexibleChecksum {
    /// Fails if the caller chose an algorithm that is not implemented here.
    fn apply<'a>(&self, message: Message<'a>, context: &Context) -> Result<Step<'a>, BuildError> {
        if message.headers.keys().any(|name| name.as_str().starts_with(PREFIX)) {
            return Ok(Step::Done);
        }
        let algorithm = match self.algorithm.and_then(|header| message.headers.get(header)) {
            Some(name) => {
                let known = |known: &str| name.as_bytes().eq_ignore_ascii_case(known.as_bytes());
                let found = Algorithm::ALL.iter().find(|(_, name, _)| known(name)).map(|(algorithm, ..)| *algorithm);
                Some(found.ok_or_else(|| unknown(context.operation, &String::from_utf8_lossy(name.as_bytes())))?)
            }
            None => self.default,
        };
        let Some(algorithm) = algorithm else { return Ok(Step::Done) };
        let flexible = Flexible { algorithm, state: State::new(algorithm), named_in: self.algorithm };
        Ok(digest(Box::new(flexible), message))
    }
}

/// A checksum that is being computed.
struct Flexible {
    algorithm: Algorithm,
    state: State,
    /// The header that names the algorithm.
    named_in: Option<&'static str>,
}

/// The tables stand in the program once they are used, 16 KiB and 32 KiB; with them the two take a fifth of the time.
static CRC32C: Crc<u32, Table<16>> = Crc::<u32, Table<16>>::new(&CRC_32_ISCSI);
static CRC64NVME: Crc<u64, Table<16>> = Crc::<u64, Table<16>>::new(&CRC_64_NVME);

enum State {
    Crc32(crc32fast::Hasher),
    Crc32c(crc::Digest<'static, u32, Table<16>>),
    Crc64Nvme(crc::Digest<'static, u64, Table<16>>),
    Sha1(Sha1),
    Sha256(Sha256),
}

impl Digest for Flexible {
    fn update(&mut self, bytes: &[u8]) {
        match &mut self.state {
            State::Crc32(crc) => crc.update(bytes),
            State::Crc32c(crc) => crc.update(bytes),
            State::Crc64Nvme(crc) => crc.update(bytes),
            State::Sha1(sha) => sha.update(bytes),
            State::Sha256(sha) => sha.update(bytes),
        }
    }

    fn finish(self: Box<Self>, headers: &mut HeaderMap) {
        let checksum = match self.state {
            State::Crc32(crc) => base64(&crc.finalize().to_be_bytes()),
            State::Crc32c(crc) => base64(&crc.finalize().to_be_bytes()),
            State::Crc64Nvme(crc) => base64(&crc.finalize().to_be_bytes()),
            State::Sha1(sha) => base64(sha.finalize().as_slice()),
            State::Sha256(sha) => base64(sha.finalize().as_slice()),
        };
        add_header(headers, HeaderName::from_static(self.algorithm.header()), &checksum);
        if let Some(header) = self.named_in {
            // Only the default is not named yet.
            add_header(headers, HeaderName::from_static(header), "CRC32");
        }
    }
}

impl State {
    fn new(algorithm: Algorithm) -> Self {
        match algorithm {
            Algorithm::Crc32 => Self::Crc32(crc32fast::Hasher::new()),
            Algorithm::Crc32c => Self::Crc32c(CRC32C.digest()),
            Algorithm::Crc64Nvme => Self::Crc64Nvme(CRC64NVME.digest()),
            Algorithm::Sha1 => Self::Sha1(Sha1::new()),
            Algorithm::Sha256 => Self::Sha256(Sha256::new()),
        }
    }
}

#[cold]
fn unknown(operation: &str, name: &str) -> BuildError {
    let known = Algorithm::ALL.map(|(_, name, _)| name).join(", ");
    BuildError::other(format!(
        "{operation}: checksums by {name:?} are not computed here; choose one of {known}, or give the checksum itself"
    ))
}
