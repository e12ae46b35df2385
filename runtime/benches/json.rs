//! Reading and writing a page of 1000 participants, beside serde_json with derive.

#![allow(missing_docs, clippy::unwrap_used)]

#[allow(unreachable_pub)] // shared shapes are written as in a generated crate
mod support;

use divan::Bencher;
use divan::counter::BytesCount;
use support::page::{Layout, page};
use support::{Page, derived};
use tinsmith::internals::formats::json;
use tinsmith::internals::formats::json::JsonNames;

const LAYOUTS: [Layout; 3] = [Layout::Ordered, Layout::Reversed, Layout::Unknown];

fn main() {
    divan::main();
}

#[divan::bench(args = LAYOUTS)]
fn read_tinsmith(bencher: Bencher<'_, '_>, layout: Layout) {
    let text = page(layout);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| json::read::<JsonNames, Page>(divan::black_box(text.as_bytes())).unwrap());
}

#[divan::bench(args = LAYOUTS)]
fn read_serde_json(bencher: Bencher<'_, '_>, layout: Layout) {
    let text = page(layout);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| serde_json::from_slice::<derived::Page>(divan::black_box(text.as_bytes())).unwrap());
}

#[divan::bench]
fn write_tinsmith(bencher: Bencher<'_, '_>) {
    let text = page(Layout::Ordered);
    let read = json::read::<JsonNames, Page>(text.as_bytes()).unwrap();
    bencher.counter(BytesCount::of_str(&text)).bench(|| json::write::<JsonNames, _>(divan::black_box(&read)).unwrap());
}

#[divan::bench]
fn write_serde_json(bencher: Bencher<'_, '_>) {
    let text = page(Layout::Ordered);
    let read: derived::Page = serde_json::from_str(&text).unwrap();
    bencher.counter(BytesCount::of_str(&text)).bench(|| serde_json::to_vec(divan::black_box(&read)).unwrap());
}
