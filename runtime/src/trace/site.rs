//! Spans of operations, which have names of their own.
//!
//! The macros of `tracing` take names that are known where they stand, and the engine knows the operation of a call only when it
//! runs. So the place of each span is made when its operation is called first, and kept.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{OnceLock, PoisonError, RwLock};

use tracing::callsite::{self, Callsite, Identifier};
use tracing::field::{FieldSet, Value};
use tracing::level_filters::LevelFilter;
use tracing::metadata::Kind;
use tracing::subscriber::Interest;
use tracing::{Level, Metadata, Span, dispatcher};

use crate::meta::OperationMeta;

use super::on::number;

const FIELDS: [&str; 4] = ["rpc.service", "rpc.method", "sdk_invocation_id", "rpc.system"];

/// The places by service and operation.
static SITES: RwLock<Option<HashMap<(&str, &str), &Site>>> = RwLock::new(None);

/// The span of a call.
pub(super) fn span(meta: &'static OperationMeta) -> Span {
    if LevelFilter::current() < Level::DEBUG {
        return Span::none();
    }
    let site = site(meta.service.sdk_id, meta.name);
    if !site.is_enabled() {
        return Span::none();
    }
    let (metadata, number) = (site.metadata(), number());
    let values: [Option<&dyn Value>; 4] =
        [Some(&meta.service.sdk_id), Some(&meta.name), Some(&number), Some(&"aws-api")];
    Span::new(site.metadata_of(), &metadata.fields().value_set_all(&values))
}

/// The place of the spans of an operation.
fn site(service: &'static str, operation: &'static str) -> &'static Site {
    let sites = SITES.read().unwrap_or_else(PoisonError::into_inner);
    if let Some(site) = sites.as_ref().and_then(|sites| sites.get(&(service, operation))) {
        return site;
    }
    drop(sites);
    let mut sites = SITES.write().unwrap_or_else(PoisonError::into_inner);
    sites.get_or_insert_default().entry((service, operation)).or_insert_with(|| Site::new(service, operation))
}

/// The place of a span.
struct Site {
    metadata: OnceLock<Metadata<'static>>,
    /// The interest of subscribers: none, some of the time, always.
    interest: AtomicU8,
}

impl Site {
    /// Makes a place that is never freed, as that of a macro is not: there is one for each operation that a program calls.
    fn new(service: &str, operation: &str) -> &'static Self {
        let site: &'static Self = Box::leak(Box::new(Self { metadata: OnceLock::new(), interest: AtomicU8::new(1) }));
        let name: &'static str = Box::leak(format!("{service}.{operation}").into_boxed_str());
        let fields = FieldSet::new(&FIELDS, Identifier(site));
        let metadata = Metadata::new(name, "tinsmith", Level::DEBUG, None, None, None, fields, Kind::SPAN);
        site.metadata.get_or_init(|| metadata);
        callsite::register(site);
        site
    }

    fn metadata_of(&'static self) -> &'static Metadata<'static> {
        self.metadata.get().expect("it is set before the place is given to anyone")
    }

    fn is_enabled(&'static self) -> bool {
        match self.interest.load(Ordering::Relaxed) {
            0 => false,
            1 => dispatcher::get_default(|subscriber| subscriber.enabled(self.metadata_of())),
            _ => true,
        }
    }
}

impl Callsite for Site {
    fn set_interest(&self, interest: Interest) {
        let interest = if interest.is_never() { 0 } else { 1 + u8::from(interest.is_always()) };
        self.interest.store(interest, Ordering::Relaxed);
    }

    fn metadata(&self) -> &Metadata<'_> {
        self.metadata.get().expect("it is set before the place is given to anyone")
    }
}
