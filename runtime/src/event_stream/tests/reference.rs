//! The frames of the reference folder (`TINSMITH_REFERENCE`), if there is one.

use std::path::Path;

use super::{Bytes, Frame};

#[test]
fn frames_of_the_reference_folder() {
    let Some(reference) = std::env::var_os("TINSMITH_REFERENCE") else {
        println!("skipped: TINSMITH_REFERENCE is not set");
        return;
    };
    // Tests run in the folder of their package; a relative path is meant from that of the workspace.
    let folder = Path::new("..").join(reference).join("data/event-stream-frames");
    let (mut valid, mut invalid) = (0, 0);
    for entry in std::fs::read_dir(&folder).unwrap().map(Result::unwrap) {
        let name = entry.file_name().into_string().unwrap();
        let frame = Frame::new(Bytes::from(std::fs::read(entry.path()).unwrap()));
        match name.split_once('_') {
            Some(("valid", _)) => {
                let frame = frame.unwrap_or_else(|error| panic!("{name}: {error}"));
                println!("{name}: {} headers, {} bytes", frame.headers().count(), frame.payload().len());
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
