//! The one door for emitted code: all that generated crates name, macros included. Programs find the items that are theirs
//! where they belong.
//!
//! Emitted files begin with `use tinsmith::emitted::*`. The glob brings the names that stand in plain emitted code and no more:
//! a shape may have any name, and an item that a file defines or imports hides one of a glob. Lowering renames shapes that
//! would hide one (`codegen/src/lower/names/mod.rs`). Names that only macros use are in [`inner`].

pub mod debug;
mod macros;

pub use std::collections::HashMap;

pub use aws_smithy_types::byte_stream::ByteStream;
pub use aws_smithy_types::error::ErrorMetadata;
pub use aws_smithy_types::error::operation::BuildError;
pub use aws_smithy_types::{BigDecimal, BigInteger, Blob, DateTime, Document, Number};
pub use aws_types::SdkConfig;

pub use crate::client::discovery;
pub use crate::client::paginate::{Pager, Paginated, PaginatedItems};
pub use crate::config::Config;
pub use crate::endpoint::Params;
pub use crate::engine::Engine;
#[cfg(feature = "event-stream")]
pub use crate::event_stream::{EventReceiver, EventStreamSender, IncomingEvents, OutgoingEvents};
pub use crate::meta::{Auth, ErrorMeta, OperationMeta, Retryable, Segment};
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
pub use crate::walk::schema::{Location, Member, Payload, TimestampFormat, Xml};
pub use crate::{
    __error as error, __extended_request_id as extended_request_id, __input as input, __member as member,
    __modeled_error as modeled_error, __operation_error as operation_error, __output as output,
    __redacted_debug as redacted_debug, __redacted_union as redacted_union, __retryable_error as retryable_error,
    __service_error as service_error, __stream_error as stream_error, __string_enum as string_enum,
    __structure as structure, __tagged_union as tagged_union, __waiter_builder as waiter_builder,
};

/// The tables of expressions.
pub mod jmespath {
    pub use crate::jmespath::*;
}

/// The stages that operations list.
pub mod stages {
    pub use crate::stages::*;
}

/// The names in the file of the service's facts and endpoint rules.
pub mod service {
    pub use crate::endpoint::rules::Condition::*;
    pub use crate::endpoint::rules::Expr::*;
    pub use crate::endpoint::rules::Field::*;
    pub use crate::endpoint::rules::Function::*;
    pub use crate::endpoint::rules::Outcome::*;
    pub use crate::endpoint::rules::*;
    pub use crate::meta::{NewRetries, ServiceMeta};
    pub use crate::signing::CanonicalForm;
}

/// The names in the files of waiters.
pub mod waiter {
    pub use crate::client::waiters::error::WaiterError;
    pub use crate::client::waiters::{Acceptor, Check, FinalPoll, Matcher, State, Waiter, WaiterMeta};
    pub use crate::error::SdkError;
    pub use crate::jmespath::Expr::*;
    pub use crate::jmespath::{Comparator, Expr, Function};
}

/// The names in macros.
pub mod inner {
    pub use aws_smithy_runtime_api::box_error::BoxError;
    pub use aws_smithy_runtime_api::client::result::{CreateUnhandledError, SdkError as OfficialSdkError};
    pub use aws_smithy_types::error::ErrorMetadata;
    pub use aws_smithy_types::error::metadata::ProvideErrorMetadata;
    pub use aws_smithy_types::error::operation::BuildError;
    pub use aws_smithy_types::retry::{ErrorKind, ProvideErrorKind};
    pub use aws_types::request_id::RequestId;

    pub use crate::client::customize::CustomizableOperation;
    pub use crate::client::paginate::Pager;
    pub use crate::client::presigning::{PresigningConfig, PresigningFuture};
    pub use crate::client::waiters::{Waited, Waiter, WaiterMeta};
    pub use crate::engine::{CallFuture, Engine};
    pub use crate::error::modeled::{ModeledError, Unhandled, UnknownValue, UnknownVariantError};
    pub use crate::error::{OperationError, RequestIdExt, SdkError};
    #[cfg(feature = "event-stream")]
    pub use crate::event_stream::EventError;
    pub use crate::formats::DocumentFormat;
    #[cfg(feature = "serde")]
    pub use crate::formats::serde;
    pub use crate::operation::Answer;
    pub use crate::walk::ReadError;
    pub use crate::walk::schema::{Location, Member, Payload, Schema, TimestampFormat, Xml};
    pub use crate::walk::shape::{
        GROUP, MapKey, Missing, Shape, ShapeReader, ShapeWriter, Unit, Value, ValueReader, ValueWriter, Walk, bound,
        correct, correct_shape, no_variant, read_group, required, stream, unknown_variant, write_group,
    };

    /// The functions behind the macros of errors.
    pub mod modeled {
        pub use crate::error::modeled::*;
    }

    /// The functions that write the error at the end of a stream.
    #[cfg(feature = "event-stream")]
    pub mod event_stream {
        pub use crate::event_stream::{error, exception};
    }
}
