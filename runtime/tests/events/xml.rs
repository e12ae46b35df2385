//! Events of restXml, as `SelectObjectContent` of S3 has them.

use aws_smithy_types::Blob;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::error::operation::BuildError;
use tinsmith::emitted::RestXml;
use tinsmith::emitted::inner::{Location, Member, Payload, Schema};
use tinsmith::emitted::inner::{Shape, ShapeReader, ShapeWriter, Walk, no_variant, unknown_variant};
use tinsmith::internals::event_stream::{EventReceiver, IncomingEvents};
use tinsmith::internals::walk::ReadError;

use super::frame;
use super::shapes::ChatError;

structure!(Records { payload: Blob = Member::new("Payload").at(Location::EventPayload(Payload::Blob)) });
structure!(Stats { details: Details = Member::new("Details").at(Location::EventPayload(Payload::Structure)) });
structure!(Details { scanned: i64 = Member::new("BytesScanned") });
structure!(End {});

union!(Content { Records = "Records", Stats = "Stats", End = "End" });

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
