//! The one door for emitted code: all that generated crates name, macros included. Programs find the items that are theirs
//! where they belong.

pub mod debug;
mod macros;

pub use aws_smithy_types::byte_stream::ByteStream;
pub use aws_smithy_types::error::ErrorMetadata;
pub use aws_smithy_types::error::metadata::ProvideErrorMetadata;
pub use aws_smithy_types::error::operation::BuildError;
pub use aws_smithy_types::{BigDecimal, BigInteger, Blob, DateTime, Document, Number};
pub use aws_types::SdkConfig;
pub use aws_types::request_id::RequestId;

pub use crate::client::customize::CustomizableOperation;
pub use crate::client::paginate::{Pager, Paginated, PaginatedItems};
pub use crate::client::waiters::{Waited, Waiter, WaiterMeta};
pub use crate::config::Config;
pub use crate::emitted::debug::REDACTED;
pub use crate::endpoint::Params;
pub use crate::endpoint::rules;
pub use crate::engine::{CallFuture, Engine, Overrides};
pub use crate::error::modeled::{self, ModeledError, Unhandled, UnknownValue, UnknownVariantError};
pub use crate::error::{OperationError, SdkError};
#[cfg(feature = "event-stream")]
pub use crate::event_stream::{self, EventError, EventReceiver, EventStreamSender, IncomingEvents, OutgoingEvents};
pub use crate::formats::DocumentFormat;
pub use crate::jmespath;
pub use crate::member;
pub use crate::meta::{Auth, ErrorMeta, OperationMeta, Retryable, Segment, ServiceMeta};
pub use crate::operation::{Operation, trim_start};
#[cfg(feature = "json")]
pub use crate::protocols::aws_json::{AwsJson1_0, AwsJson1_1};
#[cfg(feature = "query")]
pub use crate::protocols::query::{AwsQuery, Ec2Query};
pub use crate::protocols::query_compatible::QueryCompatible;
#[cfg(feature = "json")]
pub use crate::protocols::rest_json::RestJson1;
#[cfg(feature = "xml")]
pub use crate::protocols::rest_xml::RestXml;
#[cfg(feature = "cbor")]
pub use crate::protocols::rpc_v2::RpcV2Cbor;
#[cfg(feature = "json")]
pub use crate::protocols::rpc_v2::RpcV2Json;
pub use crate::signing::CanonicalForm;
pub use crate::stages;
pub use crate::walk::ReadError;
pub use crate::walk::schema::{Location, Member, Payload, Schema, TimestampFormat, Xml};
pub use crate::walk::shape::{
    Bound, Many, MapKey, Missing, Shape, ShapeReader, ShapeWriter, Unit, Value, ValueReader, ValueWriter, Walk,
    correct, correct_shape, no_variant, required, unknown_variant,
};
