//! A service of one operation, written by hand: `Echo` sends a name and gets a text back, in lines of `key=value`.
#![allow(dead_code, missing_docs, unreachable_pub, clippy::unwrap_used, reason = "each test uses a part of it")]

pub mod errors;
pub mod lines;
pub mod server;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_smithy_async::rt::sleep::{AsyncSleep, Sleep};
use aws_smithy_types::byte_stream::ByteStream;
use aws_smithy_types::error::operation::BuildError;
use tinsmith::config::retry::RetryPartition;
use tinsmith::config::{Builder, Config, Credentials, Region, TimeSource};
use tinsmith::emitted::inner::{Member, Schema, Shape, ShapeReader, ShapeWriter, Walk};
use tinsmith::internals::endpoint::Params;
use tinsmith::internals::endpoint::rules::{
    BuiltIn, Condition, Expr, Function, Outcome, Param, Rule, RuleSet, Rules, Var,
};
use tinsmith::internals::jmespath;
use tinsmith::internals::meta::{Auth, ErrorMeta, OperationMeta, Retryable, Segment, ServiceMeta};
use tinsmith::internals::walk::ReadError;
use tinsmith::paginate::{Paginated, PaginatedItems};
use tinsmith::waiters::{Acceptor, Check, Matcher, State, WaiterMeta};
use tinsmith::{Engine, Operation};

pub use errors::EchoError;
pub use lines::Lines;

/// Waits until the text is `ready`.
pub static READY: WaiterMeta<'static> = WaiterMeta {
    name: "Ready",
    min_delay: 2,
    max_delay: 8,
    acceptors: &[Acceptor(State::Success, Matcher::Output(jmespath::Expr::Field("text"), Check::Equals("ready")))],
};

const REGION: Expr<'static> = Expr::Ref(Var(0));
const ENDPOINT: Expr<'static> = Expr::Ref(Var(1));

static RULES: RuleSet<'static> = RuleSet {
    params: &[
        Param::string("Region").built_in(BuiltIn::Region),
        Param::string("Endpoint").built_in(BuiltIn::EndpointUrl),
    ],
    slots: 2,
    rules: Rules::Tree(&[
        Rule(0, &[is_set(&[ENDPOINT])], Outcome::Url("{}", &[ENDPOINT])),
        Rule(
            0,
            &[is_set(&[REGION])],
            Outcome::Endpoint("https://echo.{}.example.com", &[REGION], &[("x-endpoint", &[Expr::Str("rules")])], &[]),
        ),
        Rule(0, &[], Outcome::Error("Invalid Configuration: Missing Region", &[])),
    ]),
};

const fn is_set<'a>(value: &'a [Expr<'a>]) -> Condition<'a> {
    Condition::If(Expr::Call(Function::IsSet, value))
}

pub static SERVICE: ServiceMeta = ServiceMeta {
    sdk_id: "Echo Test",
    api_version: "2020-01-01",
    crate_version: "1.2.3",
    signing_name: "echo",
    endpoint_rules: &RULES,
    ..ServiceMeta::PLAIN
};

const ERRORS: &[ErrorMeta] =
    &[ErrorMeta::new("Conflict", 409), ErrorMeta::new("Busy", 400).retryable(Retryable::Throttling)];

const fn meta(name: &'static str) -> OperationMeta {
    OperationMeta::new(&SERVICE, name, "POST", &[Segment::Literal("echo")]).errors(ERRORS)
}

#[derive(Debug, Clone, Default)]
pub struct Input {
    pub name: Option<String>,
    pub token: Option<String>,
    pub idempotency: Option<String>,
}

#[derive(Debug, Default)]
pub struct Output {
    pub text: Option<String>,
    pub next: Option<String>,
    pub more: Option<String>,
    pub request_id: Option<String>,
    pub stream: Option<ByteStream>,
}

const NAME: Member = Member::new("name");
const TOKEN: Member = Member::new("token");
const IDEMPOTENCY: Member = Member::new("idempotency");
const TEXT: Member = Member::new("text");
const NEXT: Member = Member::new("next");
const MORE: Member = Member::new("more");
static INPUT: Schema = Schema::new("Input", &[NAME, TOKEN, IDEMPOTENCY]);
static OUTPUT: Schema = Schema::new("Output", &[TEXT, NEXT, MORE]);

impl Shape for Input {
    const SCHEMA: &'static Schema = &INPUT;

    fn write<W: ShapeWriter>(&self, w: &mut W) -> Result<(), BuildError> {
        w.member(&INPUT.members[0], &self.name)?;
        w.member(&INPUT.members[1], &self.token)?;
        w.member(&INPUT.members[2], &self.idempotency)
    }

    fn read<R: ShapeReader>(_: &mut R) -> Result<Self, ReadError> {
        Ok(Self::default())
    }
}

impl Shape for Output {
    const SCHEMA: &'static Schema = &OUTPUT;

    fn write<W: ShapeWriter>(&self, w: &mut W) -> Result<(), BuildError> {
        w.member(&OUTPUT.members[0], &self.text)?;
        w.member(&OUTPUT.members[1], &self.next)?;
        w.member(&OUTPUT.members[2], &self.more)
    }

    fn read<R: ShapeReader>(r: &mut R) -> Result<Self, ReadError> {
        let mut output = Self::default();
        let mut walk = Walk::structure(&OUTPUT);
        r.enter(&mut walk)?;
        while let Some(index) = r.next(&mut walk)? {
            match index {
                0 => r.member(&OUTPUT.members[0], &mut output.text)?,
                1 => r.member(&OUTPUT.members[1], &mut output.next)?,
                _ => r.member(&OUTPUT.members[2], &mut output.more)?,
            }
        }
        Ok(output)
    }
}

macro_rules! echo {
    ($name:ident $(, $option:ident $(($argument:expr))?)*) => {
        #[derive(Debug)]
        pub struct $name;

        impl Operation for $name {
            type Input = Input;
            type Output = Output;
            type Error = EchoError;
            type Protocol = Lines;

            const META: &'static OperationMeta = {
                static META: OperationMeta = meta(stringify!($name))$(.$option($($argument)?))*;
                &META
            };

            fn endpoint_params(_: &Input, _: &mut Params) {}

            fn fill_token(input: &mut Input, token: impl FnOnce() -> String) {
                input.idempotency.get_or_insert_with(token);
            }

            fn put_stream(output: &mut Output, body: ByteStream) {
                output.stream = Some(body);
            }

            fn put_request_id(output: &mut Output, id: Option<String>) {
                output.request_id = id;
            }
        }
    };
}

echo!(Echo);
echo!(EchoIfYouLike, optional_auth);
echo!(EchoUnchanged, success(304));
echo!(EchoPoll, polls);
echo!(EchoStalls, may_stall);
echo!(EchoStream, unsigned_payload, streams_output);
#[cfg(feature = "compression")]
echo!(EchoCompressed, stages(&[&tinsmith::internals::stages::Compression]));
echo!(EchoUnsigned, auth(&[]));
echo!(EchoWithToken, auth(&[Auth::Bearer]));
echo!(EchoWithEither, auth(&[Auth::SigV4, Auth::Bearer]));
echo!(EchoWithTokenFirst, auth(&[Auth::Bearer, Auth::SigV4]));
echo!(EchoWithAny, auth(&[Auth::SigV4, Auth::Bearer]), optional_auth);

impl Paginated for Echo {
    type Token = String;

    fn token(output: &Output) -> Option<String> {
        output.next.clone()
    }

    fn set_token(input: &mut Input, token: String) {
        input.token = Some(token);
    }

    fn is_truncated(output: &Output) -> bool {
        output.more.as_deref() != Some("false")
    }

    fn set_page_size(input: &mut Input, size: i32) {
        input.name = Some(size.to_string());
    }
}

impl PaginatedItems for Echo {
    type Item = String;

    fn items(output: Output) -> Vec<String> {
        output.text.unwrap_or_default().split(',').map(str::to_owned).collect()
    }
}

/// Sleeps not at all.
#[derive(Debug, Clone, Copy)]
pub struct NoSleep;

impl AsyncSleep for NoSleep {
    fn sleep(&self, _: Duration) -> Sleep {
        Sleep::new(std::future::ready(()))
    }
}

/// A clock that stands still but for a second in each pause, however long that was to be.
#[derive(Debug, Clone, Default)]
pub struct Clock(Arc<AtomicU64>);

impl Clock {
    /// The configuration with this clock.
    pub fn of(self, config: Builder) -> Builder {
        config.time_source(self.clone()).sleep_impl(self)
    }
}

impl TimeSource for Clock {
    fn now(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(self.0.load(Ordering::SeqCst))
    }
}

impl AsyncSleep for Clock {
    fn sleep(&self, _: Duration) -> Sleep {
        let seconds = Arc::clone(&self.0);
        Sleep::new(async move {
            seconds.fetch_add(1, Ordering::SeqCst);
        })
    }
}

pub fn keys() -> Credentials {
    Credentials::new("AKID", "SECRET", Some("TOKEN".into()), None, "test")
}

/// A configuration with a budget of its own, so that tests in one process do not spend each other's.
pub fn config() -> Builder {
    let own = RetryPartition::custom("own").build();
    Config::builder().region(Region::new("us-east-1")).credentials_provider(keys()).retry_partition(own)
}

pub fn engine(config: Builder) -> Engine {
    Engine::new(&SERVICE, config.build())
}

pub fn hello() -> Input {
    Input { name: Some("hello".into()), ..Input::default() }
}
