//! The canonical URI: the path, normalised and encoded once more where the service wants that.

use super::Scope;
use crate::text::percent::encode;

/// Appends the path of a request, which is encoded already.
///
/// Segments are taken out as <https://www.rfc-editor.org/rfc/rfc3986#section-5.2.4> says, and empty ones too.
pub(super) fn write(path: &str, scope: &Scope, out: &mut String) {
    if !scope.normalize_path {
        return push(if path.is_empty() { "/" } else { path }, scope, out);
    }
    let start = out.len();
    let mut last = "";
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                let parent = out[start..].rfind('/').unwrap_or(0);
                out.truncate(start + parent);
            }
            _ => {
                out.push('/');
                push(segment, scope, out);
            }
        }
        last = segment;
    }
    if out.len() == start || matches!(last, "" | "." | "..") {
        out.push('/');
    }
}

fn push(text: &str, scope: &Scope, out: &mut String) {
    if scope.double_encode {
        encode(text, true, out);
    } else {
        out.push_str(text);
    }
}

#[cfg(test)]
mod tests {
    use super::super::CanonicalForm;
    use super::*;

    fn canonical(path: &str, scope: &Scope) -> String {
        let mut out = "GET\n".to_owned();
        write(path, scope, &mut out);
        out.split_off(4)
    }

    #[test]
    fn paths_are_normalised_and_encoded_again() {
        let scope = Scope::new("ivs", "us-east-1");
        for (path, expected) in [
            ("", "/"),
            ("/", "/"),
            ("//", "/"),
            ("/..", "/"),
            ("/a/..", "/"),
            ("/../a", "/a"),
            ("/a/./b", "/a/b"),
            ("/a/b/..", "/a/"),
            ("/a/b/.", "/a/b/"),
            ("/a//b/", "/a/b/"),
            ("/a/../../b", "/b"),
            ("/...", "/..."),
            ("/tags/arn%3Aaws", "/tags/arn%253Aaws"),
            ("/a:b@c", "/a%3Ab%40c"),
        ] {
            assert_eq!(canonical(path, &scope), expected, "{path}");
        }
    }

    #[test]
    fn keys_of_s3_stay_as_they_are() {
        let scope = Scope::new("s3", "us-east-1").form(CanonicalForm::Verbatim);
        assert_eq!(canonical("/a//../%20:/", &scope), "/a//../%20:/");
    }
}
