//! The forms of values of traits, and the check of a value.

use serde_json::Value;

use crate::problem::shorten;

/// The form of a value.
pub(super) enum Form {
    /// Any value.
    Any,
    /// Only presence counts; written `{}`.
    Marker,
    Object,
    Text,
    /// A text that is not empty.
    Name,
    /// A text that can be the name of an HTTP header or a method.
    Token,
    Bool,
    Number,
    /// An integer from 0 on.
    Count,
    /// An HTTP status code.
    Status,
    OneOf(&'static [&'static str]),
    List(&'static Form),
    /// An object whose values all have that form.
    Dict(&'static Form),
    /// An object with fields that must be there and others that may.
    Record(&'static [(&'static str, Form)], &'static [(&'static str, Form)]),
}

/// Calls `report` with the steps to each wrong part of the value and the form that it should have.
pub(super) fn check(form: &Form, value: &Value, steps: &mut Vec<String>, report: &mut impl FnMut(&[String], String)) {
    match (form, value) {
        (Form::List(form), Value::Array(items)) => {
            for (index, item) in items.iter().enumerate() {
                step(form, item, index.to_string(), steps, report);
            }
        }
        (Form::Dict(form), Value::Object(entries)) => {
            for (key, value) in entries {
                step(form, value, key.clone(), steps, report);
            }
        }
        (Form::Record(required, optional), Value::Object(entries)) => {
            for (key, form) in *required {
                match entries.get(*key) {
                    Some(value) => step(form, value, (*key).to_owned(), steps, report),
                    None => report(steps, format!("must have a field `{key}`")),
                }
            }
            for (key, form) in *optional {
                if let Some(value) = entries.get(*key) {
                    step(form, value, (*key).to_owned(), steps, report);
                }
            }
        }
        _ if fits(form, value) => {}
        _ => report(steps, format!("must be {}, but is {}", describe(form), shorten(value))),
    }
}

fn step(form: &Form, value: &Value, step: String, steps: &mut Vec<String>, report: &mut impl FnMut(&[String], String)) {
    steps.push(step);
    check(form, value, steps, report);
    steps.pop();
}

fn fits(form: &Form, value: &Value) -> bool {
    let text = |test: &dyn Fn(&str) -> bool| value.as_str().is_some_and(test);
    match form {
        Form::Any => true,
        Form::Marker | Form::Object => value.is_object(),
        Form::Text => value.is_string(),
        Form::Name => text(&|text| !text.is_empty()),
        Form::Token => text(&|text| !text.is_empty() && text.bytes().all(is_token)),
        Form::Bool => value.is_boolean(),
        Form::Number => value.is_number(),
        Form::Count => value.is_u64(),
        Form::Status => value.as_u64().is_some_and(|code| (100..1000).contains(&code)),
        Form::OneOf(known) => text(&|text| known.contains(&text)),
        Form::List(_) | Form::Dict(_) | Form::Record(..) => false,
    }
}

fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

fn describe(form: &Form) -> String {
    let words = match form {
        Form::Any => "anything",
        Form::Marker => "an empty object (`{}`)",
        Form::Object | Form::Dict(_) | Form::Record(..) => "an object",
        Form::Text => "a string",
        Form::Name => "a string that is not empty",
        Form::Token => "a string of letters, digits and `-`",
        Form::Bool => "a boolean",
        Form::Number => "a number",
        Form::Count => "an integer that is not negative",
        Form::Status => "an HTTP status code",
        Form::List(_) => "a list",
        Form::OneOf(known) => return format!("one of {}", crate::read::quoted(known)),
    };
    words.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const HTTP: Form = Form::Record(
        &[("method", Form::Token), ("uri", Form::Text)],
        &[("code", Form::Status), ("tags", Form::List(&Form::Name))],
    );

    fn found(value: &Value) -> Vec<String> {
        let mut found = Vec::new();
        check(&HTTP, value, &mut Vec::new(), &mut |steps, wrong| {
            found.push(format!("{}: {wrong}", steps.join(".")));
        });
        found
    }

    #[test]
    fn accepts_what_fits() {
        assert_eq!(found(&json!({"method": "GET", "uri": "", "code": 200, "other": 1})), [""; 0]);
    }

    #[test]
    fn names_every_wrong_part() {
        assert_eq!(
            found(&json!({"method": "a b", "code": 99, "tags": ["x", ""]})),
            [
                "method: must be a string of letters, digits and `-`, but is `\"a b\"`",
                ": must have a field `uri`",
                "code: must be an HTTP status code, but is `99`",
                "tags.1: must be a string that is not empty, but is `\"\"`",
            ]
        );
        assert_eq!(found(&json!([1])), [": must be an object, but is a list"]);
    }
}
