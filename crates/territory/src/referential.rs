//! The referential: communes, former ones, intercommunalities, départements, each found by its code.
//!
//! One text is kept, decompressed once; rows are cut from it on demand, and nothing is copied.

use std::sync::OnceLock;

use domain::time::Day;

use crate::commune::Commune;
use crate::find::Index;
use crate::intercommunality::{Department, Intercommunality, Key, department_words};
use crate::key;
use crate::pack::{Damaged, Part, Row, parts};

static PACK: &[u8] = include_bytes!("../data/names.zst");
static EMBEDDED: OnceLock<Referential> = OnceLock::new();

/// The parts of the pack, in their order.
const PARTS: [&str; 9] = [
    "commune",
    "attached",
    "former",
    "renamed",
    "split",
    "epci",
    "ept",
    "department",
    "region",
];

/// Communes of a day, and those that ceased before.
#[derive(Debug)]
pub struct Referential {
    pub(crate) text: String,
    edition: Day,
    pub(crate) communes: Part,
    pub(crate) attached: Part,
    pub(crate) former: Part,
    pub(crate) renamed: Part,
    splits: Part,
    intercommunalities: Part,
    establishments: Part,
    departments: Part,
    regions: Part,
    pub(crate) index: OnceLock<Index>,
}

impl Referential {
    /// The day of the edition of this binary, known without opening it.
    pub const EDITION: &str = "2026-01-01";

    /// The referential of this binary, opened the first time that it is asked for.
    ///
    /// # Panics
    /// When the pack of the binary is damaged, which its tests exclude.
    #[must_use]
    pub fn embedded() -> &'static Self {
        EMBEDDED.get_or_init(|| Self::open(PACK).expect("the tests open the pack of this binary"))
    }

    /// Opens a pack.
    pub fn open(pack: &[u8]) -> Result<Self, Damaged> {
        let bytes = zstd::decode_all(pack).map_err(|_| Damaged("not compressed"))?;
        let mut text = String::from_utf8(bytes).map_err(|_| Damaged("not a text"))?;
        text.shrink_to_fit();
        Self::of_text(text)
    }

    fn of_text(text: String) -> Result<Self, Damaged> {
        let head = text.lines().next().and_then(|line| line.strip_prefix("#edition\t"));
        let edition = head.and_then(|day| day.parse().ok()).ok_or(Damaged("no edition"))?;
        let [
            communes,
            attached,
            former,
            renamed,
            splits,
            intercommunalities,
            establishments,
            departments,
            regions,
        ] = parts(&text, PARTS)?;
        Ok(Self {
            text,
            edition,
            communes,
            attached,
            former,
            renamed,
            splits,
            intercommunalities,
            establishments,
            departments,
            regions,
            index: OnceLock::new(),
        })
    }

    /// The day for which codes and names hold.
    #[must_use]
    pub const fn edition(&self) -> Day {
        self.edition
    }

    /// Every commune, in the order of their codes.
    pub fn communes(&self) -> impl Iterator<Item = Commune<'_>> {
        self.communes.rows(&self.text).map(Commune)
    }

    /// The living commune of this INSEE code.
    #[must_use]
    pub fn commune(&self, code: &str) -> Option<Commune<'_>> {
        self.by_code(&self.communes, code).map(Commune)
    }

    /// The members of an intercommunality, in the order of their codes.
    pub fn members<'t>(&'t self, siren: &'t str) -> impl Iterator<Item = Commune<'t>> {
        self.communes()
            .filter(move |commune| commune.intercommunality() == Some(siren))
    }

    /// Every intercommunality.
    pub fn intercommunalities(&self) -> impl Iterator<Item = Intercommunality<'_>> {
        self.intercommunalities.rows(&self.text).map(Intercommunality)
    }

    /// The intercommunality of this SIREN.
    #[must_use]
    pub fn intercommunality(&self, siren: &str) -> Option<Intercommunality<'_>> {
        self.by_code(&self.intercommunalities, siren).map(Intercommunality)
    }

    /// The intercommunalities that a name may mean.
    #[must_use]
    pub fn intercommunalities_named(&self, name: &str) -> Vec<Intercommunality<'_>> {
        let asked = Key::of(name);
        self.intercommunalities().filter(|found| found.key().meets(&asked)).collect()
    }

    /// The name of an établissement public territorial.
    #[must_use]
    pub fn territorial_establishment(&self, siren: &str) -> Option<&str> {
        self.by_code(&self.establishments, siren).map(|row| row.cell(1))
    }

    /// The département of this code.
    #[must_use]
    pub fn department(&self, code: &str) -> Option<Department<'_>> {
        let mut all = self.departments.rows(&self.text).map(Department);
        all.find(|department| department.code() == code)
    }

    /// The département of this name, with or without its article.
    #[must_use]
    pub fn department_named(&self, name: &str) -> Option<Department<'_>> {
        let readings = key::typed(name);
        let mut all = self.departments.rows(&self.text).map(Department);
        all.find(|department| {
            let own = key::words(department.name().raw()).join(" ");
            let bare = own.strip_prefix("la ");
            readings
                .iter()
                .any(|reading| reading.key == own || Some(reading.key.as_str()) == bare)
        })
    }

    /// The département that the name of an organisation holds: "Caf des Bouches-du-Rhône".
    #[must_use]
    pub fn department_of_organisation(&self, organisation: &str) -> Option<Department<'_>> {
        self.department_named(&department_words(organisation)?)
    }

    /// The name of the région of this code.
    #[must_use]
    pub fn region(&self, code: &str) -> Option<&str> {
        let mut all = self.regions.rows(&self.text);
        all.find(|row| row.cell(0) == code).map(|row| row.cell(1))
    }

    /// How many splits of communes are known: a figure older than a split holds for the former whole only.
    #[must_use]
    pub fn splits(&self) -> usize {
        self.splits.len()
    }

    /// Rows sorted by their first cell, as the sources give them.
    fn by_code(&self, part: &Part, code: &str) -> Option<Row<'_>> {
        let (mut low, mut high) = (0, part.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            let row = part.row(&self.text, middle)?;
            match row.cell(0).cmp(code) {
                std::cmp::Ordering::Equal => return Some(row),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }
}
