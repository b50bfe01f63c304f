//! The elements as items with random bytes, and the digests that are signed in their place.

use std::collections::BTreeMap;

use crate::{
    Misuse,
    codec::{Cbor, Limits, mdoc::digest_of_item},
    crypto::{DigestAlgorithm, RandomSource},
};

/// The bytes of an element's `random`: twice what ISO/IEC 18013-5, 9.1.2.5 asks for.
const RANDOM_BYTES: usize = 32;

/// Step 7 of `spec/seal.md`, section 5.
pub(super) struct Digested {
    /// Name space → its items, each `#6.24(bstr .cbor IssuerSignedItem)`.
    pub(super) name_spaces: Vec<(String, Vec<Cbor>)>,
    /// `valueDigests` of the signed object.
    pub(super) value_digests: Cbor,
}

impl Digested {
    /// Each element becomes an item with its own random bytes. The digest identifiers are drawn in an order that says
    /// nothing about the elements.
    pub(super) fn new(
        elements: &[(String, String, Cbor)],
        algorithm: DigestAlgorithm,
        random: &mut dyn RandomSource,
    ) -> Result<Self, Misuse> {
        if elements.len() > Limits::default().elements {
            return Err(Misuse::DoesNotFit {
                what: "licence",
                rule: "at most 1,024 elements",
            });
        }
        let mut by_name_space: BTreeMap<&str, Vec<(&str, &Cbor)>> = BTreeMap::new();
        for (name_space, identifier, value) in elements {
            by_name_space
                .entry(name_space)
                .or_default()
                .push((identifier, value));
        }
        let (mut name_spaces, mut all_digests) = (Vec::new(), Vec::new());
        for (name_space, elements) in by_name_space {
            let (mut items, mut digests) = (Vec::new(), Vec::new());
            for ((identifier, value), digest_id) in
                elements.iter().zip(shuffled(elements.len(), random)?)
            {
                let mut salt = [0; RANDOM_BYTES];
                random.fill(&mut salt)?;
                let item = Cbor::map([
                    ("digestID", Cbor::Integer(digest_id)),
                    ("random", Cbor::Bytes(salt.to_vec())),
                    ("elementIdentifier", Cbor::text(*identifier)),
                    ("elementValue", (*value).clone()),
                ])
                .embedded();
                let digest = digest_of_item(algorithm, &item.to_vec());
                digests.push((
                    Cbor::Integer(digest_id),
                    Cbor::Bytes(digest.as_bytes().to_vec()),
                ));
                items.push(item);
            }
            name_spaces.push((name_space.to_owned(), items));
            all_digests.push((name_space.to_owned(), Cbor::Map(digests)));
        }
        Ok(Self {
            name_spaces,
            value_digests: Cbor::map(all_digests),
        })
    }
}

/// The numbers below `count` in a random order (Fisher and Yates). The bias of reducing 64 random bits is below 2⁻⁵⁰.
fn shuffled(count: usize, random: &mut dyn RandomSource) -> Result<Vec<i128>, Misuse> {
    let mut order: Vec<i128> = (0_i128..).take(count).collect();
    for place in (1..count).rev() {
        let mut drawn = [0; 8];
        random.fill(&mut drawn)?;
        let bound = u64::try_from(place).unwrap_or(u64::MAX).saturating_add(1);
        let other =
            usize::try_from(u64::from_le_bytes(drawn).checked_rem(bound).unwrap_or(0)).unwrap_or(0);
        order.swap(place, other);
    }
    Ok(order)
}
