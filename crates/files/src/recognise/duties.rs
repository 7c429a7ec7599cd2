//! The words that oblige: "s'engage à", "devra", "sera posée", "fera l'objet", "pourra être résiliée".
//!
//! A freedom ("ne peut pas empêcher"), a faculty ("pourra participer") and an aim ("doit permettre") oblige nobody.

use domain::reading::{Bearing, DutyKind};

use crate::passage::Token;

/// How a sentence obliges, which tells where its debtor stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// The subject of the verb owes.
    Active,
    /// The one named after "par" owes.
    Passive,
    /// "l'engagement de la Caf à": the one named before the infinitive owes.
    Noun,
    /// "la nécessité, pour la Caf, de": the one named in between owes.
    Need,
    /// "est du ressort du tribunal": nobody owes.
    Rule,
}

/// The words that oblige, from their first to their last.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Obliges {
    pub(crate) form: Form,
    pub(crate) first: usize,
    pub(crate) last: usize,
}

/// The first words of a sentence that oblige, if some do.
pub(crate) fn obliges(tokens: &[Token], start: usize) -> Option<Obliges> {
    (start..tokens.len()).find_map(|at| {
        let words = Words { tokens, at };
        let (form, length) = words.obliges()?;
        let last = at + length - 1;
        Some(Obliges { form, first: at, last })
    })
}

/// Whether those words oblige, allow, or only say what follows.
pub(crate) fn bearing(tokens: &[Token], found: Obliges) -> Bearing {
    let words = &tokens[found.first..=found.last];
    let starts = |stems: &[&str]| {
        words
            .iter()
            .any(|token| stems.iter().any(|stem| token.fold.starts_with(stem)))
    };
    if matches!(words[0].fold.as_str(), "peut" | "peuvent" | "pourra" | "pourront") {
        Bearing::Allowed
    } else if found.form == Form::Rule || starts(&["resili", "denonc", "rompu"]) {
        Bearing::Rule
    } else {
        Bearing::Owed
    }
}

/// The words from one place on.
#[derive(Clone, Copy)]
struct Words<'t> {
    tokens: &'t [Token],
    at: usize,
}

impl<'t> Words<'t> {
    fn fold(self, offset: usize) -> &'t str {
        self.tokens.get(self.at + offset).map_or("", |token| token.fold.as_str())
    }

    fn before(self, back: usize) -> &'t str {
        self.at
            .checked_sub(back)
            .and_then(|at| self.tokens.get(at))
            .map_or("", |token| token.fold.as_str())
    }

    /// Where a word that fits stands among the next few.
    fn soon(self, within: usize, fits: impl Fn(&str) -> bool) -> Option<usize> {
        (1..=within).find(|offset| fits(self.fold(*offset)))
    }

    fn is_negated(self) -> bool {
        matches!(self.before(1), "ne" | "n")
    }

    /// "qui s'engage", "qu'il doit": a relative clause, which obliges nobody anew.
    fn is_relative(self) -> bool {
        self.before(1) == "qui" || self.before(2) == "qu" || self.before(3) == "dont"
    }

    fn obliges(self) -> Option<(Form, usize)> {
        let must = self.must();
        if self.is_relative() || self.is_negated() && must.is_none() {
            return None;
        }
        must.or_else(|| self.commits())
            .or_else(|| self.object())
            .or_else(|| self.ends())
            .or_else(|| self.will_be())
            .or_else(|| self.will())
            .or_else(|| self.noun())
    }

    /// "s'engage à", "est tenu", "décident de".
    fn commits(self) -> Option<(Form, usize)> {
        let engages = self.fold(0) == "s" && matches!(self.fold(1), "engage" | "engagent" | "engagera" | "engageront");
        if engages && let Some(to) = self.soon(4, |word| word == "a" || word == "aupres") {
            return Some((Form::Active, to + 1));
        }
        // "La Caf s'engage :", above a list.
        if engages && self.at + 2 == self.tokens.len() {
            return Some((Form::Active, 2));
        }
        let is = matches!(self.fold(0), "est" | "sont" | "sera" | "seront");
        if is && self.fold(1).starts_with("tenu") {
            return Some((Form::Active, 2));
        }
        let decide = matches!(self.fold(0), "decide" | "decident") && matches!(self.fold(1), "de" | "d" | "et");
        let agree = matches!(self.fold(0), "conviennent" | "convient") && self.fold(1) == "de";
        (decide || agree).then_some((Form::Active, 2))
    }

    /// "doit", "devra", "devront être": what has a purpose ("doit permettre") is an aim.
    fn must(self) -> Option<(Form, usize)> {
        if !matches!(self.fold(0), "doit" | "doivent" | "devra" | "devront") || self.fold(1).starts_with("permettre") {
            return None;
        }
        let passive = self.fold(1) == "etre" || self.fold(2) == "etre";
        Some((if passive { Form::Passive } else { Form::Active }, 1))
    }

    /// "fera l'objet d'un bilan", "feront mention".
    fn object(self) -> Option<(Form, usize)> {
        let makes = matches!(self.fold(0), "fera" | "feront" | "fait" | "font");
        let future = self.fold(0).starts_with("fer");
        let what = self
            .soon(3, |word| word == "objet" || word == "mention")
            .filter(|_| makes && future)?;
        Some((Form::Passive, what + 1))
    }

    /// "pourra être résiliée", "peut être dénoncée", "entraîneront la résiliation".
    fn ends(self) -> Option<(Form, usize)> {
        let may = matches!(self.fold(0), "peut" | "pourra" | "peuvent" | "pourront") && self.fold(1) == "etre";
        let ended = ["resili", "denonc", "rompu"]
            .iter()
            .any(|stem| self.fold(2).starts_with(stem));
        if may && ended {
            return Some((Form::Passive, 3));
        }
        if let Some(length) = self.leaves() {
            return Some((Form::Active, length));
        }
        let brings = self.fold(0).starts_with("entrain");
        let end = self.soon(3, |word| word.starts_with("resili")).filter(|_| brings)?;
        Some((Form::Passive, end + 1))
    }

    /// "peut se retirer", "peut mettre fin", "peut résilier".
    fn leaves(self) -> Option<usize> {
        if !matches!(self.fold(0), "peut" | "pourra" | "peuvent" | "pourront") {
            return None;
        }
        let clitics = (1..3)
            .take_while(|offset| matches!(self.fold(*offset), "se" | "s" | "en" | "y"))
            .count();
        let verb = self.fold(1 + clitics);
        let ends = matches!(verb, "retirer" | "resilier" | "denoncer" | "rompre" | "quitter");
        let puts = verb == "mettre" && matches!(self.fold(2 + clitics), "fin" | "un");
        (ends || puts).then_some(2 + clitics)
    }

    /// "sera posée", "seront à décliner", "sera co-assuré". What is "réputé" or "connu" is owed by nobody.
    fn will_be(self) -> Option<(Form, usize)> {
        if !matches!(self.fold(0), "sera" | "seront") {
            return None;
        }
        let adverb = |word: &str| word == "co" || word.ends_with("ment") || word == "egalement" || word == "donc";
        let at = (1..4).find(|offset| !adverb(self.fold(*offset)))?;
        if self.fold(at) == "a" && is_infinitive(self.fold(at + 1)) {
            return Some((Form::Passive, at + 2));
        }
        let token = self.tokens.get(self.at + at)?;
        let later = self.fold(at + 1) == "ulterieurement";
        (is_participle(token) && !later).then_some((Form::Passive, at + 1))
    }

    /// "respecteront", "comporteront": a future that rules. Others need a party for subject, which binding tells.
    fn will(self) -> Option<(Form, usize)> {
        let word = self.fold(0);
        let rules = ["respecter", "comporter"].iter().any(|stem| word.starts_with(stem));
        (rules && is_future(word)).then_some((Form::Active, 1))
    }

    /// "matérialise l'engagement de la Caf à", "la nécessité, pour la Caf, de", "est du ressort du tribunal".
    fn noun(self) -> Option<(Form, usize)> {
        let acts = ["materialis", "constitu", "traduit", "formalis", "acte"];
        if acts.iter().any(|stem| self.fold(0).starts_with(stem))
            && let Some(at) = self.soon(4, |word| word == "engagement")
        {
            return Some((Form::Noun, at + 1));
        }
        if self.fold(0) == "necessite" && self.fold(1) == "pour" {
            return Some((Form::Need, 2));
        }
        let court = |word: &str| word.starts_with("tribuna") || word.starts_with("juridiction");
        let judged = self.fold(0) == "ressort" || self.fold(0) == "competence" || self.fold(0) == "soumis";
        let litigation = self
            .tokens
            .iter()
            .any(|token| matches!(token.fold.as_str(), "litige" | "litiges" | "differend" | "contestation"));
        (judged && litigation && self.soon(6, court).is_some()).then_some((Form::Rule, 1))
    }
}

/// Whether a folded word is a future of the third person: "transmettra", "assureront".
pub(crate) fn is_future(word: &str) -> bool {
    const OTHERS: [&str; 18] = [
        "aura",
        "auront",
        "sera",
        "seront",
        "fera",
        "feront",
        "devra",
        "devront",
        "pourra",
        "pourront",
        "permettra",
        "permettront",
        "interviendra",
        "prevaudra",
        "opera",
        "mantra",
        "contra",
        "extra",
    ];
    word.len() > 5 && (word.ends_with("ra") || word.ends_with("ront")) && !OTHERS.contains(&word)
}

fn is_infinitive(word: &str) -> bool {
    word.len() > 3 && (word.ends_with("er") || word.ends_with("ir") || word.ends_with("re"))
}

/// Whether a word is a past participle, as printed.
pub(crate) fn is_participle(token: &Token) -> bool {
    let fold = token.fold.as_str();
    if ["repute", "connu", "possible", "fonde", "cense"]
        .iter()
        .any(|other| fold.starts_with(other))
    {
        return false;
    }
    let word = token.word.trim_end_matches('s').trim_end_matches('e');
    let irregular = [
        "mis",
        "mise",
        "pris",
        "prise",
        "tenu",
        "tenue",
        "fourni",
        "fournie",
        "conduit",
        "conduite",
        "etabli",
        "etablie",
        "prevu",
        "prevue",
        "remis",
        "remise",
        "soumis",
        "soumise",
        "transmis",
        "transmise",
        "defini",
        "definie",
        "reuni",
        "reunie",
        "ouvert",
        "ouverte",
        "rendu",
        "rendue",
        "fait",
        "faite",
        "inscrit",
        "inscrite",
    ];
    word.ends_with('é') || irregular.contains(&fold.trim_end_matches('s')) || irregular.contains(&fold)
}

/// What a duty is about, by its words; `Other` when none tells.
pub(crate) fn kind(words: &[String], title: &[String]) -> DutyKind {
    let has = |starts: &[&str]| words.iter().any(|word| starts.iter().any(|start| word.starts_with(start)));
    let pair = |first: &str, second: &str| words.windows(2).any(|pair| pair[0] == first && pair[1].starts_with(second));
    let titled = |start: &str| title.iter().any(|word| word.starts_with(start));
    let personal = pair("donnees", "personnel") || pair("caractere", "personnel") || has(&["rgpd", "sous-traitant"]);
    let known = [
        (has(&["resili", "denonc", "demeure", "preavis"]), DutyKind::Termination),
        (has(&["litige", "tribuna", "differend"]), DutyKind::Dispute),
        (
            has(&["secret", "confidential", "discretion"]) && !has(&["secretariat"]),
            DutyKind::Confidentiality,
        ),
        (has(&["avenant"]), DutyKind::Amendment),
        (has(&["bilan"]), DutyKind::Review),
        (personal || titled("donnees"), DutyKind::DataProtection),
        (
            has(&["inauguration", "invitation", "evenementiel", "discours", "deroule"]),
            DutyKind::Event,
        ),
        (
            has(&["logo", "affiche", "mention", "communique"]) || words.iter().any(|word| word == "communication"),
            DutyKind::Communication,
        ),
        (has(&["evaluation", "indicateur", "evaluer"]), DutyKind::Evaluation),
        (
            has(&["comite", "instance", "secretariat", "copil", "cotech"]),
            DutyKind::Governance,
        ),
        (has(&["financ", "subvention", "contribution"]), DutyKind::Funding),
        (has(&["moyens", "personnels", "locaux"]), DutyKind::Means),
    ];
    known
        .into_iter()
        .find(|(fits, _)| *fits)
        .map_or(DutyKind::Other, |(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::passage::Passage;

    fn form(text: &str) -> Option<Form> {
        obliges(&Passage::one(1, text).tokens(), 0).map(|found| found.form)
    }

    #[test]
    fn words_that_oblige() {
        for (text, expected) in [
            ("La Caf s'engage à conserver", Form::Active),
            ("La Caf s'engage :", Form::Active),
            ("Les parties s'engagent réciproquement à se dire", Form::Active),
            ("Les parties sont tenues au secret", Form::Active),
            ("Elle devra préciser", Form::Active),
            ("Elle ne doit pas divulguer", Form::Active),
            ("Une proposition devra être adressée", Form::Passive),
            ("Une affiche sera posée", Form::Passive),
            ("Le secrétariat sera co-assuré par la Caf", Form::Passive),
            ("Les indicateurs seront à décliner", Form::Passive),
            ("Toute modification fera l'objet d'un avenant", Form::Passive),
            ("Elle pourra être résiliée", Form::Passive),
            ("Les infractions entraîneront la résiliation", Form::Passive),
            (
                "La charte matérialise également l'engagement conjoint de la Caf à payer",
                Form::Noun,
            ),
            ("Tout litige est du ressort du tribunal administratif", Form::Rule),
        ] {
            assert_eq!(form(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn words_that_do_not() {
        for text in [
            "La convention ne peut pas empêcher",
            "Des partenaires pourront participer",
            "Ces fonctions doivent permettre d'assurer",
            "La clause sera réputée non écrite",
            "Les collectivités qui s'engagent dans un projet",
            "la liste des traitements qu'il doit tenir",
            "La démarche permettra d'en mesurer l'impact",
            "libres de s'engager avec leurs partenaires",
            "La convention ne peut être reconduite",
            "La résiliation entraînera l'arrêt des engagements",
        ] {
            assert_eq!(form(text), None, "{text}");
        }
    }
}
