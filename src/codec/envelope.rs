//! The envelope of our own signed documents: a `COSE_Sign1` (RFC 9052) with one shape and one encoding.
//!
//! ```cddl
//! envelope = #6.18([
//!   protected: bstr .cbor { 1: int, 16: tstr, 33: bstr / [ 2*4 bstr ] },   ; alg, typ, x5chain (RFC 9596, RFC 9360)
//!   unprotected: { ? 11: countersignature, ? 270: any, ? 394: any },       ; 11 of agreements only; time-stamp (RFC 9921),
//!                                                                          ; receipts (RFC 9942)
//!   payload: bstr,
//!   signature: bstr
//! ])
//! ```
//!
//! The signer's certificates stand in the protected header, so nobody can exchange them. What may stand in the
//! unprotected one is added after signing, by others; nothing here rests on it. A countersignature is read for those
//! documents that may have one, and checked by whoever asks for it.
//!
//! Clauses: `spec/trust-lists.md`, section 2; `spec/agreement-signing.md`, section 1.

use std::borrow::Cow;

use coset::{Header, ProtectedHeader};

use super::{
    Cbor,
    cose::signature_input,
    countersignature::{Countersignature, LABEL},
    deterministic::scan_deterministic,
    limits::Budget,
    protected::{self, Protected},
    reader::{Reader, over},
};
use crate::error::{DecodeError, DecodeErrorKind as Kind};

/// The tag of a `COSE_Sign1`.
const SIGN1: u64 = 18;
/// What may stand in an unprotected header.
struct Unprotected {
    labels: &'static [u64],
    expected: &'static str,
}

/// A time-stamp over the signature, and receipts.
const USUAL: Unprotected = Unprotected {
    labels: &[270, 394],
    expected: "no members but 270 and 394",
};
/// A countersignature beside them.
const COUNTERSIGNED: Unprotected = Unprotected {
    labels: &[LABEL, 270, 394],
    expected: "no members but 11, 270 and 394",
};

/// A signed document as received. Only its form is checked; the payload's own encoding is for whoever opens it.
#[derive(Clone, Debug)]
pub(crate) struct Envelope<'b> {
    protected: Vec<u8>,
    algorithm: Result<i64, String>,
    /// One to four certificates, the signer's own first.
    pub(crate) chain: Vec<Vec<u8>>,
    /// What is signed.
    pub(crate) payload: Cow<'b, [u8]>,
    /// Where the payload begins in the whole document.
    pub(crate) payload_at: usize,
    pub(crate) signature: Vec<u8>,
    /// As received; that it is right is not said.
    pub(crate) countersignature: Option<Countersignature>,
}

impl<'b> Envelope<'b> {
    /// Reads a document whose type is `typ` and which is no larger than `max_bytes`, a limit's name and value.
    ///
    /// The whole document, and what is in its protected header, is deterministic.
    pub(crate) fn decode(
        bytes: &'b [u8],
        typ: &'static str,
        max_bytes: (&'static str, usize),
        budget: &Budget<'_>,
    ) -> Result<Self, DecodeError> {
        Self::read(bytes, typ, max_bytes, budget, &USUAL)
    }

    /// The same of a document that may have a countersignature.
    pub(crate) fn decode_countersigned(
        bytes: &'b [u8],
        typ: &'static str,
        max_bytes: (&'static str, usize),
        budget: &Budget<'_>,
    ) -> Result<Self, DecodeError> {
        Self::read(bytes, typ, max_bytes, budget, &COUNTERSIGNED)
    }

    fn read(
        bytes: &'b [u8],
        typ: &'static str,
        max_bytes: (&'static str, usize),
        budget: &Budget<'_>,
        unprotected: &Unprotected,
    ) -> Result<Self, DecodeError> {
        const DOCUMENT: &str = "document";
        const FOUR: Kind = Kind::InvalidValue {
            expected: "an array of four members",
        };
        over(bytes.len(), max_bytes.0, max_bytes.1, 0, DOCUMENT)?;
        scan_deterministic(bytes, 0, DOCUMENT, budget)?;
        let mut reader = Reader::open_scanned(bytes);
        reader.tag(SIGN1, "a COSE_Sign1, #6.18([…])", DOCUMENT)?;
        let array_at = reader.at();
        let (mut header, mut payload, mut signature) = (None, None, None);
        let mut countersignature = None;
        let mut place = 0_u8;
        reader.array(DOCUMENT, |reader| {
            match place {
                0 => header = Some(Protected::read(reader, Some(typ), "protected", budget)?),
                1 => reader.map_by_number("unprotected", |reader, label| {
                    let expected = unprotected.expected;
                    if !unprotected.labels.contains(&label) {
                        return Err(reader.error(Kind::InvalidValue { expected }, "unprotected"));
                    }
                    if label == LABEL {
                        countersignature = Some(Countersignature::read(reader, budget)?);
                        return Ok(());
                    }
                    reader.raw("unprotected").map(drop)
                })?,
                2 => {
                    let bytes = reader.bytes("payload")?;
                    payload = Some((reader.at().saturating_sub(bytes.len()), bytes));
                }
                3 => signature = Some(reader.bytes("signature")?.into_owned()),
                _ => return Err(reader.error(FOUR, DOCUMENT)),
            }
            place = place.saturating_add(1);
            Ok(())
        })?;
        let (Some(header), Some((payload_at, payload)), Some(signature)) =
            (header, payload, signature)
        else {
            return Err(DecodeError::new(FOUR, array_at, DOCUMENT));
        };
        Ok(Self {
            protected: header.bytes,
            algorithm: header.algorithm,
            chain: header.chain,
            payload,
            payload_at,
            signature,
            countersignature,
        })
    }

    /// `alg`; `Err` holds how it reads where it is not a number.
    pub(crate) fn algorithm(&self) -> Result<i64, String> {
        self.algorithm.clone()
    }

    /// The bytes that the signature is over (RFC 9052, 4.4).
    ///
    /// They are the same whatever a third party makes of the signature (ECDSA has two for each) or adds unprotected.
    pub(crate) fn to_be_signed(&self) -> Vec<u8> {
        to_be_signed(&self.protected, &self.payload)
    }

    /// The protected header as received.
    pub(super) fn protected(&self) -> &[u8] {
        &self.protected
    }

    /// A copy that outlives the bytes it was read from.
    pub(crate) fn into_owned(self) -> Envelope<'static> {
        Envelope {
            payload: Cow::Owned(self.payload.into_owned()),
            ..self
        }
    }
}

/// A document that is about to be signed.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    protected: Vec<u8>,
    payload: Vec<u8>,
}

impl Draft {
    /// `chain` has one to four certificates, the signer's own first; `payload` is deterministic CBOR.
    pub(crate) fn new(
        typ: &'static str,
        algorithm: i64,
        chain: &[Vec<u8>],
        payload: Vec<u8>,
    ) -> Self {
        Self {
            protected: protected::write(algorithm, Some(typ), chain),
            payload,
        }
    }

    /// The bytes to be signed, as [`Envelope::to_be_signed`] finds them again.
    pub(crate) fn to_be_signed(&self) -> Vec<u8> {
        to_be_signed(&self.protected, &self.payload)
    }

    /// The document.
    pub(crate) fn complete(&self, signature: &[u8]) -> Vec<u8> {
        let members = vec![
            Cbor::Bytes(self.protected.clone()),
            Cbor::Map(Vec::new()),
            Cbor::Bytes(self.payload.clone()),
            Cbor::Bytes(signature.to_vec()),
        ];
        Cbor::Tag(SIGN1, Box::new(Cbor::Array(members))).to_vec()
    }
}

fn to_be_signed(protected: &[u8], payload: &[u8]) -> Vec<u8> {
    let header = ProtectedHeader {
        original_data: Some(protected.to_vec()),
        header: Header::default(),
    };
    signature_input(&header, payload)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::Limits;

    const LIMIT: (&str, usize) = ("test_bytes", 4_096);
    const TYPE: &str = "application/x-test+cbor";

    fn decode(bytes: &[u8]) -> Result<Envelope<'_>, DecodeError> {
        Envelope::decode(bytes, TYPE, LIMIT, &Budget::new(&Limits::default()))
    }

    fn draft() -> Draft {
        Draft::new(TYPE, -7, &[vec![1], vec![2, 3]], vec![0xa0])
    }

    /// A document with these members, in whatever order and number.
    fn document(members: Vec<Cbor>) -> Vec<u8> {
        Cbor::Tag(18, Box::new(Cbor::Array(members))).to_vec()
    }

    fn members() -> Vec<Cbor> {
        let Cbor::Tag(18, inside) =
            Cbor::decode(&draft().complete(&[9; 64]), &Limits::default()).unwrap()
        else {
            panic!("a tag");
        };
        let Cbor::Array(members) = *inside else {
            panic!("an array")
        };
        members
    }

    fn protected(members: Vec<(i128, Cbor)>) -> Cbor {
        let members = members.into_iter().map(|(k, v)| (Cbor::Integer(k), v));
        Cbor::Bytes(Cbor::Map(members.collect()).to_vec())
    }

    fn with_protected(header: Cbor) -> Vec<u8> {
        let mut all = members();
        all[0] = header;
        document(all)
    }

    #[test]
    fn what_is_written_is_read() {
        let bytes = draft().complete(&[9; 64]);
        let read = decode(&bytes).unwrap();
        assert_eq!(read.algorithm(), Ok(-7));
        assert_eq!(read.chain, [vec![1], vec![2, 3]]);
        assert_eq!(read.payload.as_ref(), [0xa0]);
        assert_eq!(bytes[read.payload_at], 0xa0);
        assert_eq!(read.signature, [9; 64]);
        assert_eq!(read.to_be_signed(), draft().to_be_signed());
        let structure = Cbor::decode(&read.to_be_signed(), &Limits::default()).unwrap();
        assert_eq!(
            structure,
            Cbor::Array(vec![
                Cbor::text("Signature1"),
                members()[0].clone(),
                Cbor::Bytes(vec![]),
                Cbor::Bytes(vec![0xa0]),
            ])
        );
    }

    #[test]
    fn one_certificate_stands_without_an_array() {
        let one = Draft::new(TYPE, -7, &[vec![1]], vec![0xa0]).complete(&[9]);
        assert_eq!(decode(&one).unwrap().chain, [vec![1]]);
        let header = |chain| {
            with_protected(protected(vec![
                (1, Cbor::Integer(-7)),
                (16, Cbor::text(TYPE)),
                (33, chain),
            ]))
        };
        let certificate = || Cbor::Bytes(vec![1]);
        for count in [0, 1, 5] {
            let chain = Cbor::Array(vec![certificate(); count]);
            let error = decode(&header(chain)).unwrap_err();
            assert_eq!(error.field, "protected.x5chain", "{count}");
        }
        assert!(decode(&header(Cbor::Array(vec![certificate(); 4]))).is_ok());
        let error = decode(&header(Cbor::Array(vec![certificate(), Cbor::Null]))).unwrap_err();
        assert_eq!(error.field, "protected.x5chain");
    }

    #[test]
    fn the_protected_header_has_three_members_and_no_other() {
        let usual = || {
            vec![
                (1, Cbor::Integer(-7)),
                (16, Cbor::text(TYPE)),
                (33, Cbor::Bytes(vec![1])),
            ]
        };
        assert!(decode(&with_protected(protected(usual()))).is_ok());
        for missing in 0..3 {
            let mut some = usual();
            some.remove(missing);
            assert_eq!(
                decode(&with_protected(protected(some))).unwrap_err().code(),
                "codec.invalid-value"
            );
        }
        for more in [2, 4, 15, 34] {
            let mut some = usual();
            some.push((more, Cbor::Integer(0)));
            assert_eq!(
                decode(&with_protected(protected(some))).unwrap_err().code(),
                "codec.invalid-value"
            );
        }
        let mut other = usual();
        other[1].1 = Cbor::text("application/x-other+cbor");
        assert_eq!(
            decode(&with_protected(protected(other))).unwrap_err(),
            DecodeError::new(Kind::InvalidValue { expected: TYPE }, 4, "protected.typ")
        );
        let mut text = usual();
        text[0].1 = Cbor::text("ES256");
        let bytes = with_protected(protected(text));
        assert_eq!(
            decode(&bytes).unwrap().algorithm(),
            Err("given as text".to_owned())
        );
        assert_eq!(
            decode(&with_protected(Cbor::Bytes(vec![])))
                .unwrap_err()
                .code(),
            "codec.truncated"
        );
    }

    #[test]
    fn the_protected_header_is_deterministic() {
        let right = Cbor::Map(vec![
            (Cbor::Integer(1), Cbor::Integer(-7)),
            (Cbor::Integer(16), Cbor::text(TYPE)),
            (Cbor::Integer(33), Cbor::Bytes(vec![1])),
        ])
        .to_vec();
        assert_eq!(right[0], 0xa3);
        let open = [&[0xbf], &right[1..], &[0xff]].concat();
        let error = decode(&with_protected(Cbor::Bytes(open))).unwrap_err();
        assert_eq!(
            (error.code(), error.field.as_str()),
            ("codec.not-deterministic", "protected")
        );
    }

    #[test]
    fn only_a_time_stamp_and_receipts_stand_unprotected() {
        let with = |label: i128| {
            let mut all = members();
            all[1] = Cbor::Map(vec![(Cbor::Integer(label), Cbor::Bytes(vec![0]))]);
            document(all)
        };
        for label in [270, 394] {
            let bytes = with(label);
            let read = decode(&bytes).unwrap();
            assert_eq!(read.to_be_signed(), draft().to_be_signed());
        }
        for label in [1, 16, 33, 269, -1] {
            assert_eq!(
                decode(&with(label)).unwrap_err().field,
                "unprotected",
                "{label}"
            );
        }
    }

    #[test]
    fn the_document_is_one_tagged_array_of_four() {
        let bytes = draft().complete(&[9; 64]);
        assert_eq!(decode(&bytes[1..]).unwrap_err().code(), "codec.wrong-type");
        let mut three = members();
        three.pop();
        assert_eq!(
            decode(&document(three)).unwrap_err().code(),
            "codec.invalid-value"
        );
        let mut five = members();
        five.push(Cbor::Null);
        assert_eq!(
            decode(&document(five)).unwrap_err().code(),
            "codec.invalid-value"
        );
        let mut detached = members();
        detached[2] = Cbor::Null;
        assert_eq!(decode(&document(detached)).unwrap_err().field, "payload");
        let other_tag = [&[0xd1], &bytes[1..]].concat();
        assert_eq!(decode(&other_tag).unwrap_err().code(), "codec.wrong-type");
        let followed = [bytes.as_slice(), &[0]].concat();
        assert_eq!(
            decode(&followed).unwrap_err().code(),
            "codec.trailing-bytes"
        );
        let long_tag = [&[0xd8, 0x12], &bytes[1..]].concat();
        assert_eq!(
            decode(&long_tag).unwrap_err().code(),
            "codec.not-deterministic"
        );
    }

    #[test]
    fn size_is_bounded_at_the_limit() {
        let fitting = |payload| Draft::new(TYPE, -7, &[vec![1]], vec![0; payload]).complete(&[9]);
        let overhead = fitting(1_000).len() - 1_000;
        assert!(decode(&fitting(LIMIT.1 - overhead)).is_ok());
        assert_eq!(
            decode(&fitting(LIMIT.1 - overhead + 1)).unwrap_err().kind,
            Kind::OverLimit {
                limit: "test_bytes",
                allowed: 4_096
            }
        );
    }

    #[test]
    fn every_truncation_is_refused() {
        let whole = draft().complete(&[9; 64]);
        for end in 0..whole.len() {
            assert_eq!(
                decode(&whole[..end]).unwrap_err().code(),
                "codec.truncated",
                "{end}"
            );
        }
    }
}
