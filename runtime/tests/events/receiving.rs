//! Events from the frames of a response.

use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use proptest::prelude::*;
use tinsmith::emitted::{AwsJson1_1, RestJson1};
use tinsmith::error::{RequestId, SdkError};
use tinsmith::internals::event_stream::{EventReceiver, IncomingEvents, RawMessage};

use super::shapes::{Chat, ChatError, Receiver};
use super::{event, frame, parts};

fn receiver(body: SdkBody) -> Receiver {
    EventReceiver::new::<RestJson1>(IncomingEvents { body, operation: "Talk", request_id: Some("id-1".into()) })
}

fn receiver_of(frames: &[Vec<u8>]) -> Receiver {
    receiver(SdkBody::from(frames.concat()))
}

/// The texts of all events, and the error at the end if there is one.
async fn all(mut receiver: Receiver) -> (Vec<String>, Option<SdkError<ChatError, RawMessage>>) {
    let mut texts = Vec::new();
    let error = loop {
        match receiver.recv().await {
            Ok(Some(event)) => texts.push(event.text().to_owned()),
            Ok(None) => return (texts, None),
            Err(error) => break error,
        }
    };
    assert!(matches!(receiver.recv().await, Ok(None)), "nothing comes behind an error");
    (texts, Some(error))
}

async fn failure(frames: &[Vec<u8>]) -> SdkError<ChatError, RawMessage> {
    let (texts, error) = all(receiver_of(&[vec![event("said", r#"{"text": "a"}"#)], frames.to_vec()].concat())).await;
    assert_eq!(texts, ["a"]);
    error.unwrap()
}

#[tokio::test]
async fn events_come_whole_whatever_the_pieces() {
    let frames = [
        event("said", r#"{"text": "one", "more": [1]}"#),
        frame(
            &[(":message-type", "event"), (":event-type", "drawn"), (":content-type", "application/octet-stream")],
            b"\xff\0",
        ),
        event("said", r#"{"text": "three"}"#),
    ]
    .concat();
    for size in [1, 2, 7, 64, frames.len()] {
        let pieces = frames.chunks(size).map(|piece| Ok(Bytes::copy_from_slice(piece)));
        let (texts, error) = all(receiver(parts(pieces))).await;
        assert_eq!(texts, ["one", "(picture)", "three"], "in pieces of {size}");
        assert!(error.is_none(), "{error:?}");
    }
}

#[tokio::test]
async fn members_are_read_from_headers_and_payload() {
    let headers = [(":message-type", "event"), (":event-type", "said"), ("who", "she"), ("other", "thing")];
    let mut receiver = receiver_of(&[frame(&headers, br#"{"who": "nobody", "text": "x"}"#)]);
    let Ok(Some(Chat::Said(said))) = receiver.recv().await else { panic!("no event") };
    assert_eq!((said.who.as_deref(), said.text.as_deref(), said.times), (Some("she"), Some("x"), None));
}

#[tokio::test]
async fn an_event_that_is_not_known_is_one_all_the_same() {
    let (texts, error) = all(receiver_of(&[event("danced", "{}"), event("said", r#"{"text": "x"}"#)])).await;
    assert_eq!(texts, ["(unknown)", "x"]);
    assert!(error.is_none());
}

#[tokio::test]
async fn protocols_without_http_bindings_have_the_same_events() {
    let exception =
        frame(&[(":message-type", "exception"), (":exception-type", "kickedOut")], br#"{"message": "out"}"#);
    let frames = [event("initial-response", "{}"), event("said", r#"{"text": "x"}"#), exception].concat();
    let events = IncomingEvents { body: SdkBody::from(frames), operation: "Talk", request_id: None };
    let (texts, error) = all(EventReceiver::new::<AwsJson1_1>(events)).await;
    assert_eq!(texts, ["x"]);
    assert_eq!(error.unwrap().to_string(), "Talk failed: Kicked: out");
}

#[tokio::test]
async fn an_empty_stream_has_no_events() {
    assert!(matches!(receiver(SdkBody::empty()).recv().await, Ok(None)));
    assert!(matches!(Receiver::default().recv().await, Ok(None)));
}

#[tokio::test]
async fn an_initial_response_without_members_is_passed_over() {
    let (texts, error) = all(receiver_of(&[event("initial-response", "{}"), event("said", r#"{"text": "x"}"#)])).await;
    assert_eq!(texts, ["x"]);
    assert!(error.is_none());
}

#[tokio::test]
async fn an_exception_of_the_model_ends_the_stream() {
    let exception = frame(
        &[(":message-type", "exception"), (":exception-type", "kickedOut"), (":content-type", "application/json")],
        br#"{"message": "be polite"}"#,
    );
    let error = failure(&[exception, event("said", r#"{"text": "never read"}"#)]).await;
    assert_eq!(error.to_string(), "Talk failed: Kicked: be polite");
    assert_eq!((error.code(), error.message()), (Some("Kicked"), Some("be polite")));
    assert!(matches!(error.raw_response(), Some(RawMessage::Decoded(_))));
    let error = error.into_service_error();
    assert!(error.is_kicked());
    assert_eq!(error.request_id(), Some("id-1"));
    let error = crate::error::Error::from(error);
    assert!(matches!(&error, crate::error::Error::Kicked(kicked) if kicked.meta.code() == Some("Kicked")), "{error}");
}

#[tokio::test]
async fn an_exception_that_the_model_does_not_list_keeps_code_and_message() {
    let headers = [(":message-type", "exception"), (":exception-type", "flooded")];
    let error = failure(&[frame(&headers, br#"{"message": "too much"}"#)]).await;
    assert!(matches!(error.as_service_error(), Some(ChatError::Unhandled(_))), "{error:?}");
    assert_eq!((error.code(), error.message()), (Some("flooded"), Some("too much")));
}

#[tokio::test]
async fn an_error_keeps_code_and_message() {
    let headers = [(":message-type", "error"), (":error-code", "Internal"), (":error-message", "oops")];
    let error = failure(&[frame(&headers, b"")]).await;
    assert_eq!(error.to_string(), "Talk failed: Internal: oops");
    assert!(matches!(error.into_service_error(), ChatError::Unhandled(_)));
}

#[tokio::test]
async fn a_stream_that_ends_within_a_frame_is_an_error() {
    let whole = event("said", r#"{"text": "b"}"#);
    for length in [1, 11, 12, 40, whole.len() - 1] {
        let error = failure(&[whole[..length].to_vec()]).await;
        let text = format!("the stream ends within a frame, of which {length} bytes came");
        assert_eq!(error.to_string(), format!("Talk failed: the response could not be read: {text}"));
        let Some(RawMessage::Invalid(Some(rest))) = error.raw_response() else { panic!("{error:?}") };
        assert_eq!(rest, &whole[..length]);
    }
}

#[tokio::test]
async fn a_frame_that_is_broken_ends_the_stream() {
    let mut broken = event("said", r#"{"text": "b"}"#);
    broken[60] ^= 1;
    let error = failure(&[broken]).await;
    assert!(error.to_string().contains("the checksum of a frame is wrong"), "{error}");
}

#[tokio::test]
async fn an_event_that_cannot_be_read_ends_the_stream_and_is_at_hand() {
    let broken = [
        (event("said", "[]"), "found `[`"),
        (event("said", r#"{"text": 1}"#), "said.text"),
        (frame(&[(":event-type", "said")], b"{}"), ":message-type"),
        (frame(&[(":message-type", "event"), (":event-type", "said"), ("times", "2")], b""), "an integer"),
        (
            frame(&[(":message-type", "event"), (":event-type", "drawn"), (":content-type", "text/plain")], b"x"),
            "expected a payload of application/octet-stream, found one of text/plain in `drawn.picture`",
        ),
    ];
    for (frame, text) in broken {
        let error = failure(&[frame]).await;
        assert!(error.to_string().contains(text), "{error}");
        let SdkError::ResponseError(context) = error else { panic!("{error:?}") };
        assert!(matches!(context.into_raw(), RawMessage::Decoded(_)));
    }
}

proptest! {
    /// Whatever frames say, they end in events or an error.
    #[test]
    fn no_frame_makes_the_receiver_panic(
        kind in prop_oneof![Just("event"), Just("exception"), Just("error"), Just("other")],
        name in prop_oneof![Just("said"), Just("drawn"), Just("kickedOut"), Just("initial-response"), Just("other")],
        text in prop_oneof![Just("application/json"), Just("application/octet-stream"), Just("1")],
        payload in prop_oneof![
            any::<Vec<u8>>(),
            r#"\{"(text|message|x)": ?("[a-z\\]*"|[0-9\[{]*|null)\}?"#.prop_map(String::into_bytes),
        ],
    ) {
        let headers =
            [(":message-type", kind), (":event-type", name), (":exception-type", name), (":error-code", name), ("who", text)];
        let once = frame(&headers, &payload);
        let typed = frame(&[&headers[..], &[(":content-type", text), ("times", text)]].concat(), &payload);
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        for frames in [&[once.clone(), typed.clone()], &[typed, once]] {
            let (texts, error) = runtime.block_on(all(receiver_of(frames)));
            prop_assert!(texts.len() <= 2);
            prop_assert!(kind == "event" || error.is_some());
        }
    }
}

#[tokio::test]
async fn a_connection_that_breaks_ends_the_stream() {
    let pieces = [Ok(event("said", r#"{"text": "a"}"#).into()), Err("cut off".into())];
    let (texts, error) = all(receiver(parts(pieces))).await;
    let error = error.unwrap();
    assert_eq!(texts, ["a"]);
    assert!(matches!(&error, SdkError::DispatchFailure(context) if context.is_io()), "{error:?}");
    assert!(error.to_string().contains("cut off"), "{error}");
}
