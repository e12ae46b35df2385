//! The two libraries that this crate drives, under the names that it uses for them.
//!
//! To swap the stand-in for the real one, delete `mod stub` with its file, and let the last line read
//! `pub(crate) use {tinsmith_codegen as codegen, tinsmith_model as model};`

pub(crate) mod stub;

pub(crate) use {stub as codegen, tinsmith_model as model};
