//! An interceptor that records the points at which it runs, and fails where it is to fail.

use std::sync::{Arc, Mutex};

use tinsmith::config::interceptors::*;
use tinsmith::config::{ConfigBag, Intercept, RuntimeComponents};
use tinsmith::error::BoxError;

/// A name and a point.
type Entry = (&'static str, &'static str);

/// Clones share what they record.
#[derive(Debug, Clone)]
pub(crate) struct Recorder {
    name: &'static str,
    log: Arc<Mutex<Vec<Entry>>>,
    fails_at: Vec<&'static str>,
}

impl Default for Recorder {
    fn default() -> Self {
        Self { name: "recorder", log: Arc::default(), fails_at: Vec::new() }
    }
}

impl Recorder {
    pub(crate) fn named(&self, name: &'static str) -> Self {
        Self { name, ..self.clone() }
    }

    pub(crate) fn failing_at(&self, points: &[&'static str]) -> Self {
        Self { fails_at: points.to_vec(), ..self.clone() }
    }

    pub(crate) fn log(&self) -> Vec<Entry> {
        self.log.lock().unwrap().clone()
    }

    pub(crate) fn points(&self) -> Vec<&'static str> {
        self.log().into_iter().map(|(_, point)| point).collect()
    }

    fn at(&self, point: &'static str) -> Result<(), BoxError> {
        self.log.lock().unwrap().push((self.name, point));
        match self.fails_at.contains(&point) {
            true => Err(format!("{} fails at {point}", self.name).into()),
            false => Ok(()),
        }
    }
}

macro_rules! points {
    ($($point:ident($($context:tt)+);)+) => {
        /// All points, in the order in which a call of one attempt meets them.
        pub(crate) const POINTS: [&str; 19] = ["read_before_execution", $(stringify!($point)),+];

        impl Intercept for Recorder {
            fn name(&self) -> &'static str {
                self.name
            }

            fn read_before_execution(
                &self,
                _: &BeforeSerializationInterceptorContextRef<'_>,
                _: &mut ConfigBag,
            ) -> Result<(), BoxError> {
                self.at("read_before_execution")
            }

            $(
                fn $point(
                    &self,
                    _: $($context)+,
                    _: &RuntimeComponents,
                    _: &mut ConfigBag,
                ) -> Result<(), BoxError> {
                    self.at(stringify!($point))
                }
            )+
        }
    };
}

points! {
    modify_before_serialization(&mut BeforeSerializationInterceptorContextMut<'_>);
    read_before_serialization(&BeforeSerializationInterceptorContextRef<'_>);
    read_after_serialization(&BeforeTransmitInterceptorContextRef<'_>);
    modify_before_retry_loop(&mut BeforeTransmitInterceptorContextMut<'_>);
    read_before_attempt(&BeforeTransmitInterceptorContextRef<'_>);
    modify_before_signing(&mut BeforeTransmitInterceptorContextMut<'_>);
    read_before_signing(&BeforeTransmitInterceptorContextRef<'_>);
    read_after_signing(&BeforeTransmitInterceptorContextRef<'_>);
    modify_before_transmit(&mut BeforeTransmitInterceptorContextMut<'_>);
    read_before_transmit(&BeforeTransmitInterceptorContextRef<'_>);
    read_after_transmit(&BeforeDeserializationInterceptorContextRef<'_>);
    modify_before_deserialization(&mut BeforeDeserializationInterceptorContextMut<'_>);
    read_before_deserialization(&BeforeDeserializationInterceptorContextRef<'_>);
    read_after_deserialization(&AfterDeserializationInterceptorContextRef<'_>);
    modify_before_attempt_completion(&mut FinalizerInterceptorContextMut<'_>);
    read_after_attempt(&FinalizerInterceptorContextRef<'_>);
    modify_before_completion(&mut FinalizerInterceptorContextMut<'_>);
    read_after_execution(&FinalizerInterceptorContextRef<'_>);
}
