//! The protocol of the test service: lines of `key=value`.

use std::borrow::Cow;

use aws_smithy_types::DateTime;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::error::ErrorMetadata;
use aws_smithy_types::error::operation::BuildError;
use http::{HeaderMap, Method};
use tinsmith::Operation;
use tinsmith::emitted::inner::{Member, Schema};
use tinsmith::emitted::inner::{Shape, ShapeReader, ShapeWriter, Value, ValueReader, ValueWriter, Walk};
use tinsmith::error::OperationError;
use tinsmith::internals::http::{Request, Response};
use tinsmith::internals::meta::ErrorMeta;
use tinsmith::internals::operation::Protocol;
use tinsmith::internals::walk::ReadError;

#[derive(Debug)]
pub struct Lines;

impl Protocol for Lines {
    fn request<O: Operation>(input: &mut O::Input) -> Result<Request, BuildError> {
        let mut writer = Writer(String::new());
        Shape::write(input, &mut writer)?;
        if writer.0.contains("name=invalid") {
            return Err(BuildError::other("the name is invalid"));
        }
        let mut headers = HeaderMap::new();
        // Promises a hash in the header of this name.
        if let Some((_, name)) = writer.0.lines().next().and_then(|line| line.split_once("name=hash=")) {
            headers.insert(http::HeaderName::try_from(name).unwrap(), http::HeaderValue::from_static("old"));
        }
        let host_prefix = if writer.0.contains("name=prefix") { "data." } else { "" };
        Ok(Request {
            method: Method::POST,
            target: "/echo/arn%3Aaws%2Fx?a=b".into(),
            host_prefix: host_prefix.into(),
            headers,
            content_type: Some("text/lines"),
            body: SdkBody::from(writer.0),
            per_attempt: None,
            #[cfg(feature = "event-stream")]
            events: None,
        })
    }

    fn output<O: Operation>(response: Response<'_>) -> Result<O::Output, ReadError> {
        let text = std::str::from_utf8(response.body).map_err(|error| ReadError::new(error.to_string()))?;
        <O::Output as Shape>::read(&mut Reader { lines: text.lines().collect(), value: "" })
    }

    fn is_failure(output: &'static Schema, response: Response<'_>) -> bool {
        assert_eq!(output.name, "Output");
        response.body.starts_with(b"Late: ")
    }

    fn error_metadata(_: &'static [ErrorMeta], response: Response<'_>) -> ErrorMetadata {
        let text = String::from_utf8_lossy(response.body);
        match text.split_once(": ") {
            Some((code, message)) if !code.starts_with('<') => ErrorMetadata::builder().code(code).message(message),
            _ => ErrorMetadata::builder(),
        }
        .build()
    }

    fn error<E: OperationError>(_: Response<'_>, meta: ErrorMetadata) -> Result<E, ReadError> {
        let mut reader = Reader { lines: Vec::new(), value: "" };
        match meta.code().and_then(|code| E::read(code, &mut reader)) {
            Some(error) => error.map(|mut error| {
                error.set_meta(meta);
                error
            }),
            None => Ok(E::generic(meta)),
        }
    }
}

struct Writer(String);

impl ShapeWriter for Writer {
    fn member<T: Value>(&mut self, member: &'static Member, value: &T) -> Result<(), BuildError> {
        if value.is_set() { value.write(member, self) } else { Ok(()) }
    }
}

fn unsupported() -> BuildError {
    BuildError::other("only strings")
}

impl ValueWriter for Writer {
    fn boolean(&mut self, _: &'static Member, _: bool) -> Result<(), BuildError> {
        Err(unsupported())
    }
    fn integer(&mut self, _: &'static Member, _: i64) -> Result<(), BuildError> {
        Err(unsupported())
    }
    fn float(&mut self, _: &'static Member, _: f32) -> Result<(), BuildError> {
        Err(unsupported())
    }
    fn double(&mut self, _: &'static Member, _: f64) -> Result<(), BuildError> {
        Err(unsupported())
    }
    fn string(&mut self, member: &'static Member, value: &str) -> Result<(), BuildError> {
        self.0.push_str(&format!("{}={value}\n", member.name));
        Ok(())
    }
    fn blob(&mut self, _: &'static Member, _: &[u8]) -> Result<(), BuildError> {
        Err(unsupported())
    }
    fn timestamp(&mut self, _: &'static Member, _: &DateTime) -> Result<(), BuildError> {
        Err(unsupported())
    }
}

struct Reader<'t> {
    lines: Vec<&'t str>,
    value: &'t str,
}

impl ShapeReader for Reader<'_> {
    fn enter(&mut self, _: &mut Walk) -> Result<(), ReadError> {
        self.lines.reverse();
        Ok(())
    }

    fn next(&mut self, walk: &mut Walk) -> Result<Option<usize>, ReadError> {
        let Some(line) = self.lines.pop() else { return Ok(None) };
        let (key, value) = line.split_once('=').ok_or_else(|| ReadError::new("a line without `=`"))?;
        self.value = value;
        Ok(walk.find(|member| member.name == key))
    }

    fn member<T: Value>(&mut self, member: &'static Member, slot: &mut Option<T>) -> Result<(), ReadError> {
        T::read_into(slot, member, &mut Text(self.value))
    }
}

struct Text<'t>(&'t str);

impl ValueReader for Text<'_> {
    fn boolean(&mut self, _: &'static Member) -> Result<bool, ReadError> {
        Err(ReadError::new("only strings"))
    }
    fn integer(&mut self, _: &'static Member) -> Result<i64, ReadError> {
        Err(ReadError::new("only strings"))
    }
    fn double(&mut self, _: &'static Member) -> Result<f64, ReadError> {
        Err(ReadError::new("only strings"))
    }
    fn string<T>(&mut self, _: &'static Member, take: impl FnOnce(Cow<'_, str>) -> T) -> Result<T, ReadError> {
        Ok(take(Cow::Borrowed(self.0)))
    }
    fn blob(&mut self, _: &'static Member) -> Result<Vec<u8>, ReadError> {
        Err(ReadError::new("only strings"))
    }
    fn timestamp(&mut self, _: &'static Member) -> Result<DateTime, ReadError> {
        Err(ReadError::new("only strings"))
    }
}
