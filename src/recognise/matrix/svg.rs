//! The matrix as a picture: one SVG that needs nothing else, readable on light and on dark ground, without colours too.

use crate::recognise::shown::markup;

use super::lines::{balanced, broken, fixed, width};
use super::words::Words;
use super::{MatrixTable, Sort, colours};

/// Pixels around everything.
const MARGIN: usize = 28;
/// Pixels for the names of the types.
const ROW_HEAD: usize = 226;
/// Pixels from column to column.
const COLUMN: usize = 94;
/// Pixels from row to row.
const ROW: usize = 56;
/// Between cells.
const GAP: usize = 4;
/// So that legend and notes have room where there are few columns.
const NARROWEST: usize = 680;
/// So that a line of the legend is read at once.
const LEGEND_ENTRY: usize = 330;

impl MatrixTable {
    /// The picture. No script, nothing fetched; cells say in a tooltip what they are. The same table gives the same bytes.
    #[must_use]
    pub fn to_svg(&self) -> String {
        let inside = ROW_HEAD
            .saturating_add(COLUMN.saturating_mul(self.columns.len()))
            .max(NARROWEST);
        let mut drawing = Drawing {
            body: String::new(),
            y: MARGIN,
            inside,
        };
        drawing.heading(self);
        drawing.columns(self);
        drawing.rows(self);
        drawing.legend(self);
        drawing.notes(self);
        let (across, down) = (
            inside.saturating_add(2 * MARGIN),
            drawing.y.saturating_add(MARGIN),
        );
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{across}\" height=\"{down}\" viewBox=\"0 0 {across} {down}\" \
             role=\"img\" aria-labelledby=\"title desc\" lang=\"{tag}\" xml:lang=\"{tag}\">\n\
             <title id=\"title\">{title}</title>\n<desc id=\"desc\">{desc}</desc>\n<style>{style}</style>\n\
             <defs>\n{marks}</defs>\n<rect class=\"ground\" width=\"{across}\" height=\"{down}\"/>\n{body}</svg>\n",
            tag = self.language.tag(),
            title = markup(&self.title),
            desc = markup(&self.summary()),
            style = style(Words::of(self.language).fonts),
            marks = marks(),
            body = drawing.body,
        )
    }
}

/// What is drawn, and how far down.
struct Drawing {
    body: String,
    y: usize,
    inside: usize,
}

impl Drawing {
    /// A line of text with its baseline at `y`; `class` has size and colour.
    fn text(&mut self, class: &str, x: usize, y: usize, text: &str) {
        let text = markup(text);
        self.body.push_str(&format!(
            "<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{text}</text>\n"
        ));
    }

    /// Lines below each other; the next thing goes below them.
    fn lines(&mut self, class: &str, (x, size, room): (usize, usize, usize), text: &str) {
        for line in broken(text, size, room, 8) {
            self.down(size.saturating_mul(3) / 2);
            self.text(class, x, self.y, &line);
        }
    }

    const fn down(&mut self, by: usize) {
        self.y = self.y.saturating_add(by);
    }

    fn heading(&mut self, table: &MatrixTable) {
        self.lines("t h1", (MARGIN, 20, self.inside), &table.title);
        self.down(4);
        for line in &table.about {
            self.lines("f s12", (MARGIN, 12, self.inside), line);
        }
        self.down(26);
    }

    fn columns(&mut self, table: &MatrixTable) {
        let left = MARGIN.saturating_add(ROW_HEAD);
        self.text("f s11", left.saturating_add(GAP), self.y, table.column_axis);
        let names: Vec<Vec<String>> = table
            .columns
            .iter()
            .map(|(name, _)| balanced(name, 12, COLUMN - 2 * GAP, 3))
            .collect();
        let most = names.iter().map(Vec::len).max().unwrap_or(1);
        let top = self.y.saturating_add(8);
        let bottom = top
            .saturating_add(most.saturating_mul(15))
            .saturating_add(22);
        let mut middle = left.saturating_add(COLUMN / 2);
        for ((name, code), lines) in table.columns.iter().zip(names) {
            // Names stand on the line of the codes, however many lines they have.
            let mut y =
                bottom.saturating_sub(22_usize.saturating_add(lines.len().saturating_mul(15)));
            if name == code {
                self.text("t s12 b m", middle, bottom.saturating_sub(8), name);
            } else {
                for line in lines {
                    y = y.saturating_add(15);
                    self.text("t s12 b m", middle, y, &line);
                }
                self.text("f code m", middle, bottom.saturating_sub(8), code);
            }
            middle = middle.saturating_add(COLUMN);
        }
        let bottom_text = bottom.saturating_sub(8);
        self.text("f s11", MARGIN, bottom_text, table.row_axis);
        let across = left.saturating_add(COLUMN.saturating_mul(table.columns.len()));
        self.body.push_str(&format!(
            "<path class=\"line\" d=\"M{MARGIN} {bottom}H{across}\"/>\n"
        ));
        self.y = bottom.saturating_add(GAP);
    }

    fn rows(&mut self, table: &MatrixTable) {
        let room = ROW_HEAD - 12;
        for row in &table.rows {
            let named = row.label != row.doc_type;
            let mut names = broken(&row.label, 13, room, if named { 2 } else { 3 });
            let code = named.then(|| fixed(&row.doc_type, 10, ROW_HEAD - GAP));
            // The block of lines stands in the middle of the row.
            let tall = names
                .len()
                .saturating_mul(16)
                .saturating_add(usize::from(named).saturating_mul(14));
            let mut y = self
                .y
                .saturating_add(ROW.saturating_sub(tall) / 2)
                .saturating_sub(3);
            for line in names.drain(..) {
                y = y.saturating_add(16);
                self.text("t s13", MARGIN, y, &line);
            }
            if let Some(line) = code {
                self.text("f code", MARGIN, y.saturating_add(14), &line);
            }
            let mut x = MARGIN.saturating_add(ROW_HEAD);
            for cell in &row.cells {
                self.cell(cell, x);
                x = x.saturating_add(COLUMN);
            }
            self.down(ROW);
        }
    }

    fn cell(&mut self, cell: &super::TableCell, x: usize) {
        let class = colours::class(cell.sort);
        let (left, top) = (x.saturating_add(GAP / 2), self.y.saturating_add(GAP / 2));
        let (middle, mark) = (x.saturating_add(COLUMN / 2), top.saturating_add(17));
        let (wide, tall) = (COLUMN - GAP, ROW - GAP);
        self.body.push_str(&format!(
            "<g><title>{}</title><rect class=\"{class}\" x=\"{left}\" y=\"{top}\" width=\"{wide}\" height=\"{tall}\" rx=\"8\"/>\
             <use href=\"#{class}\" x=\"{middle}\" y=\"{mark}\"/>",
            markup(&cell.detail)
        ));
        // The words of the longest language fit on two lines.
        let lines = balanced(&cell.label, 10, wide.saturating_sub(6), 2);
        let mut y = top.saturating_add(if lines.len() > 1 { 35 } else { 41 });
        for line in lines {
            self.body.push_str(&format!(
                "<text class=\"t s10 m\" x=\"{middle}\" y=\"{y}\">{}</text>",
                markup(&line)
            ));
            y = y.saturating_add(11);
        }
        if let Some(note) = cell.note {
            let (right, y) = (x.saturating_add(COLUMN - 8), top.saturating_add(12));
            self.body.push_str(&format!(
                "<text class=\"f s9 e\" x=\"{right}\" y=\"{y}\">{note}</text>"
            ));
        }
        self.body.push_str("</g>\n");
    }

    fn legend(&mut self, table: &MatrixTable) {
        self.down(34);
        self.text("t s13 b", MARGIN, self.y, table.legend_title);
        let columns = (self.inside / LEGEND_ENTRY).clamp(1, 4);
        let room = self.inside / columns;
        let top = self.y.saturating_add(10);
        for (place, (sort, name, meaning)) in table.legend.iter().enumerate() {
            let x = MARGIN.saturating_add(room.saturating_mul(place % columns));
            let y = top.saturating_add((place / columns).saturating_mul(42));
            let class = colours::class(*sort);
            let (box_y, mark_x, mark_y) = (
                y.saturating_add(4),
                x.saturating_add(17),
                y.saturating_add(19),
            );
            self.body.push_str(&format!(
                "<rect class=\"{class}\" x=\"{x}\" y=\"{box_y}\" width=\"34\" height=\"30\" rx=\"8\"/>\
                 <use href=\"#{class}\" x=\"{mark_x}\" y=\"{mark_y}\"/>\n"
            ));
            let text = x.saturating_add(44);
            self.text("t s12 b", text, y.saturating_add(16), name);
            for line in broken(meaning, 11, room.saturating_sub(50), 1) {
                self.text("f s11", text, y.saturating_add(31), &line);
            }
        }
        let rows = table.legend.len().div_ceil(columns);
        self.y = top.saturating_add(rows.saturating_mul(42));
    }

    fn notes(&mut self, table: &MatrixTable) {
        if table.notes.is_empty() {
            return;
        }
        self.down(28);
        self.text("t s13 b", MARGIN, self.y, table.notes_title);
        self.down(4);
        let indent = width(&table.notes.len().to_string(), 11).saturating_add(10);
        // Short notes stand in columns, to be read downwards.
        let longest = table.notes.iter().map(|note| width(note, 11)).max();
        let needed = longest
            .unwrap_or_default()
            .saturating_add(indent)
            .saturating_add(28);
        let columns = (self.inside / needed.max(1)).clamp(1, 3);
        let room = self.inside / columns;
        let (top, mut bottom) = (self.y, self.y);
        let a_column = table.notes.len().div_ceil(columns);
        for (place, note) in table.notes.iter().enumerate() {
            if place % a_column == 0 {
                self.y = top;
            }
            let left = MARGIN.saturating_add(room.saturating_mul(place / a_column));
            let x = left.saturating_add(indent);
            let (number, y) = (
                place.saturating_add(1).to_string(),
                self.y.saturating_add(18),
            );
            self.text("f s11 e", x.saturating_sub(8), y, &number);
            self.down(2);
            self.lines("t s11", (x, 11, room.saturating_sub(indent)), note);
            bottom = bottom.max(self.y);
        }
        self.y = bottom;
    }
}

/// One mark a sort, around the origin: a disc with a sign.
fn marks() -> String {
    let mark = |sort: Sort| {
        let class = colours::class(sort);
        let sign = match sort {
            Sort::Recognised => "<path class=\"sign\" d=\"M-4 .5L-1.2 3.4L4.4 -3.2\"/>",
            Sort::WithConditions => "<text class=\"glyph\" y=\"4.5\">§</text>",
            Sort::WithSupplements => "<path class=\"sign\" d=\"M-4.4 0H4.4M0 -4.4V4.4\"/>",
            Sort::EvidenceOnly => {
                "<path class=\"sign\" d=\"M-4.6 -2q2.3 -2.8 4.6 0t4.6 0M-4.6 2.6q2.3 -2.8 4.6 0t4.6 0\"/>"
            }
            Sort::Contained => "<path class=\"sign\" d=\"M-4 -2.2H4M-4 2.2H4\"/>",
            Sort::NotRecognised => {
                "<path class=\"sign\" d=\"M-3.2 -3.2L3.2 3.2M3.2 -3.2L-3.2 3.2\"/>"
            }
            Sort::Indeterminate => "<text class=\"glyph\" y=\"4.5\">?</text>",
        };
        format!("<g id=\"{class}\" class=\"mark-{class}\"><circle r=\"9\"/>{sign}</g>\n")
    };
    Sort::ALL.into_iter().map(mark).collect()
}

fn style(fonts: &str) -> String {
    let [light, dark] = colours::rules(|class, ground, mark| {
        // What is not recognised is what there is most of: it stays in the background.
        if class == colours::class(Sort::NotRecognised) {
            format!(
                ".{class}{{fill:{ground}}}.mark-{class} circle{{fill:none;stroke:{mark}}}.mark-{class} .sign{{stroke:{mark}}}"
            )
        } else {
            format!(".{class}{{fill:{ground}}}.mark-{class} circle{{fill:{mark}}}")
        }
    });
    let ground = |of: &colours::Ground| {
        format!(
            ".ground{{fill:{0}}}.t{{fill:{1}}}.f{{fill:{2}}}.line{{stroke:{3}}}.sign{{stroke:{0}}}.glyph{{fill:{0}}}",
            of.ground, of.text, of.faint, of.line
        )
    };
    format!(
        "text{{font-family:{fonts}}}.h1{{font-size:20px;font-weight:600}}.s9{{font-size:9px}}.s10{{font-size:10px}}\
         .s11{{font-size:11px}}.s12{{font-size:12px}}.s13{{font-size:13px}}.b{{font-weight:600}}\
         .code{{font-size:10px;font-family:ui-monospace,Menlo,Consolas,monospace}}.m{{text-anchor:middle}}.e{{text-anchor:end}}\
         .line{{fill:none;stroke-width:1}}.sign{{fill:none;stroke-width:1.9;stroke-linecap:round;stroke-linejoin:round}}\
         .glyph{{font-size:13px;font-weight:700;text-anchor:middle}}{}{light}@media (prefers-color-scheme:dark){{{}{dark}}}",
        ground(&colours::LIGHT),
        ground(&colours::DARK)
    )
}
