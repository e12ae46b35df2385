//! A connection without a socket: whatever is written is taken, and answered once it is complete.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use compare_work::stage::{ANSWER_HEADERS, REQUEST, answer};
use hyper::rt::{Read, ReadBufCursor, Write};

pub struct Connection {
    answer: Vec<u8>,
    /// Bytes of the response that have been read; all of them while no request waits.
    read: usize,
    reader: Option<Waker>,
}

impl Default for Connection {
    fn default() -> Self {
        let body = answer();
        let mut head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n", body.len());
        for (name, value) in ANSWER_HEADERS {
            head += &format!("{name}: {value}\r\n");
        }
        let answer = format!("{head}\r\n{body}").into_bytes();
        Self { read: answer.len(), answer, reader: None }
    }
}

impl Read for Connection {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, mut buf: ReadBufCursor<'_>) -> Poll<io::Result<()>> {
        if self.read == self.answer.len() {
            self.reader = Some(cx.waker().clone());
            return Poll::Pending;
        }
        let end = self.answer.len().min(self.read + buf.remaining());
        buf.put_slice(&self.answer[self.read..end]);
        self.read = end;
        Poll::Ready(Ok(()))
    }
}

impl Write for Connection {
    fn poll_write(mut self: Pin<&mut Self>, _: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        if buf.ends_with(REQUEST.as_bytes()) {
            self.read = 0;
            if let Some(reader) = self.reader.take() {
                reader.wake();
            }
        }
        Poll::Ready(Ok(buf.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}
