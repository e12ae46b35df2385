//! The root of a document, without a look at what is in it.

use memchr::memmem;

use super::scanner::local;

/// The name of the root without its prefix; `None` if no element begins behind what may stand before the root.
pub(crate) fn root(body: &[u8]) -> Option<&str> {
    let mut rest = body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body).trim_ascii_start();
    loop {
        let end: &[u8] = match rest {
            [b'<', b'?', ..] => b"?>",
            [b'<', b'!', b'-', b'-', ..] => b"-->",
            _ => break,
        };
        rest = rest.get(memmem::find(rest, end)? + end.len()..)?.trim_ascii_start();
    }
    let name = rest.strip_prefix(b"<")?;
    let ends = |byte: &u8| matches!(byte, b'>' | b'/' | b' ' | b'\t' | b'\r' | b'\n');
    let name = std::str::from_utf8(name.get(..name.iter().position(ends)?)?).ok()?;
    Some(local(name)).filter(|name| !name.is_empty() && !name.starts_with('!'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_the_root_is_found_behind_all_that_may_precede_it() {
        for text in [
            "<A>",
            "<A/>",
            "\u{feff}<A\n>",
            " \r\n<?xml version='1.0'?><A xmlns='http://x'>",
            "<?xml version=\"1.0\"?>\n\n   <!-- c --><?p?><!-- <B> --> <s:A>",
            "<A>\u{e9}",
        ] {
            assert_eq!(root(text.as_bytes()), Some("A"), "{text}");
        }
        assert_eq!(root(b"<A>\xff"), Some("A"));
    }

    #[test]
    fn what_has_no_root_has_no_name() {
        for text in
            ["", " ", "<", "<A", "<>", "< A>", "<?xml", "<?xml?>", "<!-- <A>", "<!DOCTYPE html>", "A", "{}", "</A>"]
        {
            assert_eq!(root(text.as_bytes()), None, "{text}");
        }
    }
}
