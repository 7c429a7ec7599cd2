//! The words held by what is no plan: wording, facilities, bodies, scheme, duties.

use super::held::{Held, Names};
use crate::reading::{BodyRead, DutyRead, FacilitiesRead, Holder, Paragraph, PostRead, Reading, SchemeRead, Sourced};

impl Held {
    pub(super) fn paragraphs(&mut self, paragraphs: &[Paragraph]) {
        self.texts(paragraphs.iter().map(|paragraph| &paragraph.text));
    }

    pub(super) fn rest(&mut self, reading: &Reading, names: &Names<'_>) {
        let wording = &reading.wording;
        self.paragraphs(&wording.exposition);
        self.paragraphs(&wording.closing);
        self.texts(wording.visas.iter().chain(&wording.enacting).chain(&wording.page_marks));
        for entry in reading.framework_places.iter().flat_map(|place| &place.entries) {
            self.texts(entry.code.iter().chain([&entry.title]));
        }
        self.facilities(&reading.facilities, names);
        reading.bodies.iter().for_each(|body| self.body(body, names));
        self.scheme(&reading.scheme, names);
        reading.duties.iter().for_each(|duty| self.duty(duty, names));
        for before in &reading.predecessors {
            self.text(&before.kind);
            self.cite(&before.party.lines, &names.words(&before.party.value));
            self.day(before.end.as_ref());
        }
        for open in &reading.left_open {
            self.texts([&open.text].into_iter().chain(&open.settled_by));
        }
    }

    fn facilities(&mut self, facilities: &FacilitiesRead, names: &Names<'_>) {
        for facility in &facilities.listed {
            self.texts([&facility.kind, &facility.name]);
            for site in &facility.sites {
                self.texts(site.role.iter().chain([&site.address]));
            }
        }
        for absence in &facilities.absent {
            self.texts([&absence.kind, &absence.mark]);
        }
        let listed = facilities.listed.iter().map(|facility| &facility.owner);
        let owners = listed.chain(facilities.absent.iter().map(|absence| &absence.owner));
        for owner in owners.flatten() {
            self.cite(&owner.lines, &names.words(&owner.value));
        }
    }

    fn body(&mut self, body: &BodyRead, names: &Names<'_>) {
        self.texts([&body.name].into_iter().chain(&body.other_names).chain(&body.missions));
        self.texts(body.members.iter().map(|member| &member.text));
        self.texts(body.rhythm.iter().map(|rhythm| &rhythm.text));
        self.holders(&body.chairs, names);
    }

    fn scheme(&mut self, scheme: &SchemeRead, names: &Names<'_>) {
        scheme.posts.iter().for_each(|post| self.post(post, names));
        for statement in &scheme.statements {
            self.text(&statement.text);
            self.number(statement.count.as_ref());
        }
    }

    fn post(&mut self, post: &PostRead, names: &Names<'_>) {
        self.text(&post.title);
        if let Some(party) = &post.party {
            self.cite(&party.lines, &names.words(&party.value));
        }
        if let Some(fte) = &post.fte_hundredths {
            self.cite(&fte.lines, &format!("{} ETP", hundredths(fte.value)));
        }
    }

    fn duty(&mut self, duty: &DutyRead, names: &Names<'_>) {
        self.text(&duty.text);
        self.texts(duty.due.iter().map(|due| &due.text));
        self.texts(&duty.addresses);
        self.holders(&duty.debtors, names);
        self.holders(&duty.creditors, names);
    }

    pub(super) fn holders(&mut self, holders: &[Sourced<Holder>], names: &Names<'_>) {
        for holder in holders {
            match &holder.value {
                Holder::Known(key) => self.cite(&holder.lines, &names.words(key)),
                Holder::Text(words) => self.cite(&holder.lines, words),
            }
        }
    }
}

/// 150 as the text may print it: "1.5", "1,50".
fn hundredths(value: u32) -> String {
    let (whole, part) = (value / 100, value % 100);
    format!("{whole} {part:02} {}", part / 10)
}
