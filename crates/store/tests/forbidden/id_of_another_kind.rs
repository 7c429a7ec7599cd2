//! Looking for a convention with the number of a person.
//! Refused: E0308 expected `Id<Convention>`, found `Id<Person>`

use domain::ids::{ConventionId, PersonId};

store::query! {
    /// The titles of a plan.
    pub Titles(convention: ConventionId) -> String
    reading ["action"]
    "SELECT title FROM action WHERE convention = $4"
}

pub fn titles(person: PersonId, convention: ConventionId) -> Titles {
    let _ = (person, convention);
    Titles { convention: person } // forbidden
    // allowed: Titles { convention }
}
