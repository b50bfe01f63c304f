//! Conditions from CBOR or JSON. Each kind is closed like everything else; one that is not known is read as its name, so
//! that an agreement of a later version can be taken, and answers with the name of what is not known here.

use crate::document::tree::{Fault, Members, Node};

use super::{Clause, Condition, DerivedBy, Element, Kind, Level, VOCABULARY};

/// What the names of kinds mean in an agreement.
#[derive(Clone, Copy, Debug)]
pub(super) enum Vocabulary {
    /// What this version means by them.
    Ours,
    /// Nothing that is known here, even where they sound alike.
    Other,
}

impl Vocabulary {
    pub(super) fn of(name: &str) -> Self {
        if name == VOCABULARY {
            Self::Ours
        } else {
            Self::Other
        }
    }

    /// `clause` of `spec/agreement.cddl`.
    pub(super) fn clause(self, node: &Node<'_>) -> Result<Clause, Fault> {
        if node.open(&["anyOf"])?.get("anyOf").is_none() {
            return self.condition(node).map(Clause::One);
        }
        let clause = node.object(&["anyOf"])?;
        let any_of = clause.need("anyOf")?;
        match any_of.some(|node| self.condition(node))? {
            conditions if conditions.len() >= 2 => Ok(Clause::AnyOf(conditions)),
            _ => any_of.invalid("two conditions or more"),
        }
    }

    /// `condition` of `spec/agreement.cddl`.
    pub(super) fn condition(self, node: &Node<'_>) -> Result<Condition, Fault> {
        let open = node.open(&["id", "kind"])?;
        let id = open.need("id")?.name()?;
        let name = open.need("kind")?.name()?;
        let kind = match self {
            Self::Ours => kind(node, name)?,
            Self::Other => Kind::Other { kind: name },
        };
        Ok(Condition { id, kind })
    }
}

/// A clause of a document whose kinds mean what this version means by them.
pub(in crate::recognise) fn clause(node: &Node<'_>) -> Result<Clause, Fault> {
    Vocabulary::Ours.clause(node)
}

/// `[ namespace, identifier, ? member ]`
pub(in crate::recognise) fn element(node: &Node<'_>) -> Result<Element, Fault> {
    let mut names = node.each(|node| node.name())?.into_iter();
    match (names.next(), names.next(), names.next(), names.next()) {
        (Some(namespace), Some(identifier), member, None) => Ok(Element {
            namespace,
            identifier,
            member,
        }),
        _ => node.invalid("a name space, an identifier and perhaps a member"),
    }
}

fn kind(node: &Node<'_>, kind: String) -> Result<Kind, Fault> {
    Ok(match kind.as_str() {
        "issuedAt" => {
            let of = node.object(&["id", "kind", "notBefore", "notAfter"])?;
            Kind::IssuedAt {
                not_before: of.may("notBefore", |node| node.instant())?,
                not_after: of.may("notAfter", |node| node.instant())?,
            }
        }
        "licenceAge" => Kind::LicenceAge {
            max: node
                .object(&["id", "kind", "max"])?
                .need("max")?
                .unsigned()?,
        },
        "remainingValidity" => Kind::RemainingValidity {
            min: node
                .object(&["id", "kind", "min"])?
                .need("min")?
                .unsigned()?,
        },
        "assuranceAtLeast" => {
            let of = node.object(&["id", "kind", "scheme", "level"])?;
            Kind::AssuranceAtLeast {
                scheme: of.need("scheme")?.uri()?,
                level: of.need("level")?.unsigned()?,
            }
        }
        "statusFresh" => Kind::StatusFresh {
            max_age: node
                .object(&["id", "kind", "maxAge"])?
                .need("maxAge")?
                .unsigned()?,
        },
        "issuerIn" => Kind::IssuerIn {
            entities: names(&node.object(&["id", "kind", "entities"])?, "entities")?,
        },
        "issuerNotIn" => Kind::IssuerNotIn {
            entities: names(&node.object(&["id", "kind", "entities"])?, "entities")?,
        },
        "categoryIn" => Kind::CategoryIn {
            categories: names(&node.object(&["id", "kind", "categories"])?, "categories")?,
        },
        "levelIn" => Kind::LevelIn {
            levels: names(&node.object(&["id", "kind", "levels"])?, "levels")?,
        },
        "industryIn" => Kind::IndustryIn {
            industries: names(&node.object(&["id", "kind", "industries"])?, "industries")?,
        },
        "elementPresent" => {
            let of = node.object(&["id", "kind", "element", "derived"])?;
            Kind::ElementPresent {
                element: element(&of.need("element")?)?,
                derived: of.may("derived", derived)?,
            }
        }
        "elementIn" => {
            let of = node.object(&["id", "kind", "element", "values", "derived"])?;
            Kind::ElementIn {
                element: element(&of.need("element")?)?,
                values: texts(&of, "values")?,
                derived: of.may("derived", derived)?,
            }
        }
        "elementNotIn" => {
            let of = node.object(&["id", "kind", "element", "values", "derived"])?;
            Kind::ElementNotIn {
                element: element(&of.need("element")?)?,
                values: texts(&of, "values")?,
                derived: of.may("derived", derived)?,
            }
        }
        "elementRange" => {
            let of = node.object(&["id", "kind", "element", "min", "max"])?;
            Kind::ElementRange {
                element: element(&of.need("element")?)?,
                min: of.may("min", |node| node.signed())?,
                max: of.may("max", |node| node.signed())?,
            }
        }
        "elementDate" => {
            let of = node.object(&["id", "kind", "element", "minAge", "maxAge"])?;
            Kind::ElementDate {
                element: element(&of.need("element")?)?,
                min_age: of.may("minAge", |node| node.unsigned())?,
                max_age: of.may("maxAge", |node| node.unsigned())?,
            }
        }
        "holderBinding" => Kind::HolderBinding {
            any_method: names(&node.object(&["id", "kind", "anyMethod"])?, "anyMethod")?,
        },
        "signatureLevel" => {
            let levels = [Level::B, Level::T, Level::Lt, Level::Lta].map(|l| (l.name(), l));
            Kind::SignatureLevel {
                min: node
                    .object(&["id", "kind", "min"])?
                    .need("min")?
                    .word(&levels, "B, T, LT or LTA")?,
            }
        }
        "sealType" => Kind::SealType {
            any_of_types: names(&node.object(&["id", "kind", "anyOfTypes"])?, "anyOfTypes")?,
        },
        _ => Kind::Other { kind },
    })
}

fn names(of: &Members<'_>, name: &'static str) -> Result<Vec<String>, Fault> {
    of.need(name)?.some(|node| node.name())
}

fn texts(of: &Members<'_>, name: &'static str) -> Result<Vec<String>, Fault> {
    of.need(name)?.some(|node| node.text().map(str::to_owned))
}

fn derived(node: &Node<'_>) -> Result<DerivedBy, Fault> {
    let derived = node.object(&["rule", "maxAge"])?;
    Ok(DerivedBy {
        rule: derived.need("rule")?.text()?.to_owned(),
        max_age: derived.need("maxAge")?.unsigned()?,
    })
}
