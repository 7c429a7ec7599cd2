//! A convention of example enters an ordinary installation, from the register: a copy on which one learns, beside the real ones.
//!
//! Nothing is invented in it until someone writes there; it opens for nobody before a mandate is given, and leaves whole.

use domain::access::{Installation, verbs};
use domain::places::Target;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::visit::Visit;

use crate::convention_register::refused;
use crate::entry::{Entry, EntryError, enter_example_within};

/// What an example is a copy of: read anew each time, by whoever holds the text.
pub type Model = fn() -> Option<Entry>;

const STANDS: &str = "Une convention d’exemple est déjà là\u{a0}: une seule à la fois. Supprimez-la pour en créer une autre.";

/// « Créer une convention d’exemple ».
pub(crate) async fn post(mut visit: Visit, model: Model) -> Result<Answer, Failure> {
    let entry = visit.apart(model).await?;
    let entry = entry.ok_or_else(|| Failure::Broken("the text of the example is not read as a convention".to_owned()))?;
    let tx = visit.begin::<verbs::EnterConvention>(Installation).await?;
    match enter_example_within(tx, entry).await {
        Ok(convention) => {
            let entered = convention.to_string();
            Ok(Answer::see_other_with(Target::ConventionRegister, &[("entree", &entered)]))
        }
        Err(EntryError::Known(_)) => {
            let page = refused(&mut visit, Errors::whole(STANDS)).await?;
            Err(visit.invalid(&page))
        }
        Err(EntryError::Store(error)) => Err(error.into()),
    }
}
