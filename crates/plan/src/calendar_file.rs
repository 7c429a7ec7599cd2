//! The same dates for another calendar (iCalendar, RFC 5545): whole days, each with its link. Nobody is named in it.

use domain::example::Nature;
use domain::ids::ConventionId;
use domain::time::{Day, Instant};
use web::answer::Answer;
use web::failure::Failure;
use web::href::href;
use web::visit::Visit;

use crate::calendar_dates::{Dated, dated};

/// The longest line, in bytes, without its end.
const LINE_BYTES: usize = 75;

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let dates = dated(&mut visit, convention).await?;
    let file = Calendar {
        convention,
        nature: visit.nature(),
        origin: visit.origin(),
        now: visit.now,
    };
    Ok(Answer::bytes(
        file.written(&dates).into_bytes(),
        "text/calendar; charset=utf-8",
    ))
}

/// The calendar of a convention, as this installation tells it.
struct Calendar {
    convention: ConventionId,
    nature: Nature,
    origin: String,
    now: Instant,
}

impl Calendar {
    fn written(&self, dates: &[Dated]) -> String {
        let mut text = String::new();
        for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Pacte//Calendrier//FR"] {
            fold(line, &mut text);
        }
        for one in dates {
            self.event(one, &mut text);
        }
        fold("END:VCALENDAR", &mut text);
        text
    }

    fn event(&self, one: &Dated, text: &mut String) {
        let host = self.origin.rsplit('/').next().unwrap_or("pacte");
        let stamp = self.now.rfc3339().replace(['-', ':'], "");
        // Whole seconds: what the format takes.
        let stamp = format!("{}Z", stamp.split(['.', 'Z']).next().unwrap_or_default());
        let done = if one.done { " (fait)" } else { "" };
        let mark = if self.nature.is_example() { "[Exemple] " } else { "" };
        let lines = [
            "BEGIN:VEVENT".to_owned(),
            format!("UID:convention-{}-{}@{host}", self.convention, one.key),
            format!("DTSTAMP:{stamp}"),
            format!("DTSTART;VALUE=DATE:{}", compact(one.day)),
            format!(
                "SUMMARY:{}",
                escaped(&format!("{mark}{}\u{a0}: {}{done}", one.nature.french(), one.what))
            ),
            format!("URL:{}{}", self.origin, href(one.target)),
            "TRANSP:TRANSPARENT".to_owned(),
            "END:VEVENT".to_owned(),
        ];
        for line in lines {
            fold(&line, text);
        }
    }
}

fn compact(day: Day) -> String {
    day.to_string().replace('-', "")
}

fn escaped(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,");
    escaped.replace("\r\n", "\\n").replace(['\n', '\r'], "\\n")
}

/// Writes a line, cut between two letters where it is too long: what follows begins with a space.
fn fold(line: &str, text: &mut String) {
    let mut bytes = 0;
    for letter in line.chars() {
        if bytes + letter.len_utf8() > LINE_BYTES {
            text.push_str("\r\n ");
            bytes = 1;
        }
        text.push(letter);
        bytes += letter.len_utf8();
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use domain::places::Target;

    use super::*;
    use crate::calendar_dates::Nature;

    #[test]
    fn a_long_line_is_folded_between_letters_and_read_again_whole() {
        let line = format!("SUMMARY:{}", "é".repeat(100));
        let mut folded = String::new();
        fold(&line, &mut folded);
        assert!(folded.split("\r\n").all(|piece| piece.len() <= LINE_BYTES), "{folded}");
        assert_eq!(folded.replace("\r\n ", "").trim_end(), line);
    }

    #[test]
    fn an_event_is_a_whole_day_with_its_link() {
        let one = Dated {
            day: "2026-12-31".parse().expect("a day"),
            nature: Nature::Period,
            what: "Fin; de la convention, signée".to_owned(),
            target: Target::Convention(ConventionId::new(1)),
            done: false,
            key: "fin".to_owned(),
        };
        let calendar = Calendar {
            convention: ConventionId::new(1),
            nature: domain::example::Nature::Example,
            origin: "http://pacte.test".to_owned(),
            now: Instant::from_micros(1_798_759_800_123_456),
        };
        let text = calendar.written(&[one]);
        for expected in [
            "DTSTART;VALUE=DATE:20261231\r\n",
            "DTSTAMP:20261231T233000Z\r\n",
            "UID:convention-1-fin@pacte.test\r\n",
            "SUMMARY:[Exemple] Convention\u{a0}: Fin\\; de la convention\\, signée\r\n",
            "URL:http://pacte.test/conventions/1/convention\r\n",
        ] {
            assert!(text.contains(expected), "{expected} in {text}");
        }
    }
}
