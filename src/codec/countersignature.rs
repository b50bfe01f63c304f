//! A countersignature of version 2 (RFC 9338) in the unprotected header of one of our signed documents.
//!
//! ```cddl
//! countersignature = [
//!   protected: bstr .cbor { 1: int, 33: bstr / [ 2*4 bstr ] },   ; alg, x5chain
//!   unprotected: {},
//!   signature: bstr
//! ]
//! ```
//!
//! No type: what is signed begins with a context of its own and holds the protected header of the document, with its type.
//! It holds the signature of the document too, so that a countersignature stands for that one signature and no other.
//!
//! Clause: `spec/agreement-signing.md`, section 3.

use super::{
    Cbor,
    envelope::Envelope,
    limits::Budget,
    protected::{self, Protected},
    reader::Reader,
};
use crate::error::{DecodeError, DecodeErrorKind as Kind};

/// COSE header parameter of countersignatures of version 2.
pub(super) const LABEL: u64 = 11;

const FIELD: &str = "countersignature";

/// A countersignature as received.
#[derive(Clone, Debug)]
pub(crate) struct Countersignature {
    protected: Protected,
    signature: Vec<u8>,
}

impl Countersignature {
    /// Reads the value of [`LABEL`]: one countersignature, and not an array of them. It is scanned.
    pub(super) fn read(reader: &mut Reader<'_>, budget: &Budget<'_>) -> Result<Self, DecodeError> {
        const THREE: Kind = Kind::InvalidValue {
            expected: "an array of three members",
        };
        let at = reader.at();
        let (mut protected, mut signature) = (None, None);
        let mut place = 0_u8;
        reader.array(FIELD, |reader| {
            match place {
                0 => {
                    let field = "countersignature.protected";
                    protected = Some(Protected::read(reader, None, field, budget)?);
                }
                1 => reader.map_by_number("countersignature.unprotected", |reader, _| {
                    let expected = "no members";
                    let kind = Kind::InvalidValue { expected };
                    Err(reader.error(kind, "countersignature.unprotected"))
                })?,
                2 => signature = Some(reader.bytes("countersignature.signature")?.into_owned()),
                _ => return Err(reader.error(THREE, FIELD)),
            }
            place = place.saturating_add(1);
            Ok(())
        })?;
        match (protected, signature) {
            (Some(protected), Some(signature)) => Ok(Self {
                protected,
                signature,
            }),
            _ => Err(DecodeError::new(THREE, at, FIELD)),
        }
    }

    /// `alg`; `Err` holds how it reads where it is not a number.
    pub(crate) fn algorithm(&self) -> Result<i64, String> {
        self.protected.algorithm.clone()
    }

    /// One to four certificates, the countersigner's own first.
    pub(crate) fn chain(&self) -> &[Vec<u8>] {
        &self.protected.chain
    }

    pub(crate) fn signature(&self) -> &[u8] {
        &self.signature
    }

    /// The bytes that it is over, where it stands in `document` (RFC 9338, 3.3).
    pub(crate) fn to_be_signed(&self, document: &Envelope<'_>) -> Vec<u8> {
        to_be_signed(&self.protected.bytes, document)
    }
}

/// A countersignature that is about to be made.
#[derive(Clone, Debug)]
pub(crate) struct CountersignatureDraft {
    protected: Vec<u8>,
}

impl CountersignatureDraft {
    /// `chain` has one to four certificates, the countersigner's own first.
    pub(crate) fn new(algorithm: i64, chain: &[Vec<u8>]) -> Self {
        Self {
            protected: protected::write(algorithm, None, chain),
        }
    }

    /// The bytes to be signed, as [`Countersignature::to_be_signed`] finds them again.
    pub(crate) fn to_be_signed(&self, document: &Envelope<'_>) -> Vec<u8> {
        to_be_signed(&self.protected, document)
    }

    /// `document`, which was read, with the countersignature, in the place of the one that it may have.
    ///
    /// All else stays to the byte, for the document was in its one encoding.
    pub(crate) fn complete(
        &self,
        document: &[u8],
        signature: &[u8],
    ) -> Result<Vec<u8>, DecodeError> {
        let mut item = Cbor::read_scanned(document)?;
        let countersignature = Cbor::Array(vec![
            Cbor::Bytes(self.protected.clone()),
            Cbor::Map(Vec::new()),
            Cbor::Bytes(signature.to_vec()),
        ]);
        if let Cbor::Tag(_, inside) = &mut item
            && let Cbor::Array(members) = inside.as_mut()
            && let Some(Cbor::Map(unprotected)) = members.get_mut(1)
        {
            let label = Cbor::Integer(LABEL.into());
            unprotected.retain(|(known, _)| *known != label);
            unprotected.push((label, countersignature));
        }
        Ok(item.to_vec())
    }
}

/// `Countersign_structure`, without external data. The other fields of a `COSE_Sign1` are its signature.
fn to_be_signed(protected: &[u8], document: &Envelope<'_>) -> Vec<u8> {
    Cbor::Array(vec![
        Cbor::text("CounterSignatureV2"),
        Cbor::Bytes(document.protected().to_vec()),
        Cbor::Bytes(protected.to_vec()),
        Cbor::Bytes(Vec::new()),
        Cbor::Bytes(document.payload.to_vec()),
        Cbor::Array(vec![Cbor::Bytes(document.signature.clone())]),
    ])
    .to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::{Limits, envelope::Draft};

    const TYPE: &str = "application/x-test+cbor";
    const LIMIT: (&str, usize) = ("test_bytes", 4_096);

    fn decode(bytes: &[u8]) -> Result<Envelope<'_>, DecodeError> {
        Envelope::decode_countersigned(bytes, TYPE, LIMIT, &Budget::new(&Limits::default()))
    }

    fn document() -> Vec<u8> {
        Draft::new(TYPE, -7, &[vec![1]], vec![0xa0]).complete(&[9; 64])
    }

    /// The document with these members in its unprotected header.
    fn with(unprotected: Vec<(i128, Cbor)>) -> Vec<u8> {
        let mut item = Cbor::read_scanned(&document()).unwrap();
        if let Cbor::Tag(_, inside) = &mut item
            && let Cbor::Array(members) = inside.as_mut()
        {
            let members_of = |(label, value)| (Cbor::Integer(label), value);
            members[1] = Cbor::Map(unprotected.into_iter().map(members_of).collect());
        }
        item.to_vec()
    }

    fn right() -> Vec<Cbor> {
        let protected = CountersignatureDraft::new(-8, &[vec![2], vec![3]]).protected;
        vec![
            Cbor::Bytes(protected),
            Cbor::Map(vec![]),
            Cbor::Bytes(vec![7; 64]),
        ]
    }

    #[track_caller]
    fn refused(countersignature: Cbor, code: &str, field: &str) {
        let bytes = with(vec![(11, countersignature)]);
        let error = decode(&bytes).unwrap_err();
        assert_eq!((error.code(), error.field.as_str()), (code, field));
    }

    #[test]
    fn what_is_written_is_read_and_all_else_stays() {
        let time_stamp = Cbor::Bytes(vec![5]);
        let bytes = with(vec![(270, time_stamp.clone())]);
        let draft = CountersignatureDraft::new(-8, &[vec![2], vec![3]]);
        let before = decode(&bytes).unwrap();
        let countersigned = draft.complete(&bytes, &[7; 64]).unwrap();
        let expected = with(vec![(11, Cbor::Array(right())), (270, time_stamp)]);
        assert_eq!(countersigned, expected);
        let after = decode(&countersigned).unwrap();
        let countersignature = after.countersignature.as_ref().unwrap();
        assert_eq!(countersignature.algorithm(), Ok(-8));
        assert_eq!(countersignature.chain(), [vec![2], vec![3]]);
        assert_eq!(countersignature.signature(), [7; 64]);
        assert_eq!(
            countersignature.to_be_signed(&after),
            draft.to_be_signed(&before)
        );
        assert_eq!(after.to_be_signed(), before.to_be_signed());
    }

    #[test]
    fn what_is_signed_is_the_structure_of_the_standard() {
        let bytes = document();
        let document = decode(&bytes).unwrap();
        let draft = CountersignatureDraft::new(-7, &[vec![2]]);
        let header = |typ| {
            let mut members = vec![(Cbor::Integer(1), Cbor::Integer(-7))];
            match typ {
                Some(typ) => {
                    members.push((Cbor::Integer(16), Cbor::text(typ)));
                    members.push((Cbor::Integer(33), Cbor::Bytes(vec![1])));
                }
                None => members.push((Cbor::Integer(33), Cbor::Bytes(vec![2]))),
            }
            Cbor::Bytes(Cbor::Map(members).to_vec())
        };
        let structure = [
            Cbor::text("CounterSignatureV2"),
            header(Some(TYPE)),
            header(None),
            Cbor::Bytes(vec![]),
            Cbor::Bytes(vec![0xa0]),
            Cbor::Array(vec![Cbor::Bytes(vec![9; 64])]),
        ];
        let expected = Cbor::Array(structure.to_vec()).to_vec();
        assert_eq!(draft.to_be_signed(&document), expected);
    }

    #[test]
    fn another_takes_the_place_of_the_one_that_is_there() {
        let first = CountersignatureDraft::new(-7, &[vec![2]]);
        let second = CountersignatureDraft::new(-7, &[vec![3]]);
        let once = first.complete(&document(), &[7; 64]).unwrap();
        let twice = second.complete(&once, &[8; 64]).unwrap();
        assert_eq!(twice, second.complete(&document(), &[8; 64]).unwrap());
    }

    #[test]
    fn a_document_of_another_kind_has_none() {
        let bytes = with(vec![(11, Cbor::Array(right()))]);
        let error = Envelope::decode(&bytes, TYPE, LIMIT, &Budget::new(&Limits::default()));
        let error = error.unwrap_err();
        assert_eq!(
            (error.code(), error.field.as_str()),
            ("codec.invalid-value", "unprotected")
        );
        assert!(decode(&bytes).unwrap().countersignature.is_some());
        assert!(decode(&document()).unwrap().countersignature.is_none());
    }

    #[test]
    fn other_kinds_of_countersignature_are_not_taken() {
        for label in [7, 9, 12] {
            let error = decode(&with(vec![(label, Cbor::Array(right()))])).unwrap_err();
            assert_eq!(
                error.kind,
                Kind::InvalidValue {
                    expected: "no members but 11, 270 and 394"
                }
            );
        }
        let tagged = Cbor::Tag(19, Box::new(Cbor::Array(right())));
        refused(tagged, "codec.wrong-type", "countersignature");
        let one = Cbor::Array(vec![Cbor::Array(right())]);
        refused(one, "codec.wrong-type", "countersignature.protected");
        refused(Cbor::Bytes(vec![7; 64]), "codec.wrong-type", FIELD);
    }

    #[test]
    fn it_has_three_members_and_one_shape() {
        let changed = |place: usize, value: Cbor| {
            let mut members = right();
            members[place] = value;
            Cbor::Array(members)
        };
        for count in [0, 2, 4] {
            let mut members = right();
            members.resize(count, Cbor::Null);
            refused(Cbor::Array(members), "codec.invalid-value", FIELD);
        }
        let unprotected = Cbor::Map(vec![(Cbor::Integer(4), Cbor::Bytes(vec![]))]);
        let field = "countersignature.unprotected";
        refused(changed(1, unprotected), "codec.invalid-value", field);
        let field = "countersignature.signature";
        refused(changed(2, Cbor::Null), "codec.wrong-type", field);
        let field = "countersignature.protected";
        let header = |members: Vec<(i128, Cbor)>| {
            let members = members.into_iter().map(|(k, v)| (Cbor::Integer(k), v));
            Cbor::Bytes(Cbor::Map(members.collect()).to_vec())
        };
        let certificate = || Cbor::Bytes(vec![1]);
        for members in [
            vec![(1, Cbor::Integer(-7))],
            vec![(33, certificate())],
            vec![
                (1, Cbor::Integer(-7)),
                (16, Cbor::text(TYPE)),
                (33, certificate()),
            ],
            vec![
                (1, Cbor::Integer(-7)),
                (4, certificate()),
                (33, certificate()),
            ],
        ] {
            refused(changed(0, header(members)), "codec.invalid-value", field);
        }
        let five = Cbor::Array(vec![certificate(); 5]);
        let members = header(vec![(1, Cbor::Integer(-7)), (33, five)]);
        let field = "countersignature.protected.x5chain";
        refused(changed(0, members), "codec.invalid-value", field);
        let long = header(vec![
            (1, Cbor::Integer(-7)),
            (33, Cbor::Bytes(vec![0; 16 << 10 | 1])),
        ]);
        let bytes = with(vec![(11, changed(0, long))]);
        let large = ("test_bytes", 1 << 20);
        let error =
            Envelope::decode_countersigned(&bytes, TYPE, large, &Budget::new(&Limits::default()));
        assert_eq!(error.unwrap_err().code(), "codec.over-limit");
    }
}
