//! The macro behind the table of settings.

/// A part of an engine that the engine of an overridden call shares unless a setting replaces it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Credentials,
    Tokens,
    Endpoints,
}

/// Shows a setting: its value, that it is set, its URL without a password, or nothing.
macro_rules! show {
    (shown, $f:ident, $name:ident, $value:expr) => {
        $f.field(stringify!($name), &$value)
    };
    (set, $f:ident, $name:ident, $value:expr) => {
        $f.field(stringify!($name), &$value.as_ref().map(|_| "..."))
    };
    (url, $f:ident, $name:ident, $value:expr) => {
        $f.field(stringify!($name), &$value.as_deref().map(Shown))
    };
    (hidden, $f:ident, $name:ident, $value:expr) => {};
}

/// A getter, of a reference or, as in the official crates where a column says so, of the value.
macro_rules! getter {
    ($name:ident: $ty:ty) => {
        #[doc = concat!("What [`", stringify!($name), "`](Builder::", stringify!($name), ") was given, if anything.")]
        #[inline]
        pub fn $name(&self) -> Option<&$ty> {
            self.settings.$name.as_ref()
        }
    };
    ($name:ident: $ty:ty, value) => {
        #[doc = concat!("What [`", stringify!($name), "`](Builder::", stringify!($name), ") was given, if anything.")]
        #[inline]
        pub fn $name(&self) -> Option<$ty> {
            self.settings.$name.clone()
        }
    };
}

/// The columns of a row: the name, its second setter, the type, the conversion of the first setter, how `Debug` shows the value
/// ([`show`]), whether the getter gives the value ([`getter`]), and the parts of an engine that an override replaces ([`Part`]).
macro_rules! settings {
    ($(
        $(#[doc = $doc:literal])+
        $name:ident, $set:ident: $ty:ty, |$arg:ident: $from:ty| $convert:expr,
            debug $show:ident, $(gets $gets:ident,)? replaces [$($part:ident),*];
    )+) => {
        /// Every setting, each unset until given.
        #[derive(Clone, Default)]
        pub(crate) struct Settings {
            $(pub(crate) $name: Option<$ty>,)+
            /// The source of settings that nothing else gives.
            pub(crate) sdk: Option<Arc<SdkConfig>>,
            pub(crate) env: Option<Env>,
            /// The frameworks of the program, for the user agent.
            pub(crate) frameworks: Vec<FrameworkMetadata>,
            /// The cache of credentials and tokens.
            pub(crate) identity_cache: Option<ChosenCache>,
            /// The members of inputs that interceptors find in the bag.
            pub(crate) telemetry: Option<RequestedTelemetryAttributes>,
            pub(crate) hooks: Hooks,
            /// The name in signatures of the service whose client has taken these settings.
            pub(crate) signing_name: &'static str,
            /// Values that could not be read.
            pub(crate) problems: Vec<Problem>,
        }

        /// The names of all settings, in the order of the table.
        #[cfg(test)]
        pub(super) const NAMES: &[&str] = &[$(stringify!($name)),+];

        impl Settings {
            /// Whether an engine needs a part of its own where a call overrides the settings with these.
            pub(crate) fn replace(&self, part: Part) -> bool {
                let cached = &[Part::Credentials, Part::Tokens];
                $((self.$name.is_some() && (&[$(Part::$part),*] as &[Part]).contains(&part)))||+
                    || (self.identity_cache.is_some() && cached.contains(&part))
            }

            /// Adds the settings that may be shown.
            fn show(&self, f: &mut fmt::DebugStruct<'_, '_>) {
                $(show!($show, f, $name, self.$name);)+
            }

            /// Takes every setting that `over` has.
            pub(crate) fn merge(&mut self, over: &Self) {
                // What cannot be read in an override would have won, so what is here does not settle it.
                let unsettled = over.problems.iter().filter(|problem| !(problem.is_settled)(over));
                self.problems.extend(unsettled.map(|it| Problem { text: it.text.clone(), is_settled: |_| false }));
                $(take(&mut self.$name, &over.$name);)+
                take(&mut self.sdk, &over.sdk);
                take(&mut self.env, &over.env);
                self.frameworks.extend_from_slice(&over.frameworks);
                take(&mut self.identity_cache, &over.identity_cache);
                take(&mut self.telemetry, &over.telemetry);
                self.hooks.extend(&over.hooks);
            }
        }

        impl Builder {
            $(
                $(#[doc = $doc])+
                #[must_use]
                #[inline]
                pub fn $name(mut self, $arg: $from) -> Self {
                    self.$set($convert);
                    self
                }

                #[doc = concat!("Like [`", stringify!($name), "`](Self::", stringify!($name), "); `None` unsets it.")]
                #[inline]
                pub fn $set(&mut self, $name: Option<$ty>) -> &mut Self {
                    self.settings.$name = $name;
                    self
                }
            )+
        }

        impl Config {
            $(getter!($name: $ty $(, $gets)?);)+
        }
    };
}

pub(super) use {getter, settings, show};

/// Takes a setting that is set.
pub(super) fn take<T: Clone>(setting: &mut Option<T>, over: &Option<T>) {
    if let Some(value) = over {
        *setting = Some(value.clone());
    }
}
