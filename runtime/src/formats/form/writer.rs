//! The writer of forms: the walk over an input, and how lists and maps are written.

use std::marker::PhantomData;

use aws_smithy_types::error::operation::BuildError;
use aws_smithy_types::{DateTime, base64};

use crate::formats::DocumentWriter;
use crate::formats::timestamp;
use crate::text::scalar;
use crate::walk::schema::{Member, Schema, TimestampFormat};
use crate::walk::shape::{MapKey, Shape, ShapeWriter, Value, ValueWriter};

use super::text::Form;
use super::{FormNames, Name};

/// Writes an input as a form; timestamps are `date-time` unless the member says otherwise.
#[derive(Debug)]
pub struct FormWriter<F> {
    form: Form,
    flavour: PhantomData<F>,
}

impl<F> Default for FormWriter<F> {
    fn default() -> Self {
        Self { form: Form::default(), flavour: PhantomData }
    }
}

impl<F: FormNames> DocumentWriter for FormWriter<F> {
    fn operation(&mut self, name: &'static str, api_version: &'static str) {
        self.form.parameter("Action", name);
        self.form.parameter("Version", api_version);
    }

    fn begin(&mut self, _: &'static Schema) {}

    fn end(&mut self, _: &'static Schema) {}

    fn finish(self) -> Vec<u8> {
        self.form.finish()
    }
}

impl<F: FormNames> ShapeWriter for FormWriter<F> {
    #[inline]
    fn member<T: Value>(&mut self, member: &'static Member, value: &T) -> Result<(), BuildError> {
        if !value.is_set() {
            return Ok(());
        }
        let outer = self.form.enter(F::name(member));
        value.write(member, self)?;
        self.form.leave(outer);
        Ok(())
    }
}

impl<F: FormNames> ValueWriter for FormWriter<F> {
    #[inline]
    fn boolean(&mut self, _: &'static Member, value: bool) -> Result<(), BuildError> {
        self.form.plain(if value { "true" } else { "false" });
        Ok(())
    }

    #[inline]
    fn integer(&mut self, _: &'static Member, value: i64) -> Result<(), BuildError> {
        self.form.plain(itoa::Buffer::new().format(value));
        Ok(())
    }

    #[inline]
    fn float(&mut self, _: &'static Member, value: f32) -> Result<(), BuildError> {
        scalar::format_float(value, |text| self.form.plain(text));
        Ok(())
    }

    #[inline]
    fn double(&mut self, _: &'static Member, value: f64) -> Result<(), BuildError> {
        scalar::format_double(value, |text| self.form.plain(text));
        Ok(())
    }

    #[inline]
    fn string(&mut self, _: &'static Member, value: &str) -> Result<(), BuildError> {
        self.form.text(value);
        Ok(())
    }

    #[inline]
    fn blob(&mut self, _: &'static Member, value: &[u8]) -> Result<(), BuildError> {
        self.form.text(&base64::encode(value));
        Ok(())
    }

    #[inline]
    fn timestamp(&mut self, member: &'static Member, value: &DateTime) -> Result<(), BuildError> {
        match self.form.timestamp(value, member.timestamp_format.unwrap_or(TimestampFormat::DateTime)) {
            true => Ok(()),
            false => Err(timestamp::no_year(member)),
        }
    }

    #[inline]
    fn big_number(&mut self, _: &'static Member, digits: &str) -> Result<(), BuildError> {
        self.form.text(digits);
        Ok(())
    }

    #[inline]
    fn shape<S: Shape>(&mut self, _: &'static Member, value: &S) -> Result<(), BuildError> {
        value.write(self)
    }

    /// `Name.member.1=first&Name.member.2=second`.
    #[inline]
    fn list<'v, T: Value + 'v>(
        &mut self,
        member: &'static Member,
        items: impl ExactSizeIterator<Item = &'v T>,
    ) -> Result<(), BuildError> {
        if items.len() == 0 && F::WRITES_EMPTY_LISTS {
            self.form.plain("");
        }
        let outer = F::list_entry(member).map(|name| self.form.enter(Name::Plain(name)));
        for (number, item) in (1..).zip(items) {
            let list = self.form.enter_number(number);
            item.write(member.list_element(), self)?;
            self.form.leave(list);
        }
        if let Some(outer) = outer {
            self.form.leave(outer);
        }
        Ok(())
    }

    /// `Name.entry.1.key=a&Name.entry.1.value=b`, in the order of keys: equal inputs give equal requests.
    #[inline]
    fn map<'v, K: MapKey + 'v, T: Value + 'v>(
        &mut self,
        member: &'static Member,
        entries: impl ExactSizeIterator<Item = (&'v K, &'v T)>,
    ) -> Result<(), BuildError> {
        let mut entries: Vec<_> = entries.map(|(key, value)| (key.as_key(), value)).collect();
        entries.sort_unstable_by_key(|(key, _)| *key);
        let outer = F::map_entry(member)?.map(|name| self.form.enter(Name::Plain(name)));
        for (number, (key, value)) in (1..).zip(entries) {
            let map = self.form.enter_number(number);
            let entry = self.form.enter(F::name(member.map_key()));
            self.form.text(key);
            self.form.leave(entry);
            self.member(member.map_value(), value)?;
            self.form.leave(map);
        }
        if let Some(outer) = outer {
            self.form.leave(outer);
        }
        Ok(())
    }
}
