//! What is read as an identifier is written as it was read; an error names no part of it.
//!
//! Each text between quotation marks is tried too, so that a manifest of vectors is a seed.
#![no_main]
use elicence::licence::{CitizenNumber, HolderCodeType, LicenceId, Region, TypeCode, Uscc};

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let Ok(whole) = std::str::from_utf8(input) else {
        return;
    };
    for text in std::iter::once(whole).chain(whole.split('"')) {
        let same = |read: Option<&str>| {
            assert!(
                read.is_none_or(|read| read == text),
                "{text} is read as {read:?}"
            )
        };
        same(
            CitizenNumber::parse(text)
                .ok()
                .as_ref()
                .map(CitizenNumber::as_str),
        );
        same(TypeCode::parse(text).ok().as_ref().map(TypeCode::as_str));
        same(Uscc::parse(text).ok().as_ref().map(Uscc::as_str));
        same(HolderCodeType::parse(text).ok().map(HolderCodeType::code));
        if let Ok(region) = Region::parse(text) {
            same(Some(region.as_str()));
            assert!(
                region
                    .parent()
                    .is_none_or(|parent| parent.contains(&region) && !region.contains(&parent))
            );
            let _ = (
                region.province_names(),
                region.utc_offset_minutes(),
                region.level(),
            );
        }
        if let Ok(id) = LicenceId::parse(text) {
            same(Some(id.as_str()));
            assert!(
                id.next_version()
                    .is_ok_and(|next| next.version() == id.version() + 1)
                    || id.version() == 999
            );
            let _ = id.carries_citizen_number();
        }
        if let Some((kind, code)) = text.split_once(':')
            && let Ok(kind) = HolderCodeType::parse(kind)
        {
            let _ = kind.check(code);
        }
    }
});
