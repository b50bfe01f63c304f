//! What the issuing side of status refuses to do.

use crate::coded::coded;

coded! {
    /// Why a status was not given or changed.
    pub enum StatusFault {
        /// Every index of the list is taken.
        IndexExhausted { capacity: u64 } = "status.index-exhausted", "all {capacity} indices of the list are taken: begin another";
        /// The law knows no such step from the state in which the licence is.
        TransitionIllegal { transition: &'static str, state: &'static str } = "status.transition-illegal", "a licence that is {state} is not to {transition}";
        /// A decision without the law that it rests on.
        TransitionGroundMissing { transition: &'static str } = "status.transition-ground-missing", "to {transition} a licence needs a legal ground";
        /// A licence is replaced by none.
        TransitionSuccessorMissing { transition: &'static str } = "status.transition-successor-missing", "to {transition} a licence needs one that takes its place";
        /// A licence that ends without being replaced has one that takes its place.
        TransitionSuccessorUnexpected { transition: &'static str } = "status.transition-successor-unexpected", "to {transition} a licence leaves none in its place";
        /// The times of the change contradict each other, or what went before.
        TransitionTime { rule: &'static str } = "status.transition-time", "the times of the change do not fit: {rule}";
    }
}
