//! Bodies to outputs and inputs to bodies, without a connection.

use bytes::Bytes;
use compare_work::measure::{consuming, repeated, throughput};
use compare_work::page::{self, Layout, PARTICIPANTS};

use super::composition;
use crate::sdk::operation::list_participants::ListParticipantsOutput;
use crate::side::{self, Codec};

/// The speed of reading a page of participants, in MB/s.
pub fn parse(layout: Layout) -> f64 {
    let text = Bytes::from(page::page(layout));
    let response = side::response(text.clone());
    let codec = Codec::new();
    check(&codec.read(&response), layout);
    throughput(text.len(), repeated(|| codec.read(&response)))
}

fn check(output: &ListParticipantsOutput, layout: Layout) {
    assert_eq!(output.participants().len(), PARTICIPANTS);
    assert_eq!(output.next_token(), Some("token"));
    for (number, participant) in output.participants().iter().enumerate() {
        if layout == Layout::Unknown {
            assert_eq!((participant.participant_id(), participant.state()), (None, None));
            continue;
        }
        assert_eq!(participant.participant_id(), Some(&*page::id(number)));
        assert_eq!(participant.user_id(), Some(&*page::user(number)));
        assert_eq!(participant.state().map(|state| state.as_str()), Some("CONNECTED"));
        assert_eq!(participant.first_join_time().map(|time| time.secs()), Some(page::joined(number)));
        assert_eq!(participant.published(), number.is_multiple_of(3));
        assert_eq!(participant.recording_state().map(|state| state.as_str()), Some("DISABLED"));
    }
}

/// The CPU time in ns of writing a `StartComposition` with every member set.
pub fn write() -> f64 {
    let input = composition::input();
    let mut codec = Codec::new();
    let body = codec.write(input.clone());
    let written: serde_json::Value =
        serde_json::from_slice(body.bytes().expect("it is in memory")).expect("it is JSON");
    assert_eq!(written, serde_json::from_str::<serde_json::Value>(compare_work::composition::BODY).unwrap());
    consuming(64, || input.clone(), |input| codec.write(input))
}

/// The CPU time in ns of dropping such an input, which is part of writing it.
pub fn drop_input() -> f64 {
    let input = composition::input();
    consuming(64, || input.clone(), drop)
}
