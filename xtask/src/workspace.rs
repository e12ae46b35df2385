//! This checkout: where it is, and reading text files for people who need to know what is wrong with them.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// The root of the checkout that this binary was built from, whatever directory it runs in.
pub(crate) fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_path_buf()
}

/// A path as messages show it: relative to the root of the checkout if it lies below.
pub(crate) fn shown(path: &Path) -> String {
    let short = path.strip_prefix(root()).ok().filter(|rest| !rest.as_os_str().is_empty());
    short.map_or_else(|| path.display().to_string(), slashed)
}

/// A relative path with `/` between its parts, as it is in what is emitted, in manifests and in messages on every system.
pub(crate) fn slashed(path: &Path) -> String {
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// A number of things: `1 file`, `2 files`.
pub(crate) fn counted(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

/// How files begin that are taken for texts by mistake, what they are, and what to do.
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

/// The line and column, both from 1, of what follows `before`.
fn position(before: &[u8]) -> (usize, usize) {
    let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    (line, String::from_utf8_lossy(&before[start..]).chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_is_the_workspace() {
        assert!(root().join("Cargo.toml").is_file());
        assert_eq!(shown(&root().join("model/services/x.json")), "model/services/x.json");
        assert_eq!(shown(&root().join("model").join("services")), "model/services");
        assert_eq!(shown(Path::new("/elsewhere")), "/elsewhere");
    }

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
