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
    use std::time::SystemTime;

    use aws_credential_types::Credentials;
    use aws_smithy_types::body::SdkBody;

    use crate::error::BoxError;
    #[cfg(feature = "event-stream")]
    pub use crate::signing::frames::FrameSigner;
    pub use crate::signing::*;

    pub fn sign(
        request: &mut ::http::Request<SdkBody>,
        credentials: &Credentials,
        scope: &Scope,
        unsigned_payload: bool,
        time: SystemTime,
    ) -> Result<(), BoxError> {
        Keys::default().sign_request(request, credentials, scope, unsigned_payload, time)
    }
}

pub mod stages {
    pub use crate::stages::*;
}

pub mod walk {
    pub use crate::walk::*;
}
