//! The words of a place that is corrected.

use super::lists::place_words;

#[test]
fn a_place_is_told_in_words() {
    assert_eq!(place_words("/actions/3/title"), "Les actions, 4, Intitulé");
    assert_eq!(
        place_words("/facilities/0/sites/1/address"),
        "Les équipements, 1, Adresses, 2, Adresse"
    );
    assert_eq!(
        place_words("/bodies/0/rhythm/text"),
        "Les instances, 1, Rythme des réunions, tel qu’écrit"
    );
    assert_eq!(place_words("/convention/signature/date"), "La convention, Date de signature");
}
