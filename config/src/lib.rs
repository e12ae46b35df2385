//! The settings that AWS tools share, from the files `~/.aws/config` and `~/.aws/credentials`.
//!
//! [`profile::load`] reads both files and gives the profiles and SSO sessions in them, by the rules of the
//! [shared configuration reference](https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html). Names of modules and
//! types are those of `aws-config`. [`environment`] reads environment variables, [`meta`] puts providers into an order.

pub mod environment;
pub mod meta;
pub mod profile;
