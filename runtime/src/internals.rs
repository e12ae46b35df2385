//! The rooms of the runtime, for the tests and benchmarks of this workspace.

/// Opens rooms: their public items, under the name of the room.
macro_rules! open {
    ($($room:ident)*) => {
        $(
            #[allow(missing_docs, unused_imports)]
            pub mod $room {
                pub use crate::$room::*;
            }
        )*
    };
}

open! { endpoint engine formats http jmespath meta operation protocols signing stages walk }

#[cfg(feature = "event-stream")]
open! { event_stream }
