//! Lists in one header: elements between commas, quoted where they hold what separates elements.

use std::borrow::Cow;

/// Appends an element, quoted if it would be misread otherwise.
pub(super) fn push(element: &str, out: &mut String) {
    let edge_space = element.trim().len() != element.len();
    if !element.is_empty() && !edge_space && !element.contains(['"', ',', '(', ')']) {
        out.push_str(element);
        return;
    }
    out.push('"');
    for character in element.chars() {
        if matches!(character, '"' | '\\') {
            out.push('\\');
        }
        out.push(character);
    }
    out.push('"');
}

/// Takes the next element off the text; `None` at the end. Empty elements count only if they are quoted
/// (<https://www.rfc-editor.org/rfc/rfc9110#section-5.6.1>). Quotes that are not those of a whole element are part of it.
pub(super) fn take<'a>(rest: &mut &'a str) -> Option<Cow<'a, str>> {
    skip_separators(rest);
    if rest.is_empty() {
        return None;
    }
    if let Some(element) = take_quoted(rest) {
        return Some(element);
    }
    let end = rest.find(',').unwrap_or(rest.len());
    let (element, after) = rest.split_at(end);
    *rest = after;
    Some(Cow::Borrowed(element.trim_end()))
}

/// Takes the next HTTP date, which holds a comma itself.
pub(super) fn take_date<'a>(rest: &mut &'a str) -> Option<&'a str> {
    skip_separators(rest);
    let first = rest.find(',').map_or(rest.len(), |comma| comma + 1);
    let end = rest[first..].find(',').map_or(rest.len(), |comma| first + comma);
    let (element, after) = rest.split_at(end);
    *rest = after;
    (!element.is_empty()).then_some(element.trim_end())
}

/// Goes past space and commas.
pub(super) fn skip_separators(rest: &mut &str) {
    *rest = rest.trim_start_matches([' ', '\t', ',']);
}

/// Takes what stands between two quotes, if a comma or the end follows.
fn take_quoted<'a>(rest: &mut &'a str) -> Option<Cow<'a, str>> {
    let text = rest.strip_prefix('"')?;
    let mut unescaped = String::new();
    let mut start = 0;
    loop {
        let end = start + text[start..].find(['"', '\\'])?;
        if text[end..].starts_with('"') {
            let after = text[end + 1..].trim_start_matches([' ', '\t']);
            if !after.is_empty() && !after.starts_with(',') {
                return None;
            }
            *rest = after;
            if unescaped.is_empty() {
                return Some(Cow::Borrowed(&text[start..end]));
            }
            unescaped.push_str(&text[start..end]);
            return Some(Cow::Owned(unescaped));
        }
        unescaped.push_str(&text[start..end]);
        let escaped = text[end + 1..].chars().next()?;
        unescaped.push(escaped);
        start = end + 1 + escaped.len_utf8();
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn elements(mut rest: &str) -> Vec<String> {
        std::iter::from_fn(|| take(&mut rest)).map(Cow::into_owned).collect()
    }

    #[test]
    fn elements_are_split_with_respect_to_quotes() {
        assert_eq!(elements("a, b ,c"), ["a", "b", "c"]);
        assert_eq!(elements(r#""b,c", "\"def\"", a"#), ["b,c", "\"def\"", "a"]);
        assert_eq!(elements(r#" a , , "" "#), ["a", ""]);
        assert!(elements("").is_empty());
    }

    #[test]
    fn quotes_that_do_not_fit_are_part_of_the_element() {
        assert_eq!(elements("\"a, b"), ["\"a", "b"]);
        assert_eq!(elements("\"a\\"), ["\"a\\"]);
        assert_eq!(elements("\"a\" b, c"), ["\"a\" b", "c"]);
    }

    #[test]
    fn dates_keep_their_comma() {
        let mut rest = "Mon, 16 Dec 2019 23:48:18 GMT, Tue, 17 Dec 2019 23:48:18 GMT";
        assert_eq!(take_date(&mut rest), Some("Mon, 16 Dec 2019 23:48:18 GMT"));
        assert_eq!(take_date(&mut rest), Some("Tue, 17 Dec 2019 23:48:18 GMT"));
        assert_eq!(take_date(&mut rest), None);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(list in proptest::collection::vec("[ -~\t\u{a0}\u{e9}\u{3000}]{0,8}", 0..6)) {
            let mut text = String::new();
            for (index, element) in list.iter().enumerate() {
                text.push_str(if index == 0 { "" } else { ", " });
                push(element, &mut text);
            }
            prop_assert_eq!(elements(&text), list);
        }

        #[test]
        fn any_text_is_split_into_elements_that_stay(
            pieces in proptest::collection::vec(
                proptest::sample::select(vec!["\"", "\\", ",", " ", "\t", "a", "\u{e9}", "(", "Mon, 16 Dec 2019 23:48:18 GMT"]),
                0..24,
            ),
        ) {
            let text = pieces.concat();
            let found = elements(&text);
            prop_assert!(found.len() <= text.matches(',').count() + 1, "{text:?} has {found:?}");
            let mut again = String::new();
            for (index, element) in found.iter().enumerate() {
                again.push_str(if index == 0 { "" } else { ", " });
                push(element, &mut again);
            }
            prop_assert_eq!(&elements(&again), &found, "{:?}", again);

            let (mut rest, mut dates) = (text.as_str(), Vec::new());
            while let Some(date) = take_date(&mut rest) {
                prop_assert!(text.contains(date) && date.matches(',').count() <= 1, "{date:?}");
                dates.push(date);
            }
            prop_assert_eq!(rest, "");
            let kept = |text: &str| text.replace([' ', '\t', ','], "");
            prop_assert_eq!(kept(&dates.concat()), kept(&text), "nothing but separators is left out");
        }
    }
}
