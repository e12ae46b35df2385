//! Sorting and removing where elements are few, as they are in requests.

/// Sorts few elements by insertion. Equal ones stay in their order.
///
/// The sort of the standard library is thousands of lines of machine code for each type.
pub(crate) fn sort_few<T>(items: &mut [T], is_less: impl Fn(&T, &T) -> bool) {
    for sorted in 1..items.len() {
        let mut at = sorted;
        while at > 0 && is_less(&items[at], &items[at - 1]) {
            items.swap(at, at - 1);
            at -= 1;
        }
    }
}

/// Removes elements that are not wanted any more, one by one; `Vec::retain` is written for many.
pub(crate) fn remove_few<T>(items: &mut Vec<T>, is_unwanted: impl Fn(&T) -> bool) {
    let mut index = 0;
    while let Some(item) = items.get(index) {
        if is_unwanted(item) {
            items.remove(index);
        } else {
            index += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn sorts_like_the_standard_library(mut items: Vec<(u8, u8)>) {
            let mut expected = items.clone();
            expected.sort_by_key(|item| item.0);
            sort_few(&mut items, |one, other| one.0 < other.0);
            prop_assert_eq!(items, expected);
        }
    }
    #[test]
    fn what_is_not_wanted_is_removed() {
        let mut items = vec![1, 1, 2, 3, 1, 4, 1];
        remove_few(&mut items, |item| *item == 1);
        assert_eq!(items, [2, 3, 4]);
    }
}
