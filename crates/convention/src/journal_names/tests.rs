//! The names that the journal gives to what its entries are about.

use super::*;

fn names(rows: &[(&str, i64, &str)]) -> Names {
    let row = |(kind, ordinal, name): &(&str, i64, &str)| NameRow {
        kind: (*kind).to_owned(),
        ordinal: *ordinal,
        number: String::new(),
        name: (*name).to_owned(),
        action: None,
        was: None,
        became: None,
    };
    rows.iter().map(row).collect()
}

#[test]
fn a_word_that_means_a_whole_kind_hides_no_name() {
    let book = Book::Convention(domain::ids::ConventionId::new(7));
    let names = names(&[
        ("document", 2, "Plan de la crèche"),
        ("document", 3, "Texte de l’avenant"),
        ("milestone", 1, "Le plan est voté"),
    ]);
    let found = |typed: &str| -> Vec<String> {
        let objects = names.objects(book, typed);
        objects.into_iter().map(|choice| choice.value).collect()
    };
    assert_eq!(
        found("plan"),
        ["convention/7/plan", "convention/7/document/2", "convention/7/milestone/1"]
    );
    assert_eq!(found("texte"), ["convention/7/text/1", "convention/7/document/3"]);
    assert_eq!(found("document 3"), ["convention/7/document/3"]);
    assert_eq!(found("crèche"), ["convention/7/document/2"]);
}
