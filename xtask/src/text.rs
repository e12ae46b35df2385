//! Text files and the words of messages.

use std::fs;
use std::path::Path;

use crate::checkout::shown;
use crate::failure::Failure;

/// A number of things: `1 file`, `2 files`.
pub(crate) fn counted(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

/// Formats of files that are given instead of texts by mistake: their first bytes, their names, and what to do.
const FORMATS: [(&[u8], &str, &str); 8] = [
    (b"\x1f\x8b", "compressed bytes (gzip)", "unpack it, as `gunzip` does"),
    (b"PK\x03\x04", "an archive (ZIP or JAR)", "unpack it, and name the model that is in it"),
    (b"\x28\xb5\x2f\xfd", "compressed bytes (Zstandard)", "unpack it, as `unzstd` does"),
    (b"BZh", "compressed bytes (bzip2)", "unpack it, as `bunzip2` does"),
    (b"\xfd7zXZ\0", "compressed bytes (xz)", "unpack it, as `unxz` does"),
    (b"7z\xbc\xaf\x27\x1c", "an archive (7z)", "unpack it, and name the model that is in it"),
    (b"\xff\xfe", "text in UTF-16", "save the file as UTF-8"),
    (b"\xfe\xff", "text in UTF-16", "save the file as UTF-8"),
];

/// Reads a text file.
pub(crate) fn read_text(path: &Path) -> Result<String, Failure> {
    let bytes = fs::read(path).map_err(|error| Failure::io("read", path, &error))?;
    if let Some((_, what, help)) = FORMATS.iter().find(|(start, ..)| bytes.starts_with(start)) {
        return Err(Failure::new(format!("{} holds {what}, and no text in UTF-8", shown(path))).help(*help));
    }
    String::from_utf8(bytes).map_err(|error| {
        let (line, column) = position(&error.as_bytes()[..error.utf8_error().valid_up_to()]);
        Failure::new(format!("could not read {}:{line}:{column}", shown(path)))
            .why("the byte there is not UTF-8")
            .help("save the file as UTF-8")
    })
}

/// The line and column, both from 1, of the end of `before`.
fn position(before: &[u8]) -> (usize, usize) {
    let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    (line, String::from_utf8_lossy(&before[start..]).chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_not_utf8_is_placed() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("model.json");
        fs::write(&path, b"{\n \"\xc3\xa9\": \xff}").unwrap();
        let failure = read_text(&path).unwrap_err().to_string();
        assert!(failure.contains("model.json:2:7\n  why: the byte there is not UTF-8"), "{failure}");
        for (start, what, help) in FORMATS {
            fs::write(&path, [start, b"{}"].concat()).unwrap();
            let failure = read_text(&path).unwrap_err().to_string();
            let expected = format!("model.json holds {what}, and no text in UTF-8\n  help: {help}");
            assert!(failure.ends_with(&expected), "{failure}");
        }
    }
}
