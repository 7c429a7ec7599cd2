//! Outlines, neighbours and pictures of real places.

use territory::{Area, Drawing, Limits, Referential};

fn draw(area: &Area, budget: usize) -> Drawing {
    let all = Referential::embedded();
    let named = |code: &str| all.commune(code).map(|commune| (commune.name().plain(), commune.point()));
    Drawing::of(area, budget, named).expect("a drawing")
}

#[test]
fn two_communes_make_one_closed_line() {
    let area = Area::of(["13071", "13106"]);
    assert_eq!((area.len(), area.outline_arcs(), area.pieces()), (2, 10, 1));
    let rings = area.outline();
    assert_eq!(rings.len(), 1);
    assert_eq!(rings[0].len() + 1, 130, "the first point, said again at the end");
    let mut alone: Vec<usize> = ["13071", "13106"].map(|code| Area::of([code]).outline_arcs()).to_vec();
    alone.sort_unstable();
    assert_eq!(alone, [4, 8], "one arc is shared");
    // The sources tell the neighbours: Marseille among them.
    let around = area.neighbours();
    assert!(
        around.contains(&"13055".to_owned()) && !around.contains(&"13071".to_owned()),
        "{around:?}"
    );
}

#[test]
fn a_metropolis_of_three_departments_closes() {
    let all = Referential::embedded();
    let area = Area::of(all.members("200054807").map(|commune| commune.code()));
    assert_eq!(area.len(), 92);
    assert!(area.pieces() >= 1);
    let drawing = draw(&area, 22_000);
    assert_eq!(drawing.pieces.len(), 92);
    assert!(
        drawing
            .pieces
            .iter()
            .all(|piece| piece.path.starts_with('M') && piece.path.ends_with('z'))
    );
    let size: usize =
        drawing.pieces.iter().map(|piece| piece.path.len()).sum::<usize>() + drawing.around.len() + drawing.outline.len();
    assert!(size <= 22_000, "{size}");
    assert!(drawing.labels.len() >= 10, "{}", drawing.labels.len());
}

#[test]
fn every_intercommunality_closes_even_across_departments() {
    let all = Referential::embedded();
    let across = all.intercommunalities().filter(|found| {
        let departments: std::collections::BTreeSet<&str> =
            all.members(found.siren()).map(|commune| commune.department()).collect();
        departments.len() > 1
    });
    let mut seen = 0;
    for found in across.take(30) {
        let area = Area::of(all.members(found.siren()).map(|commune| commune.code()));
        assert_eq!(area.len(), found.communes(), "{}", found.name());
        let points: usize = area.outline().iter().map(Vec::len).sum();
        assert!(points > 20 && area.pieces() >= 1, "{}", found.name());
        // Joined again, the line is whole: each step starts where the one before ended.
        assert!(area.outline().len() < 30, "{}", found.name());
        seen += 1;
    }
    assert_eq!(seen, 30);
}

#[test]
fn neighbours_across_a_border_are_there() {
    // Vinon-sur-Verdon (Var) touches the Alpes-de-Haute-Provence and the Bouches-du-Rhône.
    let around = Area::of(["83150"]).neighbours();
    for department in ["04", "13"] {
        assert!(around.iter().any(|code| code.starts_with(department)), "{around:?}");
    }
}

#[test]
fn what_has_no_limits_is_left_out() {
    assert!(Area::of(["98818", "00000", ""]).is_empty());
    assert_eq!(Area::of(["98818", "13071"]).len(), 1);
    let area = Area::of(["98818"]);
    assert!(Drawing::of(&area, 1000, |_| None).is_none());
    assert_eq!(Limits::embedded().departments().count(), 101);
}

#[test]
fn communes_that_lie_far_apart_are_dots_with_their_names() {
    // An island of the Atlantic, one of the Channel, and a town of the Mediterranean.
    let drawing = draw(&Area::of(["29083", "22016", "13071"]), 12_000);
    for piece in &drawing.pieces {
        assert!(piece.path.contains("a4 4 0 1 0 8 0"), "{piece:?}");
        assert!(drawing.outline.contains(&piece.path), "its outline is seen too");
    }
    let named: Vec<&str> = drawing.labels.iter().map(|label| label.code.as_str()).collect();
    for code in ["29083", "22016", "13071"] {
        assert!(named.contains(&code), "{named:?}");
    }
    let close = draw(&Area::of(["13071", "13106"]), 12_000);
    assert!(close.pieces.iter().all(|piece| !piece.path.contains('a')));
}

#[test]
fn a_picture_is_told_in_words_and_has_its_scale() {
    let drawing = draw(&Area::of(["13071", "13106"]), 12_000);
    let side = |code: &str| drawing.sides.get(code).map(|side| side.french());
    assert_eq!(side("13071"), Some("à l’ouest"));
    assert!(
        side("13106").is_some_and(|side| side.contains("est") && !side.contains("ouest")),
        "{:?}",
        side("13106")
    );
    assert!(
        [1, 2, 5].contains(&drawing.scale.kilometres) && drawing.scale.length > 40,
        "{:?}",
        drawing.scale
    );
    let named: Vec<&str> = drawing.labels.iter().map(|label| label.text.as_str()).collect();
    assert!(
        named.contains(&"Les Pennes-Mirabeau") && named.contains(&"Septèmes-les-Vallons"),
        "{named:?}"
    );
    // The other half of the world is drawn alike: south and east of Greenwich.
    assert!(!draw(&Area::of(["97411"]), 12_000).pieces.is_empty());
}
