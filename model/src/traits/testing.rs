//! Test cases that models carry, raw.

use serde_json::Value;

use super::Traits;

impl Traits {
    /// Inputs with the requests that they must make.
    pub fn http_request_tests(&self) -> Option<&Value> {
        self.get("smithy.test#httpRequestTests")
    }

    /// Responses with the outputs or errors that they must be read as.
    pub fn http_response_tests(&self) -> Option<&Value> {
        self.get("smithy.test#httpResponseTests")
    }

    /// Events of streams with their bytes.
    pub fn event_stream_tests(&self) -> Option<&Value> {
        self.get("smithy.test#eventStreamTests")
    }

    /// Calls that show whether a service can be reached.
    pub fn smoke_tests(&self) -> Option<&Value> {
        self.get("smithy.test#smokeTests")
    }
}
