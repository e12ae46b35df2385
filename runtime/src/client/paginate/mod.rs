//! Operations whose output comes in pages.

#[cfg(feature = "blocking")]
mod iterator;
mod repeats;
mod stream;

use std::collections::HashMap;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use crate::engine::{CallFuture, Caller, Engine, Overrides};
use crate::error::{BuildError, SdkError};
use crate::operation::Operation;
#[cfg(feature = "blocking")]
pub use iterator::PaginationIterator;
use repeats::Repeats;

pub use stream::PaginationStream;

/// An operation with `smithy.api#paginated`.
pub trait Paginated: Operation<Input: Clone> {
    /// The token of the next page.
    type Token: PageToken;

    /// The token for the next page.
    fn token(output: &Self::Output) -> Option<Self::Token>;

    /// Asks for the page behind a token.
    fn set_token(input: &mut Self::Input, token: Self::Token);

    /// Asks for pages of this size, if the operation knows sizes.
    #[inline]
    fn set_page_size(_input: &mut Self::Input, _size: i32) {}

    /// Whether there is another page, for operations that say so beside the token. A flag that is missing says nothing.
    #[inline]
    fn is_truncated(_output: &Self::Output) -> bool {
        true
    }
}

/// An operation whose pages hold `items`.
pub trait PaginatedItems: Paginated {
    /// One of the items.
    type Item: Send + 'static;

    /// The items of a page.
    fn items(output: Self::Output) -> Vec<Self::Item>;
}

/// The token of the next page.
pub trait PageToken: Clone + PartialEq + Send + Sync + 'static {
    /// Whether the token stands for no further page.
    fn is_end(&self) -> bool;
}

impl PageToken for String {
    fn is_end(&self) -> bool {
        self.is_empty()
    }
}

impl PageToken for i32 {
    fn is_end(&self) -> bool {
        false
    }
}

impl<V: Clone + PartialEq + Send + Sync + 'static> PageToken for HashMap<String, V> {
    fn is_end(&self) -> bool {
        self.is_empty()
    }
}

type Error<O> = SdkError<<O as Operation>::Error>;

/// Calls an operation page by page.
pub struct Pager<O: Paginated> {
    engine: Engine,
    input: Result<O::Input, BuildError>,
    stop_on_duplicate_token: bool,
}

impl<O: Paginated> Pager<O> {
    /// Pages of the operation with this input. An input that could not be built is an error in the place of the first page.
    pub fn new(engine: Engine, input: Result<O::Input, BuildError>) -> Self {
        Self { engine, input, stop_on_duplicate_token: true }
    }

    /// Asks for pages of this size.
    #[must_use]
    pub fn page_size(mut self, size: i32) -> Self {
        if let Ok(input) = &mut self.input {
            O::set_page_size(input, size);
        }
        self
    }

    /// Whether to stop when a page gives a token that came before, as the last one or in a cycle of any length, rather than
    /// ask for the same pages again. Some cycles go round more than once until they are found. Default: `true`.
    #[must_use]
    pub fn stop_on_duplicate_token(mut self, stop: bool) -> Self {
        self.stop_on_duplicate_token = stop;
        self
    }

    /// The items of all pages, one by one.
    #[must_use]
    pub fn items(self) -> ItemPager<O>
    where
        O: PaginatedItems,
    {
        ItemPager(self)
    }

    /// The pages, each asked for when the stream is polled for it. The first error ends the stream.
    pub fn send(self) -> PaginationStream<Result<O::Output, Error<O>>> {
        PaginationStream::new(Pages::new(self))
    }
}

impl<O: Paginated> fmt::Debug for Pager<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pager").field("operation", &O::META.name).finish_non_exhaustive()
    }
}

/// Calls an operation page by page, and gives the items of the pages.
pub struct ItemPager<O: Paginated>(Pager<O>);

impl<O: PaginatedItems> ItemPager<O> {
    /// The items, each page asked for when the stream is polled for its first. The first error ends the stream.
    pub fn send(self) -> PaginationStream<Result<O::Item, Error<O>>> {
        PaginationStream::new(Items { pages: Pages::new(self.0), items: Vec::new().into_iter() })
    }
}

impl<O: Paginated> fmt::Debug for ItemPager<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ItemPager").field(&self.0).finish()
    }
}

/// The state of a stream of pages.
struct Pages<O: Paginated> {
    pager: Pager<O>,
    tokens: Repeats<O::Token>,
    page: Option<CallFuture<O>>,
    ended: bool,
}

impl<O: Paginated> Pages<O> {
    fn new(pager: Pager<O>) -> Self {
        Self { pager, tokens: Repeats::new(), page: None, ended: false }
    }

    fn ask(&mut self) -> CallFuture<O> {
        let input = match &mut self.pager.input {
            Ok(input) => Ok(input.clone()),
            failed => std::mem::replace(failed, Err(BuildError::other("the stream has ended"))),
        };
        self.pager.engine.send_customized(input, Overrides::by(Caller::Paginator))
    }

    /// Prepares for the page after this one.
    fn advance(&mut self, output: &O::Output) {
        let token = O::token(output).filter(|token| !token.is_end() && O::is_truncated(output));
        match (token, &mut self.pager.input) {
            (Some(token), Ok(input)) if !self.pager.stop_on_duplicate_token || !self.tokens.found(&token) => {
                O::set_token(input, token);
            }
            _ => self.ended = true,
        }
    }
}

// Nothing in it is pinned.
impl<O: Paginated> Unpin for Pages<O> {}

impl<O: Paginated> Stream for Pages<O> {
    type Item = Result<O::Output, Error<O>>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        if this.ended {
            return Poll::Ready(None);
        }
        let mut page = this.page.take().unwrap_or_else(|| this.ask());
        let Poll::Ready(result) = Pin::new(&mut page).poll(cx) else {
            this.page = Some(page);
            return Poll::Pending;
        };
        match &result {
            Ok(output) => this.advance(output),
            Err(_) => this.ended = true,
        }
        Poll::Ready(Some(result))
    }
}

/// The items of a stream of pages.
struct Items<O: PaginatedItems> {
    pages: Pages<O>,
    items: std::vec::IntoIter<O::Item>,
}

// Nothing in it is pinned.
impl<O: PaginatedItems> Unpin for Items<O> {}

impl<O: PaginatedItems> Stream for Items<O> {
    type Item = Result<O::Item, Error<O>>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            if let Some(item) = this.items.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut this.pages).poll_next(cx)) {
                Some(Ok(output)) => this.items = O::items(output).into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}
