//! The facts of operations, errors and services, as constants of emitted crates.

mod body;
mod error;
mod retries;

use http::StatusCode;

use crate::endpoint::RuleSet;
use crate::endpoint::rules::Rules;
use crate::signing::CanonicalForm;
use crate::stages::Stage;
pub use body::{Bodies, InputBody, OutputBody, Presigned, SignedPayload, WithoutIdentity};
pub use error::{ErrorMeta, Retryable};
pub use retries::NewRetries;

/// The facts of an operation that do not depend on its input.
#[derive(Debug)]
pub struct OperationMeta {
    /// The service that the operation belongs to.
    pub service: &'static ServiceMeta,
    /// The operation's shape name, e.g. `CreateStage`.
    pub name: &'static str,
    /// The HTTP method.
    pub method: &'static str,
    /// The segments of the path (`smithy.api#http`), without the slashes before each.
    pub path: &'static [Segment],
    /// The literal query parameters of the URI pattern, in order, not encoded; a parameter without `=` has no value.
    pub query: &'static [(&'static str, Option<&'static str>)],
    /// The status of success that the model gives.
    pub success: u16,
    /// The host prefix of `smithy.api#endpoint`, empty if there is none.
    pub host_prefix: &'static [Segment],
    /// The schemes by which a call may be authenticated, the preferred one first; none if it never is.
    pub auth: &'static [Auth],
    /// The course of a call for which no scheme has an identity.
    pub without_identity: WithoutIdentity,
    /// The part of the body in the signature.
    pub payload: SignedPayload,
    /// The form of presigned requests.
    pub presigned: Presigned,
    /// The errors that the model lists for the operation and the service.
    pub errors: &'static [ErrorMeta],
    /// The form of the body of requests.
    pub input: InputBody,
    /// The form of the body of responses.
    pub output: OutputBody,
    /// The stages over headers and body, in their order.
    pub stages: &'static [&'static dyn Stage],
    /// Whether this is a long poll, which programs call again as soon as it has returned.
    pub polls: bool,
    /// Whether bodies are protected from stalling.
    pub bodies: Bodies,
}

impl OperationMeta {
    /// A signed operation without host prefix, query literals or errors, whose success is 200.
    pub const fn new(
        service: &'static ServiceMeta,
        name: &'static str,
        method: &'static str,
        path: &'static [Segment],
    ) -> Self {
        Self {
            service,
            name,
            method,
            path,
            query: &[],
            success: 200,
            host_prefix: &[],
            auth: &[Auth::SigV4],
            without_identity: WithoutIdentity::Fails,
            payload: SignedPayload::Hash,
            presigned: Presigned::Usual,
            errors: &[],
            input: InputBody::Usual,
            output: OutputBody::Document,
            stages: &[],
            polls: false,
            bodies: Bodies::Protected,
        }
    }

    /// The same of an RPC protocol, which sends every request to the address that its names give.
    pub const fn rpc(service: &'static ServiceMeta, name: &'static str) -> Self {
        Self::new(service, name, "POST", &[])
    }

    /// Sets the literal query parameters.
    pub const fn query(mut self, query: &'static [(&'static str, Option<&'static str>)]) -> Self {
        self.query = query;
        self
    }

    /// Sets the status of success.
    pub const fn success(mut self, code: u16) -> Self {
        self.success = code;
        self
    }

    /// Whether a response with this status is read as the output: any 2xx, and the status that the model gives
    /// (`smithy.api#http`), which need not be one.
    pub(crate) fn succeeds(&self, status: StatusCode) -> bool {
        status.is_success() || status.as_u16() == self.success
    }

    /// Sets the host prefix.
    pub const fn host_prefix(mut self, parts: &'static [Segment]) -> Self {
        self.host_prefix = parts;
        self
    }

    /// Sets the schemes by which calls may be authenticated, the preferred one first.
    pub const fn auth(mut self, schemes: &'static [Auth]) -> Self {
        self.auth = schemes;
        self
    }

    /// Says that calls go out unsigned where no scheme has what it needs.
    pub const fn optional_auth(mut self) -> Self {
        self.without_identity = WithoutIdentity::GoesUnsigned;
        self
    }

    /// Says that the body is left out of the signature.
    pub const fn unsigned_payload(mut self) -> Self {
        self.payload = SignedPayload::Nothing;
        self
    }

    /// Says that presigned requests are GET requests with the members of the document in the query.
    pub const fn presigned_in_query(mut self) -> Self {
        self.presigned = Presigned::InQuery;
        self
    }

    /// Sets the errors.
    pub const fn errors(mut self, errors: &'static [ErrorMeta]) -> Self {
        self.errors = errors;
        self
    }

    /// Says that the output's payload is a stream.
    pub const fn streams_output(mut self) -> Self {
        self.output = OutputBody::Stream;
        self
    }

    /// Says that the output's payload is a stream of events.
    pub const fn receives_events(mut self) -> Self {
        self.output = OutputBody::Events;
        self
    }

    /// Says that members of the output come in an event before the others.
    pub const fn initial_response(mut self) -> Self {
        self.output = OutputBody::EventsAfterMembers;
        self
    }

    /// Says that the input's stream must have a known length.
    pub const fn requires_length(mut self) -> Self {
        self.input = InputBody::KnownLength;
        self
    }

    /// Says that the output has no element around its members.
    pub const fn unwrapped_output(mut self) -> Self {
        self.output = OutputBody::Unwrapped;
        self
    }

    /// Says that requests have no body.
    pub const fn bare(mut self) -> Self {
        self.input = InputBody::Absent;
        self
    }

    /// Sets the stages over headers and body, in their order.
    pub const fn stages(mut self, stages: &'static [&'static dyn Stage]) -> Self {
        self.stages = stages;
        self
    }

    /// Says that this is a long poll.
    pub const fn polls(mut self) -> Self {
        self.polls = true;
        self
    }

    /// Says that bodies may stall for as long as they do.
    pub const fn may_stall(mut self) -> Self {
        self.bodies = Bodies::MayStall;
        self
    }
}

/// The facts of a service.
#[derive(Debug)]
pub struct ServiceMeta {
    /// The name of the service's shape, e.g. `DynamoDB_20120810`; empty unless the protocol addresses operations by it.
    pub name: &'static str,
    /// The `sdkId` of `aws.api#service`, e.g. `IVS RealTime`; names the environment variables of the service.
    pub sdk_id: &'static str,
    /// The version of the API, e.g. `2020-07-14`.
    pub api_version: &'static str,
    /// The version of the generated crate.
    pub crate_version: &'static str,
    /// Headers that every request carries, unless the operation binds them.
    pub headers: &'static [(&'static str, &'static str)],
    /// The name in the signing scope (`aws.auth#sigv4`).
    pub signing_name: &'static str,
    /// The form in which signed requests are read.
    pub canonical_form: CanonicalForm,
    /// Codes of errors that another attempt may not meet, beside those of all services.
    pub transient_errors: &'static [&'static str],
    /// The retries in the behavior that the SDKs of AWS have from 2026 on.
    pub new_retries: NewRetries,
    /// Headers of responses with ids beside the request id, and the names by which the metadata of errors has the ids.
    pub response_ids: &'static [(&'static str, &'static str)],
    /// The rules by which the endpoint is chosen.
    pub endpoint_rules: &'static RuleSet<'static>,
}

impl ServiceMeta {
    /// A service of which nothing is known, to fill in what is.
    pub const PLAIN: Self = Self {
        name: "",
        sdk_id: "",
        api_version: "",
        crate_version: "",
        headers: &[],
        signing_name: "",
        canonical_form: CanonicalForm::Normalized,
        transient_errors: &[],
        new_retries: NewRetries::USUAL,
        response_ids: &[],
        endpoint_rules: &RuleSet { params: &[], slots: 0, rules: Rules::Tree(&[]) },
    };
}

/// A piece of a URI path or host prefix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Segment {
    /// Text as it is.
    Literal(&'static str),
    /// The value of the named member, percent-encoded.
    Label(&'static str),
    /// The value of the named member, percent-encoded but for its slashes.
    Greedy(&'static str),
    /// Nothing: the value of the named member, which must be set all the same, is part of the endpoint. So are buckets.
    InEndpoint(&'static str),
}

/// A scheme by which a call may be authenticated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Auth {
    /// Signature Version 4, or 4A if the endpoint asks for it (`aws.auth#sigv4`); credentials are needed.
    SigV4,
    /// A token in the header `authorization` (`smithy.api#httpBearerAuth`).
    Bearer,
}
