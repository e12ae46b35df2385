//! A chat, as the generator would emit it: an operation that streams the same events both ways, in two protocols.

use aws_smithy_types::Blob;
use aws_smithy_types::error::ErrorMetadata;
use aws_smithy_types::error::operation::BuildError;
use tinsmith::Operation;
use tinsmith::emitted::inner::{Location, Member, Payload, Schema};
use tinsmith::emitted::inner::{Shape, ShapeReader, ShapeWriter, Walk, no_variant, unknown_variant};
use tinsmith::emitted::{RestJson1, RpcV2Cbor};
use tinsmith::internals::event_stream::{EventReceiver, EventStreamSender, IncomingEvents, OutgoingEvents};
use tinsmith::internals::meta::{OperationMeta, Segment, ServiceMeta};
use tinsmith::internals::walk::ReadError;

use super::support;

macro_rules! structure {
    ($name:ident { $($field:ident: $type:ty = $member:expr),* $(,)? } $($hidden:ident: $hidden_type:ty)*) => {
        #[derive(Debug, Default)]
        pub(crate) struct $name { $(pub(crate) $field: Option<$type>,)* $(pub(crate) $hidden: $hidden_type,)* }

        impl Shape for $name {
            const SCHEMA: &'static Schema = &Schema::new(stringify!($name), &[$($member,)*]);

            #[allow(unused_mut, unused_variables, reason = "a structure may have no members")]
            fn write<W: ShapeWriter>(&self, w: &mut W) -> Result<(), BuildError> {
                let mut members = Self::SCHEMA.members.iter();
                $(w.bound(members.next().unwrap(), &self.$field)?;)*
                Ok(())
            }

            #[allow(unused_mut, unused_variables, reason = "a structure may have no members")]
            fn read<R: ShapeReader>(r: &mut R) -> Result<Self, ReadError> {
                let mut read = Self::default();
                let mut walk = Walk::structure(Self::SCHEMA);
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

/// Declares a union of events.
macro_rules! union {
    ($name:ident { $($variant:ident = $member:literal),* $(,)? }) => {
        #[derive(Debug)]
        pub(crate) enum $name { $($variant($variant),)* Unknown }

        impl Shape for $name {
            const SCHEMA: &'static Schema = &Schema::new(stringify!($name), &[$(Member::new($member)),*]);

            fn write<W: ShapeWriter>(&self, w: &mut W) -> Result<(), BuildError> {
                let mut members = Self::SCHEMA.members.iter();
                $(if let (Some(member), Self::$variant(value)) = (members.next(), self) {
                    return w.member(member, value);
                })*
                Err(unknown_variant(Self::SCHEMA))
            }

            fn read<R: ShapeReader>(r: &mut R) -> Result<Self, ReadError> {
                let mut found = None;
                let mut walk = Walk::union(Self::SCHEMA);
                r.enter(&mut walk)?;
                while let Some(index) = r.next(&mut walk)? {
                    match Self::SCHEMA.members.get(index) {
                        $(Some(member) if member.name == $member => r.variant(member, &mut found, Self::$variant)?,)*
                        _ => r.unknown(&mut found, Self::Unknown)?,
                    }
                }
                found.ok_or_else(|| no_variant(Self::SCHEMA))
            }
        }
    };
}

structure!(Said {
    who: String = Member::new("who").at(Location::EventHeader(0)),
    times: i32 = Member::new("times").at(Location::EventHeader(32)),
    text: String = Member::new("text"),
});
structure!(Drawn { picture: Blob = Member::new("picture").at(Location::EventPayload(Payload::Blob)) });
structure!(Kicked { message: String = Member::new("message") } meta: ErrorMetadata);
tinsmith::emitted::modeled_error!(Kicked, "Kicked");

union!(Chat { Said = "said", Drawn = "drawn" });

impl Chat {
    pub(crate) fn said(text: &str) -> Self {
        Self::Said(Said { who: Some("me".into()), times: None, text: Some(text.into()) })
    }

    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Said(said) => said.text.as_deref().unwrap_or_default(),
            Self::Drawn(_) => "(picture)",
            Self::Unknown => "(unknown)",
        }
    }
}

tinsmith::emitted::stream_error! {
    pub(crate) enum ChatError {
        Kicked(Kicked) = "kickedOut", is_kicked, ServerError;
    }
}

tinsmith::emitted::operation_error! {
    pub(crate) enum TalkError {}
}

pub(crate) type Sender = EventStreamSender<Chat, ChatError>;
pub(crate) type Receiver = EventReceiver<Chat, ChatError>;

structure!(RestInput { topic: String = Member::new("topic").at(Location::Header("x-topic")) } events: Option<Sender>);
structure!(RestOutput { room: String = Member::new("room").at(Location::Header("x-room")) } events: Receiver);
structure!(RpcInput { topic: String = Member::new("topic") } events: Option<Sender>);
structure!(RpcOutput { room: String = Member::new("room") } events: Receiver);

pub(crate) static SERVICE: ServiceMeta = ServiceMeta {
    name: "Chat",
    signing_name: "chat",
    endpoint_rules: support::SERVICE.endpoint_rules,
    ..ServiceMeta::PLAIN
};

macro_rules! talk {
    ($name:ident($input:ident) -> $output:ident, $protocol:ty, $meta:expr) => {
        #[derive(Debug)]
        pub(crate) struct $name;

        impl Operation for $name {
            type Input = $input;
            type Output = $output;
            type Error = TalkError;
            type Protocol = $protocol;

            const META: &'static OperationMeta = {
                static META: OperationMeta = $meta;
                &META
            };

            fn take_events(input: &mut $input) -> Result<Option<OutgoingEvents>, BuildError> {
                OutgoingEvents::of::<$protocol>("events", input.events.take())
            }

            fn put_events(output: &mut $output, response: IncomingEvents) {
                output.events = EventReceiver::new::<$protocol>(response);
            }
        }
    };
}

talk!(
    Talk(RestInput) -> RestOutput,
    RestJson1,
    OperationMeta::new(&SERVICE, "Talk", "POST", &[Segment::Literal("talk")]).receives_events()
);
talk!(
    RpcTalk(RpcInput) -> RpcOutput,
    RpcV2Cbor,
    OperationMeta::rpc(&SERVICE, "Talk").receives_events().initial_response()
);
