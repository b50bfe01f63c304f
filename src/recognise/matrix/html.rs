//! The matrix as a page: a table that screen readers read as one.

use crate::recognise::shown::{self, markup};

use super::{MatrixTable, colours};

impl MatrixTable {
    /// A page of HTML that needs nothing else: no script, nothing fetched. The same table gives the same bytes.
    #[must_use]
    pub fn to_html(&self) -> String {
        let mut page = shown::page_head(self.language, &self.title, &style());
        for line in &self.about {
            page.push_str(&format!("<p>{}</p>\n", markup(line)));
        }
        // With a keyboard only what takes the focus can be scrolled.
        page.push_str(&format!(
            "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{}\">\n<table>\n",
            markup(&self.title)
        ));
        page.push_str(&format!("<caption>{}</caption>\n", markup(&self.counts())));
        self.head(&mut page);
        page.push_str("<tbody>\n");
        for row in &self.rows {
            page.push_str("<tr><th scope=\"row\">");
            page.push_str(&markup(&row.label));
            if row.label != row.doc_type {
                page.push_str(&format!("<code>{}</code>", markup(&row.doc_type)));
            }
            page.push_str("</th>");
            for cell in &row.cells {
                page.push_str(&format!(
                    "<td class=\"{}\" title=\"{}\"><b aria-hidden=\"true\">{}</b> {}",
                    colours::class(cell.sort),
                    markup(&cell.detail),
                    cell.sort.symbol(),
                    markup(&cell.label)
                ));
                if let Some(note) = cell.note {
                    page.push_str(&format!(" <a href=\"#note{note}\">[{note}]</a>"));
                }
                page.push_str("</td>");
            }
            page.push_str("</tr>\n");
        }
        page.push_str("</tbody>\n</table>\n</div>\n");
        self.below(&mut page);
        page.push_str("</body>\n</html>\n");
        page
    }

    fn head(&self, page: &mut String) {
        page.push_str(&format!(
            "<thead>\n<tr><th class=\"corner\" scope=\"col\" rowspan=\"2\">{}</th>\
             <th scope=\"colgroup\" colspan=\"{}\">{}</th></tr>\n<tr>",
            markup(self.row_axis),
            self.columns.len().max(1),
            markup(self.column_axis)
        ));
        for (name, code) in &self.columns {
            page.push_str(&format!("<th scope=\"col\">{}", markup(name)));
            if name != code {
                page.push_str(&format!("<code>{}</code>", markup(code)));
            }
            page.push_str("</th>");
        }
        page.push_str("</tr>\n</thead>\n");
    }

    /// Legend and notes.
    fn below(&self, page: &mut String) {
        page.push_str(&format!("<h2>{}</h2>\n<ul>\n", markup(self.legend_title)));
        for (sort, name, meaning) in &self.legend {
            page.push_str(&format!(
                "<li><span class=\"{}\"><b aria-hidden=\"true\">{}</b> {}</span> {}</li>\n",
                colours::class(*sort),
                sort.symbol(),
                markup(name),
                markup(meaning)
            ));
        }
        page.push_str("</ul>\n");
        if self.notes.is_empty() {
            return;
        }
        page.push_str(&format!("<h2>{}</h2>\n<ol>\n", markup(self.notes_title)));
        for (note, number) in self.notes.iter().zip(1_u32..) {
            page.push_str(&format!("<li id=\"note{number}\">{}</li>\n", markup(note)));
        }
        page.push_str("</ol>\n");
    }
}

fn style() -> String {
    let [light, dark] = colours::rules(|class, ground, mark| {
        format!(".{class}{{background:{ground}}}.{class} b{{color:{mark}}}")
    });
    let (day, night) = (colours::LIGHT, colours::DARK);
    let ground = |of: &colours::Ground| {
        format!(
            "body,tbody th,.corner{{background:{}}}body{{color:{}}}th,td{{border-color:{}}}code,caption{{color:{}}}",
            of.ground, of.text, of.line, of.faint
        )
    };
    format!(
        ".scroll{{overflow-x:auto}}table{{border-collapse:separate;border-spacing:3px}}caption{{text-align:start;padding:.4em 0}}\
         th,td{{padding:.4em .6em}}td{{border-radius:6px;text-align:center;white-space:nowrap}}\
         th{{text-align:start;font-weight:600}}thead th{{border-style:solid;border-width:0 0 1px;vertical-align:bottom}}\
         tbody th,.corner{{position:sticky;inset-inline-start:0;width:18em;min-width:min(18em,40vw);overflow-wrap:anywhere}}\
         code{{display:block;font-size:.75em;font-weight:400}}\
         li span{{padding:.1em .5em;border-radius:6px}}li{{margin:.3em 0}}ul{{list-style:none;padding:0}}ol li{{overflow-wrap:anywhere}}\
         a{{color:inherit}}:target{{font-weight:600}}{}{light}@media (prefers-color-scheme:dark){{{}{dark}}}",
        ground(&day),
        ground(&night)
    )
}
