//! Settings in environment variables.

pub mod credentials;
pub mod region;

use aws_types::os_shim_internal::Env;

pub use credentials::EnvironmentVariableCredentialsProvider;
pub use region::EnvironmentVariableRegionProvider;

/// The first of these variables that has a value, without blanks around it. An empty variable is as good as none.
fn first(env: &Env, names: &[&str]) -> Option<String> {
    let values = names.iter().filter_map(|name| env.get(name).ok());
    values.map(|value| value.trim().to_owned()).find(|value| !value.is_empty())
}
