//! Large bodies in pieces, so that each can be given up once it has been read: otherwise all of the text would be in memory
//! beside all that is read from it.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::VecDeque;
use std::fmt;
use std::ops::Deref;

/// The size of a piece, in bytes.
const PIECE: usize = 512 * 1024;

/// A body in pieces.
///
/// A reader begins with the first. A list that goes on beyond it is read from one window after the other, and what is behind
/// such a list is one text again.
pub struct Pieces {
    first: Vec<u8>,
    /// Those that come next. Each begins with a gap, so that what is left of the one before can be put there.
    left: RefCell<VecDeque<Vec<u8>>>,
    /// The bytes in `left`, without the gaps.
    length: Cell<usize>,
    /// The size of a piece.
    size: usize,
    /// Whether pieces have been given up.
    passed: Cell<bool>,
    /// All that is left in one.
    rest: OnceCell<Vec<u8>>,
}

impl Pieces {
    /// A body of which this is the beginning.
    pub(crate) fn new(first: Vec<u8>) -> Self {
        Self::of_size(PIECE, first)
    }

    pub(crate) fn of_size(size: usize, first: Vec<u8>) -> Self {
        let (left, length, passed, rest) = Default::default();
        Self { first, left, length, size, passed, rest }
    }

    fn gap(&self) -> usize {
        self.size / 64
    }

    /// Adds what comes next.
    pub(crate) fn push(&mut self, mut more: &[u8]) {
        self.length.set(self.beyond() + more.len());
        let (gap, full, left) = (self.gap(), self.gap() + self.size, self.left.get_mut());
        while !more.is_empty() {
            let piece = match left.back_mut() {
                Some(last) if last.len() < full => last,
                _ => {
                    let mut piece = Vec::with_capacity(full);
                    piece.resize(gap, 0);
                    left.push_back(piece);
                    continue;
                }
            };
            let (fits, rest) = more.split_at(more.len().min(full - piece.len()));
            piece.extend_from_slice(fits);
            more = rest;
        }
    }

    /// The text that a reader begins with: the first piece, or everything once it is in one.
    pub(crate) fn beginning(&self) -> &[u8] {
        self.rest.get().unwrap_or(&self.first)
    }

    /// The number of bytes beyond that text, and beyond the windows so far.
    pub(crate) fn beyond(&self) -> usize {
        self.length.get()
    }

    /// The next window, which begins with what is left of the one before.
    pub(crate) fn next(&self, left: &[u8]) -> Window {
        self.passed.set(true);
        let gap = self.gap();
        if left.len() > gap {
            // Something long: with twice the room it is not begun again for every piece.
            return Window { bytes: self.join_up_to(left, 2 * left.len()), start: 0 };
        }
        let Some(mut bytes) = self.pop() else { return Window { bytes: left.to_vec(), start: 0 } };
        let start = gap - left.len();
        bytes[start..gap].copy_from_slice(left);
        Window { bytes, start }
    }

    fn pop(&self) -> Option<Vec<u8>> {
        let piece = self.left.borrow_mut().pop_front()?;
        self.length.set(self.beyond() + self.gap() - piece.len());
        Some(piece)
    }

    /// Everything behind a window of which this is left.
    pub(crate) fn rest(&self, left: &[u8]) -> &[u8] {
        self.rest.get_or_init(|| self.join_up_to(left, usize::MAX))
    }

    /// Puts all pieces together for a reader that begins anew, unless they are together already or some are gone.
    pub(crate) fn join(&self) -> bool {
        let possible = self.beyond() > 0 && !self.passed.get();
        if possible {
            self.rest(&self.first);
        }
        possible
    }

    /// Pieces together until there are so many bytes.
    fn join_up_to(&self, left: &[u8], length: usize) -> Vec<u8> {
        let mut joined = Vec::with_capacity(left.len() + self.beyond().min(length.saturating_add(self.size)));
        joined.extend_from_slice(left);
        while joined.len() < length
            && let Some(piece) = self.pop()
        {
            joined.extend_from_slice(&piece[self.gap()..]);
        }
        joined
    }
}

impl fmt::Debug for Pieces {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pieces").field("beyond", &self.length).finish_non_exhaustive()
    }
}

/// A piece, behind what is left of the one before.
pub(crate) struct Window {
    bytes: Vec<u8>,
    start: usize,
}

impl Deref for Window {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes[self.start..]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bytes that are numbered: ten, then pieces of 128, so that two fit into a gap.
    fn pieces(length: u8) -> (Pieces, Vec<u8>) {
        let all: Vec<u8> = (0..length).collect();
        let mut pieces = Pieces::of_size(128, all[..10].to_vec());
        pieces.push(&all[10..10]);
        pieces.push(&all[10..100]);
        pieces.push(&all[100..]);
        (pieces, all)
    }

    #[test]
    fn windows_follow_each_other() {
        let (pieces, all) = pieces(255);
        assert_eq!((pieces.beginning(), pieces.beyond()), (&all[..10], 245));
        assert_eq!(&*pieces.next(&all[8..10]), &all[8..138]);
        assert_eq!(pieces.beyond(), 117);
        assert_eq!(&*pieces.next(&all[100..138]), &all[100..]);
        assert!(!pieces.join(), "some are gone");
        assert_eq!(&*pieces.next(&all[254..]), &all[254..]);
        assert_eq!((pieces.rest(&all[254..]), pieces.beyond()), (&all[254..], 0));
        assert_eq!(pieces.beginning(), &all[254..]);
    }

    #[test]
    fn something_long_gets_twice_the_room() {
        let all = vec![1; 10_000];
        let mut pieces = Pieces::of_size(128, all[..500].to_vec());
        pieces.push(&all[500..]);
        assert_eq!(pieces.next(&all[..500]).len(), 500 + 4 * 128);
        assert_eq!(pieces.rest(&[]).len(), 10_000 - 500 - 4 * 128);
    }

    #[test]
    fn pieces_are_put_together_once() {
        let (pieces, all) = pieces(255);
        assert!(pieces.join());
        assert_eq!((pieces.beginning(), pieces.beyond()), (&*all, 0));
        assert!(!pieces.join());
        assert!(!Pieces::new(all).join(), "there is nothing beyond");
    }
}
