//! An emitted crate compiles to metadata: its functions are generic or `#[inline]`, so machine code is made only of those
//! that a program calls, and in that program.

use std::fs;
use std::path::PathBuf;

use object::read::archive::ArchiveFile;
use object::{File, Object, ObjectSection, ObjectSymbol, SectionKind, SymbolKind};

/// The most machine code that `ivsrealtime` may hold by itself, in bytes.
const BUDGET: u64 = 256;

/// The library that this test is linked with, as the last build has left it beside the test.
fn library() -> PathBuf {
    let test = std::env::current_exe().expect("the test is a file");
    let folder = test.parent().expect("the test is in a folder");
    let files = fs::read_dir(folder).expect("the folder can be read").flatten().filter(|file| {
        let name = file.file_name().to_string_lossy().into_owned();
        name.starts_with("libivsrealtime-") && name.ends_with(".rlib")
    });
    let newest = files.max_by_key(|file| file.metadata().and_then(|about| about.modified()).ok());
    newest.expect("the library is beside the test").path()
}

#[test]
fn the_crate_holds_next_to_no_machine_code() {
    let library = library();
    let bytes = fs::read(&library).expect("the library can be read");
    let archive = ArchiveFile::parse(&*bytes).expect("the library is an archive");
    let (mut objects, mut size, mut functions) = (0, 0, Vec::new());
    for member in archive.members() {
        let data = member.and_then(|member| member.data(&*bytes)).expect("the archive is whole");
        // The other members are metadata.
        let Ok(object) = File::parse(data) else { continue };
        objects += 1;
        let text = object.sections().filter(|section| section.kind() == SectionKind::Text);
        size += text.map(|section| section.size()).sum::<u64>();
        let symbols = object.symbols().filter(|symbol| symbol.kind() == SymbolKind::Text && symbol.is_definition());
        functions.extend(symbols.map(|symbol| (symbol.size(), symbol.name().unwrap_or_default().to_owned())));
    }
    functions.sort();
    assert!(objects > 0, "{} holds no object code at all", library.display());
    assert!(
        size <= BUDGET,
        "{size} bytes are more than {BUDGET}; what is emitted must be generic or `#[inline]`. Bytes and functions in \
         {}:\n{functions:#?}",
        library.display(),
    );
}

/// A future is copied whenever it is moved: into a task, or into the future that awaits it.
#[test]
fn the_future_of_a_call_is_small() {
    let client = ivsrealtime::Client::from_conf(ivsrealtime::Config::builder().build());
    let future = client.create_stage().name("stage").send();
    assert!(size_of_val(&future) <= 64, "{} bytes", size_of_val(&future));
}
