//! Rules on what a protocol or feature needs from the service and its operations.

use super::{has_http_bindings, member_names, operations};
use crate::problem::{Place, Problems};
use crate::{Model, ShapeId};

/// The query protocols send the version of the API.
pub(super) fn version_is_there(model: &Model, problems: &mut Problems) {
    let protocol = model.protocol();
    let query = matches!(protocol, "aws.protocols#awsQuery" | "aws.protocols#ec2Query");
    if query && model.service().version.as_deref().is_none_or(str::is_empty) {
        let message = format!("`{protocol}` sends the version of the service, but it has none");
        problems.add(Place::shape(&model.service), message, "add `\"version\"` to the service");
    }
}

/// Protocols with HTTP bindings address operations by method and URI.
pub(super) fn operations_have_addresses(model: &Model, problems: &mut Problems) {
    if !has_http_bindings(model) {
        return;
    }
    for operation in operations(model).filter(|operation| !operation.traits.has("smithy.api#http")) {
        let message = format!("`{}` needs the method and URI of the operation, but it has none", model.protocol());
        let help = "give it the trait `smithy.api#http`, as in `{\"method\": \"POST\", \"uri\": \"/path\"}`";
        problems.add(Place::shape(&operation.id), message, help);
    }
}

/// The members that flexible checksums name are members of the input.
pub(super) fn checksum_members_exist(model: &Model, problems: &mut Problems) {
    for operation in operations(model) {
        let Some(checksum) = operation.traits.http_checksum() else { continue };
        let input = model.input_of(&operation.id);
        let named = [
            ("requestAlgorithmMember", checksum.request_algorithm_member),
            ("requestValidationModeMember", checksum.request_validation_mode_member),
        ];
        for (key, name) in named {
            let Some(name) = name.filter(|name| input.is_none_or(|input| input.member(name).is_none())) else {
                continue;
            };
            let message = format!("`{key}` is `{name}`, which is not a member of the input");
            let names = input.into_iter().flat_map(member_names);
            let help = problems.did_you_mean(name, names, "name a member that exists");
            problems.add(Place::shape(&operation.id).with_trait("aws.protocols#httpChecksum").then(key), message, help);
        }
    }
}

/// The operation that gives the endpoints of others is one of the service.
pub(super) fn discovery_operation_exists(model: &Model, problems: &mut Problems) {
    let Some(name) = model.service_shape().traits.endpoint_discovery_operation() else { return };
    if model.operations().iter().any(|id| id.as_str() == name) {
        return;
    }
    let message = format!("`operation` is `{name}`, which is not an operation of the service");
    let names = model.operations().iter().map(ShapeId::as_str);
    let help = problems.did_you_mean(name, names, "name an operation of the service");
    let place = Place::shape(&model.service).with_trait("aws.api#clientEndpointDiscovery").then("operation");
    problems.add(place, message, help);
}
