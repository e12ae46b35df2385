//! Reading and writing a page of S3's `ListObjectsV2` with 1000 keys, beside what the official crates do and quick-xml.

#![allow(missing_docs, clippy::unwrap_used)]

#[allow(unreachable_pub)] // shared shapes are written as in a generated crate
#[path = "support/objects.rs"]
mod objects;

use divan::Bencher;
use divan::counter::BytesCount;
use objects::{Page, official, page, quick};
use tinsmith::internals::formats::xml;

#[global_allocator]
static ALLOCATIONS: divan::AllocProfiler = divan::AllocProfiler::system();

fn main() {
    let text = page();
    let read = xml::read::<Page>(text.as_bytes()).unwrap();
    assert_eq!(read, official::page(text.as_bytes()).unwrap());
    assert_eq!(read, quick::page(text.as_bytes()).unwrap());
    divan::main();
}

#[divan::bench]
fn read_tinsmith(bencher: Bencher<'_, '_>) {
    let text = page();
    bencher.counter(BytesCount::of_str(&text)).bench(|| xml::read::<Page>(divan::black_box(text.as_bytes())).unwrap());
}

#[divan::bench]
fn read_aws_smithy_xml(bencher: Bencher<'_, '_>) {
    let text = page();
    bencher.counter(BytesCount::of_str(&text)).bench(|| official::page(divan::black_box(text.as_bytes())).unwrap());
}

#[divan::bench]
fn read_quick_xml(bencher: Bencher<'_, '_>) {
    let text = page();
    bencher.counter(BytesCount::of_str(&text)).bench(|| quick::page(divan::black_box(text.as_bytes())).unwrap());
}

#[divan::bench]
fn write_tinsmith(bencher: Bencher<'_, '_>) {
    let text = page();
    let read = xml::read::<Page>(text.as_bytes()).unwrap();
    bencher.counter(BytesCount::of_str(&text)).bench(|| xml::write(divan::black_box(&read)).unwrap());
}
