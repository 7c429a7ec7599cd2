//! Writes a workbook of five thousand rows, or reads one: what `cargo x bench` measures, from the start of the program to its end.

use files::sheets::{Cell, Format, Sheet, read};

/// What a plan of that length would hold on a row.
const HEADS: [&str; 12] = [
    "N°",
    "Action",
    "Axe",
    "Pilote",
    "Porteur",
    "Partenaires",
    "2022",
    "2023",
    "2024",
    "2025",
    "2026",
    "Budget",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    match (arguments.next().as_deref(), arguments.next()) {
        (Some("write"), Some(path)) => std::fs::write(path, sheet().bytes(Format::Xlsx)?)?,
        (Some("read"), Some(path)) => {
            let tables = read::read(&std::fs::read(path)?).map_err(|unread| unread.to_string())?;
            println!("{}", tables[0].len());
        }
        _ => return Err("five_thousand_rows write|read <file>".into()),
    }
    Ok(())
}

/// Five thousand rows, its heads included.
fn sheet() -> Sheet {
    let mut sheet = Sheet::new("Plan", HEADS);
    for number in 1..read::MOST_ROWS {
        let told = |words: &str| Cell::from(format!("{words} {number}"));
        let row = [
            Cell::from(i64::try_from(number).unwrap_or(0)),
            told("Développer les actions qui favorisent le lien entre parents et enfants"),
            told("Axe"),
            told("Commune"),
            told("Caisse d’allocations familiales"),
            told("Associations, écoles et services de la ville"),
        ];
        let marks = (0..5).map(|year| {
            if (number + year) % 2 == 0 {
                Cell::from("X")
            } else {
                Cell::Empty
            }
        });
        let budget = Cell::Hundredths(i64::try_from(number).unwrap_or(0) * 12_345);
        sheet.row(row.into_iter().chain(marks).chain([budget]));
    }
    sheet
}
