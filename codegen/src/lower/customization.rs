//! Customizations of single services, beyond their models. Each names its service and its source.

use crate::ir::endpoint::BuiltIn;
use crate::ir::{
    CanonicalForm, ContextParam, Location, Member, NewRetries, Operation, Property, Segment, Service, Stage, Ty,
};

/// Members that are secrets, as their documentation says, although neither a trait nor the name marks them.
pub const SECRETS: [&str; 11] = [
    "com.amazonaws.eks#License$token",
    "com.amazonaws.iot#SalesforceAction$token",
    "com.amazonaws.iot#TestInvokeAuthorizerRequest$token",
    "com.amazonaws.kendra#UserContext$Token",
    "com.amazonaws.licensemanager#CreateTokenResponse$Token",
    "com.amazonaws.licensemanager#GetAccessTokenRequest$Token",
    "com.amazonaws.pinpoint#BaiduChannelRequest$ApiKey",
    "com.amazonaws.pinpoint#BaiduChannelResponse$Credential",
    "com.amazonaws.pinpoint#GCMChannelRequest$ApiKey",
    "com.amazonaws.pinpoint#GCMChannelRequest$ServiceJson",
    "com.amazonaws.pinpoint#GCMChannelResponse$Credential",
];

/// Built-ins of endpoint rules that single services have.
const BUILT_INS: [(&str, BuiltIn); 6] = [
    ("AWS::S3::Accelerate", BuiltIn::Accelerate),
    ("AWS::S3::DisableMultiRegionAccessPoints", BuiltIn::DisableMultiRegionAccessPoints),
    ("AWS::S3::ForcePathStyle", BuiltIn::ForcePathStyle),
    ("AWS::S3::UseArnRegion", BuiltIn::UseArnRegion),
    ("AWS::S3Control::UseArnRegion", BuiltIn::UseArnRegion),
    ("AWS::STS::UseGlobalEndpoint", BuiltIn::UseGlobalEndpoint),
];

/// Parameters of endpoint rules that have a setting although the rules bind them to no built-in.
const PARAMS: [(&str, BuiltIn); 1] = [("DisableS3ExpressSessionAuth", BuiltIn::DisableExpressSessionAuth)];

/// The built-in of a single service.
pub(super) fn built_in(name: &str) -> Option<BuiltIn> {
    BUILT_INS.iter().find(|(known, _)| *known == name).map(|(_, built_in)| *built_in)
}

/// The setting of a parameter that the rules bind to no built-in.
pub(super) fn built_in_of_param(name: &str) -> Option<BuiltIn> {
    PARAMS.iter().find(|(known, _)| *known == name).map(|(_, built_in)| *built_in)
}

/// The name in the signing scope of S3 and S3 Control, which read requests as they are and want the hash of the body
/// (<https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html>).
const VERBATIM: &str = "s3";

/// Operations that wait for work and that programs call in a loop
/// (<https://github.com/aws/aws-sdk-java-v2/pull/6925>, "Long-polling operations"): by service and name.
const LONG_POLLS: [(&str, &str); 4] = [
    ("SFN", "GetActivityTask"),
    ("SQS", "ReceiveMessage"),
    ("SWF", "PollForActivityTask"),
    ("SWF", "PollForDecisionTask"),
];

/// Operations that the service works on while nothing moves, so that the official crates do not protect their bodies from stalling:
/// by service and name.
const STALLING: [(&str, &str); 3] = [("Lambda", "Invoke"), ("Lambda", "InvokeAsync"), ("S3", "CopyObject")];

/// Customizes all requests and responses of a service.
pub(super) fn service(service: &mut Service) {
    if service.signing_name == VERBATIM {
        service.canonical_form = CanonicalForm::Verbatim;
    }
    match service.sdk_id.as_str() {
        // Without it the responses come as HAL, in another form than the model's
        // (<https://docs.aws.amazon.com/apigateway/latest/api/API_Operations.html>).
        "API Gateway" => service.headers.push(("accept", "application/json".to_owned())),
        // Answers are quick, so retries are too
        // (<https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html>).
        "DynamoDB" | "DynamoDB Streams" => {
            service.new_retries = Some(NewRetries { first_pause_millis: 25, attempts: 4 });
        }
        // Every request names the version (<https://docs.aws.amazon.com/amazonglacier/latest/dev/api-common-request-headers.html>).
        "Glacier" => service.headers.push(("x-amz-glacier-version", service.api_version.clone())),
        // Both ids are asked for by the support of AWS
        // (<https://docs.aws.amazon.com/AmazonS3/latest/userguide/get-request-ids.html>).
        "S3" => {
            service.transient_errors = &["InternalError"];
            service.response_ids = &[("x-amz-id-2", "s3_extended_request_id")];
        }
        // The identity provider of the caller did not answer in time
        // (<https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html>).
        "STS" => service.transient_errors = &["IDPCommunicationError"],
        _ => {}
    }
}

/// Whether responses have a second id by which the service finds their requests, beside the one that all services have.
pub(super) fn has_extended_request_id(service: &Service) -> bool {
    service.sdk_id == "S3"
}

fn is_among(operations: &[(&str, &str)], service: &Service, operation: &Operation) -> bool {
    operations.contains(&(service.sdk_id.as_str(), operation.wire.as_str()))
}

/// Customizes an operation.
pub(super) fn operation(service: &Service, operation: &mut Operation) {
    operation.output.extended_request_id = has_extended_request_id(service);
    operation.properties.extend(is_among(&LONG_POLLS, service, operation).then_some(Property::LongPoll));
    operation.properties.extend(is_among(&STALLING, service, operation).then_some(Property::MayStall));
    match service.sdk_id.as_str() {
        "Glacier" => {
            // `-` stands for the account of the credentials.
            operation.defaults.extend(field(operation, "account_id").map(|member| (member.name.clone(), "-")));
            if matches!(operation.wire.as_str(), "UploadArchive" | "UploadMultipartPart") {
                operation.stages.push(Stage::TreeHash);
            }
        }
        // Each model that predicts has an endpoint of its own, which the caller gives
        // (<https://docs.aws.amazon.com/machine-learning/latest/APIReference/API_Predict.html>).
        "Machine Learning" => operation.context.extend(predict_endpoint(operation)),
        // Speech is played from its URL (<https://docs.aws.amazon.com/polly/latest/dg/API_SynthesizeSpeech.html>).
        "Polly" if operation.wire == "SynthesizeSpeech" => _ = operation.properties.insert(Property::PresignedInQuery),
        // Ids come with the path of what they are of, and go without
        // (<https://docs.aws.amazon.com/Route53/latest/APIReference/API_GetHostedZone.html>).
        "Route 53" => {
            let ids = ["delegation_set_id", "hosted_zone_id", "id"].into_iter().filter_map(|id| field(operation, id));
            let prefixes: &[_] = &["/hostedzone/", "/change/", "/delegationset/"];
            operation.trimmed = ids.map(|member| (member.name.clone(), prefixes)).collect();
        }
        "S3" => {
            take_bucket_out(operation);
            make_dates(operation);
            // Buckets may be public: the official crate, too, sends unsigned what has no credentials, but for the answers of
            // Object Lambda functions (`DefaultAuthSchemeResolver` of `aws-sdk-s3`).
            if operation.wire != "WriteGetObjectResponse" {
                operation.properties.insert(Property::OptionalAuth);
            }
        }
        _ => {}
    }
}

/// The endpoint that the caller gives.
fn predict_endpoint(operation: &Operation) -> Option<ContextParam> {
    let member = field(operation, "predict_endpoint")?;
    let (field, ty) = (member.name.clone(), member.ty.clone());
    Some(ContextParam::Member { param: "Endpoint".to_owned(), field, ty })
}

/// The rules of S3 put the bucket into the host or before the path of the endpoint
/// (<https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html>), so the path must not have it again.
fn take_bucket_out(operation: &mut Operation) {
    let is_bucket = |param: &ContextParam| matches!(param, ContextParam::Member { param, .. } if param == "Bucket");
    if operation.context.iter().any(is_bucket)
        && let Some(http) = &mut operation.http
        && let Some(first @ Segment::Label(_)) = http.path.first_mut()
    {
        *first = Segment::InEndpoint("Bucket".to_owned());
    }
}

/// Headers that are strings in the model of S3, because stored objects may have anything in them, and dates in the official crate
/// (`s3_expires_interceptor` of `aws-sdk-s3`).
const DATES: [&str; 2] = ["expires", "x-amz-fwd-header-expires"];

/// Makes dates of members that are strings in the model. What comes from the service stays there as a string beside the date,
/// which is unset if it cannot be read.
fn make_dates(operation: &mut Operation) {
    let is_date = |member: &Member| {
        let header = member.schema.as_ref().map(|schema| &schema.location);
        matches!(header, Some(Location::Header(name)) if DATES.iter().any(|date| name.eq_ignore_ascii_case(date)))
    };
    operation.input.members.iter_mut().filter(|member| is_date(member)).for_each(|member| member.ty = Ty::DateTime);
    let outputs = &mut operation.output.members;
    let Some(at) = outputs.iter().position(is_date) else { return };
    let mut text = outputs[at].clone();
    let [name, method] = [&text.name, &text.method].map(|name| format!("{name}_string"));
    let date = &mut outputs[at];
    date.ty = Ty::DateTime;
    date.deprecated = Some(format!("`{method}` has the value as it came, which may be no date"));
    if let Some(schema) = &mut text.schema {
        schema.name.push_str("String");
    }
    // Behind the others, which are known by their places.
    outputs.push(Member { name, method, ..text });
}

/// The input's member of that name.
fn field<'o>(operation: &'o Operation, method: &str) -> Option<&'o Member> {
    operation.input.members.iter().find(|member| member.method == method)
}
