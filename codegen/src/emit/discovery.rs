//! The client of a service that gives endpoints.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{doc_line, ident};
use crate::ir::Discovery;

/// `pub async fn with_endpoint_discovery_enabled(self) -> ...`
pub(super) fn client_method(discovery: &Discovery) -> TokenStream {
    let Discovery { operation, module, input, endpoints, address, minutes } = discovery;
    let asks = doc_line(format!(
        "Asks the service by `{operation}` for the endpoint to call, and returns a client that calls it."
    ));
    let [operation, module, input] = [operation, module, input].map(|name| ident(name));
    let [endpoints, address, minutes] = [endpoints, address, minutes].map(|name| ident(name));
    quote! {
        #asks
        ///
        /// The service wants that of its clients. Endpoints expire: the second value loads the endpoint again while its
        /// `reload_task` runs, and without it the first call after the expiry does. A client whose configuration has an
        /// `endpoint_url` calls that.
        ///
        /// # Errors
        ///
        /// Fails if the call does, or gives no endpoint.
        #[inline]
        pub async fn with_endpoint_discovery_enabled(self) -> discovery::Enabled<Self> {
            let (engine, reload) = discovery::enable::<operation::#module::#operation>(
                self.engine,
                operation::#module::#input::default,
                |output| output.#endpoints().first().map(|it| (it.#address().to_owned(), it.#minutes())),
            )
            .await?;
            Ok((Self { engine }, reload))
        }
    }
}

/// `pub mod endpoint_discovery { ... }`
pub(super) fn module() -> TokenStream {
    quote! {
        /// The reloading of a discovered endpoint.
        pub mod endpoint_discovery {
            pub use tinsmith::emitted::discovery::ReloadEndpoint;
        }
    }
}
