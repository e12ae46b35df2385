//! Pages of proxies and portals in the place of documents.

/// Whether a body is a page of HTML, by its beginning.
pub(crate) fn is_page(body: &[u8]) -> bool {
    let body = body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body).trim_ascii_start();
    let begins = |with: &[u8]| body.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    begins(b"<!doctype html") || begins(b"<html")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_told_by_their_beginnings() {
        for page in ["<!DOCTYPE html><html>", " \r\n<html>", "\u{feff}<HTML lang='en'>", "<!doctype HTML PUBLIC \"x\">"]
        {
            assert!(is_page(page.as_bytes()), "{page}");
        }
        for other in ["", "<", "<htm", "{\"html\":1}", "<ListBucketResult>", "<?xml version='1.0'?><A/>", "html"] {
            assert!(!is_page(other.as_bytes()), "{other}");
        }
    }
}
