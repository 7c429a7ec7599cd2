//! Governance bodies: the words that name one, the sections and tables that describe them, the sentences of which one is the
//! subject.
//!
//! Whom a member sits for, and that two names are one body, are settled later.

use domain::reading::Sourced;

use super::body_blocks::{self, Block};
use super::body_prose::{Row, Subject, in_a_row, sentence_of, set_up, subject, trimmed, who_meets};
use super::rhythm::rhythm;
use super::{body_tables, present};
use crate::lines::Line;
use crate::passage::{Passage, Token};
use crate::segment::{Kind, Segment};
use crate::wording::{self, begins, is_capitalised, is_capitals};

/// Bodies beyond this are noise.
const MOST: usize = 100;

/// What one place of the text says of a body.
#[derive(Debug, Clone)]
pub(crate) struct Told {
    pub(crate) name: Sourced<String>,
    /// Whether the name is a heading of its own.
    pub(crate) heading: bool,
    pub(crate) members: Vec<Sourced<String>>,
    pub(crate) missions: Vec<Sourced<String>>,
    /// What sentences say that it does, where no list tells its missions.
    pub(crate) does: Vec<Sourced<String>>,
    /// Whether the part is about bodies.
    pub(crate) own_part: bool,
    pub(crate) rhythm: Option<(Sourced<String>, (u16, u16))>,
    pub(crate) chairs: Option<Passage>,
}

impl Told {
    pub(super) fn of(name: Sourced<String>, heading: bool) -> Self {
        Self {
            name,
            heading,
            members: Vec::new(),
            missions: Vec::new(),
            does: Vec::new(),
            own_part: false,
            rhythm: None,
            chairs: None,
        }
    }
}

/// How many words name a body here: "comité de pilotage", "groupe projet", "COPIL".
pub(crate) fn body_at(tokens: &[Token], at: usize) -> Option<usize> {
    const QUALIFIERS: [&str; 16] = [
        "technique",
        "techniques",
        "operationnel",
        "strategique",
        "local",
        "locale",
        "partenarial",
        "partenariale",
        "restreint",
        "elargi",
        "pleniere",
        "plenier",
        "projet",
        "ressource",
        "politique",
        "consultatif",
    ];
    let fold = |at: usize| tokens.get(at).map(|token| token.fold.as_str());
    let first = fold(at)?;
    if is_acronym(&tokens[at]) {
        return Some(1);
    }
    if !matches!(first, "comite" | "groupe" | "cellule" | "equipe" | "instance") {
        return None;
    }
    let mut end = at + 1;
    if matches!(fold(end), Some("de" | "d")) {
        let kinds = [
            "pilotage",
            "suivi",
            "travail",
            "projet",
            "coordination",
            "concertation",
            "cooperation",
            "direction",
        ];
        fold(end + 1).filter(|word| kinds.contains(word))?;
        end += 2;
    }
    while fold(end).is_some_and(|word| QUALIFIERS.contains(&word)) {
        end += 1;
    }
    (end > at + 1 && first != "instance").then_some(end - at)
}

/// "COPIL", "Cotech": the beginnings of the words of a body, put together.
pub(crate) fn is_acronym(token: &Token) -> bool {
    const ACRONYMS: [&str; 6] = ["copil", "cotech", "cotec", "costrat", "cosui", "coop"];
    is_capitalised(&token.word) && ACRONYMS.contains(&token.fold.as_str()) && (is_capitals(&token.word) || token.fold != "coop")
}

/// Everything said of bodies, section by section, sentence by sentence.
pub(crate) fn told(segments: &[Segment<'_>]) -> Vec<Told> {
    let mut found = Vec::new();
    for segment in segments {
        let first = segment.lines.first().map(|line| line.words.as_slice()).unwrap_or_default();
        let rest = segment.lines.get(1..).unwrap_or_default();
        let scope = match segment.kind {
            Kind::Annex if speaks_of_bodies(segment.lines) => Scope::Bodies,
            Kind::Article if present::governs(&first[..first.len().min(14)]) => Scope::Bodies,
            Kind::Article if !first.iter().take(14).any(|word| word == "actions") => Scope::Article,
            Kind::Annex => Scope::Annex,
            Kind::Front | Kind::Enacting | Kind::Council | Kind::Parties => Scope::Elsewhere,
            _ => continue,
        };
        found.extend(body_tables::tables(segment.lines));
        if scope != Scope::Annex {
            found.extend(Walk::of(scope).through(body_blocks::blocks(rest)));
        } else {
            found.extend(prose(rest));
        }
    }
    found.truncate(MOST);
    found
}

fn speaks_of_bodies(lines: &[Line]) -> bool {
    let written = lines.iter().filter(|line| !line.is_blank()).take(2);
    let says = |line: &Line| {
        line.words
            .iter()
            .any(|word| word.starts_with("instance") || word == "gouvernance" || word == "comite" || word == "comites")
    };
    let mut short = written.filter(|line| line.text.len() < 200);
    short.any(says)
}

/// An annex about something else: only what sentences say in full.
fn prose(lines: &[Line]) -> Vec<Told> {
    let blocks = body_blocks::blocks(lines)
        .into_iter()
        .filter(|block| matches!(block, Block::Text(_)));
    Walk::of(Scope::Elsewhere).through(blocks.collect())
}

/// What a part of the text is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// Bodies: whatever is named there is one, once something is said of it.
    Bodies,
    Article,
    Annex,
    /// Neither an article nor an annex: much must be said for a body to be one.
    Elsewhere,
}

/// What the next items are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Unknown,
    Members,
    Missions,
    Rhythm,
}

/// A part, read from its first block to its last.
struct Walk {
    scope: Scope,
    found: Vec<Told>,
    /// Whether the last body is the one that pronouns and items mean.
    current: bool,
    part: Part,
    /// Whether the next sentences are those that an amendment replaces.
    former: bool,
}

impl Walk {
    const fn of(scope: Scope) -> Self {
        Self {
            scope,
            found: Vec::new(),
            current: false,
            part: Part::Unknown,
            former: false,
        }
    }

    fn through(mut self, blocks: Vec<Block>) -> Vec<Told> {
        for block in blocks {
            match block {
                Block::Heading { name, apart } => self.heading(&name, apart),
                Block::Label { part, rest } => self.label(part, rest),
                Block::Item(item) => self.item(&item),
                Block::Text(text) => self.text(&text),
            }
        }
        let scope = self.scope;
        self.found.retain(|told| is_body(told, scope));
        self.found.iter_mut().for_each(|told| told.own_part = scope == Scope::Bodies);
        self.found
    }

    fn heading(&mut self, name: &Passage, apart: bool) {
        if body_blocks::is_page_mark(name) {
            return;
        }
        let text = without_article(&name.joined()).to_owned();
        let wanted = names_body(&text) || apart && self.scope == Scope::Bodies;
        self.part = Part::Unknown;
        self.current = wanted;
        if wanted {
            self.found.push(Told::of(Sourced::new(text, name.lines()), true));
        }
    }

    fn label(&mut self, part: Part, rest: Option<Passage>) {
        self.part = part;
        if let (Some(rest), Some(told)) = (rest, self.found.last_mut().filter(|_| self.current)) {
            let row = if part == Part::Members {
                in_a_row(&rest, Row::Bare)
            } else {
                Vec::new()
            };
            if row.len() > 1 {
                told.members.extend(row);
            } else {
                entry(told, &rest, part);
            }
        }
    }

    fn item(&mut self, item: &Passage) {
        // "- 3 -" is the number of a page.
        if item.words().iter().all(|word| word.bytes().all(|byte| byte.is_ascii_digit())) {
            return;
        }
        if let Some(told) = self.found.last_mut().filter(|_| self.current) {
            entry(told, item, self.part);
        }
    }

    fn text(&mut self, text: &Passage) {
        if text
            .parts()
            .first()
            .is_some_and(|(_, text)| text.starts_with(['¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹']))
        {
            return;
        }
        if body_blocks::is_page_mark(text) {
            return;
        }
        let former = begins(&text.words(), &["ancienne"]) && text.words().len() < 4;
        if std::mem::replace(&mut self.former, former) || former {
            return;
        }
        let announces = text.joined().trim_end().ends_with(':');
        if self.titled(text) {
            return;
        }
        if self.current && opens_mission(&text.words()) && self.scope == Scope::Bodies {
            self.item(text);
            return;
        }
        self.part = Part::Unknown;
        let mut last = None;
        for sentence in text.sentences() {
            self.sentence(&sentence);
            last = Some(sentence);
        }
        if let Some(part) = last.filter(|_| announces).and_then(|sentence| announced(&sentence.words())) {
            self.part = part;
        }
    }

    /// "Comité de pilotage : la présidente, les cinq maires. Il se réunit": a name, then who sits.
    fn titled(&mut self, text: &Passage) -> bool {
        let tokens = text.tokens();
        let colon = tokens
            .iter()
            .take(8)
            .position(|token| text.signs_after(token).starts_with(':'));
        let Some(colon) = colon.filter(|colon| colon + 1 < tokens.len()) else {
            return false;
        };
        let name = text.between(&tokens[0], &tokens[colon]);
        if !names_body(&name.joined()) {
            return false;
        }
        let mut told = Told::of(name.sourced(), true);
        let rest = text.between(&tokens[colon + 1], &tokens[tokens.len() - 1]);
        let mut sentences = rest.sentences().into_iter();
        told.members = sentences.next().map(|first| in_a_row(&first, Row::Bare)).unwrap_or_default();
        (self.current, self.part) = (true, Part::Unknown);
        self.found.push(told);
        sentences.for_each(|sentence| self.sentence(&sentence));
        true
    }

    fn sentence(&mut self, sentence: &Passage) {
        self.found.extend(set_up(sentence));
        let tokens = sentence.tokens();
        let denied = tokens.iter().any(|token| token.fold == "n" || token.fold == "ne")
            && tokens.iter().any(|token| token.fold.starts_with("cree"));
        let current = self.found.last().filter(|_| self.current).map(|told| told.name.value.clone());
        match subject(sentence, &tokens, current.as_deref()) {
            _ if denied => {}
            Subject::Named(name, next) => {
                let again = current.is_some_and(|current| wording::words(&current) == wording::words(&name.value));
                match self.found.last_mut().filter(|_| again) {
                    Some(told) => told.name.lines = told.name.lines.union(&name.lines),
                    None => self.found.push(Told::of(name, false)),
                }
                self.current = true;
                self.tell(sentence, next);
            }
            Subject::Before(next) if self.current => self.tell(sentence, next),
            Subject::Other if self.current && self.scope == Scope::Bodies => self.meeting(sentence, &tokens),
            _ => self.current = self.current && self.scope == Scope::Bodies,
        }
    }

    /// What a sentence says of the body at hand, from the word after its subject on.
    fn tell(&mut self, sentence: &Passage, next: usize) {
        if let Some(told) = self.found.last_mut() {
            sentence_of(told, sentence, next);
        }
    }

    /// Under the name of a body, a sentence about those who meet.
    fn meeting(&mut self, sentence: &Passage, tokens: &[Token]) {
        let Some(told) = self.found.last_mut().filter(|told| told.heading) else {
            return;
        };
        let words: Vec<String> = tokens.iter().map(|token| token.fold.clone()).collect();
        let meets = ["reuni", "retrouv", "rencontr", "organis", "ouvert", "sieg"];
        let meets = words.iter().any(|word| meets.iter().any(|stem| word.starts_with(stem)));
        if let Some(times) = rhythm(&words).filter(|_| meets && told.rhythm.is_none()) {
            told.rhythm = Some((trimmed(sentence), times));
            if told.members.is_empty() {
                let itself = wording::words(&told.name.value);
                let who = who_meets(sentence, tokens).into_iter();
                told.members.extend(
                    who.filter(|member| !wording::words(&member.value).iter().any(|word| itself.first() == Some(word))),
                );
            }
        }
    }
}

/// Whether enough is said for a name to be that of a body.
fn is_body(told: &Told, scope: Scope) -> bool {
    let sits = !told.members.is_empty();
    let works = !told.missions.is_empty() || !told.does.is_empty();
    let meets = told.rhythm.is_some() || told.chairs.is_some();
    let known = names_body(&told.name.value);
    match scope {
        Scope::Bodies if known => told.heading || sits || works || meets,
        Scope::Bodies => sits || meets,
        Scope::Article | Scope::Annex if known => told.heading || sits || works || meets,
        Scope::Article | Scope::Annex => sits && (meets || works),
        Scope::Elsewhere => {
            sits && told.rhythm.is_some() || known && sits && (works || meets) || known && told.heading && meets
        }
    }
}

/// Whether these words are the name of a body and nothing else, bar a short form in brackets.
pub(super) fn names_body(text: &str) -> bool {
    const WIDE: [&str; 14] = [
        "assemblee",
        "atelier",
        "forum",
        "bureau",
        "cellule",
        "comite",
        "comites",
        "commission",
        "commissions",
        "conference",
        "conseil",
        "equipe",
        "groupe",
        "seminaire",
    ];
    // These deliberate for a collectivity or a fund, and are no body of the convention.
    const ELECTED: [&str; 8] = [
        "administration",
        "communautaire",
        "communautaires",
        "departemental",
        "metropolitain",
        "municipal",
        "municipaux",
        "regional",
    ];
    let text = without_article(text);
    let words = wording::words(text);
    let named = words.first().is_some_and(|word| WIDE.contains(&word.as_str())) || {
        let tokens = Passage::one(1, text).tokens();
        words.len() == 1 && tokens.first().is_some_and(is_acronym)
    };
    let short =
        (1..=9).contains(&words.len()) && words.len() + usize::from(is_capitals(text)) > 1 && !text.ends_with(['.', ';', ',']);
    let elected =
        words.first().is_some_and(|word| word == "conseil") && words.iter().any(|word| ELECTED.contains(&word.as_str()));
    let sentence = words.iter().any(|word| {
        matches!(
            word.as_str(),
            "a" | "est" | "sont" | "se" | "s" | "qui" | "il" | "pour" | "reunit" | "comprend"
        )
    });
    named && short && !elected && !sentence
}

/// "Le comité de pilotage" without its article.
fn without_article(text: &str) -> &str {
    let articles = ["Le ", "La ", "Les ", "L'", "L’", "Un ", "Une "];
    let text = text.trim_end_matches([':', ' ']);
    articles.iter().find_map(|article| text.strip_prefix(article)).unwrap_or(text)
}

/// Verbs that say who a body is, and no mission.
pub(super) fn is_common(verb: &str) -> bool {
    const COMMON: [&str; 16] = [
        "comprend",
        "comprennent",
        "compose",
        "composent",
        "compte",
        "comptent",
        "dispose",
        "donne",
        "peut",
        "rassemble",
        "rassemblent",
        "regroupe",
        "regroupent",
        "reunit",
        "reunissent",
        "siege",
    ];
    COMMON.contains(&verb)
}

/// What a list announces: "a pour rôle :", "est composé de :", "Y siègent :".
fn announced(words: &[String]) -> Option<Part> {
    let composed = words.iter().any(|word| {
        word.starts_with("compose") || word == "comprend" || word == "reunit" || word == "rassemble" || word.starts_with("sieg")
    });
    let charged = words.iter().any(|word| word == "charge" || word == "chargee");
    composed
        .then_some(Part::Members)
        .or_else(|| part_of(words))
        .or_else(|| charged.then_some(Part::Missions))
}

pub(super) fn part_of(words: &[String]) -> Option<Part> {
    let has = |start: &str| words.iter().any(|word| word.starts_with(start));
    let known = [
        (has("frequence") || has("rythme") || has("periodicite"), Part::Rhythm),
        (has("composition") || has("membre") || has("participant"), Part::Members),
        (
            has("mission") || has("role") || has("objectif") || has("objet"),
            Part::Missions,
        ),
    ];
    known.into_iter().find(|(fits, _)| *fits).map(|(_, part)| part)
}

/// An item: a member, a mission, the rhythm, or a mission with the rhythm glued to its end.
pub(super) fn entry(told: &mut Told, passage: &Passage, part: Part) {
    for sentence in passage.sentences() {
        let words = sentence.words();
        let meets = words.iter().any(|word| word.starts_with("reuni")) || part == Part::Rhythm;
        let found = rhythm(&words).filter(|_| meets && (words.len() < 30));
        let (sentence, aside) = match rhythm_aside(&sentence).filter(|_| part == Part::Members) {
            Some((rest, times)) => (rest, Some(times)),
            None => (sentence, None),
        };
        if told.rhythm.is_none() {
            told.rhythm = aside;
        }
        // "le chargé de coopération, qui l'anime": the person, without what they do.
        let sentence = if part == Part::Members {
            without_relative(&sentence)
        } else {
            sentence
        };
        let text = trimmed(&sentence);
        if text.value.is_empty() || words.is_empty() {
            continue;
        }
        match found {
            Some(times) if told.rhythm.is_none() => told.rhythm = Some((text, times)),
            _ if part == Part::Missions || part != Part::Members && opens_mission(&words) => told.missions.push(text),
            _ if part != Part::Rhythm => told.members.push(text),
            _ => {}
        }
    }
}

fn without_relative(sentence: &Passage) -> Passage {
    let tokens = sentence.tokens();
    let comma = (0..tokens.len().saturating_sub(1)).find(|at| {
        let short = tokens.len() - at < 6;
        short && sentence.signs_after(&tokens[*at]).starts_with(',') && tokens[at + 1].fold == "qui"
    });
    comma.map_or_else(|| sentence.clone(), |at| sentence.between(&tokens[0], &tokens[at]))
}

/// "ouverte à tous, au moins une fois par an": who sits, and how often.
fn rhythm_aside(sentence: &Passage) -> Option<(Passage, (Sourced<String>, (u16, u16)))> {
    let tokens = sentence.tokens();
    let comma = (0..tokens.len().saturating_sub(1)).rfind(|at| sentence.signs_after(&tokens[*at]).starts_with(','))?;
    let aside = sentence.after(&tokens[comma]);
    let times = rhythm(&aside.words())?;
    Some((sentence.between(&tokens[0], &tokens[comma]), (trimmed(&aside), times)))
}

/// Whether the words open on an infinitive: "Veiller à", "D'assurer", "S'assurer".
pub(super) fn opens_mission(words: &[String]) -> bool {
    const NOUNS: [&str; 9] = [
        "conseiller",
        "officier",
        "atelier",
        "premier",
        "policier",
        "financier",
        "infirmier",
        "particulier",
        "quartier",
    ];
    const VERBS: [&str; 20] = [
        "suivre",
        "faire",
        "rendre",
        "prendre",
        "mettre",
        "permettre",
        "construire",
        "conduire",
        "produire",
        "repondre",
        "apprendre",
        "transmettre",
        "soumettre",
        "reduire",
        "introduire",
        "inscrire",
        "decrire",
        "poursuivre",
        "etre",
        "entendre",
    ];
    let small = words.first().is_some_and(|word| matches!(word.as_str(), "d" | "de" | "s"));
    let Some(first) = words.get(usize::from(small)) else {
        return false;
    };
    let verb = first.len() > 3 && (first.ends_with("er") || first.ends_with("ir")) && !NOUNS.contains(&first.as_str());
    verb || VERBS.contains(&first.as_str())
}

/// Whether words name a body by the acronym of another name: "COPIL" for "Comité de pilotage".
pub(crate) fn stands_for(acronym: &str, name: &[String]) -> bool {
    let Some(end) = acronym.strip_prefix("co") else { return false };
    let tail = end.len() > 2 && name.iter().skip(1).any(|word| word.starts_with(end));
    tail && begins(name, &["comite"])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::normalise;
    use crate::segment::segment;

    fn read(text: &str) -> Vec<Told> {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let lines = normalise(&lines);
        told(&segment(&lines))
    }

    fn texts(values: &[Sourced<String>]) -> Vec<&str> {
        values.iter().map(|value| value.value.as_str()).collect()
    }

    #[test]
    fn a_section_has_members_missions_and_a_rhythm() {
        let found = read(
            "Annexe 4 - Instances de gouvernance\n\nComité de pilotage\n\n- Les Maires\n- Le Directeur de la\ncaisse\n\n- Veiller au suivi\n\
             Valider le bilan\n- Suivre. Se réunit 1 à 2 fois par an\n\nVILLE DE\n\nGroupe projet\n\nMissions :\n- Le suivi du plan",
        );
        assert_eq!(found.len(), 2);
        assert_eq!(texts(&found[0].members), ["Les Maires", "Le Directeur de la caisse"]);
        assert_eq!(texts(&found[0].missions), ["Veiller au suivi", "Valider le bilan", "Suivre"]);
        let (words, times) = found[0].rhythm.as_ref().expect("a rhythm");
        assert_eq!((words.value.as_str(), *times), ("Se réunit 1 à 2 fois par an", (1, 2)));
        assert_eq!(
            (found[1].name.value.as_str(), texts(&found[1].missions)),
            ("Groupe projet", vec!["Le suivi du plan"])
        );
    }

    #[test]
    fn sentences_say_the_same() {
        let found = read(
            "Article 6 : Gouvernance\n\nLes parties décident de mettre en place un comité de suivi et un groupe projet.\n\n\
             Le COPIL se réunit deux fois par an. Il est composé du maire de Valmont, de deux élus et d'un technicien.\n\n\
             Le comité technique est présidé par la Caf. Il est chargé de préparer les réunions.\n\n\
             Le comité de pilotage a pour rôle :\n- D'assurer le suivi,\n¹ Une note.\n\n- De veiller.\n\nLes élus valident le plan.",
        );
        let names: Vec<&str> = found.iter().map(|told| told.name.value.as_str()).collect();
        assert_eq!(
            names,
            [
                "Comité de suivi",
                "Groupe projet",
                "COPIL",
                "Comité technique",
                "Comité de pilotage"
            ]
        );
        assert_eq!(texts(&found[2].members), ["maire de Valmont", "deux élus", "un technicien"]);
        assert_eq!(found[2].rhythm.as_ref().map(|(_, times)| *times), Some((2, 2)));
        assert_eq!(found[3].chairs.as_ref().map(Passage::joined).as_deref(), Some("la Caf."));
        assert_eq!(texts(&found[3].missions), ["préparer les réunions"]);
        assert_eq!(texts(&found[4].missions), ["D'assurer le suivi", "De veiller"]);
    }

    #[test]
    fn an_acronym_stands_for_one_body() {
        let words = |text: &str| wording::words(text);
        assert!(stands_for("copil", &words("Comité de pilotage")));
        assert!(stands_for("cotech", &words("Comité technique")) && stands_for("cotec", &words("comité technique")));
        assert!(!stands_for("copil", &words("Comité technique")) && !stands_for("co", &words("Comité de pilotage")));
    }

    #[test]
    fn members_are_no_missions() {
        for member in [
            "Le Maire",
            "Maire de Valmont",
            "Conseiller départemental",
            "Directeur",
            "Elus",
            "Deux élus",
        ] {
            assert!(!opens_mission(&wording::words(member)), "{member}");
        }
        for mission in ["Veiller à", "D'assurer le suivi", "S'assurer", "Suivre", "Définir"] {
            assert!(opens_mission(&wording::words(mission)), "{mission}");
        }
    }
}
