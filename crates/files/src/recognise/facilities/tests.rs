//! Lists of facilities, in the shapes in which they come.

use super::*;

#[test]
fn a_seat_and_a_branch_are_two_sites() {
    let read = sites(
        4,
        "Siège : Maison Haute, 5 rue Fernand - 48000 Mende Antenne du Port : Impasse Basse 48100 Marvejols",
    );
    let read: Vec<(&str, &str)> = read
        .iter()
        .map(|site| {
            (
                site.role.as_ref().map_or("", |role| role.value.as_str()),
                site.address.value.as_str(),
            )
        })
        .collect();
    assert_eq!(
        read,
        [
            ("Siège", "Maison Haute, 5 rue Fernand - 48000 Mende"),
            ("Antenne du Port", "Impasse Basse 48100 Marvejols")
        ]
    );
    assert_eq!(
        sites(4, "Site des Ormes, 3 rue Basse").len(),
        1,
        "a place may be called a site"
    );
}

#[test]
fn a_name_ends_where_its_address_begins() {
    let read = |text: &str| {
        let row = named(1, text);
        (row.name.value, row.sites.first().map(|site| site.address.value.clone()))
    };
    assert_eq!(
        read("Les Lutins, 12 rue de la Gare, 48000 Mende"),
        ("Les Lutins".to_owned(), Some("12 rue de la Gare, 48000 Mende".to_owned()))
    );
    assert_eq!(
        read("La Ruche (place du Marché 48000 Mende)"),
        ("La Ruche".to_owned(), Some("place du Marché 48000 Mende".to_owned()))
    );
    assert_eq!(read("Les Lutins, crèche"), ("Les Lutins, crèche".to_owned(), None));
}
