//! The stream that paginators give.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use aws_smithy_async::future::pagination_stream as official;
use aws_smithy_async::future::pagination_stream::fn_stream::FnStream;
use futures_core::Stream;

/// A stream of pages or items. It is a [`futures_core::Stream`], and has the methods of the official one.
pub struct PaginationStream<T>(Pin<Box<dyn Stream<Item = T> + Send>>);

impl<T> PaginationStream<T> {
    pub(super) fn new(stream: impl Stream<Item = T> + Send + 'static) -> Self {
        Self(Box::pin(stream))
    }

    /// The next one; `None` when there are no more.
    pub async fn next(&mut self) -> Option<T> {
        poll_fn(|cx| self.poll_next(cx)).await
    }

    /// Polls for the next one.
    pub fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<T>> {
        self.0.as_mut().poll_next(cx)
    }

    /// Returns the stream itself, which is one of `futures` 0.3: programs for the official crates convert theirs.
    #[must_use]
    pub fn into_stream_03x(self) -> Self {
        self
    }

    /// All that are left, e.g. as `Result<Vec<_>, _>`.
    pub async fn collect<C: FromIterator<T>>(mut self) -> C {
        let mut all = Vec::new();
        while let Some(one) = self.next().await {
            all.push(one);
        }
        all.into_iter().collect()
    }
}

impl<T, E> PaginationStream<Result<T, E>> {
    /// The next one; `Ok(None)` when there are no more.
    ///
    /// # Errors
    ///
    /// The error that ended the stream.
    pub async fn try_next(&mut self) -> Result<Option<T>, E> {
        self.next().await.transpose()
    }

    /// All that are left.
    ///
    /// # Errors
    ///
    /// The error that ended the stream.
    pub async fn try_collect(self) -> Result<Vec<T>, E> {
        self.collect().await
    }
}

impl<T> Stream for PaginationStream<T> {
    type Item = T;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        self.get_mut().poll_next(cx)
    }
}

impl<T: Send + 'static> From<PaginationStream<T>> for official::PaginationStream<T> {
    fn from(mut stream: PaginationStream<T>) -> Self {
        Self::new(FnStream::new(move |items| {
            Box::pin(async move {
                while let Some(item) = stream.next().await {
                    if items.send(item).await.is_err() {
                        break;
                    }
                }
            })
        }))
    }
}

impl<T> fmt::Debug for PaginationStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PaginationStream")
    }
}
