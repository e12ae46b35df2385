//! `Debug` of generated types, from the walk that serves the formats too: as derived, but what is
//! `smithy.api#sensitive` is not shown, at whatever depth
//! (<https://smithy.io/2.0/spec/documentation-traits.html#sensitive-trait>).
//!
//! Members go by the names of the model. A union shows its variant as a member; an unknown variant shows as `..`.

use std::fmt::{self, Debug, Formatter};

use aws_smithy_types::error::operation::BuildError;
use aws_smithy_types::{DateTime, Document};

use crate::schema::Member;
use crate::shape::{MapKey, Shape, ShapeWriter, Value, ValueWriter};

/// What stands for sensitive values.
pub const REDACTED: &str = "*** Sensitive Data Redacted ***";

/// Formats a structure or union; the body of generated `Debug` implementations.
///
/// # Errors
///
/// When the formatter fails.
#[inline]
pub fn fmt<S: Shape>(shape: &S, f: &mut Formatter<'_>) -> fmt::Result {
    let mut members = Members(f.debug_struct(S::SCHEMA.name));
    match shape.write(&mut members) {
        Ok(()) => members.0.finish(),
        Err(_) => members.0.finish_non_exhaustive(),
    }
}

struct Members<'a, 'b>(fmt::DebugStruct<'a, 'b>);

impl ShapeWriter for Members<'_, '_> {
    #[inline]
    fn member<T: Value>(&mut self, member: &'static Member, value: &T) -> Result<(), BuildError> {
        self.0.field(member.name, &Shown { member, value });
        Ok(())
    }
}

/// A value that is shown unless its member is sensitive.
struct Shown<'v, T> {
    member: &'static Member,
    value: &'v T,
}

impl<T: Value> Debug for Shown<'_, T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.member.sensitive {
            return Debug::fmt(REDACTED, f);
        }
        self.value.write(self.member, &mut Single(f)).map_err(|_| fmt::Error)
    }
}

/// The key of a map entry.
struct Key<'v> {
    member: &'static Member,
    key: &'v str,
}

impl Debug for Key<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Debug::fmt(if self.member.sensitive { REDACTED } else { self.key }, f)
    }
}

/// Shows a single value. Its errors are those of the formatter.
struct Single<'a, 'b>(&'a mut Formatter<'b>);

impl Single<'_, '_> {
    fn show(&mut self, value: &dyn Debug) -> Result<(), BuildError> {
        value.fmt(self.0).map_err(BuildError::other)
    }
}

impl ValueWriter for Single<'_, '_> {
    fn boolean(&mut self, _: &'static Member, value: bool) -> Result<(), BuildError> {
        self.show(&value)
    }

    fn integer(&mut self, _: &'static Member, value: i64) -> Result<(), BuildError> {
        self.show(&value)
    }

    fn float(&mut self, _: &'static Member, value: f32) -> Result<(), BuildError> {
        self.show(&value)
    }

    fn double(&mut self, _: &'static Member, value: f64) -> Result<(), BuildError> {
        self.show(&value)
    }

    fn string(&mut self, _: &'static Member, value: &str) -> Result<(), BuildError> {
        self.show(&value)
    }

    fn blob(&mut self, _: &'static Member, value: &[u8]) -> Result<(), BuildError> {
        self.show(&format_args!("Blob({} bytes)", value.len()))
    }

    fn timestamp(&mut self, _: &'static Member, value: &DateTime) -> Result<(), BuildError> {
        self.show(value)
    }

    fn big_number(&mut self, _: &'static Member, digits: &str) -> Result<(), BuildError> {
        self.show(&format_args!("{digits}"))
    }

    fn document(&mut self, _: &'static Member, value: &Document) -> Result<(), BuildError> {
        self.show(value)
    }

    fn shape<S: Shape>(&mut self, _: &'static Member, value: &S) -> Result<(), BuildError> {
        fmt(value, self.0).map_err(BuildError::other)
    }

    fn list<'v, T: Value + 'v>(
        &mut self,
        member: &'static Member,
        items: impl ExactSizeIterator<Item = &'v T>,
    ) -> Result<(), BuildError> {
        let member = member.list_element();
        self.0.debug_list().entries(items.map(|value| Shown { member, value })).finish().map_err(BuildError::other)
    }

    fn map<'v, K: MapKey + 'v, T: Value + 'v>(
        &mut self,
        member: &'static Member,
        entries: impl ExactSizeIterator<Item = (&'v K, &'v T)>,
    ) -> Result<(), BuildError> {
        let (key_member, member) = (member.map_key(), member.map_value());
        let shown =
            entries.map(|(key, value)| (Key { member: key_member, key: key.as_key() }, Shown { member, value }));
        self.0.debug_map().entries(shown).finish().map_err(BuildError::other)
    }

    fn some<T: Value>(&mut self, member: &'static Member, value: &T) -> Result<(), BuildError> {
        self.0.debug_tuple("Some").field(&Shown { member, value }).finish().map_err(BuildError::other)
    }

    fn null(&mut self, _: &'static Member) -> Result<(), BuildError> {
        self.0.write_str("None").map_err(BuildError::other)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use crate::read_error::ReadError;
    use crate::schema::Schema;
    use crate::shape::{ShapeReader, Walk};

    use super::*;

    #[derive(Default)]
    struct Stage {
        arn: String,
        name: Option<String>,
        token: Option<String>,
        parts: Option<Vec<Stage>>,
        secrets: Option<HashMap<String, Vec<String>>>,
    }

    const SECRETS: &Member = &Member::new("value").list(&Member::new("member").sensitive());

    impl Shape for Stage {
        const SCHEMA: &'static Schema = &Schema::new(
            "Stage",
            &[
                Member::new("arn"),
                Member::new("name"),
                Member::new("token").sensitive(),
                Member::new("parts"),
                Member::new("secrets").map(&Member::new("key").sensitive(), SECRETS),
            ],
        );

        fn write<W: ShapeWriter>(&self, w: &mut W) -> Result<(), BuildError> {
            w.member(&Self::SCHEMA.members[0], &self.arn)?;
            w.member(&Self::SCHEMA.members[1], &self.name)?;
            w.member(&Self::SCHEMA.members[2], &self.token)?;
            w.member(&Self::SCHEMA.members[3], &self.parts)?;
            w.member(&Self::SCHEMA.members[4], &self.secrets)
        }

        fn read<R: ShapeReader>(r: &mut R) -> Result<Self, ReadError> {
            r.enter(&mut Walk::structure(Self::SCHEMA))?;
            Ok(Self::default())
        }
    }

    impl Debug for Stage {
        fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
            super::fmt(self, f)
        }
    }

    #[test]
    fn members_show_as_derived_and_secrets_do_not() {
        let inner = Stage { arn: "b".into(), token: Some("hidden".into()), ..Stage::default() };
        let secrets = HashMap::from([("hidden".to_owned(), vec!["hidden".to_owned()])]);
        let stage = Stage {
            arn: "a".into(),
            name: Some("n".into()),
            token: None,
            parts: Some(vec![inner]),
            secrets: Some(secrets),
        };
        let text = format!("{stage:?}");
        assert_eq!(
            text,
            "Stage { arn: \"a\", name: Some(\"n\"), token: \"*** Sensitive Data Redacted ***\", \
             parts: Some([Stage { arn: \"b\", name: None, token: \"*** Sensitive Data Redacted ***\", parts: None, \
             secrets: None }]), secrets: Some({\"*** Sensitive Data Redacted ***\": \
             [\"*** Sensitive Data Redacted ***\"]}) }"
        );
        assert!(!format!("{stage:#?}").contains("hidden"));
    }

    struct Unknown;

    impl Shape for Unknown {
        const SCHEMA: &'static Schema = &Schema::new("Choice", &[]);

        fn write<W: ShapeWriter>(&self, _: &mut W) -> Result<(), BuildError> {
            Err(BuildError::other("unknown variant"))
        }

        fn read<R: ShapeReader>(_: &mut R) -> Result<Self, ReadError> {
            Ok(Self)
        }
    }

    #[test]
    fn unknown_variants_do_not_fail() {
        struct Shown;
        impl Debug for Shown {
            fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
                super::fmt(&Unknown, f)
            }
        }
        assert_eq!(format!("{Shown:?}"), "Choice { .. }");
    }
}
