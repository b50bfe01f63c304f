//! Trust lists: their format, whom a verifier takes them from, and what rests on them.

pub(crate) mod authority;
pub(crate) mod contents;
pub(crate) mod document;
pub(crate) mod encoding;
pub(crate) mod federation;
pub(crate) mod header;
pub(crate) mod identities;
pub(crate) mod issues;
mod judged;
pub(crate) mod listing_status;
pub(crate) mod owners;
pub(crate) mod pivots;
pub(crate) mod rollback;
pub(crate) mod scopes;
pub(crate) mod services;
pub(crate) mod shape;
pub(crate) mod signatures;
pub(crate) mod signers;
pub(crate) mod sources;
pub(crate) mod standing;
pub(crate) mod states;
pub(crate) mod values;
pub(crate) mod verifier;
pub(crate) mod vouching;

use crate::out::Out;
use federation::{
    federation, federation_office, guangdong, guangdong_office, zhejiang, zhejiang_office,
};

/// What the families share.
pub(crate) fn make(_: &mut Out) {
    federation::hold_against_the_library(&guangdong(), &guangdong_office());
    federation::hold_against_the_library(&zhejiang(), &zhejiang_office());
    federation::hold_against_the_library(&federation(), &federation_office());
}
