//! The sites of traits, and the sites that a trait may have.

use crate::problem::Place;
use crate::{Kind, Member, Model, Shape, Traits};

/// A shape, a member or a value of an enum, as the bearer of traits.
#[derive(Clone, Copy)]
pub(super) struct Site<'m> {
    model: &'m Model,
    shape: &'m Shape,
    part: Part<'m>,
}

#[derive(Clone, Copy)]
enum Part<'m> {
    Whole,
    Member(&'m Member),
    Value(Option<&'m str>, &'m Traits),
}

/// Every bearer of traits in the closure.
pub(super) fn sites(model: &Model) -> impl Iterator<Item = Site<'_>> {
    model.shapes().flat_map(move |shape| {
        let site = move |part| Site { model, shape, part };
        let members = shape.every_member().map(move |member| site(Part::Member(member)));
        std::iter::once(site(Part::Whole)).chain(members).chain(values(shape).map(site))
    })
}

fn values(shape: &Shape) -> impl Iterator<Item = Part<'_>> {
    let (texts, ints) = match &shape.kind {
        Kind::Enum(values) => (values.as_slice(), &[][..]),
        Kind::IntEnum(values) => (&[][..], values.as_slice()),
        _ => (&[][..], &[][..]),
    };
    let texts = texts.iter().map(|value| Part::Value(value.name.as_deref(), &value.traits));
    texts.chain(ints.iter().map(|value| Part::Value(Some(&value.name), &value.traits)))
}

impl<'m> Site<'m> {
    pub(super) fn traits(&self) -> &'m Traits {
        match self.part {
            Part::Whole => &self.shape.traits,
            Part::Member(member) => &member.traits,
            Part::Value(_, traits) => traits,
        }
    }

    pub(super) fn place(&self) -> Place {
        match self.part {
            Part::Member(member) => Place::member(&self.shape.id, &member.name),
            Part::Value(Some(name), _) => Place::member(&self.shape.id, name),
            Part::Value(None, _) | Part::Whole => Place::shape(&self.shape.id),
        }
    }

    /// The bearer of the trait, for messages.
    pub(super) fn what(&self) -> String {
        let shape = super::kind_of(self.model, &self.shape.id);
        match self.part {
            Part::Whole => shape,
            Part::Member(member) => {
                format!("a member of {shape} that holds {}", super::kind_of(self.model, &member.target))
            }
            Part::Value(..) => format!("a value of {shape}"),
        }
    }

    /// Whether it is a shape of such a kind.
    fn is(&self, test: impl Fn(&Kind) -> bool) -> bool {
        matches!(self.part, Part::Whole) && test(&self.shape.kind)
    }

    /// Whether it is a member that holds such a kind. Missing targets pass: they are reported elsewhere.
    fn holds(&self, test: impl Fn(&Site<'_>, &Kind) -> bool) -> bool {
        let Part::Member(member) = self.part else { return false };
        self.model.get(&member.target).is_none_or(|target| test(self, &target.kind))
    }

    fn in_structure(&self) -> bool {
        matches!(self.shape.kind, Kind::Structure(_))
    }

    fn in_structure_or_union(&self) -> bool {
        matches!(self.shape.kind, Kind::Structure(_) | Kind::Union(_))
    }

    /// Whether a list or map of that kind holds such values.
    fn element(&self, kind: &Kind, test: impl Fn(&Kind) -> bool) -> bool {
        let (Kind::List { member } | Kind::Map { value: member, .. }) = kind else { return false };
        self.model.get(&member.target).is_none_or(|target| test(&target.kind))
    }
}

/// The sites that a trait may have.
pub(super) struct On {
    /// Said in messages.
    pub(super) what: &'static str,
    pub(super) fits: fn(&Site<'_>) -> bool,
}

impl On {
    const fn new(what: &'static str, fits: fn(&Site<'_>) -> bool) -> Self {
        Self { what, fits }
    }
}

/// Strings, numbers, booleans and timestamps: what fits into a line of text.
fn is_line(kind: &Kind) -> bool {
    kind.is_scalar() && !matches!(kind, Kind::Blob)
}

fn is_list_of_text(site: &Site<'_>, kind: &Kind) -> bool {
    matches!(kind, Kind::List { .. }) && site.element(kind, Kind::is_text)
}

pub(super) const ANYWHERE: On = On::new("anything", |_| true);

pub(super) const SERVICE: On = On::new("services", |site| site.is(|kind| matches!(kind, Kind::Service(_))));

pub(super) const OPERATION: On = On::new("operations", |site| site.is(|kind| matches!(kind, Kind::Operation(_))));

pub(super) const SERVICE_OR_OPERATION: On =
    On::new("services and operations", |site| site.is(|kind| matches!(kind, Kind::Service(_) | Kind::Operation(_))));

pub(super) const STRUCTURE: On = On::new("structures", |site| site.is(|kind| matches!(kind, Kind::Structure(_))));

pub(super) const ERROR: On = On::new("structures with the trait `smithy.api#error`", |site| {
    site.is(|kind| matches!(kind, Kind::Structure(_))) && site.traits().has("smithy.api#error")
});

pub(super) const LIST_OR_MAP: On =
    On::new("lists and maps", |site| site.is(|kind| matches!(kind, Kind::List { .. } | Kind::Map { .. })));

pub(super) const STREAM: On =
    On::new("blobs and unions", |site| site.is(|kind| matches!(kind, Kind::Blob | Kind::Union(_))));

pub(super) const BLOB: On = On::new("blobs", |site| site.is(|kind| matches!(kind, Kind::Blob)));

pub(super) const TEXT_OR_BLOB: On =
    On::new("strings and blobs", |site| site.is(|kind| kind.is_text() || matches!(kind, Kind::Blob)));

pub(super) const TIMESTAMP: On = On::new("timestamps and members that hold one", |site| {
    let is_timestamp = |kind: &Kind| matches!(kind, Kind::Timestamp);
    site.is(is_timestamp) || site.holds(|_, kind| is_timestamp(kind))
});

pub(super) const FIELD: On =
    On::new("members of structures and unions", |site| site.in_structure_or_union() && site.holds(|_, _| true));

pub(super) const XML_NAMED: On = On::new("structures, unions and members", |site| {
    site.is(|kind| matches!(kind, Kind::Structure(_) | Kind::Union(_))) || site.holds(|_, _| true)
});

pub(super) const FLATTENABLE: On = On::new("members of structures and unions that hold a list or map", |site| {
    let fits = |kind: &Kind| matches!(kind, Kind::List { .. } | Kind::Map { .. });
    site.in_structure_or_union() && site.holds(|_, kind| fits(kind))
});

pub(super) const LINE: On = On::new("members of structures that hold a string, number, boolean or timestamp", |site| {
    site.in_structure() && site.holds(|_, kind| is_line(kind))
});

pub(super) const LINES: On =
    On::new("members of structures that hold a string, number, boolean or timestamp, or a list of these", |site| {
        let list = |site: &Site<'_>, kind: &Kind| matches!(kind, Kind::List { .. }) && site.element(kind, is_line);
        site.in_structure() && site.holds(|site, kind| is_line(kind) || list(site, kind))
    });

pub(super) const TEXT: On = On::new("members of structures that hold a string", |site| {
    site.in_structure() && site.holds(|_, kind| kind.is_text())
});

pub(super) const INTEGER: On = On::new("members of structures that hold an integer", |site| {
    site.in_structure() && site.holds(|_, kind| matches!(kind, Kind::Integer | Kind::IntEnum(_)))
});

pub(super) const TEXT_MAP: On = On::new("members of structures that hold a map of strings", |site| {
    let fits = |site: &Site<'_>, kind: &Kind| matches!(kind, Kind::Map { .. }) && site.element(kind, Kind::is_text);
    site.in_structure() && site.holds(fits)
});

pub(super) const TEXTS_MAP: On =
    On::new("members of structures that hold a map of strings or of lists of strings", |site| {
        let fits = |site: &Site<'_>, kind: &Kind| {
            let element = |kind: &Kind| kind.is_text() || is_list_of_text(site, kind);
            matches!(kind, Kind::Map { .. }) && site.element(kind, element)
        };
        site.in_structure() && site.holds(fits)
    });

pub(super) const BODY: On =
    On::new("members of structures that hold a string, blob, structure, union, document, list or map", |site| {
        let fits = |kind: &Kind| kind.is_data() && (!is_line(kind) || kind.is_text());
        site.in_structure() && site.holds(|_, kind| fits(kind))
    });

pub(super) const EVENT_BODY: On =
    On::new("members of structures that hold a string, blob, structure or union", |site| {
        let fits = |kind: &Kind| kind.is_text() || matches!(kind, Kind::Blob | Kind::Structure(_) | Kind::Union(_));
        site.in_structure() && site.holds(|_, kind| fits(kind))
    });

pub(super) const EVENT_HEADER: On = On::new(
    "members of structures that hold a string, blob, boolean, timestamp or integer of at most 64 bits",
    |site| {
        let big = |kind: &Kind| matches!(kind, Kind::Float | Kind::Double | Kind::BigInteger | Kind::BigDecimal);
        site.in_structure() && site.holds(|_, kind| kind.is_scalar() && !big(kind))
    },
);

pub(super) const CONTEXT: On =
    On::new("members of structures that hold a string, a boolean or a list of strings", |site| {
        let plain = |kind: &Kind| kind.is_text() || matches!(kind, Kind::Boolean);
        site.in_structure() && site.holds(|site, kind| plain(kind) || is_list_of_text(site, kind))
    });
