//! The themes, announced one by one under the heading of the plan by themes.

use domain::reading::Sourced;

use crate::passage::Passage;
use crate::segment::{Kind, Segment};

/// The announced themes, in order.
pub(crate) fn announced(segments: &[Segment<'_>]) -> Vec<Sourced<String>> {
    let mut themes = Vec::new();
    for segment in segments.iter().filter(|segment| segment.kind == Kind::Themes) {
        let mut block = Passage::default();
        for line in segment.lines.get(1..).unwrap_or_default() {
            if line.is_blank() {
                close(&mut block, &mut themes);
            } else {
                block.push(line.number, line.item().unwrap_or(&line.text));
            }
        }
        close(&mut block, &mut themes);
    }
    themes
}

fn close(block: &mut Passage, themes: &mut Vec<Sourced<String>>) {
    let block = std::mem::take(block);
    let words = block.words();
    let label = words.len() == 1 && words[0].starts_with("thematique");
    // A paragraph is no theme: a theme is a few words.
    if !label && (1..=20).contains(&words.len()) {
        themes.push(block.sourced());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::normalise;

    #[test]
    fn one_theme_a_block() {
        let text = "Le Plan d'actions par thématiques\n\nPetite Enfance\n\nThématiques\n\nAccès aux droits\net aux services";
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let lines = normalise(&lines);
        let themes = announced(&crate::segment::segment(&lines));
        assert_eq!(
            themes.iter().map(|theme| theme.value.as_str()).collect::<Vec<_>>(),
            ["Petite Enfance", "Accès aux droits et aux services"]
        );
    }
}
