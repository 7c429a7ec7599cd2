//! The key under which a name is found, however it is typed: case, accents, hyphens and "St" apart.
//!
//! It keeps the order of words and drops none but an article that stands in front.

use domain::search::fold;

/// Words of a name, folded: "St-Cyr" and "SAINT CYR" give the same.
pub(crate) fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let words = folded
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words
        .map(|word| match word {
            "st" => "saint".to_owned(),
            "ste" => "sainte".to_owned(),
            "sts" => "saints".to_owned(),
            "stes" => "saintes".to_owned(),
            other => other.to_owned(),
        })
        .collect()
}

/// The key of a name of the referential, its article left out.
pub(crate) fn of_name(text: &str, article: &str) -> String {
    let mut words = words(text);
    if !article.is_empty() && words.len() > 1 && words.first().is_some_and(|first| first == article) {
        words.remove(0);
    }
    words.join(" ")
}

/// A reading of what was typed: a key, and the article that stood before it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Typed {
    pub(crate) key: String,
    /// `Some("")` when a preposition says that there is none; `None` when nothing says.
    pub(crate) article: Option<&'static str>,
}

/// What precedes the name of a commune.
const HEADS: [&str; 5] = ["commune", "ville", "mairie", "municipalite", "cite"];

/// The readings of a typed name, the plainest first.
pub(crate) fn typed(text: &str) -> Vec<Typed> {
    let text = article_first(text);
    let words = words(&text);
    let all: Vec<&str> = words.iter().map(String::as_str).collect();
    let mut readings = vec![Typed {
        key: all.join(" "),
        article: None,
    }];
    readings.extend(after_article(&all));
    readings.extend(after_preposition(&all));
    readings.extend(district(&all));
    if let Some(rest) = after_head(&all) {
        readings.extend(after_preposition(rest));
        readings.extend(after_article(rest));
        readings.push(Typed {
            key: rest.join(" "),
            article: None,
        });
    }
    readings.retain(|reading| !reading.key.is_empty());
    readings
}

/// "Lyon 7ème", "Paris 13e arrondissement", "13e arrondissement de Paris": the name of a part of one of the three cities.
fn district(words: &[&str]) -> Option<Typed> {
    let ([city, rank] | [city, rank, "arrondissement" | "arr"] | [rank, "arrondissement", "de", city]) = words else {
        return None;
    };
    let number = ["ieme", "eme", "e", "er"].iter().find_map(|end| rank.strip_suffix(end))?;
    let number: u8 = number.parse().ok()?;
    let end = if number == 1 { "er" } else { "e" };
    Some(Typed {
        key: format!("{city} {number}{end} arrondissement"),
        article: None,
    })
}

/// "Pennes-Mirabeau (Les)" is "Les Pennes-Mirabeau".
fn article_first(text: &str) -> String {
    let moved = text.trim().strip_suffix(')').and_then(|text| text.rsplit_once('('));
    match moved {
        Some((name, article)) if article_of(words(article).first().map_or("", String::as_str)).is_some() => {
            format!("{article} {name}")
        }
        _ => text.to_owned(),
    }
}

/// What follows "La commune", "Ville", "commune nouvelle".
fn after_head<'w>(words: &'w [&'w str]) -> Option<&'w [&'w str]> {
    let after_the = words.strip_prefix(&["la"]).unwrap_or(words);
    let (head, rest) = after_the.split_first()?;
    HEADS.contains(head).then(|| rest.strip_prefix(&["nouvelle"]).unwrap_or(rest))
}

fn after_article(words: &[&str]) -> Option<Typed> {
    let (first, rest) = words.split_first()?;
    Some(Typed {
        key: rest.join(" "),
        article: Some(article_of(first)?),
    })
}

fn article_of(word: &str) -> Option<&'static str> {
    ["le", "la", "les", "l", "aux", "los", "las"]
        .into_iter()
        .find(|article| *article == word)
}

/// "du Havre" is "Le Havre"; "de Marseille" says that there is no article.
fn after_preposition(words: &[&str]) -> Option<Typed> {
    let (article, rest) = match words {
        ["du", rest @ ..] | ["de", "le", rest @ ..] => ("le", rest),
        ["des", rest @ ..] | ["de", "les", rest @ ..] => ("les", rest),
        ["de", "la", rest @ ..] => ("la", rest),
        ["de", "l", rest @ ..] => ("l", rest),
        ["de" | "d", rest @ ..] => ("", rest),
        _ => return None,
    };
    Some(Typed {
        key: rest.join(" "),
        article: Some(article),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, key: &str, article: Option<&'static str>) {
        let expected = Typed {
            key: key.to_owned(),
            article,
        };
        assert!(typed(text).contains(&expected), "{text}: {:?}", typed(text));
    }

    #[test]
    fn saints_hyphens_and_accents_do_not_matter() {
        assert_eq!(of_name("Saint-Étienne-de-St-Geoirs", ""), "saint etienne de saint geoirs");
        assert_eq!(of_name("ST ETIENNE DE SAINT GEOIRS", ""), "saint etienne de saint geoirs");
        assert_eq!(of_name("Les Pennes-Mirabeau", "les"), "pennes mirabeau");
        assert_eq!(of_name("Ars-en-Ré", "l"), "ars en re");
    }

    #[test]
    fn what_stands_before_a_name_is_understood() {
        for text in [
            "LES PENNES MIRABEAU",
            "commune des Pennes-Mirabeau",
            "La Ville des Pennes-Mirabeau",
            "Pennes-Mirabeau (Les)",
        ] {
            check(text, "pennes mirabeau", Some("les"));
        }
        check("commune d’Ajaccio", "ajaccio", Some(""));
        check("Ville de l'Étang-la-Ville", "etang la ville", Some("l"));
        check("Commune de La Ciotat", "ciotat", Some("la"));
        check("La Ville-ès-Nonais", "ville es nonais", Some("la"));
        check("Ceyreste", "ceyreste", None);
    }

    #[test]
    fn a_district_of_a_city_is_found_however_its_rank_is_written() {
        for text in ["Paris 13e", "Paris 13ème", "PARIS 13e arr.", "13e arrondissement de Paris"] {
            check(text, "paris 13e arrondissement", None);
        }
        check("Marseille 1er", "marseille 1er arrondissement", None);
        assert!(!typed("Rosny 2").iter().any(|reading| reading.key.contains("arrondissement")));
    }

    #[test]
    fn a_name_that_looks_like_a_head_keeps_its_plain_reading() {
        assert_eq!(typed("Ville-d’Avray")[0].key, "ville d avray");
        check("Ville", "ville", None);
        assert_eq!(typed("Ville").len(), 1);
        assert!(typed(" , ").is_empty());
    }
}
