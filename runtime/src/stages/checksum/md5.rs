//! `smithy.api#httpChecksumRequired`
//! (<https://smithy.io/2.0/spec/http-protocol-compliance-tests.html#smithy-api-httpchecksumrequired-trait>).

use aws_smithy_types::error::operation::BuildError;
use http::{HeaderMap, HeaderName};
use md5::{Digest as _, Md5};

use super::before::{Digest, digest};
use super::{add_header, base64};
use crate::stages::{Context, Message, Stage, Step};

const CONTENT_MD5: HeaderName = HeaderName::from_static("content-md5");

/// Puts the MD5 of the body into `Content-MD5`.
#[derive(Debug)]
pub struct ContentMd5;

impl Stage for ContentMd5 {
    fn apply<'a>(&self, message: Message<'a>, _: &Context) -> Result<Step<'a>, BuildError> {
        if message.headers.contains_key(CONTENT_MD5) {
            return Ok(Step::Done);
        }
        Ok(digest(Box::new(Md5::new()), message))
    }
}

impl Digest for Md5 {
    fn update(&mut self, bytes: &[u8]) {
        md5::Digest::update(self, bytes);
    }

    fn finish(self: Box<Self>, headers: &mut HeaderMap) {
        add_header(headers, CONTENT_MD5, &base64(md5::Digest::finalize(*self).as_slice()));
    }
}
