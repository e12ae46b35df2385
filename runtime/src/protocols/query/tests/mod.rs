//! Queries from input to request and from response to output or error.

mod requests;
mod responses;
