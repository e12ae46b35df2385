//! Bodies of requests against a server on the loopback interface that counts what it gets.
#![cfg(feature = "rustls")]
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use aws_smithy_async::rt::sleep::{AsyncSleep, Sleep};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http_body::{Body, Frame};
use support::{Echo, EchoError, Output, config, engine, hello};
use tinsmith::config::retry::RetryConfig;
use tinsmith::config::timeout::TimeoutConfig;
use tinsmith::customize::CustomizableOperation;
use tinsmith::error::SdkError;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::Notify;

/// Generous, for busy machines; what is tested is that a call ends at all.
const LONG: Duration = Duration::from_secs(60);

/// The source of the bytes of a body.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Source {
    Memory,
    /// Parts of 10,000 bytes, of unknown number.
    Stream,
    #[cfg(feature = "files")]
    File,
}

const SOURCES: &[Source] = &[
    Source::Memory,
    Source::Stream,
    #[cfg(feature = "files")]
    Source::File,
];

struct Parts(usize);

impl Body for Parts {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let part = self.0.min(10_000);
        self.0 -= part;
        Poll::Ready((part > 0).then(|| Ok(Frame::data(vec![7; part].into()))))
    }
}

impl Source {
    async fn body(self, length: usize) -> SdkBody {
        match self {
            Self::Memory => SdkBody::from(vec![7; length]),
            Self::Stream => SdkBody::from_body_1_x(Parts(length)),
            #[cfg(feature = "files")]
            Self::File => {
                let test = std::thread::current().name().unwrap_or("test").to_owned();
                let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{test}-{length}"));
                std::fs::write(&path, vec![7; length]).unwrap();
                aws_smithy_types::byte_stream::ByteStream::from_path(path).await.unwrap().into_inner()
            }
        }
    }
}

type Call = Pin<Box<dyn Future<Output = Result<Output, SdkError<EchoError>>> + Send>>;

/// A timer whose time is up on request.
#[derive(Debug, Clone, Default)]
struct At(Arc<Notify>);

impl AsyncSleep for At {
    fn sleep(&self, _: Duration) -> Sleep {
        let end = Arc::clone(&self.0);
        Sleep::new(async move { end.notified().await })
    }
}

/// A call to the server with this body, and the length that it promises.
fn call(server: &TcpListener, body: SdkBody, promised: Option<usize>) -> Call {
    call_until(server, body, promised, None)
}

/// A call whose operation timeout runs out on request.
fn call_until(server: &TcpListener, body: SdkBody, promised: Option<usize>, end: Option<At>) -> Call {
    let url = format!("http://{}", server.local_addr().unwrap());
    let mut config = config().endpoint_url(url).retry_config(RetryConfig::disabled());
    if let Some(end) = end {
        let timeouts = TimeoutConfig::builder().disable_connect_timeout().operation_timeout(LONG);
        config = config.timeout_config(timeouts.build()).sleep_impl(end);
    }
    let mut body = Some(body);
    let put = move |mut request: HttpRequest| {
        *request.body_mut() = body.take().unwrap();
        request.headers_mut().remove("content-length");
        if let Some(promised) = promised {
            request.headers_mut().insert("content-length", promised.to_string());
        }
        Ok::<_, Infallible>(request)
    };
    Box::pin(CustomizableOperation::<Echo>::new(engine(config), Ok(hello())).map_request(put).send())
}

/// Reads the head of a request and gives the length that it announces; `None` if the connection ends before.
async fn head(stream: &mut TcpStream) -> Option<usize> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.ok()?);
    }
    let head = String::from_utf8(head).unwrap();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    Some(length.map_or(0, |length| length.parse().unwrap()))
}

/// Answers one request once its body is there; gives how much of it came, and whether that was all.
async fn answer_one(server: &TcpListener) -> (usize, bool) {
    let (mut stream, _) = server.accept().await.unwrap();
    let Some(announced) = head(&mut stream).await else { return (0, false) };
    let (mut read, mut buffer) = (0, vec![0; 64 << 10]);
    while read < announced {
        match stream.read(&mut buffer).await {
            Ok(0) | Err(_) => return (read, false),
            Ok(more) => read += more,
        }
    }
    stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 7\r\n\r\ntext=hi").await.unwrap();
    (read, true)
}

#[tokio::test]
async fn a_promised_length_is_kept_or_an_error() {
    for source in SOURCES {
        for length in [5, 70_000] {
            for promised in [0, length - 1, length, length + 1, length + 70_000] {
                let server = TcpListener::bind("127.0.0.1:0").await.unwrap();
                let case = format!("{source:?} of {length} bytes, {promised} promised");
                let call = call(&server, source.body(length).await, Some(promised));
                let serving = async {
                    let complete = answer_one(&server).await;
                    // Whatever the server got: the call has not ended by itself.
                    std::future::pending::<()>().await;
                    complete
                };
                let outcome = tokio::select! {
                    outcome = tokio::time::timeout(LONG, call) => outcome.unwrap_or_else(|_| panic!("{case}: it hangs")),
                    _ = serving => unreachable!(),
                };
                match outcome {
                    Ok(_) => assert_eq!(promised, length, "{case}"),
                    Err(error) => {
                        assert_ne!(promised, length, "{case}: {error}");
                        let text = error.to_string();
                        assert!(text.contains(&format!("{promised} bytes")), "{case}: {text}");
                        let known = *source != Source::Stream || promised == 0;
                        assert_eq!(matches!(error, SdkError::ConstructionFailure(_)), known, "{case}: {error:?}");
                        let user = matches!(&error, SdkError::DispatchFailure(failure) if failure.is_user());
                        assert_eq!(user, !known, "{case}: {error:?}");
                    }
                }
            }
        }
    }
}

/// A server whose socket holds little.
fn narrow() -> TcpListener {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(64 << 10).unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    socket.listen(1).unwrap()
}

/// Of a call that is dropped, the part of the body that was read is with the kernel, which has a few megabytes at most, or
/// with the connection; the unit tests of the engine count what a connection holds. The rest is not read.
#[tokio::test]
async fn a_call_that_is_given_up_stops_sending() {
    const LENGTH: usize = 16 << 20;
    for source in SOURCES {
        for timed_out in [false, true] {
            let (server, end) = (narrow(), At::default());
            let body = source.body(LENGTH).await;
            let call = tokio::spawn(call_until(&server, body, None, Some(end.clone())));
            let (mut stream, _) = server.accept().await.unwrap();
            head(&mut stream).await.unwrap();
            let (mut read, mut buffer) = (0, vec![0; 64 << 10]);
            while read < 1 << 20 {
                read += stream.read(&mut buffer).await.unwrap();
            }
            if timed_out {
                end.0.notify_waiters();
                assert!(call.await.unwrap().unwrap_err().is_timeout());
            } else {
                call.abort();
                assert!(call.await.unwrap_err().is_cancelled());
            }
            while let Ok(more @ 1..) = stream.read(&mut buffer).await {
                read += more;
            }
            assert!(read < LENGTH / 2, "{source:?}: {read} of {LENGTH} bytes came");
        }
    }
}

/// A service that refuses an upload while it is under way does not get the rest of it.
#[tokio::test]
async fn a_call_that_failed_early_stops_sending() {
    const LENGTH: usize = 16 << 20;
    for source in SOURCES {
        let server = narrow();
        let call = tokio::spawn(call(&server, source.body(LENGTH).await, None));
        let (mut stream, _) = server.accept().await.unwrap();
        head(&mut stream).await.unwrap();
        let refusal = b"HTTP/1.1 409 Conflict\r\ncontent-length: 14\r\n\r\nConflict: full";
        stream.write_all(refusal).await.unwrap();
        let error = tokio::time::timeout(LONG, call).await.unwrap().unwrap().unwrap_err();
        assert_eq!(error.code(), Some("Conflict"), "{error}");
        let (mut read, mut buffer) = (0, vec![0; 64 << 10]);
        while let Ok(more @ 1..) = stream.read(&mut buffer).await {
            read += more;
        }
        assert!(read < LENGTH / 2, "{source:?}: {read} of {LENGTH} bytes came");
    }
}

#[tokio::test]
async fn large_bodies_arrive_whole_from_everywhere() {
    for source in SOURCES {
        let server = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let length = 3_000_001;
        let promised = (*source == Source::Stream).then_some(length);
        let call = tokio::spawn(call(&server, source.body(length).await, promised));
        assert_eq!(answer_one(&server).await, (length, true), "{source:?}");
        call.await.unwrap().unwrap();
    }
}
