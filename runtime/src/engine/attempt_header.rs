//! The header `amz-sdk-request`, by which a service learns of retries.

use http::HeaderValue;

use super::call::Call;
use crate::signing::basic_format;

impl Call {
    /// The header of the attempt that is made.
    pub(super) fn attempt_header(&self) -> HeaderValue {
        attempt_of(self.number, self.handle.retries.most(), self.useful_until())
    }

    /// The time until which the answer to a retry is waited for, if there is a limit.
    fn useful_until(&self) -> Option<String> {
        let limit = self.handle.timeouts.read.filter(|_| self.number > 1)?;
        basic_format(self.handle.signing_time(self.handle.time.now()).checked_add(limit)?)
    }
}

/// `attempt=1; max=3`, and on retries `ttl=20261128T120000Z; attempt=2; max=3` if there is a read timeout.
fn attempt_of(number: u32, most: u32, until: Option<String>) -> HeaderValue {
    if (number, most) == (1, 3) {
        return HeaderValue::from_static("attempt=1; max=3");
    }
    let ttl = until.map_or_else(String::new, |until| format!("ttl={until}; "));
    let value = HeaderValue::try_from(format!("{ttl}attempt={number}; max={most}"));
    value.unwrap_or(HeaderValue::from_static("attempt=1"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attempts_are_numbered() {
        assert_eq!(attempt_of(1, 3, None), "attempt=1; max=3");
        assert_eq!(attempt_of(2, 5, None), "attempt=2; max=5");
        let until = Some("20261128T120000Z".to_owned());
        assert_eq!(attempt_of(2, 3, until), "ttl=20261128T120000Z; attempt=2; max=3");
    }
}
