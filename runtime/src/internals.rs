//! The rooms of the runtime, for the tests and benchmarks of this workspace.
#![allow(missing_docs, unused_imports)]

pub mod endpoint {
    pub use crate::endpoint::*;
}

pub mod engine {
    pub use crate::engine::*;
}

#[cfg(feature = "event-stream")]
pub mod event_stream {
    pub use crate::event_stream::*;
}

pub mod formats {
    pub use crate::formats::*;
}

pub mod http {
    pub use crate::http::*;
}

pub mod jmespath {
    pub use crate::jmespath::*;
}

pub mod meta {
    pub use crate::meta::*;
}

pub mod operation {
    pub use crate::operation::*;
}

pub mod protocols {
    pub use crate::protocols::*;
}

pub mod signing {
    pub use crate::signing::*;
}

pub mod stages {
    pub use crate::stages::*;
}

pub mod walk {
    pub use crate::walk::*;
}
