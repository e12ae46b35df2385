//! A page of participants: its shapes as tinsmith emits them, the same for serde, and the text.

pub mod page;

use aws_smithy_types::DateTime;
use aws_smithy_types::error::operation::BuildError;
use tinsmith::emitted::inner::{Member, Schema, TimestampFormat};
use tinsmith::emitted::inner::{Shape, ShapeReader, ShapeWriter, Value, ValueReader, ValueWriter, Walk};
use tinsmith::emitted::member;
use tinsmith::internals::walk::ReadError;

/// `ParticipantState`.
#[derive(Debug, Clone, PartialEq)]
pub enum State {
    Connected,
    Disconnected,
    Unknown(String),
}

impl From<&str> for State {
    fn from(text: &str) -> Self {
        match text {
            "CONNECTED" => Self::Connected,
            "DISCONNECTED" => Self::Disconnected,
            other => Self::Unknown(other.to_owned()),
        }
    }
}

impl State {
    pub fn as_str(&self) -> &str {
        match self {
            Self::Connected => "CONNECTED",
            Self::Disconnected => "DISCONNECTED",
            Self::Unknown(other) => other,
        }
    }
}

impl Value for State {
    #[inline]
    fn write<W: ValueWriter>(&self, member: &'static Member, w: &mut W) -> Result<(), BuildError> {
        w.string(member, self.as_str())
    }

    #[inline]
    fn read<R: ValueReader>(member: &'static Member, r: &mut R) -> Result<Self, ReadError> {
        r.string(member, |text| Self::from(&*text))
    }
}

/// `ParticipantSummary`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Participant {
    pub participant_id: Option<String>,
    pub user_id: Option<String>,
    pub state: Option<State>,
    pub first_join_time: Option<DateTime>,
    pub published: bool,
    pub recording_state: Option<State>,
}

impl Shape for Participant {
    const SCHEMA: &'static Schema = &Schema::new(
        "ParticipantSummary",
        &[
            member!("participantId"),
            member!("userId"),
            member!("state"),
            member!("firstJoinTime").timestamp(TimestampFormat::DateTime),
            member!("published"),
            member!("recordingState"),
        ],
    );

    fn write<W: ShapeWriter>(&self, w: &mut W) -> Result<(), BuildError> {
        w.member(&Self::SCHEMA.members[0], &self.participant_id)?;
        w.member(&Self::SCHEMA.members[1], &self.user_id)?;
        w.member(&Self::SCHEMA.members[2], &self.state)?;
        w.member(&Self::SCHEMA.members[3], &self.first_join_time)?;
        w.member(&Self::SCHEMA.members[4], &self.published)?;
        w.member(&Self::SCHEMA.members[5], &self.recording_state)?;
        Ok(())
    }

    fn read<R: ShapeReader>(r: &mut R) -> Result<Self, ReadError> {
        let mut read = Self::default();
        let mut published = None;
        let mut walk = Walk::structure(Self::SCHEMA);
        r.enter(&mut walk)?;
        while let Some(index) = r.next(&mut walk)? {
            match index {
                0 => r.member(&Self::SCHEMA.members[0], &mut read.participant_id)?,
                1 => r.member(&Self::SCHEMA.members[1], &mut read.user_id)?,
                2 => r.member(&Self::SCHEMA.members[2], &mut read.state)?,
                3 => r.member(&Self::SCHEMA.members[3], &mut read.first_join_time)?,
                4 => r.member(&Self::SCHEMA.members[4], &mut published)?,
                5 => r.member(&Self::SCHEMA.members[5], &mut read.recording_state)?,
                _ => {}
            }
        }
        read.published = published.unwrap_or_default();
        Ok(read)
    }
}

/// `ListParticipantsOutput`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    pub participants: Option<Vec<Participant>>,
    pub next_token: Option<String>,
}

impl Shape for Page {
    const SCHEMA: &'static Schema =
        &Schema::new("ListParticipantsOutput", &[member!("participants"), member!("nextToken")]);

    fn write<W: ShapeWriter>(&self, w: &mut W) -> Result<(), BuildError> {
        w.member(&Self::SCHEMA.members[0], &self.participants)?;
        w.member(&Self::SCHEMA.members[1], &self.next_token)?;
        Ok(())
    }

    fn read<R: ShapeReader>(r: &mut R) -> Result<Self, ReadError> {
        let mut read = Self::default();
        let mut walk = Walk::structure(Self::SCHEMA);
        r.enter(&mut walk)?;
        while let Some(index) = r.next(&mut walk)? {
            match index {
                0 => r.member(&Self::SCHEMA.members[0], &mut read.participants)?,
                1 => r.member(&Self::SCHEMA.members[1], &mut read.next_token)?,
                _ => {}
            }
        }
        Ok(read)
    }
}

/// The same for serde. The timestamp stays text, which spares serde the parsing.
pub mod derived {
    use serde::{Deserialize, Serialize};

    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
    pub enum State {
        Connected,
        Disconnected,
    }

    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "camelCase")]
    pub struct Participant {
        #[serde(skip_serializing_if = "Option::is_none")]
        pub participant_id: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        pub user_id: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        pub state: Option<State>,
        #[serde(skip_serializing_if = "Option::is_none")]
        pub first_join_time: Option<String>,
        #[serde(default)]
        pub published: bool,
        #[serde(skip_serializing_if = "Option::is_none")]
        pub recording_state: Option<State>,
    }

    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "camelCase")]
    pub struct Page {
        pub participants: Option<Vec<Participant>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        pub next_token: Option<String>,
    }
}
