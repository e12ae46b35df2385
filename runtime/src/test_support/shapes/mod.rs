//! Shapes and operations for tests, declared in the form that the generator emits.
#![cfg_attr(
    not(feature = "json"),
    allow(dead_code, unused_imports, unused_macros, reason = "the tests of one format alone use some of it")
)]

pub(crate) mod kinds;

use aws_smithy_types::error::ErrorMetadata;

use crate::error::modeled::ModeledError;
use crate::error::{BoxError, CreateUnhandledError, OperationError};
use crate::http::Request;
use crate::meta::{OperationMeta, Segment, ServiceMeta};
use crate::operation::Operation;
use crate::operation::Protocol;
use crate::walk::ReadError;
use crate::walk::schema::Member;
use crate::walk::shape::{Shape, ShapeReader};

/// Declares a structure whose members are all optional.
macro_rules! structure {
    ($name:ident { $($field:ident: $type:ty = $member:expr),* $(,)? }) => {
        #[derive(Debug, Default, Clone, PartialEq)]
        pub(crate) struct $name { $(pub(crate) $field: Option<$type>,)* }

        impl $crate::walk::shape::Shape for $name {
            const SCHEMA: &'static $crate::walk::schema::Schema =
                &$crate::walk::schema::Schema::new(stringify!($name), &[$($member,)*]);

            #[allow(unused_mut, unused_variables)] // of a structure without members
            fn write<W: $crate::walk::shape::ShapeWriter>(
                &self,
                w: &mut W,
            ) -> Result<(), aws_smithy_types::error::operation::BuildError> {
                let mut members = Self::SCHEMA.members.iter();
                $(w.bound(members.next().unwrap(), &self.$field)?;)*
                Ok(())
            }

            #[allow(unused_mut, unused_variables)]
            fn read<R: $crate::walk::shape::ShapeReader>(r: &mut R) -> Result<Self, $crate::walk::ReadError> {
                let mut read = Self::default();
                let mut walk = $crate::walk::shape::Walk::structure(Self::SCHEMA);
                r.enter(&mut walk)?;
                while let Some(index) = r.next(&mut walk)? {
                    let mut position = 0..;
                    $(if position.next() == Some(index) {
                        r.bound(&Self::SCHEMA.members[index], &mut read.$field)?;
                    })*
                }
                Ok(read)
            }
        }
    };
}
pub(crate) use structure;

/// Declares an operation from its types and metadata, and its protocol if that is not restJson1.
macro_rules! operation {
    ($name:ident($input:ty) -> $output:ty, $meta:expr) => {
        $crate::test_support::shapes::operation!($name($input) -> $output, $meta, $crate::protocols::rest_json::RestJson1);
    };
    ($name:ident($input:ty) -> $output:ty, $meta:expr, $protocol:ty) => {
        pub(crate) struct $name;

        impl $crate::operation::Operation for $name {
            type Input = $input;
            type Output = $output;
            type Error = $crate::test_support::shapes::Oops;
            type Protocol = $protocol;
            const META: &'static $crate::meta::OperationMeta = &$meta;
        }
    };
}
pub(crate) use operation;

/// The metadata of an operation.
pub(crate) const fn meta(method: &'static str, path: &'static [Segment]) -> OperationMeta {
    OperationMeta::new(SERVICE, "Test", method, path)
}

/// A service that RPC protocols can address.
pub(crate) const SERVICE: &ServiceMeta = &ServiceMeta {
    name: "Service",
    sdk_id: "Test",
    api_version: "2020-01-01",
    response_ids: &[("x-amz-id-2", "s3_extended_request_id")],
    ..ServiceMeta::PLAIN
};

structure!(Empty {});

/// An operation's errors: one that is modeled, and the rest.
#[derive(Debug, PartialEq)]
pub(crate) enum Oops {
    Invalid(Invalid, ErrorMetadata),
    Unhandled(ErrorMetadata),
}

structure!(Invalid {
    message: String = Member::new("message"),
    header: String = Member::new("header").at(crate::walk::schema::Location::Header("X-Header")),
});

impl CreateUnhandledError for Oops {
    fn create_unhandled_error(_: BoxError, meta: Option<ErrorMetadata>) -> Self {
        Self::Unhandled(meta.unwrap_or_default())
    }
}

impl OperationError for Oops {
    fn read<R: ShapeReader>(code: &str, r: &mut R) -> Option<Result<Self, ReadError>> {
        (code == "Invalid").then(|| Invalid::read(r).map(|it| Self::Invalid(it, ErrorMetadata::builder().build())))
    }

    fn generic(meta: ErrorMetadata) -> Self {
        Self::Unhandled(meta)
    }

    fn modeled(&self) -> &dyn ModeledError {
        self
    }

    fn modeled_mut(&mut self) -> &mut dyn ModeledError {
        self
    }
}

impl ModeledError for Oops {
    fn name(&self) -> &'static str {
        "Oops"
    }

    fn meta(&self) -> &ErrorMetadata {
        match self {
            Self::Invalid(_, meta) | Self::Unhandled(meta) => meta,
        }
    }

    fn set_meta(&mut self, new: ErrorMetadata) {
        match self {
            Self::Invalid(_, meta) | Self::Unhandled(meta) => *meta = new,
        }
    }
}

impl std::fmt::Display for Oops {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("oops")
    }
}

impl std::error::Error for Oops {}

/// The request of an input, with the headers that are added when it is sent.
pub(crate) fn request<O: Operation>(mut input: O::Input) -> Request {
    let mut request = O::Protocol::request::<O>(&mut input).unwrap();
    request.headers = request.all_headers(0);
    request
}
