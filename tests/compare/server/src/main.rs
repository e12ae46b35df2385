//! Answers every request with the same stage, over loopback. It prints its URL, and ends with its standard input.

use std::io::{Read, stdin};

use bytes::Bytes;
use compare_work::stage::{ANSWER_HEADERS, answer};
use http::{Request, Response};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::runtime::Builder;
use tokio::task::LocalSet;

fn main() {
    std::thread::spawn(|| {
        let _ = stdin().read_to_end(&mut Vec::new());
        std::process::exit(0);
    });
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime needs nothing");
    LocalSet::new().block_on(&runtime, serve());
}

async fn serve() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("there is a free port");
    println!("http://{}", listener.local_addr().expect("it is bound"));
    let body = Bytes::from(answer());
    loop {
        let (stream, _) = listener.accept().await.expect("it is bound");
        stream.set_nodelay(true).expect("it is open");
        let body = body.clone();
        let serve = service_fn(move |request| respond(request, body.clone()));
        let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), serve);
        // A client that goes away is no matter.
        tokio::task::spawn_local(async { drop(connection.await) });
    }
}

async fn respond(request: Request<Incoming>, body: Bytes) -> Result<Response<Full<Bytes>>, hyper::Error> {
    request.into_body().collect().await?;
    let mut response = Response::new(Full::new(body));
    for (name, value) in ANSWER_HEADERS {
        response.headers_mut().insert(name, http::HeaderValue::from_static(value));
    }
    Ok(response)
}
