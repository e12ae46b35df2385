//! The client: a handle on the engine with a method per operation.

use proc_macro2::TokenStream;
use quote::quote;

use super::discovery;
use super::operation::client_method;
use super::tokens::doc_line;
use super::waiter;
use crate::ir::Crate;
use crate::markdown;

/// `pub struct Client` and its methods.
pub(super) fn emit(krate: &Crate) -> TokenStream {
    let about = doc_line(format!("A client of {}.", markdown::text(&krate.title)));
    let methods = krate.operations.iter().map(client_method);
    let waiters = waiter::client_trait(krate);
    let (engine, makers) = (engine(), makers());
    let discovery = krate.discovery.as_ref().map(discovery::client_method);
    quote! {
        use tinsmith::emitted::*;
        use crate::operation;
        use crate::service::SERVICE;
        #about
        ///
        /// Cloning one is cheap, and all clones share connections, credentials and the budget of retries.
        #[derive(Clone, Debug)]
        pub struct Client {
            pub(crate) engine: Engine,
        }
        impl Client {
            #makers
            #discovery
            #(#methods)*
        }
        #engine
        #waiters
    }
}

/// `pub fn new(config: &SdkConfig) -> Self`, `from_conf` and `config`
fn makers() -> TokenStream {
    quote! {
        /// A client with the settings of an `SdkConfig` of `aws-config`.
        ///
        /// Checks and connects nothing: missing settings are reported by the first call.
        #[inline]
        pub fn new(config: &SdkConfig) -> Self {
            Self::from_conf(Config::new(config))
        }
        /// A client with this configuration.
        #[inline]
        pub fn from_conf(config: Config) -> Self {
            Self { engine: Engine::new(&SERVICE, config) }
        }
        /// The configuration.
        #[inline]
        pub fn config(&self) -> &Config {
            self.engine.config()
        }
    }
}

/// `impl AsRef<Engine> for Client`
fn engine() -> TokenStream {
    quote! {
        /// The engine, for code that is generic over operations.
        impl AsRef<Engine> for Client {
            #[inline]
            fn as_ref(&self) -> &Engine {
                &self.engine
            }
        }
    }
}
