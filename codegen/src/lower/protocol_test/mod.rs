//! Protocol tests that a model carries, as the builder calls and expectations to emit.

mod events;

use serde_json::{Map, Value};
use tinsmith_model::{Kind, Shape, ShapeId, literal};

use super::context::{Context, density};
use super::names::{Distinct, test as test_name};
use super::{errors, event_stream, structure};
use crate::ir::{
    self, Construct, ContextParam, Namespace, Operation, ProtocolTest, RequestCase, ResponseCase, Role, TestCase, Ty,
    TypeRef,
};

/// The cases that apply to clients of the service's protocol.
pub(super) fn lower(context: &Context<'_>, operations: &[Operation]) -> Vec<ProtocolTest> {
    let mut lowering = Lowering { context, names: Distinct::default(), tests: Vec::new() };
    for (id, operation) in context.closure.operations.iter().zip(operations) {
        lowering.requests(id, operation);
        lowering.responses(id, operation);
        lowering.events(id, operation);
    }
    lowering.errors(operations);
    lowering.tests
}

struct Lowering<'c, 'm> {
    context: &'c Context<'m>,
    names: Distinct,
    tests: Vec<ProtocolTest>,
}

impl Lowering<'_, '_> {
    fn requests(&mut self, id: &ShapeId, operation: &Operation) {
        let traits = &self.context.model.shape(id).traits;
        let cases = self.cases(traits.http_request_tests());
        for case in cases {
            let params = self.end(self.context.model.input_of(id), operation, Role::Input, params(&case));
            let mut request = request_case(&case, params);
            if self.context.has_rules() {
                request.endpoint = client_config(&case);
            }
            self.push("request", &case, operation, TestCase::Request(request));
        }
    }

    fn responses(&mut self, id: &ShapeId, operation: &Operation) {
        let traits = &self.context.model.shape(id).traits;
        for case in self.cases(traits.http_response_tests()) {
            let expected = self.end(self.context.model.output_of(id), operation, Role::Output, params(&case));
            let response = response_case(&case, None, expected, operation.output_stream.clone());
            self.push("response", &case, operation, TestCase::Response(response));
        }
    }

    /// Cases on an error run against the first operation that lists it.
    fn errors(&mut self, operations: &[Operation]) {
        for id in self.context.closure.errors.clone() {
            let shape = self.context.model.shape(id);
            let ty = self.context.names.type_ref(id);
            for case in self.cases(shape.traits.http_response_tests()) {
                let listed = operations
                    .iter()
                    .find_map(|operation| Some((operation, operation.errors.iter().find(|error| error.ty == ty)?)));
                let Some((operation, variant)) = listed else { continue };
                let expected = structure::error(self.context, id);
                let expected = self.structure(shape, &expected, &type_path(&ty), params(&case));
                let response = response_case(&case, Some(variant.name.clone()), expected, None);
                self.push("error", &case, operation, TestCase::Response(response));
            }
        }
    }

    fn push(&mut self, kind: &str, case: &Map<String, Value>, operation: &Operation, test: TestCase) {
        let id = text(case, "id").unwrap_or_default();
        self.tests.push(ProtocolTest {
            name: self.names.add(test_name(&id, kind)),
            id,
            operation: operation.name.clone(),
            module: operation.method.clone(),
            case: test,
        });
    }

    /// The cases for this protocol that a client must pass.
    fn cases(&self, tests: Option<&Value>) -> Vec<Map<String, Value>> {
        let cases = tests.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object);
        let applies = |case: &&Map<String, Value>| {
            case.get("protocol").and_then(Value::as_str) == Some(self.context.protocol.id)
                && case.get("appliesTo").and_then(Value::as_str) != Some("server")
        };
        cases.filter(applies).cloned().collect()
    }

    fn end(&self, shape: Option<&Shape>, operation: &Operation, role: Role, value: &Value) -> Construct {
        let structure = if role == Role::Input { &operation.input } else { &operation.output };
        let path = format!("operation::{}::{}", operation.method, structure.ty.name);
        match shape {
            Some(shape) => self.structure(shape, structure, &path, value),
            None => Construct::Structure(path, structure.build(), Vec::new()),
        }
    }

    fn structure(&self, shape: &Shape, structure: &ir::Structure, path: &str, value: &Value) -> Construct {
        let fields = shape.members().iter().zip(&structure.members).filter_map(|(member, field)| {
            let value = value.get(&member.name).filter(|value| !value.is_null())?;
            Some((field.method.clone(), self.value(&member.target, value), field.indirection))
        });
        Construct::Structure(path.to_owned(), structure.build(), fields.collect())
    }

    fn value(&self, id: &ShapeId, value: &Value) -> Construct {
        let shape = self.context.model.shape(id);
        match &shape.kind {
            Kind::Boolean => Construct::Bool(value.as_bool().unwrap_or_default()),
            Kind::Byte | Kind::Short | Kind::Integer | Kind::Long | Kind::IntEnum(_) => Construct::Int(integer(value)),
            Kind::Float => Construct::Float(plain(value), Ty::F32),
            Kind::Double => Construct::Float(plain(value), Ty::F64),
            Kind::BigInteger => Construct::BigNumber(plain(value), Ty::BigInteger),
            Kind::BigDecimal => Construct::BigNumber(plain(value), Ty::BigDecimal),
            Kind::String => Construct::Text(plain(value)),
            Kind::Blob if shape.traits.streaming() => Construct::Stream(plain(value)),
            Kind::Blob => Construct::Blob(plain(value)),
            Kind::Timestamp => timestamp(value),
            Kind::Document => Construct::Document(value.to_string()),
            Kind::Enum(_) => Construct::Enum(type_path(&self.context.names.type_ref(id)), plain(value)),
            Kind::List { member } => {
                let items = value.as_array().into_iter().flatten();
                Construct::List(items.map(|item| self.nullable(&member.target, item)).collect(), density(shape))
            }
            Kind::Map { key, value: member } => {
                let entries = value.as_object().into_iter().flatten();
                let entries = entries.map(|(name, value)| {
                    (self.value(&key.target, &Value::String(name.clone())), self.nullable(&member.target, value))
                });
                Construct::Map(entries.collect(), density(shape))
            }
            Kind::Union(_) => self.union(id, shape, value),
            _ => match structure::ty(self.context, id) {
                ir::Type::Structure(structure) => self.structure(shape, &structure, &type_path(&structure.ty), value),
                _ => Construct::Document(value.to_string()),
            },
        }
    }

    fn nullable(&self, id: &ShapeId, value: &Value) -> Option<Construct> {
        (!value.is_null()).then(|| self.value(id, value))
    }

    fn union(&self, id: &ShapeId, shape: &Shape, value: &Value) -> Construct {
        let ir::Type::Union(union) = structure::ty(self.context, id) else {
            return Construct::Document(value.to_string());
        };
        let members = event_stream::variants(self.context.model, shape);
        let set = members.zip(&union.variants).find_map(|(member, variant)| {
            Some((member, variant, value.get(&member.name).filter(|value| !value.is_null())?))
        });
        match set {
            Some((member, variant, value)) => {
                let inner = (variant.ty != Ty::Unit).then(|| Box::new(self.value(&member.target, value)));
                Construct::Union(type_path(&union.ty), variant.name.clone(), inner, variant.indirection)
            }
            None => Construct::Document(value.to_string()),
        }
    }
}

/// The path of a type from the crate's root.
fn type_path(ty: &TypeRef) -> String {
    let name = ty.shown();
    match ty.namespace {
        Namespace::Types => format!("types::{name}"),
        Namespace::Errors => format!("types::error::{name}"),
    }
}

fn request_case(case: &Map<String, Value>, params: Construct) -> RequestCase {
    RequestCase {
        params,
        method: text(case, "method").unwrap_or_default(),
        uri: text(case, "uri").unwrap_or_default(),
        host: text(case, "host"),
        resolved_host: text(case, "resolvedHost"),
        query: texts(case, "queryParams"),
        forbid_query: texts(case, "forbidQueryParams"),
        require_query: texts(case, "requireQueryParams"),
        headers: pairs(case, "headers"),
        forbid_headers: texts(case, "forbidHeaders"),
        require_headers: texts(case, "requireHeaders"),
        body: text(case, "body"),
        media_type: text(case, "bodyMediaType"),
        endpoint: Vec::new(),
    }
}

/// The endpoint parameters that follow from the client's configuration (`aws.protocoltests.config#AwsConfig`), of which
/// the operation may set parts anew.
fn client_config(case: &Map<String, Value>) -> Vec<ContextParam> {
    let scoped = case.get("vendorParams").and_then(|params| params.get("scopedConfig"));
    let config = |pointer: &str| scoped?.pointer(pointer);
    let s3 = |key: &str| config(&format!("/operation/s3/{key}")).or_else(|| config(&format!("/client/s3/{key}")));
    let flag = |name: &str, set: bool| set.then(|| ContextParam::Boolean(name.to_owned(), true));
    let is_true = |value: Option<&Value>| value.and_then(Value::as_bool).unwrap_or_default();
    let region = config("/client/region").and_then(Value::as_str);
    let params = [
        region.map(|region| ContextParam::String("Region".to_owned(), region.to_owned())),
        flag("ForcePathStyle", s3("addressing_style").and_then(Value::as_str) == Some("path")),
        flag("UseDualStack", is_true(s3("use_dualstack_endpoint"))),
        flag("Accelerate", is_true(s3("use_accelerate_endpoint"))),
    ];
    params.into_iter().flatten().collect()
}

fn response_case(
    case: &Map<String, Value>,
    error: Option<String>,
    expected: Construct,
    stream: Option<String>,
) -> ResponseCase {
    let code = case.get("code").and_then(Value::as_u64).and_then(|code| u16::try_from(code).ok());
    ResponseCase {
        error,
        expected,
        code: code.unwrap_or(200),
        headers: pairs(case, "headers"),
        body: text(case, "body").unwrap_or_default(),
        media_type: text(case, "bodyMediaType"),
        shown: pairs(case, "vendorParams").into_iter().filter(|(key, _)| key == "code" || key == "type").collect(),
        stream,
    }
}

fn params(case: &Map<String, Value>) -> &Value {
    case.get("params").unwrap_or(&Value::Null)
}

fn text(case: &Map<String, Value>, key: &str) -> Option<String> {
    case.get(key).and_then(Value::as_str).map(str::to_owned)
}

fn texts(case: &Map<String, Value>, key: &str) -> Vec<String> {
    let items = case.get(key).and_then(Value::as_array).into_iter().flatten();
    items.filter_map(Value::as_str).map(str::to_owned).collect()
}

fn pairs(case: &Map<String, Value>, key: &str) -> Vec<(String, String)> {
    let entries = case.get(key).and_then(Value::as_object).into_iter().flatten();
    entries.map(|(name, value)| (name.clone(), plain(value))).collect()
}

/// A string as it is, anything else as its JSON.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// A value that the check stage has found to be an integer.
fn integer(value: &Value) -> i64 {
    literal::integer(value).unwrap_or_default()
}

/// A value that the check stage has found to be a time.
fn timestamp(value: &Value) -> Construct {
    let (seconds, nanos) = literal::timestamp(value).unwrap_or_default();
    Construct::Timestamp { seconds, nanos }
}
