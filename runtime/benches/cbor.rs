//! Reading and writing a page of 1000 participants, beside the codec of the official crates.

#![allow(missing_docs, clippy::unwrap_used)]

#[allow(dead_code, unreachable_pub)] // shared with the bench of JSON
mod support;

use aws_smithy_cbor::data::Type;
use aws_smithy_cbor::decode::DeserializeError;
use aws_smithy_cbor::{Decoder, Encoder};
use divan::Bencher;
use divan::counter::BytesCount;
use support::page::Layout;
use support::{Page, Participant, State};
use tinsmith::internals::formats::cbor;

const LAYOUTS: [Layout; 3] = [Layout::Ordered, Layout::Reversed, Layout::Unknown];

fn main() {
    for layout in LAYOUTS {
        let bytes = page(layout);
        assert_eq!(cbor::read::<Page>(&bytes).unwrap(), official_read(&bytes).unwrap());
    }
    divan::main();
}

#[divan::bench(args = LAYOUTS)]
fn read_tinsmith(bencher: Bencher<'_, '_>, layout: Layout) {
    let bytes = page(layout);
    bencher.counter(BytesCount::of_slice(&bytes)).bench(|| cbor::read::<Page>(divan::black_box(&bytes)).unwrap());
}

#[divan::bench(args = LAYOUTS)]
fn read_official(bencher: Bencher<'_, '_>, layout: Layout) {
    let bytes = page(layout);
    bencher.counter(BytesCount::of_slice(&bytes)).bench(|| official_read(divan::black_box(&bytes)).unwrap());
}

#[divan::bench]
fn write_tinsmith(bencher: Bencher<'_, '_>) {
    let bytes = page(Layout::Ordered);
    let read = cbor::read::<Page>(&bytes).unwrap();
    bencher.counter(BytesCount::of_slice(&bytes)).bench(|| cbor::write(divan::black_box(&read)).unwrap());
}

#[divan::bench]
fn write_official(bencher: Bencher<'_, '_>) {
    let bytes = page(Layout::Ordered);
    let read = cbor::read::<Page>(&bytes).unwrap();
    bencher.counter(BytesCount::of_slice(&bytes)).bench(|| official_write(divan::black_box(&read)));
}

/// A page of 1000 participants, about 190 KB: lengths are indefinite and times are doubles, as the services write them.
fn page(layout: Layout) -> Vec<u8> {
    let mut page = Encoder::new(Vec::new());
    page.begin_map().str("participants").begin_array();
    for number in 0..1000 {
        page.begin_map();
        let mut members: Vec<usize> = (0..6).collect();
        if layout == Layout::Reversed {
            members.reverse();
        }
        for member in members {
            write_member(member, number, &mut page);
            if layout == Layout::Unknown && member < 5 {
                page.str("somethingNew").begin_map().str("list").begin_array();
                page.integer(1).double(2.5).str("three").begin_map().str("four").null().end().end();
                page.str("text").str("of some length").end();
            }
        }
        page.end();
    }
    page.end().str("nextToken").str("token").end();
    page.into_writer()
}

fn write_member(member: usize, number: i64, page: &mut Encoder) {
    match member {
        0 => page.str("participantId").str(&format!("pArTiCiPaNt{number:05}Qw3rTy")),
        1 => page.str("userId").str(&format!("user-{number}-some-longer-identifier-of-the-customer-and-tenant-xyz")),
        2 => page.str("state").str("CONNECTED"),
        3 => page.str("firstJoinTime").timestamp(&aws_smithy_types::DateTime::from_secs(1_700_000_000 + number)),
        4 => page.str("published").boolean(number % 3 == 0),
        _ => page.str("recordingState").str("DISCONNECTED"),
    };
}

/// Reads as the functions of the official crates do.
fn official_read(bytes: &[u8]) -> Result<Page, DeserializeError> {
    let mut page = Page::default();
    official_map(&mut Decoder::new(bytes), |decoder| {
        match decoder.str()?.as_ref() {
            "participants" => page.participants = official_value(decoder, official_participants)?,
            "nextToken" => page.next_token = official_value(decoder, Decoder::string)?,
            _ => decoder.skip()?,
        }
        Ok(())
    })?;
    Ok(page)
}

fn official_participants(decoder: &mut Decoder<'_>) -> Result<Vec<Participant>, DeserializeError> {
    let mut participants = Vec::new();
    decoder.list()?;
    while decoder.datatype()? != Type::Break {
        participants.push(official_participant(decoder)?);
    }
    decoder.skip()?;
    Ok(participants)
}

fn official_participant(decoder: &mut Decoder<'_>) -> Result<Participant, DeserializeError> {
    let mut read = Participant::default();
    let state = |decoder: &mut Decoder<'_>| decoder.string().map(|text| State::from(&*text));
    official_map(decoder, |decoder| {
        match decoder.str()?.as_ref() {
            "participantId" => read.participant_id = official_value(decoder, Decoder::string)?,
            "userId" => read.user_id = official_value(decoder, Decoder::string)?,
            "state" => read.state = official_value(decoder, state)?,
            "firstJoinTime" => read.first_join_time = official_value(decoder, Decoder::timestamp)?,
            "published" => read.published = official_value(decoder, Decoder::boolean)?.unwrap_or_default(),
            "recordingState" => read.recording_state = official_value(decoder, state)?,
            _ => decoder.skip()?,
        }
        Ok(())
    })?;
    Ok(read)
}

fn official_map<'b>(
    decoder: &mut Decoder<'b>,
    mut entry: impl FnMut(&mut Decoder<'b>) -> Result<(), DeserializeError>,
) -> Result<(), DeserializeError> {
    decoder.map()?;
    while decoder.datatype()? != Type::Break {
        entry(decoder)?;
    }
    decoder.skip()
}

fn official_value<'b, T>(
    decoder: &mut Decoder<'b>,
    read: impl FnOnce(&mut Decoder<'b>) -> Result<T, DeserializeError>,
) -> Result<Option<T>, DeserializeError> {
    if decoder.datatype()? == Type::Null {
        return decoder.null().map(|()| None);
    }
    read(decoder).map(Some)
}

/// Writes as the functions of the official crates do.
fn official_write(page: &Page) -> Vec<u8> {
    let mut encoder = Encoder::new(Vec::new());
    encoder.begin_map();
    if let Some(participants) = &page.participants {
        encoder.str("participants").array(participants.len());
        participants.iter().for_each(|participant| official_write_participant(participant, &mut encoder));
    }
    if let Some(token) = &page.next_token {
        encoder.str("nextToken").str(token);
    }
    encoder.end();
    encoder.into_writer()
}

fn official_write_participant(participant: &Participant, encoder: &mut Encoder) {
    encoder.begin_map();
    if let Some(id) = &participant.participant_id {
        encoder.str("participantId").str(id);
    }
    if let Some(id) = &participant.user_id {
        encoder.str("userId").str(id);
    }
    if let Some(state) = &participant.state {
        encoder.str("state").str(state.as_str());
    }
    if let Some(time) = &participant.first_join_time {
        encoder.str("firstJoinTime").timestamp(time);
    }
    encoder.str("published").boolean(participant.published);
    if let Some(state) = &participant.recording_state {
        encoder.str("recordingState").str(state.as_str());
    }
    encoder.end();
}
