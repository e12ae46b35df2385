//! Endpoint rules (placeholder until the interpreter lands).

#[derive(Debug)]
pub struct RuleSet<'a> {
    _p: std::marker::PhantomData<&'a ()>,
}
#[derive(Debug, Default)]
pub struct Params;
