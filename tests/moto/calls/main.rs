//! Calls of one service after the other.

mod checksums;
mod cloudformation;
mod cloudwatch;
mod dynamodb;
mod iam;
mod integrity;
mod lambda;
mod presigned;
mod route53;
mod s3;
mod secretsmanager;
mod sns;
mod sqs;
mod sts;
