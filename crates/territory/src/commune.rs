//! A commune, as the referential describes it on its day. What the sources do not say is absent.

use crate::article::Name;
use crate::pack::Row;

/// A population, and the year of its census when it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Population {
    /// Inhabitants ("population municipale").
    pub count: i64,
    /// The year of the census; unknown for the overseas collectivities.
    pub year: Option<i16>,
}

/// The year of the reference populations of this edition.
const CENSUS: i16 = 2023;

/// Mayotte has its own, older, census.
const MAYOTTE: (&str, i16) = ("976", 2017);

/// A commune living on the day of the referential.
#[derive(Debug, Clone, Copy)]
pub struct Commune<'t>(pub(crate) Row<'t>);

impl<'t> Commune<'t> {
    /// The INSEE code.
    #[must_use]
    pub fn code(&self) -> &'t str {
        self.0.cell(0)
    }

    /// The official name.
    #[must_use]
    pub fn name(&self) -> Name<'t> {
        Name::of_commune(self.0.cell(1), self.0.cell(2))
    }

    /// Whether it belongs to an overseas collectivity, of which the sources say little.
    #[must_use]
    pub fn overseas_collectivity(&self) -> bool {
        self.0.cell(3) == "com"
    }

    /// The code of the département.
    #[must_use]
    pub fn department(&self) -> &'t str {
        self.0.cell(4)
    }

    /// The code of the région.
    #[must_use]
    pub fn region(&self) -> &'t str {
        self.0.cell(5)
    }

    /// The SIREN of the intercommunality it belongs to.
    #[must_use]
    pub fn intercommunality(&self) -> Option<&'t str> {
        self.0.known(6)
    }

    /// The SIREN of its établissement public territorial, in Greater Paris.
    #[must_use]
    pub fn territorial_establishment(&self) -> Option<&'t str> {
        self.0.known(7)
    }

    /// The SIREN of the commune as a local authority.
    #[must_use]
    pub fn siren(&self) -> Option<&'t str> {
        self.0.known(8)
    }

    /// Its inhabitants.
    #[must_use]
    pub fn population(&self) -> Option<Population> {
        let count = self.0.cell(9).parse().ok()?;
        let year = if self.overseas_collectivity() {
            None
        } else if self.department() == MAYOTTE.0 {
            Some(MAYOTTE.1)
        } else {
            Some(CENSUS)
        };
        Some(Population { count, year })
    }

    /// Its inhabitants, those counted apart included ("population totale").
    #[must_use]
    pub fn total_population(&self) -> Option<i64> {
        self.0.cell(10).parse().ok()
    }

    /// Its postal codes.
    pub fn postal_codes(&self) -> impl Iterator<Item = &'t str> {
        self.0.cell(11).split('|').filter(|code| !code.is_empty())
    }

    /// A point inside, in degrees of longitude and latitude.
    #[must_use]
    pub fn point(&self) -> Option<[f64; 2]> {
        Some([self.0.cell(12).parse().ok()?, self.0.cell(13).parse().ok()?])
    }

    /// Its surface in hectares: the cadastral one, without large lakes.
    #[must_use]
    pub fn surface_hectares(&self) -> Option<i64> {
        let (whole, part) = self.0.known(14).map(|cell| cell.split_once('.').unwrap_or((cell, "")))?;
        let part: i64 = format!("{part:0<2}").get(..2)?.parse().ok()?;
        Some(whole.parse::<i64>().ok()? * 100 + part)
    }
}
