//! What generated code imports, under one roof. Programs find the same items where they belong.

pub use aws_smithy_types::byte_stream::ByteStream;
pub use aws_smithy_types::error::ErrorMetadata;
pub use aws_smithy_types::error::metadata::ProvideErrorMetadata;
pub use aws_smithy_types::error::operation::BuildError;
pub use aws_smithy_types::{BigDecimal, BigInteger, Blob, DateTime, Document, Number};
pub use aws_types::SdkConfig;
pub use aws_types::request_id::RequestId;

#[cfg(feature = "json")]
pub use crate::aws_json::{AwsJson1_0, AwsJson1_1};
pub use crate::config::Config;
pub use crate::endpoint::Params;
pub use crate::engine::Engine;
#[cfg(feature = "event-stream")]
pub use crate::event_stream::{EventReceiver, EventStreamSender, IncomingEvents, OutgoingEvents};
pub use crate::jmespath;
pub use crate::member;
pub use crate::modeled::{ModeledError, Unhandled, UnknownValue};
pub use crate::operation::{
    Auth, ErrorMeta, Operation, OperationError, OperationMeta, Retryable, Segment, ServiceMeta,
};
pub use crate::paginate::{Pager, Paginated, PaginatedItems};
#[cfg(feature = "query")]
pub use crate::query::{AwsQuery, Ec2Query};
pub use crate::query_compatible::QueryCompatible;
pub use crate::read_error::ReadError;
#[cfg(feature = "json")]
pub use crate::rest_json::RestJson1;
#[cfg(feature = "xml")]
pub use crate::rest_xml::RestXml;
#[cfg(feature = "cbor")]
pub use crate::rpc_v2::RpcV2Cbor;
#[cfg(feature = "json")]
pub use crate::rpc_v2::RpcV2Json;
pub use crate::schema::{Location, Member, Payload, Schema, TimestampFormat, Xml};
pub use crate::shape::{
    Bound, Many, Missing, Shape, ShapeReader, ShapeWriter, Unit, Walk, correct, correct_shape, required,
};
