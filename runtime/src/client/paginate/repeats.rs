//! Tokens that come again: a service that is asked for the page behind the same token twice gives the same pages for ever.

/// Tells when tokens have begun to repeat, whatever the period, and holds no more than two of them: Brent's algorithm
/// (<https://doi.org/10.1007/BF01933190>). Each token is compared with the last one, and with one kept from further back; after
/// 1, 2, 4, 8 ... tokens the newest is kept instead.
#[derive(Debug)]
pub(super) struct Repeats<T> {
    last: Option<T>,
    kept: Option<T>,
    /// The number of tokens since one was kept.
    since: u64,
    /// The number of tokens until the next one is kept.
    room: u64,
}

impl<T: Clone + PartialEq> Repeats<T> {
    pub(super) fn new() -> Self {
        Self { last: None, kept: None, since: 0, room: 0 }
    }

    /// Whether the token is one that came before; takes it in if not. Tokens that never repeat are never taken for others,
    /// and of those that do, one is found before three times as many came as it takes for the first to come again.
    pub(super) fn found(&mut self, token: &T) -> bool {
        if self.last.as_ref() == Some(token) || self.kept.as_ref() == Some(token) {
            return true;
        }
        if self.since == self.room {
            self.kept = Some(token.clone());
            (self.since, self.room) = (0, (2 * self.room).max(1));
        }
        self.since += 1;
        self.last = Some(token.clone());
        false
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// After how many tokens a repetition is found.
    fn found_after(tokens: impl Iterator<Item = u32>) -> Option<usize> {
        let mut repeats = Repeats::new();
        tokens.into_iter().position(|token| repeats.found(&token))
    }

    proptest! {
        #[test]
        fn every_period_is_found_after_bounded_many(start in 0..300_usize, period in 1..300_usize) {
            let token = |index: usize| if index < start { index } else { start + (index - start) % period } as u32;
            let found = found_after((0..10_000).map(token)).expect("it is found before the tokens end");
            // The first that came before has the number `start + period`.
            prop_assert!(found >= start + period && found <= 3 * (start + period), "{found}");
        }

        #[test]
        fn what_is_found_came_before(tokens in proptest::collection::vec(0..40_u32, 0..200)) {
            if let Some(found) = found_after(tokens.iter().copied()) {
                prop_assert!(tokens[..found].contains(&tokens[found]));
            }
        }
    }

    #[test]
    fn tokens_that_never_repeat_are_never_found() {
        assert_eq!(found_after(0..100_000), None);
    }

    #[test]
    fn the_token_before_is_found_at_once() {
        assert_eq!(found_after([1, 2, 3, 4, 5, 6, 6].into_iter()), Some(6));
        assert_eq!(found_after([3, 0, 3, 0, 3, 0].into_iter()), Some(3));
    }
}
