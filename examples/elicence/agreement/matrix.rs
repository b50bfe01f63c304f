//! `elicence agreement matrix`: what each type of licence is worth, region by region, as a table and as a picture.

use std::path::PathBuf;

use elicence::{
    licence::Region,
    recognise::{
        Agreements,
        matrix::{MatrixTable, Survey},
    },
    time::UnixTime,
    trust::TrustAnchors,
};

use super::folder;
use crate::{
    answer::{Answer, Trouble},
    arguments::{Definitions, Lang, clock, instant},
    files::{self, Output},
    layout::{Rows, harmless},
    recognise::region,
    trust::store::Folder,
};

/// Show what licences of other regions are worth, or what those of one region are worth elsewhere
///
/// Rows are types of licence, columns are regions. Agreements count as they do for `elicence recognise`; what they ask of each
/// licence is counted and not answered.
#[derive(clap::Args)]
#[command(after_help = "\
Exits 0 if and only if the matrix was made and every file is written, 2 on trouble.")]
pub(crate) struct Args {
    /// The trust store that says who may sign agreements
    #[arg(long, value_name = "STORE")]
    trust: PathBuf,
    /// A signed agreement, or a folder of them; may be given again
    #[arg(long, value_name = "DIR")]
    agreements: Vec<PathBuf>,
    /// Where licences are to count: the columns are the regions that issued them
    #[arg(long, value_name = "REGION", value_parser = region, required_unless_present = "of_region", conflicts_with = "of_region")]
    at_region: Option<Region>,
    /// Where licences were issued: the columns are the regions in which they are to count
    #[arg(long, value_name = "REGION", value_parser = region)]
    of_region: Option<Region>,
    /// The regions of the columns, with commas between them
    #[arg(long, value_name = "REGIONS", value_parser = region, value_delimiter = ',', required = true)]
    regions: Vec<Region>,
    /// A docType; may be given again [default: every type that is known]
    #[arg(long = "type", value_name = "DOCTYPE")]
    of_type: Vec<String>,
    /// What they are to count for
    #[arg(long, value_name = "URI")]
    purpose: String,
    /// The time to judge at [default: the system's clock]
    #[arg(long, value_name = "RFC3339", value_parser = instant)]
    now: Option<UnixTime>,
    #[command(flatten)]
    definitions: Definitions,
    /// The language
    #[arg(long, default_value = "en")]
    lang: Lang,
    /// Also write a picture (SVG) to this new file
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    /// Also write a page (HTML) to this new file
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
}

pub(crate) fn run(args: &Args) -> Result<Answer, Trouble> {
    for path in [&args.svg, &args.html].into_iter().flatten() {
        files::check_new(path)?;
    }
    let types = args.definitions.load()?;
    let now = args.now.map_or_else(clock, Ok)?;
    let Folder {
        store, agreements, ..
    } = Folder::read(&args.trust, TrustAnchors::new(), now)?;
    let (at, _) = store.time(now);
    let mut agreements: Agreements = agreements;
    folder::take(&mut agreements, &args.agreements, &store, at)?;
    let mut rows: Vec<&str> = args.of_type.iter().map(String::as_str).collect();
    if rows.is_empty() {
        rows.extend(types.iter().map(|definition| definition.doc_type()));
        rows.sort_unstable();
        rows.dedup();
    }
    let survey = Survey::new(&args.purpose, &agreements, at);
    let matrix = match (&args.at_region, &args.of_region) {
        (Some(here), _) => survey.of_issue(here, &rows, &args.regions),
        (None, Some(there)) => survey.of_use(there, &rows, &args.regions),
        (None, None) => return Err(Trouble::new("--at-region or --of-region is needed")), // clap asks for one
    };
    let table = matrix.table(args.lang.into(), &types);
    let mut outputs = Vec::new();
    if let Some(path) = &args.svg {
        outputs.push(Output::new(path, table.to_svg()));
    }
    if let Some(path) = &args.html {
        outputs.push(Output::new(path, table.to_html()));
    }
    files::write_new(&outputs)?;
    let mut text = for_people(&table);
    for output in &outputs {
        text.push_str(&format!("\n{}\n", output.path.display()));
    }
    Ok(Answer::yes(text))
}

fn for_people(table: &MatrixTable) -> String {
    let mut text = format!("{}\n", harmless(&table.title));
    for line in &table.about {
        text.push_str(&format!("{}\n", harmless(line)));
    }
    let mut rows = Rows::default();
    let mut head = vec![table.row_axis.to_owned()];
    head.extend(table.columns.iter().map(|(_, region)| harmless(region)));
    rows.push_all(head);
    for row in &table.rows {
        let mut cells = vec![harmless(&row.label)];
        cells.extend(row.cells.iter().map(|cell| {
            let note = cell
                .note
                .map_or_else(String::new, |note| format!(" {note}"));
            format!("{}{note}", cell.sort.symbol())
        }));
        rows.push_all(cells);
    }
    text.push_str(&format!("\n{}", rows.to_lines(2, usize::MAX)));
    let mut legend = Rows::default();
    for (sort, name, meaning) in &table.legend {
        legend.push([&sort.symbol().to_string(), name, meaning]);
    }
    text.push_str(&format!("\n{}\n{}", table.legend_title, legend.to_text(2)));
    if !table.notes.is_empty() {
        let mut notes = Rows::default();
        for (place, note) in table.notes.iter().enumerate() {
            notes.push([&(place + 1).to_string(), &harmless(note)]);
        }
        text.push_str(&format!("\n{}\n{}", table.notes_title, notes.to_text(2)));
    }
    text
}
