//! S3, DynamoDB and SSM, which show what large services cost: their clients are generated from the models of the
//! reference folder, and measured by the programs of `tests/compare/services`.

use std::path::{Path, PathBuf};

use super::runner::Runner;
use crate::failure::Failure;
use crate::generate;

/// A service: its name, and those of the two crates.
pub(crate) struct Service {
    pub(crate) name: &'static str,
    /// Also the name of the model, and of the directory below `tests/compare/target/clients`.
    pub(crate) ours: &'static str,
    pub(crate) official: &'static str,
}

pub(crate) const SERVICES: [Service; 3] = [
    Service { name: "S3", ours: "s3", official: "aws-sdk-s3" },
    Service { name: "DynamoDB", ours: "dynamodb", official: "aws-sdk-dynamodb" },
    Service { name: "SSM", ours: "ssm", official: "aws-sdk-ssm" },
];

/// The note where there are no models of them.
pub(crate) const LEFT_OUT: &str = "S3, DynamoDB and SSM are left out: their models are in the reference folder, which is named \
                                   with `--reference DIR` or in TINSMITH_REFERENCE";

/// Generates the clients, and returns the workspace of the programs that use them: none without a reference folder.
pub(crate) fn open(runner: &mut Runner, reference: Option<&Path>) -> Result<Option<PathBuf>, Failure> {
    let Some(reference) = reference else { return Ok(None) };
    for (index, service) in SERVICES.iter().enumerate() {
        runner.tell(index + 1, SERVICES.len(), &format!("generating {}", service.ours));
        let model = reference.join("models").join(service.ours).with_extension("json");
        generate::alone(&model, &client(runner, service))?;
    }
    let workspace = runner.dir.join("services");
    runner.fetch(&workspace)?;
    Ok(Some(workspace))
}

/// The directory of a generated client.
pub(crate) fn client(runner: &Runner, service: &Service) -> PathBuf {
    runner.target.join("clients").join(service.ours)
}
