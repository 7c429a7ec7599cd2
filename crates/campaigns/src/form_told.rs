//! The form of an answer, written from what it says: of the example, whose answers nobody typed. What it says is read as any other form is.

use domain::followup::{Content, Lane};

use crate::form::{Form, open_field};

/// What would have been typed to say this of an action, and these of the open questions, in their order.
#[must_use]
pub fn form_telling(lane: Lane, content: &Content, replies: &[&str]) -> String {
    let (action, party) = (lane.action.ordinal, lane.stored_party());
    let fields = [
        ("etat", content.status.map(|status| status.code().to_owned())),
        ("meteo", content.weather.given().map(|weather| weather.code().to_owned())),
        ("avancement", content.progress.given().map(|share| share.get().to_string())),
        ("fait", content.done.clone()),
        ("difficulte", content.difficulty.clone()),
        ("suite", content.next.clone()),
        ("date", content.day.given().map(|day| day.to_string())),
        ("motif", content.reason.clone()),
    ];
    let said = fields
        .into_iter()
        .filter_map(|(name, text)| Some((format!("{name}-{action}-{party}"), text?)));
    let answers = (1..)
        .zip(replies)
        .map(|(number, text)| (open_field(number), (*text).to_owned()));
    Form::typed(said.chain(answers).collect()).text()
}

#[cfg(test)]
mod tests {
    use domain::followup::{Percent, Status, Weather};
    use domain::ids::{ActionId, ConventionId};

    use super::*;

    #[test]
    fn what_is_told_is_found_under_the_names_of_the_fields() {
        let lane = Lane::stored(
            ActionId {
                convention: ConventionId::new(1),
                ordinal: 10,
            },
            2,
        );
        let content = Content {
            status: Some(Status::Going),
            weather: Some(Weather::Sun).into(),
            progress: Percent::new(55).into(),
            done: Some("Un atelier\nchaque mercredi".to_owned()),
            ..Content::default()
        };
        let form = Form::stored(&form_telling(lane, &content, &["Un local plus grand."]));
        let read = |name: &str| form.get(name).to_owned();
        assert_eq!(
            [
                "etat-10-2",
                "meteo-10-2",
                "avancement-10-2",
                "fait-10-2",
                "question-1",
                "suite-10-2"
            ]
            .map(read),
            [
                "going",
                "sun",
                "55",
                "Un atelier\nchaque mercredi",
                "Un local plus grand.",
                ""
            ]
        );
    }
}
