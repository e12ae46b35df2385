//! Buffers that documents are written to. Each thread keeps one, which bodies give back when they are dropped, so that
//! most requests ask the allocator for none: what is larger than a kilobyte is where allocators take their time.

use std::cell::Cell;

use bytes::Bytes;

/// Room for most requests.
const ROOM: usize = 2048;

/// The largest buffer that is kept; smaller ones than there is room in the first are not kept, either.
const KEPT: usize = 64 * 1024;

thread_local! {
    static SPARE: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// An empty buffer with room for most requests.
pub(crate) fn take() -> Vec<u8> {
    let spare = SPARE.try_with(Cell::take).unwrap_or_default();
    if spare.capacity() == 0 { Vec::with_capacity(ROOM) } else { spare }
}

/// A written buffer as a body that gives the buffer back to the thread on which it is dropped.
pub(crate) fn lend(written: Vec<u8>) -> Bytes {
    if (ROOM..=KEPT).contains(&written.capacity()) { Bytes::from_owner(Lent(written)) } else { written.into() }
}

struct Lent(Vec<u8>);

impl AsRef<[u8]> for Lent {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        let mut buffer = std::mem::take(&mut self.0);
        buffer.clear();
        // A thread that ends keeps nothing.
        let _ = SPARE.try_with(|spare| spare.set(buffer));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_gives_its_buffer_back() {
        let mut buffer = take();
        buffer.extend_from_slice(b"first");
        let place = buffer.as_ptr();
        let body = lend(buffer);
        let copy = body.clone();
        assert_eq!(body, "first");
        drop(body);
        assert_eq!(SPARE.take().capacity(), 0, "the copy still needs it");
        drop(copy);
        let again = take();
        assert_eq!((again.as_ptr(), again.len()), (place, 0));
        assert_eq!(SPARE.take().capacity(), 0, "there is one");
    }

    #[test]
    fn a_body_may_be_dropped_by_another_thread() {
        let mut buffer = take();
        buffer.push(b'a');
        let (place, body) = (buffer.as_ptr().addr(), lend(buffer));
        let there = std::thread::spawn(move || {
            drop(body);
            let again = take();
            again.as_ptr().addr()
        });
        assert_eq!(there.join().unwrap(), place);
    }

    #[test]
    fn a_large_buffer_is_not_kept() {
        let mut buffer = take();
        buffer.resize(KEPT + 1, b'a');
        let body = lend(buffer);
        assert_eq!(body.len(), KEPT + 1);
        drop(body);
        assert!(take().capacity() <= KEPT);
    }
}
