//! The frames of the reference folder, if there is one: refused, or read as the official crate reads them.

use super::{Bytes, Frame, read_message_from};

#[test]
fn frames_of_the_reference_folder() {
    let Some(reference) = tinsmith_reference::needed_for("the reference frames of event streams") else { return };
    let folder = reference.join("data/event-stream-frames");
    let (mut valid, mut invalid) = (0, 0);
    for entry in std::fs::read_dir(&folder).unwrap().map(Result::unwrap) {
        let name = entry.file_name().into_string().unwrap();
        let bytes = std::fs::read(entry.path()).unwrap();
        let frame = Frame::new(Bytes::from(bytes.clone()));
        match name.split_once('_') {
            Some(("valid", _)) => {
                let frame = frame.unwrap_or_else(|error| panic!("{name}: {error}"));
                let oracle = read_message_from(&bytes[..]).unwrap();
                let names: Vec<_> = oracle.headers().iter().map(|header| header.name().as_str()).collect();
                assert_eq!(frame.headers().map(|(name, _)| name).collect::<Vec<_>>(), names, "{name}");
                assert_eq!(frame.payload(), &oracle.payload()[..], "{name}");
                valid += 1;
            }
            Some(("invalid", _)) => {
                println!("{name}: {}", frame.expect_err(&name));
                invalid += 1;
            }
            _ => panic!("{name} is neither valid nor invalid"),
        }
    }
    assert!(valid > 0 && invalid > 0, "{valid} valid and {invalid} invalid frames in {}", folder.display());
}
