//! Responses of `ListParticipants`.

use std::fmt::Write as _;

/// The order and names of the members of a participant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Layout {
    /// In the order of the model.
    Ordered,
    /// In the opposite order.
    Reversed,
    /// All under names that the model does not know.
    Unknown,
}

impl Layout {
    /// The layout of that name.
    pub fn named(name: &str) -> Self {
        match name {
            "ordered" => Self::Ordered,
            "reversed" => Self::Reversed,
            "unknown" => Self::Unknown,
            other => panic!("there is no layout `{other}`"),
        }
    }
}

/// The number of participants of a page.
pub const PARTICIPANTS: usize = 1000;

/// A page of 1000 participants, about 233 KB.
pub fn page(layout: Layout) -> String {
    let mut text = String::from(HEAD);
    for number in 0..PARTICIPANTS {
        participant(&mut text, number, layout);
    }
    text.push_str(TAIL);
    text
}

/// The text before the participants.
pub const HEAD: &str = "{\"participants\":[";
/// The text behind the participants.
pub const TAIL: &str = "],\"nextToken\":\"token\"}";

/// Appends a participant, with the comma before it.
pub fn participant(text: &mut String, number: usize, layout: Layout) {
    let mut members = [
        ("participantId", format!("\"{}\"", id(number))),
        ("userId", format!("\"{}\"", user(number))),
        ("state", "\"CONNECTED\"".to_owned()),
        ("firstJoinTime", format!("\"2023-10-{:02}T12:{:02}:{:02}Z\"", number % 28 + 1, number % 60, number % 59)),
        ("published", number.is_multiple_of(3).to_string()),
        ("recordingState", "\"DISABLED\"".to_owned()),
    ];
    if layout == Layout::Reversed {
        members.reverse();
    }
    let prefix = if layout == Layout::Unknown { "x-" } else { "" };
    text.push_str(if number == 0 { "{" } else { ",{" });
    for (index, (name, value)) in members.iter().enumerate() {
        let comma = if index == 0 { "" } else { "," };
        let _ = write!(text, "{comma}\"{prefix}{name}\":{value}");
    }
    text.push('}');
}

/// The id of a participant.
pub fn id(number: usize) -> String {
    format!("pArTiCiPaNt{number:07}Qw3rTy")
}

/// The user id of a participant.
pub fn user(number: usize) -> String {
    format!("user-{number:07}-some-longer-identifier-of-the-customer-and-their-tenant-xyz")
}

/// The seconds since 1970 at which a participant joined.
pub fn joined(number: usize) -> i64 {
    // 2023-10-01T12:00:00Z and what `participant` adds to it.
    let (days, minutes, seconds) = (number % 28, number % 60, number % 59);
    1_696_161_600 + (days * 86_400 + minutes * 60 + seconds) as i64
}
