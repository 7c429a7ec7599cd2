//! Long texts of the shapes that once cost the square of their length: each is read to its end. No duration is asserted: a
//! reader that costs the square again is felt by whoever runs them.

/// Lines of each text.
const LINES: usize = 4_000;

const HEAD: &str = "CONVENTION TERRITORIALE GLOBALE DU VAL D'ORGE\n\nEntre :\n\nLa Caisse d'allocations familiales de l'Orge, \
                    représentée par Madame Anne PETIT, Directrice,\n\nEt\n\nLa commune d'Orgeval, représentée par Monsieur Jean GRAND, \
                    Maire,\n\nArticle 1 : Durée\n\nLa convention va du 1er janvier 2023 au 31 décembre 2026.\n\nPlan d'actions\n\n";

/// Reads so many lines, and tells how many actions they gave.
fn read(shape: &str, line: impl Fn(usize) -> String) -> usize {
    let mut text = HEAD.to_owned();
    for number in 0..LINES {
        text.push_str(&line(number));
        text.push('\n');
    }
    let import = files::read("f.txt", text.as_bytes()).expect("a convention");
    assert!(import.text.len() > LINES, "{shape}: every line is kept");
    import.reading.actions.len()
}

#[test]
fn a_long_list_of_names_of_columns() {
    read("names of columns one a line", |_| "Action".to_owned());
    read("names of columns apart", |number| ["Action", ""][number % 2].to_owned());
    read("a header of blanks again and again", |_| {
        "Action      Pilote      2023      2024".to_owned()
    });
}

#[test]
fn a_long_list_of_actions() {
    let found = read("sheets", |number| match number % 2 {
        0 => format!("Fiche action n° {number} : Ouvrir le lieu a{number} b{number} c{number}"),
        _ => "Pilote : Caf".to_owned(),
    });
    // The number of an action has three figures at most, and every second line is one.
    assert_eq!(found, 500);
}

#[test]
fn a_long_list_of_items() {
    let found = read("items without numbers", |number| match number {
        0 => "Axe 1 : Grandir".to_owned(),
        1 => String::new(),
        _ => format!("- Ouvrir w{number} x{number} y{number}"),
    });
    assert_eq!(found, LINES - 2);
}

#[test]
fn a_long_list_of_sums_and_of_dates() {
    read("sums in one clause", |number| match number {
        0 => "Fiche action n° 1 : Ouvrir un lieu".to_owned(),
        1 => "Budget :".to_owned(),
        _ => format!("{number} € et"),
    });
    read("a calendar of colons", |number| match number {
        0 => "Fiche action n° 1 : Ouvrir un lieu".to_owned(),
        1 => "Calendrier :".to_owned(),
        _ => "lieu : à dire,".to_owned(),
    });
}

#[test]
fn a_long_sentence_of_votes() {
    read("votes in one sentence", |number| match number {
        0 => "La convention a été approuvée par le conseil municipal d'Orgeval".to_owned(),
        _ => "le 3 mai 2022 (délibération n° 12),".to_owned(),
    });
}

#[test]
fn a_long_line_of_open_quotes() {
    let quotes = "« a ".repeat(LINES);
    let found = read("open quotes", |number| {
        if number == 0 {
            format!("désigne {quotes}")
        } else {
            String::new()
        }
    });
    assert_eq!(found, 0);
}
