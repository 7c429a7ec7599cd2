//! What `pacte doctor` asks of examples: is each convention an example, or not, as its journal says? Did those that are gone leave
//! by the only door there is?
//!
//! A convention that someone turned into an example behind the doors could be removed: it is named before.

use std::collections::BTreeSet;

use domain::access::Viewer;
use domain::convention::EXAMPLE_TOLD;
use domain::ids::{ConventionId, Id};
use store::{Columns, FromRow, QueryInfo, Reader, StoreError, query};

use crate::doctor::Finding;

/// What a convention is, and what the first entry of its journal says.
struct Entered {
    convention: ConventionId,
    example: bool,
    told: Option<String>,
}

query! {
    /// Every convention, with its first entry.
    EveryEntry() -> Entered
    reading ["convention", "journal"]
    "SELECT c.id, c.example, j.became FROM convention c LEFT JOIN journal j ON j.convention = c.id AND j.seq = 1 ORDER BY c.id"
}

impl FromRow for Entered {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            convention: columns.id(0)?,
            example: columns.flag(1)?,
            told: columns.opt_text(2)?,
        })
    }
}

query! {
    /// The examples that were removed.
    Removed() -> i64
    reading ["removed_example"]
    "SELECT convention FROM removed_example ORDER BY convention"
}

/// The conventions that are not what their journal says, and those that are gone without a word. `given` is the last number given.
pub(crate) async fn check(reader: &mut Reader, viewer: &Viewer, given: Option<i64>) -> Result<Vec<Finding>, StoreError> {
    let entered = reader.rows(viewer, EveryEntry {}).await?;
    let removed: BTreeSet<i64> = reader.rows(viewer, Removed {}).await?.into_iter().collect();
    let standing: BTreeSet<i64> = entered.iter().map(|one| one.convention.ordinal()).collect();
    let finding = |convention: i64, sentence: &str| Finding {
        convention: Id::new(convention),
        sentence: sentence.to_owned(),
    };
    let mut findings: Vec<Finding> = entered.iter().filter_map(Entered::fault).collect();
    findings.extend(
        (1..=given.unwrap_or(0))
            .filter(|number| !standing.contains(number) && !removed.contains(number))
            .map(|number| {
                finding(
                    number,
                    "elle n’est plus là, et le journal de l’installation ne dit pas qu’un exemple est parti.",
                )
            }),
    );
    let back = standing.intersection(&removed);
    findings.extend(back.map(|number| finding(*number, "le journal de l’installation dit que cet exemple est parti.")));
    Ok(findings)
}

impl Entered {
    fn fault(&self) -> Option<Finding> {
        let told = self.told.as_ref().is_some_and(|told| told.ends_with(EXAMPLE_TOLD));
        (told != self.example).then(|| Finding {
            convention: self.convention,
            sentence: if self.example {
                "elle passe pour un exemple, et son journal ne le dit pas.".to_owned()
            } else {
                "son journal dit que c’est un exemple, et elle passe pour une convention signée.".to_owned()
            },
        })
    }
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<EveryEntry>(), QueryInfo::of::<Removed>()]
}
