//! Why nothing passed, by the names people know.

use domain::people::{HandOverRefused, Held};
use web::failure::Failure;
use web::form::Errors;
use web::french;
use web::visit::Visit;

use crate::directory::Directory;
use crate::mandate_new::french_period;

/// Says what cannot pass, by the names people know.
pub(super) async fn explained(visit: &mut Visit, refused: HandOverRefused) -> Result<Errors, Failure> {
    let directory = Directory::of_installation(visit).await?;
    let words = |held: &Held| {
        format!(
            "{}, {}, {}",
            held.role.french(),
            directory.organisation_name(held.organisation),
            directory.convention_name(held.convention)
        )
    };
    let mut errors = Errors::none();
    match refused {
        HandOverRefused::HeldAlready { held, other } => errors.add(
            "vers",
            format!(
                "La personne choisie tient déjà ce mandat {}\u{a0}: {}. Mettez d’abord fin à l’un des deux, ou choisissez quelqu’un d’autre.",
                french_period(other.tenure, visit.today),
                words(&held)
            ),
        ),
        HandOverRefused::BeforeBeginning(held) => errors.add(
            "jour",
            format!(
                "Ce mandat commence le {}\u{a0}: {}. Indiquez ce jour, ou un jour après.",
                french::date(held.tenure.since),
                words(&held)
            ),
        ),
        HandOverRefused::NotBegun(held) => errors.add(
            "vers",
            format!(
                "Ce mandat commence le {}\u{a0}: {}. Il ne peut pas finir avant\u{a0}: choisissez la personne qui le reçoit, ou \
                 annulez-le d’abord depuis «\u{a0}Comptes\u{a0}».",
                french::date(held.tenure.since),
                words(&held)
            ),
        ),
    }
    Ok(errors)
}
