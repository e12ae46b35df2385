//! Members of inputs that interceptors may see under their names in the model.

use super::Builder;

impl Builder {
    /// Names members of inputs, as the model has them (`Bucket`), whose values interceptors find in the `ConfigBag` as
    /// `CapturedTelemetryAttributes`. Those are captured that are strings and no secrets. Metrics, which the official crates attach
    /// them to, are not made here. Default: none.
    #[must_use]
    #[inline]
    pub fn emit_input_attributes(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let requested = self.settings.telemetry.get_or_insert_default();
        requested.emit(names.into_iter().map(Into::<String>::into));
        self
    }

    /// Like [`emit_input_attributes`](Self::emit_input_attributes), but the values are for interceptors alone, also where there are
    /// metrics.
    #[must_use]
    #[inline]
    pub fn capture_input_attributes(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let requested = self.settings.telemetry.get_or_insert_default();
        requested.capture_only(names.into_iter().map(Into::<String>::into));
        self
    }
}
