//! Trust lists: their format, whom a verifier takes them from, and what rests on them.

pub(crate) mod contents;
mod document;
pub(crate) mod encoding;
mod federation;
pub(crate) mod listing_status;
pub(crate) mod services;
pub(crate) mod shape;
pub(crate) mod signers;
mod verifier;

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
