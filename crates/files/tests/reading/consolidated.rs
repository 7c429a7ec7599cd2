//! The real convention leaves whole, and the invented ones too: nothing is lost, nothing is added, nothing runs.

use std::path::Path;

use domain::example::Nature;
use domain::reading::Reading;
use files::consolidated::{Form, write};
use files::interchange;
use files::sheets::Cell;
use files::sheets::read::{Rows, read};

use crate::example;

fn bytes(reading: &Reading, form: Form) -> Vec<u8> {
    write(reading, Nature::Signed, form).expect("written")
}

fn words(cell: Option<&Cell>) -> String {
    match cell {
        None | Some(Cell::Empty) => String::new(),
        Some(Cell::Text(text)) => text.clone(),
        Some(Cell::Number(number)) => number.to_string(),
        Some(other) => format!("{other:?}"),
    }
}

fn column(rows: &Rows, head: &str) -> Vec<String> {
    let place = rows[0].iter().position(|cell| words(Some(cell)) == head).expect("a column");
    rows[1..].iter().map(|row| words(row.get(place))).collect()
}

/// Every text of the corpus that is read.
fn corpus() -> Vec<Reading> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
    let mut texts: Vec<_> = std::fs::read_dir(folder)
        .expect("the corpus")
        .flat_map(|entry| {
            let folder = entry.expect("an entry").path();
            ["text.txt", "text.md", "text.html"].map(|name| folder.join(name))
        })
        .filter(|file| file.exists())
        .collect();
    texts.sort();
    let read = texts.iter().filter_map(|file| {
        let bytes = std::fs::read(file).expect("its bytes");
        Some(files::read("text.txt", &bytes).ok()?.reading)
    });
    let read: Vec<_> = read.collect();
    assert!(read.len() >= 5, "{} texts are read", read.len());
    read
}

#[test]
fn every_action_leaves_with_what_is_said_of_it() {
    let reading = example::import().reading;
    for form in [Form::Xlsx, Form::Ods, Form::Csv] {
        let tables = read(&bytes(&reading, form)).expect("read back");
        let actions = &tables[0];
        let numbers: Vec<_> = reading.actions.iter().map(|action| action.number.value.clone()).collect();
        assert_eq!(column(actions, "N°"), numbers, "{form:?}");
        let titles: Vec<_> = reading.actions.iter().map(|action| action.title.value.clone()).collect();
        assert_eq!(column(actions, "Action"), titles, "{form:?}");
        let fourth = &column(actions, "Pilotes")[3];
        let expected = reading.actions[3].pilots.len();
        assert_eq!(fourth.lines().count(), expected, "{form:?}: {fourth}");
    }
}

#[test]
fn the_tables_are_all_there_and_every_column_is_explained() {
    let reading = example::import().reading;
    for form in [Form::Xlsx, Form::Ods] {
        let tables = read(&bytes(&reading, form)).expect("read back");
        let rows: Vec<usize> = tables.iter().map(|table| table.len() - 1).collect();
        let explained = tables.last().expect("a table of columns");
        let heads: usize = tables[..tables.len() - 1].iter().map(|table| table[0].len()).sum();
        assert_eq!(explained.len() - 1, heads, "{form:?}: a line a column");
        assert_eq!(rows[0], reading.actions.len(), "{form:?}");
        let facilities = reading.facilities.listed.len() + reading.facilities.absent.len();
        assert!(
            rows.contains(&facilities) && rows.contains(&reading.duties.len()),
            "{form:?}: {rows:?}"
        );
        let deployment = &tables[1];
        let marks: usize = reading.actions.iter().map(|action| action.tracks.len()).sum();
        assert_eq!(deployment.len() - 1, marks, "{form:?}");
        assert!(column(deployment, "2022").iter().any(|cell| cell == "X"), "{form:?}");
    }
}

#[test]
fn the_interchange_document_comes_back_as_it_left() {
    for reading in corpus().into_iter().chain([example::import().reading]) {
        let left = bytes(&reading, Form::Json);
        let text = String::from_utf8(left.clone()).expect("UTF-8");
        let back = interchange::read(&text).expect("a document");
        assert!(bytes(&back, Form::Json) == left, "{}", reading.source.name);
    }
}

#[test]
fn the_text_says_every_party_article_action_body_and_duty() {
    let reading = example::import().reading;
    let text = String::from_utf8(bytes(&reading, Form::Markdown))
        .expect("UTF-8")
        .replace('\\', "");
    let titles = reading.actions.iter().map(|action| &action.title.value);
    let titles = titles.chain(reading.articles.iter().map(|article| &article.title.value));
    let titles = titles.chain(reading.bodies.iter().map(|body| &body.name.value));
    let titles = titles.chain(reading.parties.iter().map(|party| &party.name.value));
    for title in titles.chain(reading.facilities.listed.iter().map(|facility| &facility.name.value)) {
        assert!(text.contains(title.as_str()), "{title}");
    }
    let duties = reading.duties.iter().map(|duty| duty.text.value.replace('\n', "<br>"));
    for duty in duties {
        assert!(text.contains(&duty), "{duty}");
    }
    assert!(text.contains("Seul l’exemplaire signé fait foi."));
}

/// One part of an archive.
fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("an archive");
    let mut text = String::new();
    let mut part = archive.by_name(name).expect("a part");
    std::io::Read::read_to_string(&mut part, &mut text).expect("a text");
    text
}

#[test]
fn office_texts_have_headings_heads_of_tables_pages_and_a_language() {
    for reading in corpus().into_iter().chain([example::import().reading]) {
        let actions = reading.actions.len();
        let docx = bytes(&reading, Form::Docx);
        let document = part(&docx, "word/document.xml");
        assert!(document.matches("<w:pStyle w:val=\"Heading2\"/>").count() >= actions);
        assert_eq!(
            document.matches("<w:tbl>").count(),
            document.matches("<w:tblHeader/>").count()
        );
        assert!(part(&docx, "word/styles.xml").contains("w:val=\"fr-FR\""));
        assert!(part(&docx, "word/footer1.xml").contains(" PAGE "));
        let odt = bytes(&reading, Form::Odt);
        let content = part(&odt, "content.xml");
        assert!(content.matches("text:outline-level=\"2\"").count() >= actions);
        assert_eq!(
            content.matches("<table:table ").count(),
            content.matches("<table:table-header-rows>").count()
        );
        assert!(part(&odt, "styles.xml").contains("fo:language=\"fr\" fo:country=\"FR\""));
        assert!(part(&odt, "styles.xml").contains("<text:page-number"));
    }
}

#[test]
fn workbooks_say_their_language() {
    let reading = example::import().reading;
    let core = part(&bytes(&reading, Form::Xlsx), "docProps/core.xml");
    assert!(core.contains("<dc:language>fr-FR</dc:language>"), "{core}");
    let meta = part(&bytes(&reading, Form::Ods), "meta.xml");
    assert!(meta.contains("<dc:language>fr-FR</dc:language>"), "{meta}");
}

#[test]
fn no_cell_of_a_workbook_runs() {
    use calamine::Reader as _;

    let mut reading = example::import().reading;
    for (action, words) in reading
        .actions
        .iter_mut()
        .zip(["=1+1", "+33 4", "-5", "@SUM(A1)", "=HYPERLINK(\"http://x\")"])
    {
        words.clone_into(&mut action.title.value);
        words.clone_into(&mut action.number.value);
    }
    let mut xlsx: calamine::Xlsx<_> = calamine::Xlsx::new(std::io::Cursor::new(bytes(&reading, Form::Xlsx))).expect("a book");
    for tab in xlsx.sheet_names() {
        let formulas = xlsx.worksheet_formula(&tab).expect("formulas");
        assert!(formulas.used_cells().next().is_none(), "{tab}");
    }
    let csv = String::from_utf8(bytes(&reading, Form::Csv)).expect("UTF-8");
    assert!(csv.contains("\"'=1+1\";\"'=1+1\""), "{}", &csv[..400]);
}

#[test]
fn the_same_reading_gives_the_same_bytes_and_an_example_says_so() {
    let reading = example::import().reading;
    for form in Form::ALL {
        assert!(bytes(&reading, form) == bytes(&reading, form), "{form:?}");
        assert_eq!(Form::from_code(form.code()), Some(form));
    }
    let text = write(&reading, Nature::Example, Form::Markdown).expect("written");
    assert!(String::from_utf8(text).expect("UTF-8").contains("Exemple\u{a0}: une copie"));
    let tables = read(&write(&reading, Nature::Example, Form::Ods).expect("written")).expect("read back");
    for table in &tables {
        assert!(column(table, "Exemple").iter().all(|cell| cell == "suivi inventé"));
    }
}

#[test]
fn what_is_written_conforms_to_the_published_schema() {
    let schema = serde_json::from_str(interchange::JSON_SCHEMA).expect("JSON");
    let schema = jsonschema::validator_for(&schema).expect("a schema");
    let mut holds = std::collections::BTreeSet::new();
    for reading in corpus().into_iter().chain([example::import().reading]) {
        let document: serde_json::Value = serde_json::from_slice(&bytes(&reading, Form::Json)).expect("JSON");
        let faults: Vec<String> = schema.iter_errors(&document).map(|fault| fault.to_string()).collect();
        assert!(faults.is_empty(), "{}: {faults:?}", reading.source.name);
        holds.extend(document.as_object().expect("an object").keys().cloned());
    }
    assert!(holds.len() > 20, "the texts say little: {holds:?}");
}

#[test]
fn what_is_no_document_is_refused_by_the_schema() {
    let schema = serde_json::from_str(interchange::JSON_SCHEMA).expect("JSON");
    let schema = jsonschema::validator_for(&schema).expect("a schema");
    let whole: serde_json::Value = serde_json::from_slice(&bytes(&example::import().reading, Form::Json)).expect("JSON");
    let spoilt: [fn(&mut serde_json::Value); 6] = [
        |document| document["schema"] = "pacte.reading/2".into(),
        |document| document["actions"][0]["titel"] = "x".into(),
        |document| document["actions"][0]["pilots"] = "Caf".into(),
        |document| document["actions"][0]["tracks"][0]["years"][0] = "2022".into(),
        |document| document["convention"]["start"] = "1er janvier".into(),
        |document| document["parties"][0]["kind"] = "ville".into(),
    ];
    for (number, spoil) in spoilt.iter().enumerate() {
        let mut document = whole.clone();
        spoil(&mut document);
        assert!(!schema.is_valid(&document), "{number}");
    }
}

#[test]
fn a_document_comes_back_with_its_own_text_and_no_other() {
    let whole = example::import();
    let document = bytes(&whole.reading, Form::Json);
    let text = example::bytes();
    assert!(interchange::is_document(&document) && !interchange::is_document(&text));
    let back = interchange::back("c.json", &document, Some((example::NAME, &text))).expect("it comes back");
    assert_eq!(back, whole);
    let missing = interchange::back("c.json", &document, None).expect_err("without its text");
    assert!(missing.to_string().contains("donnez aussi ce texte"), "{missing}");
    let other = [text.as_slice(), b"\n"].concat();
    let other = interchange::back("c.json", &document, Some(("autre.txt", &other))).expect_err("another text");
    assert!(other.to_string().contains("n’est pas le texte dont"), "{other}");
    let spoilt = interchange::back("c.json", b"{\"schema\": \"autre\"}", None).expect_err("no document");
    assert!(spoilt.to_string().contains("schema"), "{spoilt}");
}
