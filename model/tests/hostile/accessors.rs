//! Calls everything that a model answers, which must not panic for a model that loads.

use std::hint::black_box;

use tinsmith_model::{Kind, Model, Traits};

macro_rules! call {
    ($on:ident: $($name:ident)*) => { $(black_box($on.$name());)* };
}

pub(crate) fn call_all(model: &Model) {
    call!(model: service service_id service_shape protocol);
    for id in model.operations() {
        assert!(model.operation(id).is_some());
        black_box((model.input_of(id), model.output_of(id), model.errors_of(id), model.pagination_of(id)));
    }
    for shape in model.shapes() {
        black_box((model.renamed(&shape.id), shape.kind.name()));
        call_traits(&shape.traits);
        for member in shape.every_member() {
            assert!(model.shape(&member.target).kind.is_data());
            call_traits(&member.traits);
        }
        if let Kind::Enum(values) = &shape.kind {
            values.iter().for_each(|value| call_traits(&value.traits));
        }
    }
}

fn call_traits(traits: &Traits) {
    call! { traits:
        service_info auth optional_auth sigv4_name sigv4a_name http_bearer_auth
        unsigned_payload error retryable paginated idempotency_token readonly
        idempotent http_checksum_required http_checksum request_compression discovered_endpoint endpoint_discovery_operation
        endpoint_discovery_id waiters endpoint_rule_set endpoint_bdd endpoint_tests context_param
        static_context_params client_context_params operation_context_params documentation deprecated title
        external_documentation required default_value added_default client_optional input
        output sparse sensitive unique_items length range
        pattern internal tags examples http http_label
        http_header http_prefix_headers http_query http_query_params http_payload http_response_code
        http_bound http_error host_prefix host_label timestamp_format media_type
        json_name xml_name xml_attribute xml_flattened xml_namespace ec2_query_name
        query_error query_compatible no_error_wrapping s3_unwrapped_xml_output streaming requires_length
        event_header event_payload http_request_tests http_response_tests event_stream_tests smoke_tests
    }
    assert_eq!(traits.is_empty(), traits.iter().next().is_none());
}
