//! How much a foreign document may ask of us.

use core::{cell::Cell, ops::Deref};

/// The budgets of every reader; exceeding one is refused with the limit's name.
///
/// The defaults are generous to any licence met in the field and small enough for a telephone.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes of one licence. Default 8 MiB: a real-estate title with a parcel map and four floor plans is under 6 MiB.
    pub licence_bytes: usize,
    /// Bytes of a set of documents. Default 32 MiB: four of the largest licences.
    pub set_bytes: usize,
    /// Documents of a set. Default 64: nobody shows more at once, and each may cost a hundred signature checks to refuse.
    pub documents: usize,
    /// Nesting of CBOR items. Default 16: an element's table cell in a `DeviceResponse` is at level 12.
    pub depth: usize,
    /// CBOR items in one input, all that is embedded in it included. Default 262,144: the largest table ten times over.
    /// An item of one byte is a value of 32 bytes in memory, so a limit on bytes alone would not bound what is needed.
    pub items: usize,
    /// Elements of one document, and names in one list of authorised elements. Default 1,024: a table with a row per person, and room.
    pub elements: usize,
    /// Bytes of the name of a document type, a name space or an element. Default 256: the longest in use have under 64.
    pub name_bytes: usize,
    /// Digests in one signed object. Default 4,096: the elements four times over, so that an issuer may add decoys.
    pub digests: usize,
    /// Bytes of one picture. Default 2 MiB.
    pub picture_bytes: usize,
    /// Pixels that a picture declares. Default 40 million: an A3 scan at 300 dpi is 17 million, twice that is refused by no one.
    pub picture_pixels: u64,
    /// Cells of one table. Default 10,000.
    pub table_cells: usize,
    /// Bytes of a status list, as received and again inflated. Default 64 MiB: every licence of a country of 268 million.
    pub status_bytes: usize,
}

impl Limits {
    /// Bytes of one certificate. The largest in the public lists is under 4 KiB. Fixed: a path is remembered under it.
    pub const CERTIFICATE_BYTES: usize = 16 << 10;
    /// Bytes of one revocation list. An entry with the longest serial number and a reason has 53, so that there is room for
    /// 300,000; the smallest has 20, so that there are never more than 838,860. Fixed: whether a list is taken must not
    /// depend on who takes it.
    pub const REVOCATION_LIST_BYTES: usize = 16 << 20;
    /// Certificates in one chain: a sealing certificate, two CAs, and a root that need not be there. Fixed likewise.
    pub const CHAIN: usize = 4;
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            licence_bytes: 8 << 20,
            set_bytes: 32 << 20,
            documents: 64,
            depth: 16,
            items: 262_144,
            elements: 1_024,
            name_bytes: 256,
            digests: 4_096,
            picture_bytes: 2 << 20,
            picture_pixels: 40_000_000,
            table_cells: 10_000,
            status_bytes: 64 << 20,
        }
    }
}

/// The limits, and what is left of them while one input is read.
#[derive(Debug)]
pub(crate) struct Budget<'l> {
    limits: &'l Limits,
    items: Cell<usize>,
}

impl<'l> Budget<'l> {
    pub(crate) const fn new(limits: &'l Limits) -> Self {
        Self {
            limits,
            items: Cell::new(limits.items),
        }
    }

    /// Counts one item, and says whether it was still within [`Limits::items`].
    pub(super) fn item(&self) -> bool {
        match self.items.get().checked_sub(1) {
            Some(left) => {
                self.items.set(left);
                true
            }
            None => false,
        }
    }
}

impl Deref for Budget<'_> {
    type Target = Limits;

    fn deref(&self) -> &Limits {
        self.limits
    }
}
