//! Frames from the events of a request.

use std::pin::Pin;
use std::task::{Context, Poll};

use aws_smithy_types::Blob;
use aws_smithy_types::body::SdkBody;
use futures_core::Stream;
use http_body_util::BodyExt;
use tinsmith::Operation;
use tinsmith::emitted::inner::Unhandled;
use tinsmith::error::{BoxError, ErrorMetadata};
use tinsmith::internals::formats::frames::{Frame, HeaderValue};

use super::shapes::{Chat, ChatError, Drawn, Kicked, RestInput, RpcInput, RpcTalk, Said, Talk};
use super::split;

/// A stream of what is in a list.
pub(super) struct Listed(pub(super) std::vec::IntoIter<Result<Chat, ChatError>>);

impl Stream for Listed {
    type Item = Result<Chat, ChatError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.next())
    }
}

pub(super) fn listed(items: Vec<Result<Chat, ChatError>>) -> Listed {
    Listed(items.into_iter())
}

fn request(items: Vec<Result<Chat, ChatError>>) -> http::Request<SdkBody> {
    let input = RestInput { topic: Some("tea".into()), events: Some(listed(items).into()) };
    Talk::http_request(input, "https://example.com").unwrap()
}

async fn sent(request: http::Request<SdkBody>) -> Result<Vec<Frame>, BoxError> {
    Ok(split(&request.into_body().collect().await?.to_bytes()))
}

fn text<'f>(frame: &'f Frame, name: &str) -> Option<&'f str> {
    frame.header(name).and_then(HeaderValue::as_str)
}

#[tokio::test]
async fn each_event_is_a_frame() {
    let said = Said { who: Some("me".into()), times: Some(3), text: Some("hi".into()) };
    let drawn = Drawn { picture: Some(Blob::new("\0picture")) };
    let request = request(vec![Ok(Chat::Said(said)), Ok(Chat::Drawn(drawn)), Ok(Chat::Drawn(Drawn::default()))]);
    assert_eq!(request.uri().path(), "/talk");
    assert_eq!(request.headers()["content-type"], "application/vnd.amazon.eventstream");
    assert_eq!(request.headers()["x-topic"], "tea");
    assert!(!request.headers().contains_key("content-length"));
    assert!(request.body().bytes().is_none(), "the body is made as it is sent");

    let frames = sent(request).await.unwrap();
    let [said, drawn, empty] = &frames[..] else { panic!("{frames:?}") };
    assert_eq!((text(said, ":message-type"), text(said, ":event-type")), (Some("event"), Some("said")));
    assert_eq!((text(said, ":content-type"), text(said, "who")), (Some("application/json"), Some("me")));
    assert_eq!(said.header("times"), Some(HeaderValue::Integer(3)));
    assert_eq!(said.payload(), br#"{"text":"hi"}"#);
    assert_eq!(text(drawn, ":content-type"), Some("application/octet-stream"));
    assert_eq!(drawn.payload(), b"\0picture");
    assert_eq!((text(empty, ":content-type"), empty.payload()), (None, &b""[..]));
}

#[tokio::test]
async fn an_error_is_sent_and_ends_the_stream() {
    let kicked = Kicked { message: Some("be polite".into()), ..Kicked::default() };
    let frames = sent(request(vec![Err(ChatError::Kicked(kicked)), Ok(Chat::said("never sent"))])).await.unwrap();
    let [kicked] = &frames[..] else { panic!("{frames:?}") };
    assert_eq!(
        (text(kicked, ":message-type"), text(kicked, ":exception-type")),
        (Some("exception"), Some("kickedOut"))
    );
    assert_eq!(kicked.payload(), br#"{"message":"be polite"}"#);

    let meta = ErrorMetadata::builder().code("Gone").message("bye").build();
    let frames = sent(request(vec![Err(ChatError::Unhandled(Unhandled::new(meta)))])).await.unwrap();
    let [gone] = &frames[..] else { panic!("{frames:?}") };
    assert_eq!(text(gone, ":message-type"), Some("error"));
    assert_eq!((text(gone, ":error-code"), text(gone, ":error-message")), (Some("Gone"), Some("bye")));
}

#[tokio::test]
async fn an_event_that_is_not_known_cannot_be_sent() {
    let error = sent(request(vec![Ok(Chat::said("a")), Ok(Chat::Unknown)])).await.unwrap_err();
    assert!(error.to_string().contains("Chat"), "{error}");
}

#[test]
fn a_request_without_a_stream_is_not_made() {
    let error = Talk::http_request(RestInput::default(), "https://example.com").unwrap_err();
    assert!(error.to_string().contains("events was missing"), "{error}");
}

#[tokio::test]
async fn without_http_bindings_the_input_goes_before_the_events() {
    let input = RpcInput { topic: Some("tea".into()), events: Some(listed(vec![Ok(Chat::said("hi"))]).into()) };
    let request = RpcTalk::http_request(input, "https://example.com").unwrap();
    assert_eq!(request.uri().path(), "/service/Chat/operation/Talk");
    assert_eq!(request.headers()["content-type"], "application/vnd.amazon.eventstream");
    assert_eq!(request.headers()["accept"], "application/vnd.amazon.eventstream");
    assert!(!request.headers().contains_key("content-length"));
    let frames = sent(request).await.unwrap();
    let [initial, said] = &frames[..] else { panic!("{frames:?}") };
    assert_eq!(
        (text(initial, ":message-type"), text(initial, ":event-type")),
        (Some("event"), Some("initial-request"))
    );
    assert_eq!(text(initial, ":content-type"), Some("application/cbor"));
    assert_eq!(initial.payload(), b"\xbf\x65topic\x63tea\xff");
    assert_eq!((text(said, ":event-type"), said.payload()), (Some("said"), &b"\xbf\x64text\x62hi\xff"[..]));
}
