//! Enums whose variants have stable codes.

/// An enum, its codes and its sentences from one table, so that they cannot drift apart.
///
/// A row is `Variant { field: Type } = "stage.condition", "sentence with {field}";`. The sentence is one line, lower
/// case, no full stop, without a holder's data.
macro_rules! coded {
    (
        $(#[$about:meta])*
        pub enum $enum:ident {
            $($(#[$doc:meta])* $name:ident $({ $($field:ident : $ty:ty),+ })? = $code:literal, $message:literal;)+
        }
    ) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum $enum {
            $($(#[$doc])* $name $({ $(#[doc = concat!("`", stringify!($field), "` of the sentence.")] $field: $ty),+ })?,)+
        }

        impl $enum {
            /// Every code of this type, in the order of `spec/reason-codes.md`.
            pub const CODES: &'static [&'static str] = &[$($code),+];

            /// The stable code, `stage.condition`.
            #[must_use]
            pub const fn code(&self) -> &'static str {
                match self { $(Self::$name $({ $($field: _),+ })? => $code,)+ }
            }
        }

        impl core::fmt::Display for $enum {
            /// One plain sentence: lower case, no full stop, no holder's data.
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                match self { $(Self::$name $({ $($field),+ })? => write!(f, $message),)+ }
            }
        }
    };
}

pub(crate) use coded;
