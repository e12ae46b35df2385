//! The changes and hooks of one call, and who makes it.

use std::fmt;

use aws_smithy_runtime_api::client::orchestrator::HttpRequest;

use super::user_agent::Caller;
use crate::config::Hooks;
use crate::error::BoxError;

/// A change to the request, made before it is signed, in each attempt.
pub(crate) type Change = Box<dyn FnMut(&mut HttpRequest) -> Result<(), BoxError> + Send + Sync>;

/// The changes to the requests of one call, its hooks, and who makes it.
#[derive(Default)]
pub struct Overrides {
    pub(crate) changes: Vec<Change>,
    pub(crate) hooks: Hooks,
    pub(crate) caller: Caller,
}

impl Overrides {
    /// No changes to a call.
    #[inline]
    pub(crate) fn by(caller: Caller) -> Self {
        Self { caller, ..Self::default() }
    }
}

impl fmt::Debug for Overrides {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Overrides").field("changes", &self.changes.len()).field("hooks", &self.hooks).finish()
    }
}
