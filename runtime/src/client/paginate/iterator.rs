//! Pages and items for programs that have no async runtime.

use std::fmt;
use std::iter::FusedIterator;

use super::{ItemPager, Pager, Paginated, PaginatedItems, PaginationStream};
use crate::blocking::run;
use crate::error::SdkError;

impl<O: Paginated> Pager<O> {
    /// Returns the pages, each asked for when the iterator comes to it; see [`blocking`](crate::blocking). The first error ends
    /// the pages.
    #[inline]
    pub fn send_blocking(self) -> PaginationIterator<O::Output, O::Error> {
        PaginationIterator(Some(self.send()))
    }
}

impl<O: PaginatedItems> ItemPager<O> {
    /// Returns the items, each page asked for when the iterator comes to its first; see [`blocking`](crate::blocking). The first
    /// error ends the items.
    #[inline]
    pub fn send_blocking(self) -> PaginationIterator<O::Item, O::Error> {
        PaginationIterator(Some(self.send()))
    }
}

/// The pages or items of an operation with the error `E`. The thread that asks for one waits for it.
pub struct PaginationIterator<T, E>(Option<PaginationStream<Result<T, SdkError<E>>>>);

impl<T: Send + 'static, E: Send + 'static> Iterator for PaginationIterator<T, E> {
    type Item = Result<T, SdkError<E>>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let mut stream = self.0.take()?;
        match run(async move { (stream.next().await, stream) }) {
            Ok((next, stream)) => {
                self.0 = matches!(next, Some(Ok(_))).then_some(stream);
                next
            }
            Err(error) => Some(Err(SdkError::construction_failure(error))),
        }
    }
}

impl<T: Send + 'static, E: Send + 'static> FusedIterator for PaginationIterator<T, E> {}

impl<T, E> fmt::Debug for PaginationIterator<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PaginationIterator")
    }
}
