//! Lists, which may go on beyond the text at hand: of a large body there is only a window in memory. An element that does not
//! end in the window is read again from the next one.

use std::marker::PhantomData;

use crate::formats::Pieces;
use crate::walk::ReadError;

use super::scanner::text;
use super::{JsonReader, Keys, Scanner};

/// After how many elements there is made room for the rest, on the assumption that they are alike.
const SAMPLE: usize = 15;

/// Reads an element, and makes room for so many more.
type Element<'e, K> = &'e mut dyn FnMut(&mut JsonReader<'_, K>, usize) -> Result<(), ReadError>;

/// The progress of reading a list.
struct List {
    /// The size of an element in memory, in bytes.
    size: usize,
    /// The depth of its elements.
    depth: usize,
    /// The elements so far.
    count: usize,
    /// The beginning of the first element in the body.
    start: usize,
    /// The position of the next element, or of the comma before it, in the text at hand.
    next: usize,
}

impl<'a, K: Keys> JsonReader<'a, K> {
    /// Reads a list whose elements take up so many bytes in memory each. It knows no types, and is compiled once.
    pub(super) fn elements(&mut self, size: usize, read: Element<'_, K>) -> Result<(), ReadError> {
        self.scanner.open(b'[', "a list")?;
        // Lists in this one are elements that may be read again.
        let pieces = self.scanner.pieces.take();
        let (depth, start) = (self.scanner.depth, self.scanner.place());
        let mut list = List { size, depth, count: 0, start, next: 0 };
        self.scanner.lists += 1;
        let done = match (self.at_hand(&mut list, read), pieces) {
            (Err(_), Some(pieces)) => self.beyond(pieces, &mut list, read),
            (done, _) => {
                self.scanner.pieces = pieces;
                done
            }
        };
        self.scanner.lists -= 1;
        done
    }

    /// Reads the elements that are in the text at hand. Without an error that is all of them.
    fn at_hand(&mut self, list: &mut List, read: Element<'_, K>) -> Result<(), ReadError> {
        let mut started = list.count > 0;
        list.next = self.scanner.at;
        while self.scanner.next_item(b']', &mut started)? {
            let room = if list.count == SAMPLE { self.scanner.likely_more(list) } else { 0 };
            read(self, room)?;
            list.count += 1;
            list.next = self.scanner.at;
        }
        Ok(())
    }

    /// Reads the elements from the one on that is not wholly in the text at hand, and goes on behind the list.
    #[cold]
    fn beyond(&mut self, pieces: &'a Pieces, list: &mut List, read: Element<'_, K>) -> Result<(), ReadError> {
        let mut base = self.scanner.base + list.next;
        let mut window = pieces.next(&pieces.beginning()[list.next..]);
        loop {
            let scanner = self.scanner.window(&window, base, pieces.beyond(), list.depth)?;
            let mut reader = JsonReader { scanner, keys: PhantomData };
            let done = reader.at_hand(list, read);
            let behind = reader.scanner.at;
            match done {
                Ok(()) => {
                    let rest = pieces.rest(&window[behind..]);
                    self.scanner = self.scanner.window(rest, base + behind, 0, list.depth - 1)?;
                    return Ok(());
                }
                Err(error) if pieces.beyond() == 0 => return Err(error),
                Err(_) => {}
            }
            base += list.next;
            window = pieces.next(&window[list.next..]);
        }
    }
}

impl Scanner<'_> {
    /// A cursor over another part of the body.
    fn window<'w>(&self, window: &'w [u8], base: usize, beyond: usize, depth: usize) -> Result<Scanner<'w>, ReadError> {
        let text = text(window, base, beyond > 0)?;
        let Self { lists, room, ref map_sizes, .. } = *self;
        Ok(Scanner { text, at: 0, depth, base, beyond, pieces: None, lists, room, map_sizes: map_sizes.clone() })
    }

    /// Checks that what was read cannot go on beyond the text at hand, as a number may.
    pub(super) fn settled(&self) -> Result<(), ReadError> {
        if self.at == self.text.len() && self.beyond > 0 { Err(self.expected("an end")) } else { Ok(()) }
    }

    /// The number of elements that are left, if all are as long as those so far and nothing comes behind it; but no more than
    /// there is room for in twice the bytes of the body, for all lists together. Lists within lists get none: each of them
    /// would get what is left of the body.
    fn likely_more(&mut self, list: &List) -> usize {
        if self.lists > 1 {
            return 0;
        }
        let left = self.text.len().saturating_sub(self.at) + self.beyond;
        let length = (self.place() - list.start) / SAMPLE;
        let more = (left / length.max(1)).min(self.room / list.size.max(1));
        self.room -= more * list.size;
        more
    }
}
