//! Profile files on disk: where they are, and their text.

use std::env::consts::FAMILY;
use std::io::ErrorKind;
use std::sync::Arc;

use aws_types::os_shim_internal::{Env, Fs};

use super::error::{CouldNotReadProfileFile, ProfileFileLoadError};
use super::files::{ProfileFile, ProfileFileKind};
use super::set::ProfileSet;

/// The text of a file, and the name of the file for messages.
pub(super) struct Text {
    pub(super) path: Arc<str>,
    pub(super) contents: String,
}

/// Reads a file. Shared files that are not there, or are no text, are empty.
pub(super) async fn read(
    file: &ProfileFile,
    fs: &Fs,
    env: &Env,
    set: &mut ProfileSet,
) -> Result<Text, ProfileFileLoadError> {
    let (path, read) = match file {
        ProfileFile::Contents(_, contents) => {
            return Ok(Text { path: "profile file contents".into(), contents: contents.clone() });
        }
        ProfileFile::Path(_, path) => match fs.read_to_end(path).await {
            Ok(bytes) => (path.to_string_lossy().into_owned(), bytes),
            Err(cause) => {
                let error = CouldNotReadProfileFile { path: path.clone(), cause: Arc::new(cause) };
                return Err(ProfileFileLoadError::CouldNotReadFile(error));
            }
        },
        ProfileFile::Default(kind) => shared(*kind, fs, env, set).await,
    };
    let contents = String::from_utf8(read).unwrap_or_else(|_| {
        set.note(format!("{path} is ignored: it is not UTF-8"));
        String::new()
    });
    Ok(Text { path: path.into(), contents })
}

/// The path and the bytes of a shared file.
async fn shared(kind: ProfileFileKind, fs: &Fs, env: &Env, set: &mut ProfileSet) -> (String, Vec<u8>) {
    let path = location(kind, env, FAMILY == "windows");
    let bytes = fs.read_to_end(&path).await.unwrap_or_else(|error| {
        let is_named = env.get(kind.variable()).is_ok();
        match error.kind() {
            ErrorKind::NotFound if !is_named => tracing::debug!("there is no file {path}"),
            ErrorKind::NotFound => set.note(format!("there is no file {path}, which {} names", kind.variable())),
            _ => set.note(format!("{path} is ignored: {error}")),
        }
        Vec::new()
    });
    (path, bytes)
}

/// The path of a shared file. `~` is the home directory.
pub(super) fn location(kind: ProfileFileKind, env: &Env, is_windows: bool) -> String {
    let path = env.get(kind.variable()).unwrap_or_else(|_| kind.default_path().to_owned());
    let separators: &[char] = if is_windows { &['/', '\\'] } else { &['/'] };
    let below = path.strip_prefix('~').filter(|below| below.is_empty() || below.starts_with(separators));
    match below.zip(home(env, is_windows)) {
        Some((below, home)) if is_windows => home + &below.replace('/', "\\"),
        Some((below, home)) => home + below,
        None => path,
    }
}

/// The home directory, as tools of AWS find it.
fn home(env: &Env, is_windows: bool) -> Option<String> {
    let of_windows = || {
        let parts = || Some(env.get("HOMEDRIVE").ok()? + &env.get("HOMEPATH").ok()?);
        env.get("USERPROFILE").ok().or_else(parts).filter(|_| is_windows)
    };
    env.get("HOME").ok().or_else(of_windows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config_of(vars: &[(&str, &str)], is_windows: bool) -> String {
        location(ProfileFileKind::Config, &Env::from_slice(vars), is_windows)
    }

    #[test]
    fn the_home_directory_is_that_of_the_platform() {
        assert_eq!(config_of(&[("HOME", "/home/me")], false), "/home/me/.aws/config");
        assert_eq!(config_of(&[("USERPROFILE", "C:\\me")], true), "C:\\me\\.aws\\config");
        assert_eq!(config_of(&[("HOMEDRIVE", "C:"), ("HOMEPATH", "\\me")], true), "C:\\me\\.aws\\config");
        assert_eq!(config_of(&[("USERPROFILE", "C:\\me")], false), "~/.aws/config");
    }

    #[test]
    fn a_named_file_may_be_in_the_home_directory() {
        let named = |name| config_of(&[("HOME", "/home/me"), ("AWS_CONFIG_FILE", name)], false);
        assert_eq!(named("~/aws"), "/home/me/aws");
        assert_eq!(named("~"), "/home/me");
        assert_eq!(named("~me/aws"), "~me/aws");
        assert_eq!(named("a/~/b"), "a/~/b");
        assert_eq!(config_of(&[("HOME", "C:\\me"), ("AWS_CONFIG_FILE", "~\\aws")], true), "C:\\me\\aws");
    }
}
