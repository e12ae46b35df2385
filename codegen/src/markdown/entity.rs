//! Character references: `&amp;`, `&#8217;`, `&#x2019;`.

/// The named references that occur in prose; `&nbsp;` becomes an ordinary blank, as wrapping is ours.
const NAMED: &[(&str, &str)] = &[
    ("Aacute", "Á"),
    ("Auml", "Ä"),
    ("Eacute", "É"),
    ("Ouml", "Ö"),
    ("Uuml", "Ü"),
    ("aacute", "á"),
    ("acute", "´"),
    ("agrave", "à"),
    ("amp", "&"),
    ("apos", "'"),
    ("auml", "ä"),
    ("bull", "•"),
    ("ccedil", "ç"),
    ("cent", "¢"),
    ("copy", "©"),
    ("dagger", "†"),
    ("darr", "↓"),
    ("deg", "°"),
    ("divide", "÷"),
    ("eacute", "é"),
    ("egrave", "è"),
    ("emsp", " "),
    ("ensp", " "),
    ("euro", "€"),
    ("frac12", "½"),
    ("frac14", "¼"),
    ("frac34", "¾"),
    ("ge", "≥"),
    ("gt", ">"),
    ("harr", "↔"),
    ("hellip", "…"),
    ("iacute", "í"),
    ("iexcl", "¡"),
    ("infin", "∞"),
    ("iquest", "¿"),
    ("laquo", "«"),
    ("larr", "←"),
    ("lbrace", "{"),
    ("lbrack", "["),
    ("ldquo", "“"),
    ("le", "≤"),
    ("lsquo", "‘"),
    ("lt", "<"),
    ("mdash", "—"),
    ("micro", "µ"),
    ("middot", "·"),
    ("minus", "−"),
    ("nbsp", " "),
    ("ndash", "–"),
    ("ne", "≠"),
    ("ntilde", "ñ"),
    ("oacute", "ó"),
    ("ouml", "ö"),
    ("para", "¶"),
    ("plusmn", "±"),
    ("pound", "£"),
    ("quot", "\""),
    ("raquo", "»"),
    ("rarr", "→"),
    ("rbrace", "}"),
    ("rbrack", "]"),
    ("rdquo", "”"),
    ("reg", "®"),
    ("rsquo", "’"),
    ("sect", "§"),
    ("sup2", "²"),
    ("sup3", "³"),
    ("szlig", "ß"),
    ("thinsp", " "),
    ("times", "×"),
    ("trade", "™"),
    ("uacute", "ú"),
    ("uarr", "↑"),
    ("uuml", "ü"),
    ("yen", "¥"),
];

/// No reference is longer than this, from `&` to `;`.
const MAX_LEN: usize = 12;

/// `text` with its references replaced; unknown ones stay as written.
pub(super) fn decode(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        decoded.push_str(&rest[..at]);
        rest = &rest[at..];
        let name = name(rest);
        let replaced = name.is_some_and(|name| push(name, &mut decoded));
        let len = if replaced { name.map_or(1, |name| name.len() + 2) } else { 1 };
        if !replaced {
            decoded.push('&');
        }
        rest = &rest[len..];
    }
    decoded.push_str(rest);
    decoded
}

/// The name between the `&` at the start of `text` and its `;`.
pub(super) fn name(text: &str) -> Option<&str> {
    let end = text.bytes().take(MAX_LEN).position(|byte| byte == b';')?;
    let name = &text[1..end];
    let well_formed = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#');
    well_formed.then_some(name)
}

/// Appends what `name` stands for and says whether it stands for anything.
fn push(name: &str, decoded: &mut String) -> bool {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        let Some(c) = code.ok().and_then(char::from_u32) else { return false };
        decoded.push(c);
        return true;
    }
    let Ok(at) = NAMED.binary_search_by_key(&name, |&(name, _)| name) else { return false };
    decoded.push_str(NAMED[at].1);
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted() {
        assert!(NAMED.is_sorted_by_key(|&(name, _)| name));
    }

    #[test]
    fn references_are_decoded_once() {
        assert_eq!(decode("a &lt;b&gt; &amp;lt; &#8217;&#x2019;"), "a <b> &lt; ’’");
        assert_eq!(decode("R&D &bogus; &#xD800; &; &"), "R&D &bogus; &#xD800; &; &");
    }
}
