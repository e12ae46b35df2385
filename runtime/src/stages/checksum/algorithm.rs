//! The algorithms of `aws.protocols#httpChecksum`, each behind a feature of its own.

#[cfg(feature = "sha1")]
use sha1::Sha1;
#[cfg(any(feature = "sha1", feature = "sha256"))]
use sha2::Digest as _;
#[cfg(feature = "sha256")]
use sha2::Sha256;

use super::base64;

/// An algorithm that callers can choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Algorithm {
    #[cfg(feature = "crc64nvme")]
    Crc64Nvme,
    #[cfg(feature = "crc32c")]
    Crc32c,
    /// The default, as in the official crates.
    Crc32,
    #[cfg(feature = "sha1")]
    Sha1,
    #[cfg(feature = "sha256")]
    Sha256,
}

impl Algorithm {
    /// All of them, in the order in which responses are looked at for their checksums, which is that of the official crates:
    /// the fastest first.
    pub(super) const ALL: &[Self] = &[
        #[cfg(feature = "crc64nvme")]
        Self::Crc64Nvme,
        #[cfg(feature = "crc32c")]
        Self::Crc32c,
        Self::Crc32,
        #[cfg(feature = "sha1")]
        Self::Sha1,
        #[cfg(feature = "sha256")]
        Self::Sha256,
    ];

    /// The name in models, the header, and the length of a checksum in bytes.
    const fn facts(self) -> (&'static str, &'static str, usize) {
        match self {
            #[cfg(feature = "crc64nvme")]
            Self::Crc64Nvme => ("CRC64NVME", "x-amz-checksum-crc64nvme", 8),
            #[cfg(feature = "crc32c")]
            Self::Crc32c => ("CRC32C", "x-amz-checksum-crc32c", 4),
            Self::Crc32 => ("CRC32", "x-amz-checksum-crc32", 4),
            #[cfg(feature = "sha1")]
            Self::Sha1 => ("SHA1", "x-amz-checksum-sha1", 20),
            #[cfg(feature = "sha256")]
            Self::Sha256 => ("SHA256", "x-amz-checksum-sha256", 32),
        }
    }

    /// The name in models.
    pub(super) const fn name(self) -> &'static str {
        self.facts().0
    }

    /// The header or trailer of the checksum.
    pub(super) const fn header(self) -> &'static str {
        self.facts().1
    }

    /// The length of the text of a checksum.
    pub(super) const fn text_length(self) -> usize {
        self.facts().2.div_ceil(3) * 4
    }

    /// Starts to compute a checksum.
    pub(super) fn start(self) -> Checksum {
        match self {
            #[cfg(feature = "crc64nvme")]
            Self::Crc64Nvme => Checksum::Crc64Nvme(CRC64NVME.digest()),
            #[cfg(feature = "crc32c")]
            Self::Crc32c => Checksum::Crc32c(CRC32C.digest()),
            Self::Crc32 => Checksum::Crc32(crc32fast::Hasher::new()),
            #[cfg(feature = "sha1")]
            Self::Sha1 => Checksum::Sha1(Sha1::new()),
            #[cfg(feature = "sha256")]
            Self::Sha256 => Checksum::Sha256(Sha256::new()),
        }
    }
}

/// The tables stand in the program once they are used, 16 KiB and 32 KiB; with them the two take a fifth of the time.
#[cfg(feature = "crc32c")]
static CRC32C: crc::Crc<u32, crc::Table<16>> = crc::Crc::<u32, crc::Table<16>>::new(&crc::CRC_32_ISCSI);
#[cfg(feature = "crc64nvme")]
static CRC64NVME: crc::Crc<u64, crc::Table<16>> = crc::Crc::<u64, crc::Table<16>>::new(&crc::CRC_64_NVME);

/// A checksum that is being computed.
pub(super) enum Checksum {
    #[cfg(feature = "crc64nvme")]
    Crc64Nvme(crc::Digest<'static, u64, crc::Table<16>>),
    #[cfg(feature = "crc32c")]
    Crc32c(crc::Digest<'static, u32, crc::Table<16>>),
    Crc32(crc32fast::Hasher),
    #[cfg(feature = "sha1")]
    Sha1(Sha1),
    #[cfg(feature = "sha256")]
    Sha256(Sha256),
}

impl Checksum {
    /// Adds bytes of the body.
    pub(super) fn update(&mut self, bytes: &[u8]) {
        match self {
            #[cfg(feature = "crc64nvme")]
            Self::Crc64Nvme(crc) => crc.update(bytes),
            #[cfg(feature = "crc32c")]
            Self::Crc32c(crc) => crc.update(bytes),
            Self::Crc32(crc) => crc.update(bytes),
            #[cfg(feature = "sha1")]
            Self::Sha1(sha) => sha.update(bytes),
            #[cfg(feature = "sha256")]
            Self::Sha256(sha) => sha.update(bytes),
        }
    }

    /// The checksum in Base64.
    pub(super) fn finish(self) -> String {
        match self {
            #[cfg(feature = "crc64nvme")]
            Self::Crc64Nvme(crc) => base64(&crc.finalize().to_be_bytes()),
            #[cfg(feature = "crc32c")]
            Self::Crc32c(crc) => base64(&crc.finalize().to_be_bytes()),
            Self::Crc32(crc) => base64(&crc.finalize().to_be_bytes()),
            #[cfg(feature = "sha1")]
            Self::Sha1(sha) => base64(sha.finalize().as_slice()),
            #[cfg(feature = "sha256")]
            Self::Sha256(sha) => base64(sha.finalize().as_slice()),
        }
    }
}
