//! Events of restXml, as `SelectObjectContent` of S3 has them.

use aws_smithy_types::Blob;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::error::operation::BuildError;
use tinsmith::event_stream::{EventReceiver, IncomingEvents};
use tinsmith::generated::RestXml;
use tinsmith::read_error::ReadError;
use tinsmith::schema::{Location, Member, Payload, Schema};
use tinsmith::shape::{Shape, ShapeReader, ShapeWriter, Walk, no_variant, unknown_variant};

use super::frame;
use super::shapes::ChatError;

structure!(Records { payload: Blob = Member::new("Payload").at(Location::EventPayload(Payload::Blob)) });
structure!(Stats { details: Details = Member::new("Details").at(Location::EventPayload(Payload::Structure)) });
structure!(Details { scanned: i64 = Member::new("BytesScanned") });
structure!(End {});

#[derive(Debug)]
enum Content {
    Records(Records),
    Stats(Stats),
    End(End),
    Unknown,
}

impl Shape for Content {
    const SCHEMA: &'static Schema =
        &Schema::new("Content", &[Member::new("Records"), Member::new("Stats"), Member::new("End")]);

    fn write<W: ShapeWriter>(&self, w: &mut W) -> Result<(), BuildError> {
        match self {
            Self::Records(value) => w.member(&Self::SCHEMA.members[0], value),
            Self::Stats(value) => w.member(&Self::SCHEMA.members[1], value),
            Self::End(value) => w.member(&Self::SCHEMA.members[2], value),
            Self::Unknown => Err(unknown_variant(Self::SCHEMA)),
        }
    }

    fn read<R: ShapeReader>(r: &mut R) -> Result<Self, ReadError> {
        let m = Self::SCHEMA.members;
        let mut found = None;
        let mut walk = Walk::union(Self::SCHEMA);
        r.enter(&mut walk)?;
        while let Some(index) = r.next(&mut walk)? {
            match index {
                0 => r.variant(&m[0], &mut found, Self::Records)?,
                1 => r.variant(&m[1], &mut found, Self::Stats)?,
                2 => r.variant(&m[2], &mut found, Self::End)?,
                _ => r.unknown(&mut found, Self::Unknown)?,
            }
        }
        found.ok_or_else(|| no_variant(Self::SCHEMA))
    }
}

fn event(name: &str, content_type: &str, payload: &str) -> Vec<u8> {
    let headers = [(":message-type", "event"), (":event-type", name), (":content-type", content_type)];
    frame(&headers, payload.as_bytes())
}

#[tokio::test]
async fn records_and_statistics_are_read() {
    let frames = [
        event("Records", "application/octet-stream", "a,b\n"),
        event("Stats", "text/xml", "<?xml version=\"1.0\"?><Stats><BytesScanned>7</BytesScanned></Stats>"),
        frame(&[(":message-type", "event"), (":event-type", "Cont")], b""),
        frame(&[(":message-type", "event"), (":event-type", "End")], b""),
        frame(&[(":message-type", "error"), (":error-code", "InternalError"), (":error-message", "oops")], b""),
    ];
    let events =
        IncomingEvents { body: SdkBody::from(frames.concat()), operation: "SelectObjectContent", request_id: None };
    let mut receiver = EventReceiver::<Content, ChatError>::new::<RestXml>(events);
    let Ok(Some(Content::Records(records))) = receiver.recv().await else { panic!("no records") };
    assert_eq!(records.payload, Some(Blob::new("a,b\n")));
    let Ok(Some(Content::Stats(stats))) = receiver.recv().await else { panic!("no statistics") };
    assert_eq!(stats.details.and_then(|details| details.scanned), Some(7));
    assert!(matches!(receiver.recv().await, Ok(Some(Content::Unknown))));
    assert!(matches!(receiver.recv().await, Ok(Some(Content::End(_)))));
    let error = receiver.recv().await.unwrap_err();
    assert_eq!(error.to_string(), "SelectObjectContent failed: InternalError: oops");
}
