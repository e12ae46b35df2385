//! restJson1 from input to request and from response to output, with shapes like those of the official suite.

mod bodies;
mod requests;
mod responses;
