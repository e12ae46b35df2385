//! Whole calls of the emitted client of IVS RealTime, over a real HTTP server on the loopback interface.

mod asymmetric;
mod bindings;
mod blocking;
mod broken;
mod configuration;
mod connections;
mod customized;
mod data;
mod debug;
mod errors;
mod large;
mod official_errors;
mod operations;
mod pages;
mod presigned;
mod retries;
mod sdk_config;
mod time;
mod timeouts;
