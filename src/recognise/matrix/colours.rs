//! The colours of both the picture and the page, on light and on dark ground. Each pair of text and ground has a contrast
//! of at least 4.5 to 1 (WCAG 2.2, 1.4.3).

use super::Sort;

/// Ground, text, faint text, lines.
pub(super) struct Ground {
    pub(super) ground: &'static str,
    pub(super) text: &'static str,
    pub(super) faint: &'static str,
    pub(super) line: &'static str,
}

pub(super) const LIGHT: Ground = Ground {
    ground: "#ffffff",
    text: "#1c2126",
    faint: "#59636e",
    line: "#d8dde3",
};

pub(super) const DARK: Ground = Ground {
    ground: "#14181d",
    text: "#e8ebee",
    faint: "#9aa5b1",
    line: "#39424c",
};

/// The class of a sort in style sheets.
pub(super) const fn class(sort: Sort) -> &'static str {
    match sort {
        Sort::Recognised => "ok",
        Sort::WithConditions => "if",
        Sort::WithSupplements => "with",
        Sort::EvidenceOnly => "only",
        Sort::Contained => "own",
        Sort::NotRecognised => "no",
        Sort::Indeterminate => "open",
    }
}

/// The ground of a cell and its mark, on light and on dark ground.
pub(super) const fn of(sort: Sort) -> [(&'static str, &'static str); 2] {
    match sort {
        Sort::Recognised => [("#dff3e6", "#147544"), ("#12351f", "#5cc98b")],
        Sort::WithConditions => [("#e1eefa", "#1765a3"), ("#10304c", "#6db8f2")],
        Sort::WithSupplements => [("#fdeed3", "#8f5200"), ("#422b07", "#f0b35a")],
        Sort::EvidenceOnly => [("#efe8fa", "#6a43a8"), ("#2d2146", "#b79cec")],
        Sort::Contained => [("#e9edf1", "#4d5b6a"), ("#262e37", "#a9b6c4")],
        Sort::NotRecognised => [("#f7f7f8", "#656d76"), ("#1b2026", "#8c97a3")],
        Sort::Indeterminate => [("#fce5e3", "#b3261e"), ("#46191a", "#ff9a90")],
    }
}

/// Rules for all sorts, light ones and then dark ones: `rule` writes those of one sort.
pub(super) fn rules(rule: impl Fn(&str, &str, &str) -> String) -> [String; 2] {
    let each = |dark: bool| -> String {
        let of_one = |sort: Sort| {
            let [light, night] = of(sort);
            let (ground, mark) = if dark { night } else { light };
            rule(class(sort), ground, mark)
        };
        Sort::ALL.into_iter().map(of_one).collect()
    };
    [each(false), each(true)]
}
