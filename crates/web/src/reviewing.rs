//! Whether the convention of a visit is still being checked.
//!
//! It shows and hides nothing: the gates do.

use crate::failure::Failure;
use crate::visit::Visit;

impl Visit {
    /// Whether what was read of the text of this convention is still being checked: nobody outside is shown anything of it.
    pub async fn is_under_review(&mut self) -> Result<bool, Failure> {
        let place = self.place().await?;
        Ok(place.is_some_and(|place| place.heading.review))
    }
}
