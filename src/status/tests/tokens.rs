//! What is a token and what is none.

use super::*;
use crate::codec::{Cbor, Limits};
use crate::error::{DecodeError, DecodeErrorKind as Kind};

type Members = Vec<(i128, Cbor)>;

fn numbered(members: Members) -> Cbor {
    Cbor::Map(
        members
            .into_iter()
            .map(|(k, v)| (Cbor::Integer(k), v))
            .collect(),
    )
}

fn header(typ: &str) -> Members {
    vec![(1, Cbor::Integer(-7)), (16, Cbor::text(typ))]
}

const STATUSES: &str = "application/statuslist+cwt";
const IDENTIFIERS: &str = "application/identifierlist+cwt";

fn statuses() -> Cbor {
    let lst = miniz_oxide::deflate::compress_to_vec_zlib(&[0b1110_0100], 6);
    Cbor::map([("bits", Cbor::Integer(2)), ("lst", Cbor::Bytes(lst))])
}

fn claims() -> Members {
    vec![
        (2, Cbor::text(URI)),
        (6, Cbor::Integer(1_000)),
        (65_533, statuses()),
    ]
}

fn identifier_claims() -> Members {
    let id = (Cbor::Bytes(vec![1, 2]), Cbor::Map(Vec::new()));
    let list = Cbor::map([("identifiers", Cbor::Map(vec![id]))]);
    vec![
        (2, Cbor::text(URI)),
        (4, Cbor::Integer(2_000)),
        (6, Cbor::Integer(1_000)),
        (65_530, list),
    ]
}

fn token_of(protected: &Cbor, payload: Cbor) -> Cbor {
    let members = vec![
        Cbor::Bytes(protected.to_vec()),
        Cbor::Map(Vec::new()),
        payload,
        Cbor::Bytes(vec![0; 64]),
    ];
    Cbor::Tag(18, Box::new(Cbor::Array(members)))
}

fn token(header: Members, claims: Members) -> Vec<u8> {
    token_of(&numbered(header), Cbor::Bytes(numbered(claims).to_vec())).to_vec()
}

fn decode(bytes: &[u8]) -> Result<StatusToken, DecodeError> {
    StatusToken::decode(bytes, &Limits::default())
}

/// `claims` with one of them replaced or left out.
fn with(mut claims: Members, label: i128, value: Option<Cbor>) -> Members {
    claims.retain(|(key, _)| *key != label);
    claims.extend(value.map(|value| (label, value)));
    claims
}

fn kind_of(claims: Members) -> Kind {
    decode(&token(header(STATUSES), claims)).unwrap_err().kind
}

#[test]
fn a_token_is_read_with_and_without_the_tag_of_a_web_token() {
    let plain = token(header(STATUSES), claims());
    let tagged: Vec<u8> = [0xd8, 61]
        .into_iter()
        .chain(plain.iter().copied())
        .collect();
    for bytes in [&plain, &tagged] {
        let token = decode(bytes).unwrap();
        let StatusContent::Statuses(statuses) = token.content() else {
            panic!("statuses");
        };
        let all: Vec<_> = (0..4).map(|index| statuses.get(index).unwrap()).collect();
        assert_eq!(all, [0, 1, 2, 3]);
        assert_eq!(
            (token.uri(), token.expires(), token.time_to_live()),
            (URI, None, None)
        );
    }
    assert!(
        decode(&plain[1..]).is_err(),
        "without the tag of a COSE_Sign1"
    );
    let twice: Vec<u8> = [0xd8, 61].into_iter().chain(tagged).collect();
    assert!(decode(&twice).is_err());
}

#[test]
fn every_truncation_and_every_tail_is_refused() {
    let whole = token(header(STATUSES), claims());
    for end in 0..whole.len() {
        assert!(decode(&whole[..end]).is_err(), "{end}");
    }
    let longer: Vec<u8> = whole.into_iter().chain([0]).collect();
    assert_eq!(decode(&longer).unwrap_err().kind, Kind::TrailingBytes);
}

#[test]
fn the_type_stands_in_the_protected_header_and_is_that_of_the_list() {
    assert!(decode(&token(header("statuslist+cwt"), claims())).is_ok());
    assert!(decode(&token(header(IDENTIFIERS), identifier_claims())).is_ok());
    for (typ, claims) in [
        ("application/statuslist+jwt", claims()),
        ("application/cwt", claims()),
        (IDENTIFIERS, claims()),
        (STATUSES, identifier_claims()),
        (
            STATUSES,
            [claims(), identifier_claims().split_off(3)].concat(),
        ),
    ] {
        let error = decode(&token(header(typ), claims)).unwrap_err();
        assert_eq!(error.code(), "codec.invalid-value", "{typ}");
    }
    assert!(decode(&token(vec![(1, Cbor::Integer(-7))], claims())).is_err());
    let mut unprotected = vec![0xd2, 0x84, 0x43, 0xa1, 0x01, 0x26];
    unprotected.extend(numbered(vec![(16, Cbor::text(STATUSES))]).to_vec());
    unprotected.extend(Cbor::Bytes(numbered(claims()).to_vec()).to_vec());
    unprotected.extend([0x40]);
    assert_eq!(
        decode(&unprotected).unwrap_err().field,
        "token.protected.typ"
    );
}

#[test]
fn claims_that_are_missing_or_of_another_kind_are_refused() {
    let missing = |name| Kind::MissingField { name };
    assert_eq!(kind_of(with(claims(), 2, None)), missing("sub"));
    assert_eq!(kind_of(with(claims(), 6, None)), missing("iat"));
    assert_eq!(
        kind_of(with(claims(), 65_533, None)),
        missing("status_list")
    );
    let no_end = with(identifier_claims(), 4, None);
    let error = decode(&token(header(IDENTIFIERS), no_end)).unwrap_err();
    assert_eq!(error.kind, missing("exp"));
    for (label, value) in [
        (2, Cbor::text("")),
        (2, Cbor::text("https://a b")),
        (2, Cbor::text("x".repeat(2_049))),
        (4, Cbor::Integer(-1)),
        (6, Cbor::Integer(253_402_300_800)), // the year 10000
        (65_534, Cbor::Integer(0)),
        (65_534, Cbor::text("1")),
    ] {
        assert!(
            matches!(
                kind_of(with(claims(), label, Some(value.clone()))),
                Kind::InvalidValue { .. }
            ),
            "{label} {value:?}"
        );
    }
    for (label, value) in [
        (2, Cbor::Integer(1)),
        (4, Cbor::Float(1.5)),
        (6, Cbor::Null),
        (65_533, Cbor::Null),
    ] {
        assert!(
            matches!(
                kind_of(with(claims(), label, Some(value))),
                Kind::WrongType { .. }
            ),
            "{label}"
        );
    }
    let twice = [claims(), vec![(6, Cbor::Integer(2_000))]].concat();
    assert_eq!(kind_of(twice), Kind::DuplicateKey);
    assert!(decode(&token_of(&numbered(header(STATUSES)), Cbor::Null).to_vec()).is_err());
    let no_map = Cbor::Bytes(vec![0x80]);
    assert!(decode(&token_of(&numbered(header(STATUSES)), no_map).to_vec()).is_err());
}

#[test]
fn a_list_has_one_of_four_widths_and_one_whole_stream() {
    let lst = Cbor::Bytes(miniz_oxide::deflate::compress_to_vec_zlib(&[0; 9], 6));
    let list = |members: Vec<(&'static str, Cbor)>| {
        let claims = with(claims(), 65_533, Some(Cbor::map(members)));
        decode(&token(header(STATUSES), claims))
    };
    for (bits, entries) in [(1, 72), (2, 36), (4, 18), (8, 9)] {
        let read = list(vec![("bits", Cbor::Integer(bits)), ("lst", lst.clone())]).unwrap();
        let StatusContent::Statuses(statuses) = read.content() else {
            panic!("statuses");
        };
        assert_eq!(statuses.entries(), entries);
    }
    for bits in [-1, 0, 3, 5, 16, 256, 257] {
        let error = list(vec![("bits", Cbor::Integer(bits)), ("lst", lst.clone())]).unwrap_err();
        assert_eq!(error.field, "status_list.bits", "{bits}");
    }
    let bits = || ("bits", Cbor::Integer(1));
    assert!(list(vec![bits()]).is_err());
    assert!(list(vec![("lst", lst)]).is_err());
    assert!(list(vec![bits(), ("lst", Cbor::text("eNrb"))]).is_err());
    assert!(list(vec![bits(), ("lst", Cbor::Bytes(vec![0x78, 0xda]))]).is_err());
}

#[test]
fn a_bomb_in_a_token_is_refused_at_the_limit() {
    let bomb = miniz_oxide::deflate::compress_to_vec_zlib(&vec![0; (64 << 20) + 1], 6);
    let list = Cbor::map([("bits", Cbor::Integer(8)), ("lst", Cbor::Bytes(bomb))]);
    let allowed = 64 << 20;
    let limit = "status_bytes";
    assert_eq!(
        kind_of(with(claims(), 65_533, Some(list))),
        Kind::OverLimit { limit, allowed }
    );
    let small = Limits {
        status_bytes: 10,
        ..Limits::default()
    };
    let error = StatusToken::decode(&token(header(STATUSES), claims()), &small).unwrap_err();
    assert_eq!(error.kind, Kind::OverLimit { limit, allowed: 10 });
}

#[test]
fn identifiers_are_byte_strings() {
    let list = |key: Cbor| Cbor::map([("identifiers", Cbor::Map(vec![(key, Cbor::Null)]))]);
    let read = |list: Cbor| {
        let claims = with(identifier_claims(), 65_530, Some(list));
        decode(&token(header(IDENTIFIERS), claims))
    };
    let good = read(list(Cbor::Bytes(vec![7]))).unwrap();
    assert!(
        matches!(good.content(), StatusContent::Identifiers(ids) if ids.contains([7].as_slice()))
    );
    assert!(read(list(Cbor::text("7"))).is_err());
    assert!(read(Cbor::map([("identifiers", Cbor::Array(Vec::new()))])).is_err());
    assert!(read(Cbor::map([("other", Cbor::Null)])).is_err());
}
