//! Whole calls: a duplex one over loopback whose frames are checked, and responses that begin in several ways.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_sigv4::event_stream::{SigningParams, sign_empty_message, sign_message};
use aws_smithy_async::time::StaticTimeSource;
use aws_smithy_eventstream::frame::read_message_from;
use aws_smithy_runtime_api::client::identity::Identity;
use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use futures_core::Stream;
use http::request::Parts as Head;
use http::{Request, Response};
use http_body::{Body, Frame as Part};
use http_body_util::BodyExt;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tinsmith::Engine;
use tinsmith::config::Builder;
use tinsmith::customize::CustomizableOperation;
use tinsmith::error::{BoxError, SdkError};
use tinsmith::internals::formats::frames::{Frame, FrameDecoder, HeaderValue};
use tinsmith::internals::signing::{Scope, sign};
use tinsmith::presigning::PresigningConfig;
use tinsmith::test::{replay, respond};
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use super::sending::listed;
use super::shapes::{Chat, ChatError, RestInput, RpcInput, RpcTalk, SERVICE, Talk};
use super::{frame, split, support};

/// Generous, for busy machines; what is tested is that a call ends at all.
const LONG: Duration = Duration::from_secs(60);

fn now() -> SystemTime {
    UNIX_EPOCH + Duration::from_millis(1_700_000_000_250)
}

fn config() -> Builder {
    support::config().time_source(StaticTimeSource::new(now()))
}

fn engine(config: Builder) -> Engine {
    Engine::new(&SERVICE, config.build())
}

/// The receiving end of a channel, as a stream.
struct Channel<T>(UnboundedReceiver<T>);

impl<T> Stream for Channel<T> {
    type Item = T;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        self.0.poll_recv(cx)
    }
}

/// A body of what comes through a channel.
struct Answers(UnboundedReceiver<Vec<u8>>);

impl Body for Answers {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Part<Bytes>, Infallible>>> {
        self.0.poll_recv(cx).map(|frame| frame.map(|frame| Ok(Part::data(frame.into()))))
    }
}

/// The head of a request that a server has seen, and the frames in its body.
type Seen = Arc<Mutex<Option<(Head, Vec<Frame>)>>>;

/// A server that sends the events of one request back as they come, out of the frames with their signatures.
async fn echo() -> (String, Seen) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let seen = Seen::default();
    let seen_too = Arc::clone(&seen);
    tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let service = service_fn(|request: Request<Incoming>| {
            let (head, body) = request.into_parts();
            let (answers, body_of_answers) = unbounded_channel();
            tokio::spawn(answer(head, body, answers, Arc::clone(&seen_too)));
            async {
                Ok::<_, Infallible>(Response::builder().header("x-room", "7").body(Answers(body_of_answers)).unwrap())
            }
        });
        let _ = hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
    });
    (url, seen)
}

async fn answer(head: Head, mut body: Incoming, answers: UnboundedSender<Vec<u8>>, seen: Seen) {
    let mut decoder = FrameDecoder::new();
    let mut frames = Vec::new();
    while let Some(Ok(part)) = body.frame().await {
        decoder.push(&part.into_data().unwrap());
        while let Some(frame) = decoder.frame().unwrap() {
            if !frame.payload().is_empty() {
                answers.send(frame.payload().to_vec()).unwrap();
            }
            frames.push(frame);
        }
    }
    decoder.end().unwrap();
    *seen.lock().unwrap() = Some((head, frames));
}

#[tokio::test]
async fn events_go_both_ways_at_once_and_are_signed() {
    let (url, seen) = echo().await;
    let engine = engine(config().endpoint_url(url));
    let (events, stream) = unbounded_channel::<Result<Chat, ChatError>>();
    let input = RestInput { topic: Some("tea".into()), events: Some(Channel(stream).into()) };
    let call = tokio::time::timeout(LONG, engine.send::<Talk>(input));
    let mut output = call.await.unwrap().unwrap();
    assert_eq!(output.room.as_deref(), Some("7"));
    // Each event is sent only after the one before it has come back.
    for text in ["one", "two", "three"] {
        events.send(Ok(Chat::said(text))).unwrap();
        let echoed = tokio::time::timeout(LONG, output.events.recv()).await.unwrap().unwrap();
        assert_eq!(echoed.unwrap().text(), text);
    }
    drop(events);
    let end = tokio::time::timeout(LONG, output.events.recv()).await.unwrap();
    assert!(matches!(end, Ok(None)), "{end:?}");
    let (head, frames) = seen.lock().unwrap().take().unwrap();
    check_signatures(head, &frames);
}

/// The request is signed with an empty body, its signature is part of what the first frame signs, that of a frame part
/// of what the next one signs, and a frame that holds nothing is the last.
fn check_signatures(head: Head, frames: &[Frame]) {
    assert_eq!(head.headers["content-type"], "application/vnd.amazon.eventstream");
    assert_eq!(head.headers["transfer-encoding"], "chunked");
    assert!(!head.headers.contains_key("x-amz-content-sha256"));
    let authorization = head.headers["authorization"].to_str().unwrap().to_owned();
    let identity = Identity::from(support::keys());
    let mut request = Request::from_parts(head, SdkBody::empty());
    *request.uri_mut() =
        format!("http://{}{}", request.headers()["host"].to_str().unwrap(), request.uri()).parse().unwrap();
    sign(&mut request, &support::keys(), &Scope::new("chat", "us-east-1"), false, now()).unwrap();
    assert_eq!(request.headers()["authorization"], authorization);

    let mut previous = authorization.rsplit_once("Signature=").unwrap().1.to_owned();
    assert_eq!(frames.len(), 4);
    for (index, frame) in frames.iter().enumerate() {
        let params = SigningParams::builder().identity(&identity).region("us-east-1").name("chat").time(now());
        let params = params.settings(()).build().unwrap();
        let signed = match frame.payload() {
            b"" => sign_empty_message(&previous, &params).unwrap(),
            mut inner => sign_message(&read_message_from(&mut inner).unwrap(), &previous, &params).unwrap(),
        };
        let Some(HeaderValue::Bytes(signature)) = frame.header(":chunk-signature") else { panic!("{frame:?}") };
        let found: String = signature.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(&found, signed.signature(), "frame {index}");
        assert_eq!(frame.payload().is_empty(), index == 3, "frame {index}");
        previous = found;
    }
}

/// The first answer says that it is an hour later at the service.
#[tokio::test]
async fn frames_are_signed_by_the_clock_of_the_service() {
    let signed = Arc::new(Mutex::new(Vec::new()));
    let dates = Arc::clone(&signed);
    let http = respond(move |request| {
        let first = split(request.body()).remove(0);
        let Some(HeaderValue::Timestamp(date)) = first.header(":date") else { panic!("{first:?}") };
        dates.lock().unwrap().push(date.secs());
        let later = Response::builder().header("date", "Tue, 14 Nov 2023 23:13:20 GMT");
        Ok(later.body(SdkBody::empty()).unwrap())
    });
    let engine = engine(config().http_client(http));
    for _ in 0..2 {
        let input = RestInput { topic: None, events: Some(listed(vec![Ok(Chat::said("a"))]).into()) };
        engine.send::<Talk>(input).await.unwrap();
    }
    // The part of a second that both clocks have is no difference.
    assert_eq!(*signed.lock().unwrap(), [1_700_000_000, 1_700_003_599]);
}

#[tokio::test]
async fn without_credentials_frames_are_not_signed() {
    let http = respond(|request| {
        let frames = split(request.body());
        let names: Vec<_> = frames.iter().map(|frame| frame.header(":event-type")).collect();
        assert_eq!(names, [Some(HeaderValue::String("said"))]);
        Ok(Response::new(SdkBody::empty()))
    });
    let engine = engine(config().anonymous(true).http_client(http));
    let input = RestInput { topic: None, events: Some(listed(vec![Ok(Chat::said("a"))]).into()) };
    let mut output = engine.send::<Talk>(input).await.unwrap();
    assert!(matches!(output.events.recv().await, Ok(None)));
}

#[tokio::test]
async fn events_are_not_sent_twice() {
    let failed = || Response::builder().status(500).body("").unwrap();
    let http = replay([failed(), failed()]);
    let engine = engine(config().http_client(http.clone()).sleep_impl(support::NoSleep));
    let input = RestInput { topic: None, events: Some(listed(vec![]).into()) };
    let error = engine.send::<Talk>(input).await.unwrap_err();
    assert!(matches!(error, SdkError::ServiceError(_)), "{error:?}");
    assert_eq!(http.requests().len(), 1);
}

/// Calls with this body for a response; gives the room in the output, and the texts of the events.
async fn room_and_texts(body: Vec<u8>) -> (Option<String>, Vec<String>, Option<String>) {
    let engine = engine(config().http_client(replay([Response::new(body)])));
    let input = RpcInput { topic: None, events: Some(listed(vec![]).into()) };
    let mut output = engine.send::<RpcTalk>(input).await.unwrap();
    let mut texts = Vec::new();
    loop {
        match output.events.recv().await {
            Ok(Some(event)) => texts.push(event.text().to_owned()),
            Ok(None) => return (output.room, texts, None),
            Err(error) => return (output.room, texts, Some(error.to_string())),
        }
    }
}

#[tokio::test]
async fn without_http_bindings_members_come_before_the_events() {
    // {"room": "z"} and {"text": "hi"}
    let initial = frame(&[(":message-type", "event"), (":event-type", "initial-response")], b"\xa1\x64room\x61z");
    let said = frame(&[(":message-type", "event"), (":event-type", "said")], b"\xa1\x64text\x62hi");
    let (room, texts, error) = room_and_texts([initial.clone(), said.clone(), said.clone()].concat()).await;
    assert_eq!((room.as_deref(), &*texts, error), (Some("z"), &["hi".to_owned(), "hi".to_owned()][..], None));
    // A service that sends none loses no event.
    let (room, texts, error) = room_and_texts([said.clone(), said.clone()].concat()).await;
    assert_eq!((room, &*texts, error), (None, &["hi".to_owned(), "hi".to_owned()][..], None));
    let (room, texts, error) = room_and_texts(initial).await;
    assert_eq!((room.as_deref(), &*texts, error), (Some("z"), &[][..], None));
    let (room, texts, error) = room_and_texts(Vec::new()).await;
    assert_eq!((room, &*texts, error), (None, &[][..], None));
    // The receiver reports an exception in its place.
    let exception = frame(&[(":message-type", "exception"), (":exception-type", "kickedOut")], b"");
    let (room, texts, error) = room_and_texts(exception).await;
    assert_eq!((room, &*texts, error.as_deref()), (None, &[][..], Some("Talk failed: Kicked")));
}

#[tokio::test]
async fn a_response_that_breaks_before_its_first_frame_fails_the_call() {
    let broken: [(SdkBody, &str); 2] = [
        (SdkBody::from("no frame at all"), "the checksum of a frame's prelude is wrong"),
        (super::parts([Err(BoxError::from("cut off"))]), "cut off"),
    ];
    for (body, text) in broken {
        let engine = engine(config().http_client(replay([Response::new(body)])));
        let input = RpcInput { topic: None, events: Some(listed(vec![]).into()) };
        let error = engine.send::<RpcTalk>(input).await.unwrap_err();
        assert!(matches!(error, SdkError::ResponseError(_)), "{error:?}");
        assert!(error.to_string().contains(text), "{error}");
    }
}

/// Nobody else can send what the caller streams.
#[tokio::test]
async fn a_request_that_streams_events_cannot_be_presigned() {
    let input = RestInput { topic: Some("tea".into()), events: Some(listed(vec![Ok(Chat::said("hi"))]).into()) };
    let call = CustomizableOperation::<Talk>::new(engine(config()), Ok(input));
    let error = call.presigned(PresigningConfig::expires_in(LONG).unwrap()).await.unwrap_err();
    assert_eq!(error.to_string(), "Talk failed: a request that streams events cannot be presigned");
}
