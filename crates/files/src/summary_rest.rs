//! The second half of a summary: what the text says around its plan. Facilities, bodies, cooperation, duties, what came before.
//!
//! It never says more than the reading does.

use domain::reading::{BodyRead, DutyRead, FacilityRead, PostRead, Reading, StatementRead};

use crate::summary::{MISSING, Page, counted, day, names};

impl Page {
    /// Every part that the text holds.
    pub(crate) fn rest(&mut self, reading: &Reading) {
        self.facilities(reading);
        self.bodies(reading);
        self.scheme(reading);
        self.duties(reading);
        self.predecessors(reading);
        self.left_open(reading);
    }

    fn facilities(&mut self, reading: &Reading) {
        let facilities = &reading.facilities;
        if facilities.listed.is_empty() && facilities.absent.is_empty() {
            return;
        }
        let count = counted(facilities.listed.len(), "équipement", "équipements");
        self.title(&format!("Équipements et services\u{a0}: {count}"));
        facilities.listed.iter().for_each(|facility| self.facility(reading, facility));
        for absence in &facilities.absent {
            self.line(&format!(
                "  {}\u{a0}: déclaré absent («\u{a0}{}\u{a0}»)",
                absence.kind.value, absence.mark.value
            ));
        }
    }

    fn facility(&mut self, reading: &Reading, facility: &FacilityRead) {
        let kind = if facility.kind.value.is_empty() {
            MISSING
        } else {
            &facility.kind.value
        };
        let owner = facility.owner.as_ref().map_or(MISSING, |owner| reading.shown(&owner.value));
        self.line(&format!("  {} ({kind}, {owner})", facility.name.value));
        for site in &facility.sites {
            match &site.role {
                Some(role) => self.line(&format!("    {}\u{a0}: {}", role.value, site.address.value)),
                None => self.line(&format!("    {}", site.address.value)),
            }
        }
        if facility.sites.is_empty() {
            self.line(&format!("    adresse {MISSING}"));
        }
    }

    fn bodies(&mut self, reading: &Reading) {
        if reading.bodies.is_empty() {
            return;
        }
        self.title(&format!("Instances\u{a0}: {}", reading.bodies.len()));
        reading.bodies.iter().for_each(|body| self.body(reading, body));
    }

    fn body(&mut self, reading: &Reading, body: &BodyRead) {
        let others: Vec<&str> = body.other_names.iter().map(|name| name.value.as_str()).collect();
        let others = if others.is_empty() {
            String::new()
        } else {
            format!(" ({})", others.join(", "))
        };
        self.line(&format!("  {}{others}", body.name.value));
        let rhythm = body.rhythm.as_ref().map_or(MISSING, |rhythm| rhythm.text.value.as_str());
        self.line(&format!("    rythme\u{a0}: {rhythm}"));
        if !body.chairs.is_empty() {
            self.line(&format!("    présidence\u{a0}: {}", names(reading, &body.chairs)));
        }
        for member in &body.members {
            let instead = if member.replaceable { " (peut être remplacé)" } else { "" };
            self.line(&format!("    membre\u{a0}: {}{instead}", member.text.value));
        }
        for mission in &body.missions {
            self.line(&format!("    mission\u{a0}: {}", mission.value));
        }
    }

    fn scheme(&mut self, reading: &Reading) {
        let scheme = &reading.scheme;
        if scheme.posts.is_empty() && scheme.statements.is_empty() {
            return;
        }
        let posts = scheme.posts.iter().filter(|post| !post.is_total).count();
        self.title(&format!("Schéma de coopération\u{a0}: {}", counted(posts, "poste", "postes")));
        scheme.posts.iter().for_each(|post| self.post(reading, post));
        scheme.statements.iter().for_each(|statement| self.statement(statement));
    }

    fn post(&mut self, reading: &Reading, post: &PostRead) {
        let party = post.party.as_ref().map_or(MISSING, |party| reading.shown(&party.value));
        let fte = match &post.fte_hundredths {
            Some(fte) => format!("{} ETP", decimal(fte.value)),
            None => format!("quotité {MISSING}"),
        };
        let total = if post.is_total { ", total annoncé" } else { "" };
        self.line(&format!("  {party}\u{a0}: {} ({fte}{total})", post.title.value));
    }

    fn statement(&mut self, statement: &StatementRead) {
        self.line(&format!("  {}\u{a0}: {}", statement.topic.french(), statement.text.value));
    }

    fn duties(&mut self, reading: &Reading) {
        if reading.duties.is_empty() {
            return;
        }
        self.title(&format!("Obligations\u{a0}: {}", reading.duties.len()));
        reading.duties.iter().for_each(|duty| self.duty(reading, duty));
    }

    fn duty(&mut self, reading: &Reading, duty: &DutyRead) {
        let article = duty.article.as_ref().map_or(MISSING, |number| number.value.as_str());
        self.line(&format!("  [article {article}, {}] {}", duty.kind.french(), duty.text.value));
        let mut said = vec![format!("par\u{a0}: {}", names(reading, &duty.debtors))];
        if !duty.creditors.is_empty() {
            said.push(format!("envers\u{a0}: {}", names(reading, &duty.creditors)));
        }
        said.extend(duty.due.iter().map(|due| format!("quand\u{a0}: {}", due.text.value)));
        said.extend(
            duty.addresses
                .iter()
                .map(|address| format!("adresse\u{a0}: {}", address.value)),
        );
        self.line(&format!("     {}", said.join("\u{a0}; ")));
    }

    fn predecessors(&mut self, reading: &Reading) {
        if reading.predecessors.is_empty() {
            return;
        }
        self.title("Contrats précédents");
        for before in &reading.predecessors {
            let end = day(before.end.as_ref());
            let end = if end.is_empty() { MISSING.to_owned() } else { end };
            self.line(&format!(
                "  {}, {}\u{a0}: fin le {end}",
                reading.shown(&before.party.value),
                before.kind.value
            ));
        }
    }

    fn left_open(&mut self, reading: &Reading) {
        if reading.left_open.is_empty() {
            return;
        }
        self.title("Ce que le texte laisse à régler");
        for open in &reading.left_open {
            self.line(&format!("  {}", open.text.value));
        }
    }
}

/// 150 as French prints it: "1,5".
fn decimal(hundredths: u32) -> String {
    match (hundredths / 100, hundredths % 100) {
        (whole, 0) => whole.to_string(),
        (whole, part) => format!("{whole},{part:02}").trim_end_matches('0').to_owned(),
    }
}
