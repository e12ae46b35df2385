//! The two libraries that this crate drives, under the names that it uses for them.

pub(crate) use {tinsmith_codegen as codegen, tinsmith_model as model};
