//! Whom the caller trusts: a store of lists, and authorities by hand.

use std::path::{Path, PathBuf};

use elicence::{
    licence::Region,
    recognise::Agreements,
    status::{NotTaken, StatusAuthorities, StatusLists},
    time::UnixTime,
    trust::{AnchorError, Scope, Trust, TrustAnchors, store::TrustStore},
};

use crate::{
    answer::{Trouble, warn},
    arguments::Trusted,
    files,
    layout::harmless,
    pem,
    trust::store::Folder,
};

/// The arguments that say so.
#[derive(clap::Args)]
pub(crate) struct Whom {
    /// A trust store: whom its lists name is trusted for what they say (see `elicence trust update`)
    #[arg(long, value_name = "STORE")]
    trust: Option<PathBuf>,
    /// A CA certificate (PEM or DER) and what it is trusted for; may be given again
    #[arg(long, value_name = "FILE@SCOPE", value_parser = Trusted::parse)]
    anchor: Vec<Trusted>,
    /// A revocation list (CRL; PEM or DER) of an authority; may be given again
    #[arg(long, value_name = "FILE")]
    crl: Vec<PathBuf>,
}

impl Whom {
    /// Those who are trusted by hand, and the revocation lists.
    pub(crate) fn anchors(&self) -> Result<TrustAnchors, Trouble> {
        let mut anchors = TrustAnchors::new();
        for given in &self.anchor {
            let Some(scope) = scope_of(given)? else {
                return Err(Trouble::new(format!("the anchor `{}` has no scope", given.path().display()))
                    .with_hint("say what it is trusted for: FILE@PROFILE:TYPES:REGIONS, such as ca.pem@elicence:*:CN-44"));
            };
            anchors
                .add_anchor(&pem::certificate(given.path())?, scope)
                .map_err(|error| unusable("anchor", given.path(), &error))?;
        }
        for path in &self.crl {
            anchors
                .add_revocation_list(&pem::revocation_list(path)?)
                .map_err(|error| Trouble::new(format!("`{}`: {error}", path.display())))?;
        }
        Ok(anchors)
    }

    /// Those, and whom the store trusts.
    pub(crate) fn authorities(
        &self,
        anchors: TrustAnchors,
        now: UnixTime,
    ) -> Result<Authorities, Trouble> {
        let Some(path) = &self.trust else {
            if anchors.is_empty() {
                warn("nobody is trusted: give --trust or --anchor");
            }
            let by = By::Hand(anchors);
            return Ok(Authorities {
                by,
                statuses: StatusLists::new(),
                agreements: Agreements::new(),
            });
        };
        let Folder {
            store,
            statuses,
            agreements,
            ..
        } = Folder::read(path, anchors, now)?;
        if store.lists().next().is_none() && store.anchors().is_empty() {
            warn("nobody is trusted: the store has no list");
        }
        let by = By::Lists(Box::new(store));
        Ok(Authorities {
            by,
            statuses,
            agreements,
        })
    }

    /// The certificates of the anchors, in DER.
    pub(crate) fn anchor_certificates(&self) -> Result<Vec<Vec<u8>>, Trouble> {
        let files = self.anchor.iter();
        files.map(|given| pem::certificate(given.path())).collect()
    }
}

/// Everybody who is trusted, and the status lists and agreements that are held.
pub(crate) struct Authorities {
    by: By,
    pub(crate) statuses: StatusLists,
    agreements: Agreements,
}

enum By {
    Hand(TrustAnchors),
    Lists(Box<TrustStore>),
}

impl Authorities {
    pub(crate) fn trust(&self) -> &dyn Trust {
        match &self.by {
            By::Hand(anchors) => anchors,
            By::Lists(store) => store.as_ref(),
        }
    }

    /// The store, if there is one: only its lists say who signs agreements.
    pub(crate) fn store(&self) -> Option<&TrustStore> {
        match &self.by {
            By::Hand(_) => None,
            By::Lists(store) => Some(store),
        }
    }

    /// The agreements that are held, for somebody to add others.
    pub(crate) fn take_agreements(&mut self) -> Agreements {
        core::mem::take(&mut self.agreements)
    }

    /// The time to judge at: that of the clock, or what lists say that it is past.
    pub(crate) fn time(&self, now: UnixTime) -> UnixTime {
        self.trust()
            .clock_floor()
            .map_or(now, |floor| floor.max(now))
    }

    /// Takes the status list in a file in.
    pub(crate) fn load_status(
        &mut self,
        path: &Path,
        now: UnixTime,
    ) -> Result<Result<String, NotTaken>, Trouble> {
        let bytes = read_status(path)?;
        let authorities: &dyn StatusAuthorities = match &self.by {
            By::Hand(anchors) => anchors,
            By::Lists(store) => store.as_ref(),
        };
        let taken = self.statuses.load(&bytes, authorities, now);
        Ok(taken.map(|taken| taken.uri))
    }

    /// Takes status lists in; one that is refused says nothing.
    pub(crate) fn load_statuses(
        &mut self,
        paths: &[PathBuf],
        now: UnixTime,
    ) -> Result<(), Trouble> {
        for path in paths {
            if let Err(why) = self.load_status(path, now)? {
                warn(harmless(&format!(
                    "the status list `{}` is not used: {why}",
                    path.display()
                )));
            }
        }
        Ok(())
    }

    /// What the lists that are held say.
    pub(crate) fn judge_status(
        &self,
        question: &elicence::status::StatusQuestion<'_>,
    ) -> elicence::status::StatusJudgement {
        match &self.by {
            By::Hand(anchors) => self.statuses.judge(question, anchors),
            By::Lists(store) => self.statuses.judge(question, store.as_ref()),
        }
    }
}

/// The bytes of a status list; the library has the limit.
pub(crate) fn read_status(path: &Path) -> Result<Vec<u8>, Trouble> {
    let limit = elicence::codec::Limits::default().status_bytes;
    files::read_prefix(path, limit.saturating_add(1))
}

/// What a certificate is trusted for.
pub(crate) fn scope_of(given: &Trusted) -> Result<Option<Scope>, Trouble> {
    let Some(text) = &given.scope else {
        return Ok(None);
    };
    Scope::parse(text).map(Some).map_err(|error| {
        let trouble = Trouble::new(format!(
            "the scope of `{}`: {error}",
            given.path().display()
        ));
        // The scope's own error does not say which region, and what would be right.
        let regions = text.rsplit(':').next().unwrap_or_default();
        match regions
            .split(',')
            .find_map(|region| Some((region, Region::parse(region).err()?)))
        {
            Some((region, error)) => trouble.with_hint(format!("`{region}`: {error}")),
            None => trouble,
        }
    })
}

/// Why a certificate cannot be trusted by hand.
pub(crate) fn unusable(what: &str, path: &Path, error: &AnchorError) -> Trouble {
    let trouble = Trouble::new(
        format!("`{}` cannot be an {what}: {error}", path.display()).replace("an pin", "a pin"),
    );
    if what == "anchor" {
        trouble.with_hint("an anchor is a CA; a sealing certificate is trusted with --pin")
    } else {
        trouble.with_hint("a pin is a sealing certificate; a CA is trusted with --anchor")
    }
}
