//! The parameters of endpoint rules, by name.

use std::fmt;

use super::{Endpoint, official};
use crate::endpoint;
use crate::endpoint::ParamValue;
use crate::endpoint::rules::Literal;
use crate::error::{BoxError, ContextError};
use crate::meta::ServiceMeta;

const NO_RULES: &str =
    "the parameters were made by a builder and carry no rules; give `DefaultResolver` those of a call";

/// The parameters of a call that its endpoint depends on: settings, and what the operation and its input give.
///
/// Each service knows some of them; the others are unset.
#[derive(Clone)]
pub struct Params {
    values: endpoint::Params,
    /// The service, whose rules have defaults. Absent in parameters that a builder made.
    service: Option<&'static ServiceMeta>,
}

/// Makes [`Params`], as tests of resolvers need them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ParamsBuilder(endpoint::Params);

/// The error of parameters that cannot be built. There is none: rules say themselves what they miss.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidParams(());

impl fmt::Display for InvalidParams {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the endpoint parameters are invalid")
    }
}

impl std::error::Error for InvalidParams {}

impl Params {
    #[inline]
    pub(crate) fn of_call(values: endpoint::Params, service: &'static ServiceMeta) -> Self {
        Self { values, service: Some(service) }
    }

    /// The endpoint that the rules of the service give.
    ///
    /// # Errors
    ///
    /// Fails if they give none, and for parameters that a builder made.
    #[inline]
    pub(crate) fn by_rules(&self) -> Result<Endpoint, BoxError> {
        let Some(service) = self.service else { return Err(ContextError::new(NO_RULES).into()) };
        Ok(official(&service.endpoint_rules.resolve(&self.values)?))
    }

    /// Starts with nothing set.
    #[inline]
    pub fn builder() -> ParamsBuilder {
        ParamsBuilder::default()
    }

    #[inline]
    fn text(&self, name: &str) -> Option<&str> {
        match (self.values.get(name), self.default(name)) {
            (Some(ParamValue::String(text)), _) => Some(text),
            (None, Some(Literal::String(text))) => Some(text),
            _ => None,
        }
    }

    #[inline]
    fn flag(&self, name: &str) -> Option<bool> {
        match (self.values.get(name), self.default(name)) {
            (Some(ParamValue::Boolean(flag)), _) => Some(*flag),
            (None, Some(Literal::Boolean(flag))) => Some(flag),
            _ => None,
        }
    }

    #[inline]
    fn list(&self, name: &str) -> Option<&[String]> {
        match self.values.get(name) {
            Some(ParamValue::StringArray(list)) => Some(list),
            _ => None,
        }
    }

    #[inline]
    fn default(&self, name: &str) -> Option<Literal<'static>> {
        self.service?.endpoint_rules.params.iter().find(|param| param.name == name)?.default
    }
}

impl PartialEq for Params {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.values == other.values
    }
}

impl fmt::Debug for Params {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.values.iter()).finish()
    }
}

impl ParamsBuilder {
    /// Builds the parameters.
    ///
    /// # Errors
    ///
    /// None: rules say themselves what they miss.
    #[inline]
    pub fn build(self) -> Result<Params, InvalidParams> {
        Ok(Params { values: self.0, service: None })
    }
}

/// A row: how a parameter is read, its getter and setters, the type that these take, and its name in the rules.
macro_rules! params {
    ($($(#[doc = $doc:literal])+ $kind:ident $name:ident, $set:ident: $given:ty => $ty:ty, $wire:literal;)+) => {
        impl Params {
            $(
                $(#[doc = $doc])+
                #[inline]
                pub fn $name(&self) -> Option<params!(@shown $kind)> {
                    self.$kind($wire)
                }
            )+
        }

        impl ParamsBuilder {
            $(
                $(#[doc = $doc])+
                #[must_use]
                #[inline]
                pub fn $name(mut self, value: $given) -> Self {
                    self.0.set($wire, Some(<$ty>::from(value.into())));
                    self
                }

                $(#[doc = $doc])+
                #[must_use]
                #[inline]
                pub fn $set(mut self, value: Option<$ty>) -> Self {
                    self.0.set($wire, value);
                    self
                }
            )+
        }
    };
    (@shown text) => { &str };
    (@shown flag) => { bool };
    (@shown list) => { &[String] };
}

params! {
    /// The region.
    text region, set_region: impl Into<String> => String, "Region";
    /// Whether endpoints with IPv6 addresses are wanted.
    flag use_dual_stack, set_use_dual_stack: impl Into<bool> => bool, "UseDualStack";
    /// Whether FIPS endpoints are wanted.
    flag use_fips, set_use_fips: impl Into<bool> => bool, "UseFIPS";
    /// The URL that is set instead of one of the rules.
    text endpoint, set_endpoint: impl Into<String> => String, "Endpoint";
    /// The id of the account of the credentials.
    text account_id, set_account_id: impl Into<String> => String, "AccountId";
    /// Whether endpoints have the id of the account in their host: `preferred`, `required` or `disabled`.
    text account_id_endpoint_mode, set_account_id_endpoint_mode: impl Into<String> => String, "AccountIdEndpointMode";
    /// Whether the global endpoint is wanted rather than a regional one.
    flag use_global_endpoint, set_use_global_endpoint: impl Into<bool> => bool, "UseGlobalEndpoint";
    /// The bucket of S3.
    text bucket, set_bucket: impl Into<String> => String, "Bucket";
    /// The key of an object of S3.
    text key, set_key: impl Into<String> => String, "Key";
    /// The prefix of keys of S3.
    text prefix, set_prefix: impl Into<String> => String, "Prefix";
    /// The source of a copy within S3.
    text copy_source, set_copy_source: impl Into<String> => String, "CopySource";
    /// Whether buckets are named in the path.
    flag force_path_style, set_force_path_style: impl Into<bool> => bool, "ForcePathStyle";
    /// Whether S3 Transfer Acceleration is wanted.
    flag accelerate, set_accelerate: impl Into<bool> => bool, "Accelerate";
    /// Whether the region in an ARN is called.
    flag use_arn_region, set_use_arn_region: impl Into<bool> => bool, "UseArnRegion";
    /// Whether access points are refused.
    flag disable_access_points, set_disable_access_points: impl Into<bool> => bool, "DisableAccessPoints";
    /// Whether multi-region access points are refused.
    flag disable_multi_region_access_points, set_disable_multi_region_access_points: impl Into<bool> => bool,
        "DisableMultiRegionAccessPoints";
    /// Whether the operation is one of S3 Object Lambda.
    flag use_object_lambda_endpoint, set_use_object_lambda_endpoint: impl Into<bool> => bool, "UseObjectLambdaEndpoint";
    /// Whether the operation is one of the control plane of S3 Express.
    flag use_s3_express_control_endpoint, set_use_s3_express_control_endpoint: impl Into<bool> => bool,
        "UseS3ExpressControlEndpoint";
    /// Whether requests to S3 Express are signed without a session.
    flag disable_s3_express_session_auth, set_disable_s3_express_session_auth: impl Into<bool> => bool,
        "DisableS3ExpressSessionAuth";
    /// The table of DynamoDB.
    text resource_arn, set_resource_arn: impl Into<String> => String, "ResourceArn";
    /// The tables of DynamoDB.
    list resource_arn_list, set_resource_arn_list: impl Into<Vec<String>> => Vec<String>, "ResourceArnList";
    /// The stream of Kinesis.
    text stream_arn, set_stream_arn: impl Into<String> => String, "StreamARN";
    /// The consumer of Kinesis.
    text consumer_arn, set_consumer_arn: impl Into<String> => String, "ConsumerARN";
    /// The kind of an operation of Kinesis: `control` or `data`.
    text operation_type, set_operation_type: impl Into<String> => String, "OperationType";
    /// The key value store of CloudFront.
    text kvs_arn, set_kvs_arn: impl Into<String> => String, "KvsARN";
    /// The endpoint of EventBridge or SES.
    text endpoint_id, set_endpoint_id: impl Into<String> => String, "EndpointId";
    /// The API of Neptune Graph: `ControlPlane` or `DataPlane`.
    text api_type, set_api_type: impl Into<String> => String, "ApiType";
    /// Whether the operation is one of the control plane of ARC Region Switch.
    flag use_control_plane_endpoint, set_use_control_plane_endpoint: impl Into<bool> => bool, "UseControlPlaneEndpoint";
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::endpoint::rules::{BuiltIn, Param, RuleSet, Rules};

    #[test]
    fn what_is_built_is_read() {
        let list = vec!["a".to_owned()];
        let params = Params::builder().region("us-east-1").use_fips(true).set_key(None).resource_arn_list(list.clone());
        let params = params.set_bucket(Some("bucket".to_owned())).build().unwrap();
        assert_eq!((params.region(), params.bucket(), params.key()), (Some("us-east-1"), Some("bucket"), None));
        assert_eq!((params.use_fips(), params.accelerate()), (Some(true), None));
        assert_eq!(params.resource_arn_list(), Some(&list[..]));
    }

    #[test]
    fn parameters_of_a_call_have_the_defaults_of_the_rules() {
        const PARAMS: &[Param<'static>] =
            &[Param { default: Some(Literal::Boolean(false)), ..Param::boolean("UseFIPS").built_in(BuiltIn::UseFips) }];
        static RULES: RuleSet<'static> = RuleSet { params: PARAMS, slots: 1, rules: Rules::Tree(&[]) };
        static SERVICE: ServiceMeta = ServiceMeta { endpoint_rules: &RULES, ..ServiceMeta::PLAIN };
        let params = Params::of_call(endpoint::Params::new(), &SERVICE);
        assert_eq!((params.use_fips(), params.use_dual_stack()), (Some(false), None));
    }
}
