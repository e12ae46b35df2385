//! Stages in memory, and the four operations on them that the example calls.

use std::time::{Duration, SystemTime};

use ivsrealtime::primitives::{DateTime, DateTimeFormat};
use serde_json::{Map, Value, json};

/// The reason for refusing a request.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) status: u16,
    pub(super) code: &'static str,
    pub(super) message: String,
}

impl Refusal {
    pub(super) fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into() }
    }

    fn invalid(message: impl Into<String>) -> Self {
        Self::new(400, "ValidationException", message)
    }
}

type Answer = Result<Value, Refusal>;

/// The stages of the account, oldest first.
pub(super) struct Stages {
    stages: Vec<Value>,
    /// The number of stages created so far.
    created: usize,
}

impl Default for Stages {
    /// Four stages, so that there is something to list.
    fn default() -> Self {
        let mut stages = Self { stages: Vec::new(), created: 0 };
        for name in ["lobby", "studio", "classroom", "backstage"] {
            stages.add(json!(name), Value::Null);
        }
        stages
    }
}

impl Stages {
    /// Calls the operation with this method and path.
    pub(super) fn call(&mut self, method: &str, path: &str, input: &Value) -> Answer {
        match (method, path) {
            ("POST", "/CreateStage") => self.create(input),
            ("POST", "/ListStages") => self.list(input),
            ("POST", "/GetStage") => Ok(json!({ "stage": self.stages[self.find(input)?] })),
            ("POST", "/DeleteStage") => {
                let index = self.find(input)?;
                self.stages.remove(index);
                Ok(json!({}))
            }
            _ => Err(Refusal::new(404, "UnknownOperationException", format!("There is no {method} {path} here"))),
        }
    }

    /// The ARNs of the stages that there are.
    #[cfg(test)]
    pub(super) fn arns(&self) -> Vec<String> {
        self.stages.iter().filter_map(|stage| stage["arn"].as_str()).map(str::to_owned).collect()
    }

    fn create(&mut self, input: &Value) -> Answer {
        let name = input["name"].as_str().unwrap_or_default();
        if name.len() > 128 || name.contains(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_') {
            return Err(Refusal::invalid("name must be at most 128 letters, digits, hyphens and underscores"));
        }
        let wanted = input["participantTokenConfigurations"].as_array().map(Vec::as_slice).unwrap_or_default();
        if wanted.len() > 12 {
            return Err(Refusal::invalid("participantTokenConfigurations must have at most 12 elements"));
        }
        let stage = self.add(json!(name), input["tags"].clone());
        let tokens: Vec<_> = wanted.iter().enumerate().map(|(index, wanted)| token(index, wanted)).collect();
        Ok(json!({ "stage": stage, "participantTokens": tokens }))
    }

    fn add(&mut self, name: Value, tags: Value) -> Value {
        self.created += 1;
        let arn = format!("arn:aws:ivs:us-east-1:123456789012:stage/local{:07}", self.created);
        let stage = json!({ "arn": arn, "name": name, "tags": or(&tags, json!({})) });
        self.stages.push(stage.clone());
        stage
    }

    /// A page. The token for the next page is the number of stages before it.
    fn list(&self, input: &Value) -> Answer {
        let size = match &input["maxResults"] {
            Value::Null => 50,
            given => match given.as_u64() {
                Some(size @ 1..=100) => size as usize,
                _ => return Err(Refusal::invalid("maxResults must be from 1 to 100")),
            },
        };
        let start = match input["nextToken"].as_str() {
            None => Some(0),
            Some(token) => token.strip_prefix("after-").and_then(|token| token.parse().ok()),
        };
        let Some(rest) = start.and_then(|start: usize| self.stages.get(start..)) else {
            return Err(Refusal::invalid("nextToken is not one that ListStages gave"));
        };
        let (page, more) = rest.split_at(size.min(rest.len()));
        let mut output = Map::from_iter([("stages".to_owned(), json!(page))]);
        if !more.is_empty() {
            output.insert("nextToken".to_owned(), json!(format!("after-{}", self.stages.len() - more.len())));
        }
        Ok(Value::Object(output))
    }

    /// The position of the stage that the request is about.
    fn find(&self, input: &Value) -> Result<usize, Refusal> {
        let Some(arn) = input["arn"].as_str() else { return Err(Refusal::invalid("arn is required")) };
        let found = self.stages.iter().position(|stage| stage["arn"] == arn);
        found.ok_or_else(|| Refusal::new(404, "ResourceNotFoundException", format!("There is no {arn}")))
    }
}

/// A token as the request wants it, else for 720 minutes and with both capabilities.
fn token(index: usize, wanted: &Value) -> Value {
    let minutes = wanted["duration"].as_u64().unwrap_or(720);
    let expiry = DateTime::from(SystemTime::now() + Duration::from_secs(60 * minutes));
    json!({
        "participantId": format!("participant{index}"),
        "token": format!("not.a.token{index}"),
        "userId": wanted["userId"],
        "attributes": or(&wanted["attributes"], json!({})),
        "duration": minutes,
        "capabilities": or(&wanted["capabilities"], json!(["PUBLISH", "SUBSCRIBE"])),
        "expirationTime": expiry.fmt(DateTimeFormat::DateTime).unwrap_or_default(),
    })
}

fn or(value: &Value, default: Value) -> Value {
    if value.is_null() { default } else { value.clone() }
}
