//! Settings whose types callers do not see.

use std::ops::{Deref, DerefMut};

use super::Settings;

/// Settings whose types are not seen, so that callers do not describe them in their debug information wherever they mention a
/// configuration (as [`Engine`](crate::Engine) hides what it holds).
pub(crate) struct Hidden(Box<dyn Held>);

trait Held: Send + Sync {
    fn settings(&self) -> &Settings;
    fn settings_mut(&mut self) -> &mut Settings;
}

impl Held for Settings {
    fn settings(&self) -> &Settings {
        self
    }

    fn settings_mut(&mut self) -> &mut Settings {
        self
    }
}

impl Default for Hidden {
    fn default() -> Self {
        Self(Box::<Settings>::default())
    }
}

impl Clone for Hidden {
    fn clone(&self) -> Self {
        Self(Box::new(self.0.settings().clone()))
    }
}

impl Deref for Hidden {
    type Target = Settings;

    fn deref(&self) -> &Settings {
        self.0.settings()
    }
}

impl DerefMut for Hidden {
    fn deref_mut(&mut self) -> &mut Settings {
        self.0.settings_mut()
    }
}
