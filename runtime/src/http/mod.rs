//! HTTP messages: which member goes into which part of one (<https://smithy.io/2.0/spec/http-bindings.html>), shared by all
//! protocols, for those without bindings have a document and nothing else; and the stages over headers and body.

mod assembly;
mod binding_reader;
mod binding_writer;
mod header_list;
pub(crate) mod length;
mod message;
mod presigned;
mod request;
mod response;

pub use message::{Request, Response};
pub(crate) use message::{extended_request_id, raw, request_id, with_response_ids};
pub(crate) use presigned::QueryRequestWriter;
pub use request::RequestWriter;
pub use response::ResponseReader;
pub(crate) use response::check_body;
