//! For which certificates a list speaks: `issuingDistributionPoint`, decoded by us to its last byte.
//!
//! General parsers drop what they do not know here, and a list for other certificates then looks like one for all.

use crate::codec::der::{self, DerFault, Tlv, tag};
use crate::trust::certificate::{Certificate, values};

/// The scope of a complete list of one issuer.
///
/// ```asn1
/// IssuingDistributionPoint ::= SEQUENCE { distributionPoint [0] DistributionPointName OPTIONAL,
///   onlyContainsUserCerts [1] BOOLEAN DEFAULT FALSE, onlyContainsCACerts [2] BOOLEAN DEFAULT FALSE,
///   onlySomeReasons [3] ReasonFlags OPTIONAL, indirectCRL [4] BOOLEAN DEFAULT FALSE,
///   onlyContainsAttributeCerts [5] BOOLEAN DEFAULT FALSE }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ListScope {
    /// Full names, each as its whole encoding; `None` for certificates of every point.
    points: Option<Vec<Vec<u8>>>,
    only_users: bool,
    only_authorities: bool,
}

impl ListScope {
    /// Reads the value of the extension; an error is the rule that makes the list unusable.
    pub(super) fn read(value: &[u8]) -> Result<Self, &'static str> {
        const UNREADABLE: &str = "issuingDistributionPoint can be read in full";
        let read = || -> Result<_, DerFault> {
            let value = der::single(value, tag::SEQUENCE, UNREADABLE)?;
            let mut members = value.inside();
            let point = members.optional(0xa0)?;
            let flags = [
                members.optional(0x81)?,
                members.optional(0x82)?,
                members.optional(0x83)?,
                members.optional(0x84)?,
                members.optional(0x85)?,
            ];
            members.finish(UNREADABLE)?;
            let names = point.as_ref().map(values::distribution_point_name);
            Ok((value, names.transpose()?, flags))
        };
        let (value, point, [users, authorities, reasons, indirect, attributes]) =
            read().map_err(|_| UNREADABLE)?;
        // A written FALSE is not DER, and an empty value says nothing (RFC 5280, 5.2.5).
        let truths = [users, authorities, indirect, attributes];
        let all_true = truths.iter().flatten().all(|flag| flag.value == [0xff]);
        if !all_true || value.value.is_empty() {
            return Err(UNREADABLE);
        }
        let points = match point {
            Some(None) => return Err("the name of its distribution point is a full one"),
            Some(names) => names,
            None => None,
        };
        let no = |member: Option<Tlv<'_>>, rule| member.map_or(Ok(()), |_| Err(rule));
        no(reasons, "it is not for some reasons only")?;
        no(indirect, "it is not indirect")?;
        no(attributes, "it is not for attribute certificates only")?;
        if users.is_some() && authorities.is_some() {
            return Err("it is not for sealing certificates and for CAs only at once");
        }
        Ok(Self {
            points,
            only_users: users.is_some(),
            only_authorities: authorities.is_some(),
        })
    }

    /// Whether the list would have an entry for this certificate if it were revoked.
    pub(super) fn has(&self, certificate: &Certificate) -> bool {
        let stated = &certificate.extensions.distribution_points;
        let point = |points: &Vec<Vec<u8>>| points.iter().any(|name| stated.contains(name));
        let excluded = if certificate.is_ca() {
            self.only_users
        } else {
            self.only_authorities
        };
        !excluded && self.points.as_ref().is_none_or(point)
    }
}
