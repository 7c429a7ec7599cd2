//! Several texts typed at once: each of them comes at the end of its list, by one correction.
//!
//! It writes nothing, and makes no text of its own.

use domain::reading::Lines;
use files::correction::{Correction, NotAPath, has_kinds, is_listed, unlisted};
use serde_json::Value;

use super::Desk;
use crate::reading_values::LONGEST;

/// No part of a convention has more paragraphs.
const MOST: usize = 300;

/// The texts of a box: one a line; or, where blank lines part them, one a paragraph, and a sign of a list begins another one.
pub(super) fn texts(typed: &str) -> Vec<String> {
    let lines: Vec<&str> = typed.trim().lines().map(str::trim).collect();
    let parted = lines.iter().any(|line| line.is_empty());
    let mut texts: Vec<String> = Vec::new();
    let mut opens = true;
    for line in lines {
        if line.is_empty() {
            opens = true;
            continue;
        }
        match texts.last_mut() {
            Some(text) if parted && !opens && !is_listed(line) => {
                text.push(' ');
                text.push_str(line);
            }
            _ => texts.push(line.to_owned()),
        }
        opens = false;
    }
    for text in &mut texts {
        *text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    texts
}

/// Whether one correction of the whole list is asked for: more than one text, or an item of a list.
pub(super) fn is_asked(texts: &[String]) -> bool {
    texts.len() > 1 || texts.first().is_some_and(|text| is_listed(text))
}

/// The correction that puts these texts after those of the list at whose end `place` is, or what to change in them.
pub(super) fn correction(desk: &Desk, place: &str, texts: Vec<String>, lines: &Lines) -> Result<Correction, String> {
    if texts.len() > MOST {
        return Err(format!(
            "Ce champ contient {} textes\u{a0}: enregistrez-les en plusieurs fois, {MOST} au plus à chaque fois.",
            texts.len()
        ));
    }
    if let Some(long) = texts.iter().find(|text| text.chars().count() > LONGEST) {
        let beginning = web::french::beginning(long, 60);
        return Err(format!(
            "Le texte «\u{a0}{beginning}\u{a0}» est trop long. Gardez-en {LONGEST} caractères au plus, ou laissez une ligne vide entre deux paragraphes."
        ));
    }
    let list = place.rsplit_once('/').map_or(place, |(list, _)| list);
    let path = list.parse().map_err(|NotAPath| NotAPath.to_string())?;
    let was = desk.at(list);
    let held = was.and_then(Value::as_array).cloned().unwrap_or_default();
    let name = list.rsplit('/').next().unwrap_or_default();
    let own = (0..held.len()).map(|index| desk.lines(&format!("{list}/{index}")));
    let lines = own.chain(texts.iter().map(|_| lines.clone())).collect();
    let came = texts.into_iter().map(|text| {
        if has_kinds(name) {
            Value::from(text)
        } else {
            Value::from(unlisted(&text))
        }
    });
    let whole: Vec<Value> = held.iter().cloned().chain(came).collect();
    Ok(Correction {
        path,
        was: was.map(Value::to_string),
        becomes: Some(Value::from(whole).to_string()),
        lines: Some(lines),
        revives: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_holds_a_text_a_line_or_a_paragraph_between_blank_lines() {
        assert_eq!(
            texts(" Vu le code ;\r\nVu la  délibération "),
            ["Vu le code ;", "Vu la délibération"]
        );
        assert_eq!(
            texts("La convention\ndit ceci :\n- aider,\n- informer\nles familles\n\n\nElle\nfinit."),
            [
                "La convention dit ceci :",
                "- aider,",
                "- informer les familles",
                "Elle finit."
            ]
        );
        assert!(texts(" \n ").is_empty());
    }

    #[test]
    fn one_plain_text_is_corrected_as_before() {
        assert!(!is_asked(&texts("Une phrase")) && !is_asked(&[]));
        assert!(is_asked(&texts("- un point")) && is_asked(&texts("Un\nDeux")));
    }
}
