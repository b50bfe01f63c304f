//! The definitions that ship with the crate.

/// The elements that every licence has.
pub(super) const COMMON: &str = include_str!("../../../spec/types/common.json");

/// The ten types.
pub(super) const TYPES: [&str; 10] = [
    include_str!("../../../spec/types/birth_certificate.json"),
    include_str!("../../../spec/types/business_licence.json"),
    include_str!("../../../spec/types/degree_certificate.json"),
    include_str!("../../../spec/types/disability_certificate.json"),
    include_str!("../../../spec/types/driving_licence.json"),
    include_str!("../../../spec/types/food_business_permit.json"),
    include_str!("../../../spec/types/marriage_certificate.json"),
    include_str!("../../../spec/types/real_estate_title.json"),
    include_str!("../../../spec/types/residence_permit.json"),
    include_str!("../../../spec/types/tax_certificate.json"),
];
