//! Lists in one header: elements between commas, quoted where they hold what separates elements.

use std::borrow::Cow;

/// Appends an element, quoted if it would be misread otherwise.
pub(super) fn push(element: &str, out: &mut String) {
    let edge_space = element.trim().len() != element.len();
    if !edge_space && !element.contains(['"', ',', '(', ')']) {
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
/// (<https://www.rfc-editor.org/rfc/rfc9110#section-5.6.1>).
pub(super) fn take<'a>(rest: &mut &'a str) -> Result<Option<Cow<'a, str>>, &'static str> {
    skip_separators(rest);
    if rest.is_empty() {
        return Ok(None);
    }
    if let Some(quoted) = rest.strip_prefix('"') {
        *rest = quoted;
        return take_quoted(rest).map(Some);
    }
    let end = rest.find(',').unwrap_or(rest.len());
    let (element, after) = rest.split_at(end);
    *rest = after;
    Ok(Some(Cow::Borrowed(element.trim_end())))
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

/// Takes what stands before the closing quote.
fn take_quoted<'a>(rest: &mut &'a str) -> Result<Cow<'a, str>, &'static str> {
    let text = *rest;
    let mut unescaped = String::new();
    let mut start = 0;
    loop {
        let end = start + text[start..].find(['"', '\\']).ok_or("a quote is not closed")?;
        if text[end..].starts_with('"') {
            *rest = text[end + 1..].trim_start_matches([' ', '\t']);
            if !rest.is_empty() && !rest.starts_with(',') {
                return Err("a comma must follow a quoted element");
            }
            if unescaped.is_empty() {
                return Ok(Cow::Borrowed(&text[start..end]));
            }
            unescaped.push_str(&text[start..end]);
            return Ok(Cow::Owned(unescaped));
        }
        unescaped.push_str(&text[start..end]);
        let escaped = text[end + 1..].chars().next().ok_or("a quote is not closed")?;
        unescaped.push(escaped);
        start = end + 1 + escaped.len_utf8();
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn elements(mut rest: &str) -> Result<Vec<String>, &'static str> {
        let mut elements = Vec::new();
        while let Some(element) = take(&mut rest)? {
            elements.push(element.into_owned());
        }
        Ok(elements)
    }

    #[test]
    fn elements_are_split_with_respect_to_quotes() {
        assert_eq!(elements("a, b ,c"), Ok(vec!["a".into(), "b".into(), "c".into()]));
        assert_eq!(elements(r#""b,c", "\"def\"", a"#), Ok(vec!["b,c".into(), "\"def\"".into(), "a".into()]));
        assert_eq!(elements(r#" a , , "" "#), Ok(vec!["a".into(), String::new()]));
        assert_eq!(elements(""), Ok(vec![]));
        assert!(elements("\"a").is_err());
        assert!(elements("\"a\\").is_err());
        assert!(elements("\"a\" b").is_err());
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
        fn what_is_written_is_read(list in proptest::collection::vec("[ -~\t]{1,8}", 0..6)) {
            let mut text = String::new();
            for (index, element) in list.iter().enumerate() {
                text.push_str(if index == 0 { "" } else { ", " });
                push(element, &mut text);
            }
            prop_assert_eq!(elements(&text), Ok(list));
        }

        #[test]
        fn any_text_is_survived(text in ".{0,40}") {
            let _ = elements(&text);
            let mut rest = text.as_str();
            while take_date(&mut rest).is_some() {}
        }
    }
}
