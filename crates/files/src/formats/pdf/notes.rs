//! What is said of the pages of a PDF to whoever sent it: those that were recognised, those that were not, the letters that lack.

/// How many pages are named.
const NAMED: usize = 20;

/// Which pages were recognised, and how many words were left out.
pub(super) fn recognised(pages: &[usize], doubtful: usize) -> Vec<String> {
    if pages.is_empty() {
        return Vec::new();
    }
    let mut notes = vec![format!(
        "Texte reconnu sur une image\u{a0}: {}. Une reconnaissance de caractères se trompe parfois, surtout dans les nombres, les noms et \
         les tableaux\u{a0}: relisez ce qui compte sur le document.",
        counted(pages)
    )];
    match doubtful {
        0 => {}
        1 => notes.push("Un mot illisible a été laissé de côté\u{a0}: il manque dans le texte.".to_owned()),
        many => notes.push(format!(
            "{many} mots illisibles ont été laissés de côté\u{a0}: ils manquent dans le texte."
        )),
    }
    notes
}

/// Which pages hold no text. When someone was asked to recognise them, nothing was.
pub(super) fn without_text(pages: &[usize], asked: bool) -> Option<String> {
    if pages.is_empty() {
        return None;
    }
    let why = if asked {
        "rien n’y a été reconnu"
    } else {
        "si ce sont des images numérisées, leur texte manque"
    };
    Some(format!("Rien n’est écrit en lettres sur {}\u{a0}: {why}.", counted(pages)))
}

/// How many letters have no name.
pub(super) fn unknown(letters: usize) -> Option<String> {
    (letters > 0).then(|| {
        format!(
            "{letters} signe{} du document n’ont pas de lettre connue et manquent dans le texte.",
            if letters > 1 { "s" } else { "" }
        )
    })
}

/// "3 pages (1, 2, 4)".
fn counted(pages: &[usize]) -> String {
    let named: Vec<String> = pages.iter().take(NAMED).map(usize::to_string).collect();
    let more = if pages.len() > NAMED { ", …" } else { "" };
    let plural = if pages.len() > 1 { "s" } else { "" };
    format!("{} page{plural} ({}{more})", pages.len(), named.join(", "))
}
