//! The bodies of an operation, and their part in signatures.

/// The form of the body of requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InputBody {
    /// A document or payload.
    Usual,
    /// Nothing, where an RPC protocol would send an empty document.
    Absent,
    /// A stream whose length must be known (`smithy.api#requiresLength`).
    KnownLength,
}

/// The form of the body of responses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutputBody {
    /// A document or payload, which is read whole.
    Document,
    /// A document without an element around the members (`aws.customizations#s3UnwrappedXmlOutput`).
    Unwrapped,
    /// A stream of bytes.
    Stream,
    /// A stream of events.
    Events,
    /// A stream of events, the first of which has the other members of the output.
    EventsAfterMembers,
}

impl OutputBody {
    /// Whether the body is a stream, which is not buffered.
    pub(crate) const fn is_stream(self) -> bool {
        matches!(self, Self::Stream | Self::Events | Self::EventsAfterMembers)
    }

    /// Whether the body is a stream of events.
    pub(crate) const fn has_events(self) -> bool {
        matches!(self, Self::Events | Self::EventsAfterMembers)
    }
}

/// The course of a call for which no authentication scheme has an identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WithoutIdentity {
    /// The call fails.
    Fails,
    /// The call goes out unsigned (`smithy.api#optionalAuth`).
    GoesUnsigned,
}

/// The form of presigned requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presigned {
    /// That of other requests, but for a form, which is in the query.
    Usual,
    /// A GET request with the members of the document in the query.
    InQuery,
}

/// The part of the body in the signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignedPayload {
    /// The hash of the body.
    Hash,
    /// Nothing of the body (`aws.auth#unsignedPayload`).
    Nothing,
}

/// The protection of bodies from stalling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bodies {
    /// One of which nothing moves ends the call.
    Protected,
    /// They may stall, since the service works while they do.
    MayStall,
}
