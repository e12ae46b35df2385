//! The bag of a call: the settings of the client and facts of the operation, by the types that official interceptors ask for.

use aws_smithy_runtime_api::client::orchestrator::Metadata;
use aws_smithy_runtime_api::client::stalled_stream_protection::StalledStreamProtectionConfig;
use aws_smithy_types::config_bag::{ConfigBag, Layer};
use aws_smithy_types::timeout::TimeoutConfig;
use aws_types::SigningName;
use aws_types::endpoint_config::{EndpointUrl, UseDualStack, UseFips};
use aws_types::region::SigningRegion;

use super::Hooked;
use crate::engine::handle::Handle;
use crate::engine::timeout::Timeouts;
use crate::meta::OperationMeta;

/// The bag as it is before the first interceptor runs.
#[inline]
pub(super) fn bag(handle: &Handle, meta: &'static OperationMeta) -> ConfigBag {
    let mut bag = ConfigBag::base();
    bag.push_layer(of_client(handle));
    bag.push_layer(of_operation(meta));
    bag
}

#[inline]
fn of_client(handle: &Handle) -> Layer {
    let config = handle.config();
    let mut layer = Layer::new("tinsmith::Config");
    layer.store_put(handle.retries.config());
    layer.store_put(SigningName::from(handle.service.signing_name));
    layer.store_or_unset(config.settings.telemetry.clone());
    layer.store_or_unset(config.timeout_config().cloned());
    layer.store_or_unset(config.stalled_stream_protection().cloned());
    layer.store_or_unset(config.region().cloned());
    layer.store_or_unset(config.region().cloned().map(SigningRegion::from));
    layer.store_or_unset(config.sigv4a_signing_region_set().cloned());
    layer.store_or_unset(config.app_name().cloned());
    layer.store_or_unset(config.auth_scheme_preference().cloned());
    layer.store_or_unset(config.account_id_endpoint_mode().cloned());
    layer.store_or_unset(config.request_checksum_calculation().cloned());
    layer.store_or_unset(config.response_checksum_validation().cloned());
    layer.store_or_unset(config.use_fips().copied().map(UseFips));
    layer.store_or_unset(config.use_dual_stack().copied().map(UseDualStack));
    layer.store_or_unset(config.endpoint_url().cloned().map(EndpointUrl));
    for framework in &config.settings.frameworks {
        layer.store_append(framework.clone());
    }
    layer
}

#[inline]
fn of_operation(meta: &'static OperationMeta) -> Layer {
    let mut layer = Layer::new("tinsmith::OperationMeta");
    layer.store_put(Metadata::new(meta.name, meta.service.sdk_id));
    layer
}

impl Hooked {
    /// Takes the timeouts from the bag, where interceptors may have put others.
    #[inline]
    pub(super) fn heed_timeouts(&mut self) {
        let (timeouts, protection) =
            (self.bag.load::<TimeoutConfig>(), self.bag.load::<StalledStreamProtectionConfig>());
        let config = self.handle.config();
        if timeouts != config.timeout_config() || protection.is_some() {
            self.timeouts = Timeouts::new(timeouts, protection.or(config.stalled_stream_protection()));
        }
    }
}
