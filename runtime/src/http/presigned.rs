//! Presigned requests: what is in the query there and in the body of other requests, and which headers go without saying.

use aws_smithy_types::body::SdkBody;
use aws_smithy_types::error::operation::BuildError;
use http::header::CONTENT_LENGTH;
use http::{Method, Uri};

use super::Request;
use super::assembly::Assembly;
use super::binding_writer::BindingWriter;
use crate::meta::OperationMeta;
use crate::walk::schema::{Location, Member, Schema};
use crate::walk::shape::{ShapeWriter, Value};

/// The content type of forms.
const FORM: &str = "application/x-www-form-urlencoded";

impl Request {
    /// Makes a request whose body is a form one whose query it is, so that its URL says everything.
    #[inline]
    pub(crate) fn form_into_query(&mut self) {
        let (Some(FORM), Some(form)) = (self.content_type, self.body.bytes()) else { return };
        let form = String::from_utf8_lossy(form);
        self.target.push(if self.target.contains('?') { '&' } else { '?' });
        self.target.push_str(&form);
        self.method = Method::GET;
        self.content_type = None;
        self.body = SdkBody::empty();
    }

    /// The HTTP request at a URI, without the content type and the length that the headers do not give: they are the business of
    /// whoever sends a body of their own.
    #[inline]
    pub(crate) fn assemble_presigned(&mut self, uri: Uri, has_own_body: bool) -> http::Request<SdkBody> {
        if has_own_body {
            self.content_type = None;
        }
        let names_length = self.headers.contains_key(CONTENT_LENGTH);
        let mut request = self.assemble(uri, 0);
        if !names_length {
            request.headers_mut().remove(CONTENT_LENGTH);
        }
        request
    }
}

/// Writes the members of an input each where its binding says, and those of the document into the query, under their names.
#[derive(Debug)]
pub(crate) struct QueryRequestWriter(Assembly);

impl QueryRequestWriter {
    /// A writer for the input of an operation, given its schema.
    #[inline]
    pub(crate) fn new(meta: &'static OperationMeta, schema: &'static Schema) -> Self {
        Self(Assembly::new(meta, schema))
    }

    /// The request, once all members are written.
    ///
    /// # Errors
    ///
    /// Fails if a label is unset or empty.
    #[inline]
    pub(crate) fn finish(self) -> Result<Request, BuildError> {
        let request = self.0.finish(SdkBody::empty(), None)?;
        Ok(Request { method: Method::GET, ..request })
    }
}

impl ShapeWriter for QueryRequestWriter {
    #[inline]
    fn member<T: Value>(&mut self, member: &'static Member, value: &T) -> Result<(), BuildError> {
        let place = match member.location {
            Location::Body => Location::Query(member.name),
            place => place,
        };
        if value.is_set() {
            return value.write(member, &mut BindingWriter::new(self.0.parts(), member, place));
        }
        self.0.leave_out(member, member.location)
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderMap;

    use super::*;

    #[test]
    fn a_form_is_the_query_of_a_get_request() {
        for (target, expected) in [("/", "/?Action=A&b=c"), ("/?d", "/?d&Action=A&b=c")] {
            let mut request = Request {
                method: Method::POST,
                target: target.into(),
                host_prefix: String::new(),
                headers: HeaderMap::new(),
                content_type: Some(FORM),
                body: SdkBody::from("Action=A&b=c"),
                per_attempt: None,
                #[cfg(feature = "event-stream")]
                events: None,
            };
            request.form_into_query();
            assert_eq!((&request.method, &*request.target, request.content_type), (&Method::GET, expected, None));
            assert_eq!(request.body.bytes(), Some(&b""[..]));
        }
    }
}
