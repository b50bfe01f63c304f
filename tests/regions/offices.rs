//! Who signs: CAs, departments, status offices and keepers of lists, with keys that are the same at every run.

use elicence::document::MlText;
use elicence::{
    Misuse,
    crypto::{Algorithm, RandomSource, Signer as _, SoftwareKey},
    licence::{Region, Uscc},
    time::UnixTime,
    trust::list::{
        DigitalIdentity, LicenceScope, ListContents, ListDraft, ServiceType, TrustList,
        TrustedEntity, TrustedService,
    },
};

use crate::pki::{
    Draft, Kind, PURPOSES, Revoked, Subject, extension, make_certificate, make_revocation_list, tlv,
};

/// `id-tsl-kp-tslSigning`
const LIST_SIGNER: &[u8] = &[0x04, 0x00, 0x91, 0x37, 0x03, 0x00];
/// 1.3.6.1.5.5.7.3.30
const STATUS_SIGNER: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 30];

struct Numbered(u16);

impl RandomSource for Numbered {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), Misuse> {
        bytes.fill(1);
        bytes[1..3].copy_from_slice(&self.0.to_be_bytes());
        Ok(())
    }
}

fn key(number: u16) -> SoftwareKey {
    SoftwareKey::generate_with(Algorithm::Es256, &mut Numbered(number)).unwrap()
}

pub(crate) fn time(text: &str) -> UnixTime {
    UnixTime::parse_tdate(text).unwrap()
}

/// The first second of this day, counted from the last of May 2026.
pub(crate) fn day(number: i64) -> UnixTime {
    time("2026-05-31T00:00:00Z").saturating_add(number * 86_400)
}

pub(crate) fn region(text: &str) -> Region {
    Region::parse(text).unwrap()
}

/// The right code of a test authority in a division of six digits.
pub(crate) fn code(division: &str, number: u16) -> String {
    const DIGITS: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    let stem = format!("Y1{division}TEM{number:05}");
    let codes = "0123456789X".chars().flat_map(|first| {
        let stem = &stem;
        DIGITS
            .chars()
            .map(move |last| format!("{stem}{first}{last}"))
    });
    let mut right = codes.filter(|code| Uscc::parse(code).is_ok());
    right.next().unwrap()
}

/// A signing key with the certificate for it.
pub(crate) struct Office {
    pub(crate) code: String,
    pub(crate) key: SoftwareKey,
    pub(crate) certificate: Vec<u8>,
}

impl Office {
    /// The certificate, as an identity of its service.
    pub(crate) fn identity(&self) -> DigitalIdentity {
        DigitalIdentity::Certificate(self.certificate.clone())
    }
}

fn life() -> (UnixTime, UnixTime) {
    (time("2025-01-01T00:00:00Z"), time("2036-01-01T00:00:00Z"))
}

/// Issues the certificates of departments.
pub(crate) struct Ca {
    name: String,
    country: String,
    key: SoftwareKey,
    pub(crate) certificate: Vec<u8>,
}

impl Ca {
    pub(crate) fn new(number: u16, country: &str) -> Self {
        let (name, key) = (format!("Test CA {number}"), key(number));
        let subject = Subject {
            c: country,
            o: "Test CA",
            cn: &name,
            ..Subject::default()
        };
        let (public, kind) = (key.verifying_key(), Kind::Ca { path_length: 0 });
        let certificate =
            make_certificate(&subject, &public, &subject, &key, life(), kind, 1).unwrap();
        Self {
            name,
            country: country.to_owned(),
            key,
            certificate,
        }
    }

    fn subject(&self) -> Subject<'_> {
        Subject {
            c: &self.country,
            o: "Test CA",
            cn: &self.name,
            ..Subject::default()
        }
    }

    pub(crate) fn identity(&self) -> DigitalIdentity {
        DigitalIdentity::Certificate(self.certificate.clone())
    }

    /// The department with this code; the number is that of its key, and the serial number of its certificate.
    pub(crate) fn department(&self, code: &str, number: u16) -> Office {
        self.department_until(code, number, life().1)
    }

    pub(crate) fn department_until(&self, code: &str, number: u16, end: UnixTime) -> Office {
        self.office(code, number, end, None)
    }

    /// An office that signs status lists.
    pub(crate) fn status_office(&self, code: &str, number: u16) -> Office {
        self.office(code, number, life().1, Some(STATUS_SIGNER))
    }

    /// An office that signs agreements: for that there is no purpose.
    pub(crate) fn agreement_office(&self, code: &str, number: u16) -> Office {
        self.office_with(code, number, life().1, |draft| draft.with(PURPOSES, None))
    }

    fn office(&self, code: &str, number: u16, end: UnixTime, purpose: Option<&[u8]>) -> Office {
        self.office_with(code, number, end, |draft| match purpose {
            Some(purpose) => draft.with(PURPOSES, Some(only(purpose))),
            None => draft,
        })
    }

    fn office_with(
        &self,
        code: &str,
        number: u16,
        end: UnixTime,
        change: impl FnOnce(Draft) -> Draft,
    ) -> Office {
        let key = key(number);
        let subject = Subject {
            c: &self.country,
            o: "Test Department",
            organization_identifier: code,
            cn: "Test Seal",
            ..Subject::default()
        };
        let (public, above) = (key.verifying_key(), self.key.verifying_key());
        let (validity, serial) = ((life().0, end), u64::from(number));
        let draft = Draft::new(
            &subject,
            &public,
            &self.subject(),
            &above,
            validity,
            Kind::Sealer,
            serial,
        );
        let certificate = change(draft).sign(&self.key).unwrap();
        Office {
            code: code.to_owned(),
            key,
            certificate,
        }
    }

    /// The revocation list of this number, made on one day and good until before another.
    pub(crate) fn revoking(&self, serials: &[u16], number: u64, days: (i64, i64)) -> Vec<u8> {
        let revoked: Vec<_> = serials
            .iter()
            .map(|serial| Revoked {
                serial: u64::from(*serial),
                since: day(days.0),
                reason: Some(1),
                invalid: None,
            })
            .collect();
        let updates = (day(days.0), day(days.1));
        make_revocation_list(&self.subject(), &self.key, updates, number, &revoked).unwrap()
    }
}

/// A CA, and a key with its certificate that names a part of the country; no code of an authority.
pub(crate) fn office_abroad(number: u16, place: &str) -> (Vec<u8>, SoftwareKey, Vec<u8>) {
    let ca = Ca::new(number, &place[..2]);
    let key = key(number + 50);
    let subject = Subject {
        c: &place[..2],
        st: place,
        o: "Test Office Abroad",
        cn: "Test Seal",
        ..Subject::default()
    };
    let (public, serial) = (key.verifying_key(), u64::from(number));
    let (issuer, kind) = (ca.subject(), Kind::Sealer);
    let leaf = make_certificate(&subject, &public, &issuer, &ca.key, life(), kind, serial);
    (ca.certificate, key, leaf.unwrap())
}

fn only(purpose: &[u8]) -> Vec<u8> {
    extension(PURPOSES, true, &tlv(0x30, &[&tlv(0x06, &[purpose])]))
}

/// Keeps and signs a trust list.
pub(crate) struct Keeper {
    key: SoftwareKey,
    certificate: Vec<u8>,
}

const KEEPER: &str = "Test List Office";

impl Keeper {
    pub(crate) fn new(number: u16, country: &str) -> Self {
        let (key, cn) = (key(number), format!("Lists {number}"));
        let subject = Subject {
            c: country,
            o: KEEPER,
            cn: &cn,
            ..Subject::default()
        };
        let public = key.verifying_key();
        let certificate = Draft::new(
            &subject,
            &public,
            &subject,
            &public,
            life(),
            Kind::Sealer,
            7,
        )
        .with(PURPOSES, Some(only(LIST_SIGNER)))
        .sign(&key)
        .unwrap();
        Self { key, certificate }
    }

    pub(crate) fn identity(&self) -> DigitalIdentity {
        DigitalIdentity::Certificate(self.certificate.clone())
    }

    pub(crate) fn sign(&self, contents: ListContents) -> TrustList {
        let chain = [self.certificate.clone()];
        let prepared = ListDraft::new(contents)
            .prepare(Algorithm::Es256, &chain)
            .unwrap();
        let signature = self.key.sign(&prepared.to_be_signed()).unwrap();
        prepared.complete(&signature).unwrap()
    }

    /// The issue after `previous`, with what `change` does to it; made on this day, and good for 20.
    pub(crate) fn follow(
        &self,
        previous: &TrustList,
        made: i64,
        change: impl FnOnce(&mut ListContents),
    ) -> TrustList {
        let mut next =
            ListContents::next(previous, day(made), Some(day(made + 10)), day(made + 20));
        change(&mut next);
        self.sign(next)
    }
}

/// The first issue of a list, empty: made on the first day, due on the tenth after, good for 20. `kind` is `regional` or `lists`.
pub(crate) fn first_issue(list_id: &str, kind: &str, territory: &str) -> ListContents {
    let json = format!(
        r#"{{"type":"org.elicence.trustlist.1","listId":"{list_id}","listType":"urn:elicence:list:{kind}","sequenceNumber":1,
        "schemeTerritory":"{territory}","schemeOperatorName":{{"en":"{KEEPER}"}},
        "schemeTypeCommunityRules":["https://rules.example/"],"statusDeterminationApproach":"urn:example:approach",
        "historicalInformationPeriod":65535,"listIssueDateTime":"{}","nextUpdate":"{}","notAfter":"{}",
        "pointersToOtherLists":[],"trustedEntities":[],"authoritativeSources":[]}}"#,
        day(1),
        day(11),
        day(21)
    );
    ListContents::from_json(&json).unwrap()
}

pub(crate) fn text(text: &str) -> MlText {
    [("en".to_owned(), text.to_owned())].into()
}

/// A service that seals licences of one type in one region, granted for years.
pub(crate) fn sealing(
    service_id: &str,
    doc_type: &str,
    place: &str,
    identity: DigitalIdentity,
) -> TrustedService {
    let mut service = service(service_id, ServiceType::LicenceIssuance, identity);
    service.licence_scope.push(LicenceScope {
        doc_type: doc_type.to_owned(),
        territories: vec![region(place)],
        max_assurance: None,
    });
    service
}

/// A service that signs the status lists below a prefix, granted for years.
pub(crate) fn telling_status(
    service_id: &str,
    prefixes: &[&str],
    identity: DigitalIdentity,
) -> TrustedService {
    let mut service = service(service_id, ServiceType::LicenceStatus, identity);
    service.status_list_prefixes = prefixes.iter().map(|&prefix| prefix.to_owned()).collect();
    service
}

fn service(id: &str, kind: ServiceType, identity: DigitalIdentity) -> TrustedService {
    let since = time("2020-01-01T00:00:00Z");
    TrustedService::new(id, kind, text("Service"), vec![identity], since)
}

pub(crate) fn entity(code: &str, services: Vec<TrustedService>) -> TrustedEntity {
    TrustedEntity::new(code, text("Department"), services)
}
