//! The text of a page of participants.

use std::fmt::Write as _;

/// The order and names of the members of a participant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Layout {
    Ordered,
    Reversed,
    /// With a member that the schema does not know between any two.
    Unknown,
}

/// A page of 1000 participants, about 225 KB.
pub fn page(layout: Layout) -> String {
    let mut text = String::from("{\"participants\":[");
    for number in 0..1000 {
        let mut members = [
            format!("\"participantId\":\"pArTiCiPaNt{number:05}Qw3rTy\""),
            format!("\"userId\":\"user-{number}-some-longer-identifier-of-the-customer-and-tenant-xyz\""),
            "\"state\":\"CONNECTED\"".to_owned(),
            format!("\"firstJoinTime\":\"2023-10-{:02}T12:{:02}:{:02}Z\"", number % 28 + 1, number % 60, number % 59),
            format!("\"published\":{}", number % 3 == 0),
            "\"recordingState\":\"DISCONNECTED\"".to_owned(),
        ];
        if layout == Layout::Reversed {
            members.reverse();
        }
        let joint = match layout {
            Layout::Unknown => {
                ",\"somethingNew\":{\"list\":[1,2.5,\"three\",{\"four\":null}],\"text\":\"of some length\"},"
            }
            _ => ",",
        };
        let separator = if number == 0 { "" } else { "," };
        let _ = write!(text, "{separator}{{{}}}", members.join(joint));
    }
    text.push_str("],\"nextToken\":\"token\"}");
    text
}
