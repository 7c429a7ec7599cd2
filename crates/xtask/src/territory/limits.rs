//! The pack of limits: one block a département, each opened by itself.
//!
//! An arc between two départements stands in both blocks under the same number, and names the other one: an outline that
//! crosses a border still comes from arcs used once. Nothing is simplified here.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context as _, Result, anyhow, bail};
use serde_json::Value;

use super::compressed;
use super::source;

/// What every pack starts with; another shape takes another word.
const MARK: &[u8; 4] = b"PTL1";

/// Reads `communes-contours-2026.topojson` of a folder.
pub(crate) fn pack(folder: &Path) -> Result<Vec<u8>> {
    let bytes = source::bytes(folder, "communes-contours-2026.topojson")?;
    let topology: Value = serde_json::from_slice(&bytes).context("the limits are not JSON")?;
    Topology::of(&topology)?.pack()
}

struct Commune {
    code: String,
    rings: Vec<Vec<i64>>,
}

struct Topology {
    /// Scale in longitude and latitude, then translation.
    transform: [f64; 4],
    /// Points of each arc, as differences after the first.
    arcs: Vec<Vec<[i64; 2]>>,
    /// Communes of each département.
    departments: BTreeMap<String, Vec<Commune>>,
}

/// The département of a commune, from its code.
fn department(code: &str) -> &str {
    let letters = if code.starts_with("97") || code.starts_with("98") {
        3
    } else {
        2
    };
    code.get(..letters).unwrap_or(code)
}

fn array<'v>(value: &'v Value, what: &str) -> Result<&'v Vec<Value>> {
    value.as_array().ok_or_else(|| anyhow!("{what} is not a list"))
}

fn whole(value: &Value) -> Result<i64> {
    value.as_i64().ok_or_else(|| anyhow!("{value} is not a whole number"))
}

impl Topology {
    fn of(topology: &Value) -> Result<Self> {
        let pair = |key: &str, at: usize| topology["transform"][key][at].as_f64().ok_or_else(|| anyhow!("no transform"));
        let transform = [
            pair("scale", 0)?,
            pair("scale", 1)?,
            pair("translate", 0)?,
            pair("translate", 1)?,
        ];
        let points = |arc: &Value| {
            let points = array(arc, "an arc")?.iter();
            points.map(|point| Ok([whole(&point[0])?, whole(&point[1])?])).collect()
        };
        let arcs = array(&topology["arcs"], "arcs")?.iter().map(points).collect::<Result<_>>()?;
        let mut departments: BTreeMap<String, Vec<Commune>> = BTreeMap::new();
        for geometry in array(&topology["objects"]["communes"]["geometries"], "communes")? {
            let commune = Commune::of(geometry)?;
            departments
                .entry(department(&commune.code).to_owned())
                .or_default()
                .push(commune);
        }
        Ok(Self {
            transform,
            arcs,
            departments,
        })
    }

    fn pack(&self) -> Result<Vec<u8>> {
        let users = self.users()?;
        let mut head = MARK.to_vec();
        head.extend(self.transform.iter().flat_map(|number| number.to_le_bytes()));
        unsigned(&mut head, self.departments.len() as u64);
        let mut blocks = Vec::new();
        for (index, (code, communes)) in self.departments.iter().enumerate() {
            let block = compressed(&self.block(index, communes, &users)?)?;
            text(&mut head, code);
            unsigned(&mut head, block.len() as u64);
            blocks.extend(block);
        }
        head.extend(blocks);
        Ok(head)
    }

    /// The départements that use each arc, by rank.
    fn users(&self) -> Result<Vec<BTreeSet<usize>>> {
        let mut users = vec![BTreeSet::new(); self.arcs.len()];
        for (index, communes) in self.departments.values().enumerate() {
            for arc in communes.iter().flat_map(Commune::arcs) {
                let user = users.get_mut(arc).ok_or_else(|| anyhow!("no arc {arc}"))?;
                user.insert(index);
            }
        }
        match users.iter().position(|users| users.len() > 2) {
            Some(arc) => bail!("arc {arc} lies between three départements"),
            None => Ok(users),
        }
    }

    /// One département: its arcs by number, then its communes.
    fn block(&self, index: usize, communes: &[Commune], users: &[BTreeSet<usize>]) -> Result<Vec<u8>> {
        let own: BTreeSet<usize> = communes.iter().flat_map(Commune::arcs).collect();
        let local: BTreeMap<usize, u64> = own.iter().copied().zip(0..).collect();
        let mut block = Vec::new();
        unsigned(&mut block, own.len() as u64);
        let mut before = 0;
        for arc in &own {
            unsigned(&mut block, (*arc - before) as u64);
            before = *arc;
            let other = users[*arc].iter().find(|user| **user != index);
            unsigned(&mut block, other.map_or(0, |other| *other as u64 + 1));
            unsigned(&mut block, self.arcs[*arc].len() as u64);
            for number in self.arcs[*arc].iter().flatten() {
                signed(&mut block, *number);
            }
        }
        unsigned(&mut block, communes.len() as u64);
        for commune in communes {
            commune.write(&mut block, &local)?;
        }
        Ok(block)
    }
}

impl Commune {
    fn of(geometry: &Value) -> Result<Self> {
        let code = geometry["properties"]["code"]
            .as_str()
            .ok_or_else(|| anyhow!("a commune without code"))?;
        let arcs = array(&geometry["arcs"], "arcs of a commune")?;
        let rings: Vec<&Value> = match geometry["type"].as_str() {
            Some("Polygon") => arcs.iter().collect(),
            Some("MultiPolygon") => arcs.iter().filter_map(Value::as_array).flatten().collect(),
            other => bail!("commune {code} is a {other:?}"),
        };
        let ring = |ring: &&Value| array(ring, "a ring")?.iter().map(whole).collect();
        Ok(Self {
            code: code.to_owned(),
            rings: rings.iter().map(ring).collect::<Result<_>>()?,
        })
    }

    /// The arcs it uses, whatever their direction.
    fn arcs(&self) -> impl Iterator<Item = usize> {
        self.rings
            .iter()
            .flatten()
            .filter_map(|arc| usize::try_from(arc_of(*arc)).ok())
    }

    fn write(&self, block: &mut Vec<u8>, local: &BTreeMap<usize, u64>) -> Result<()> {
        text(block, &self.code);
        unsigned(block, self.rings.len() as u64);
        for ring in &self.rings {
            unsigned(block, ring.len() as u64);
            for arc in ring {
                let place = usize::try_from(arc_of(*arc)).ok().and_then(|arc| local.get(&arc));
                let place = place.ok_or_else(|| anyhow!("no arc {arc}"))?;
                unsigned(block, place * 2 + u64::from(*arc < 0));
            }
        }
        Ok(())
    }
}

/// An arc travelled backwards is written as the complement of its number.
const fn arc_of(reference: i64) -> i64 {
    if reference < 0 { !reference } else { reference }
}

fn unsigned(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(u8::try_from(number & 0x7f).unwrap_or_default() | 0x80);
        number >>= 7;
    }
    out.push(u8::try_from(number).unwrap_or_default());
}

/// Small numbers of either sign stay small.
fn signed(out: &mut Vec<u8>, number: i64) {
    unsigned(out, ((number << 1) ^ (number >> 63)).cast_unsigned());
}

fn text(out: &mut Vec<u8>, text: &str) {
    unsigned(out, text.len() as u64);
    out.extend(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two squares side by side, in two départements, and the line between them.
    const SQUARES: &str = r#"{"type":"Topology","transform":{"scale":[1.0,1.0],"translate":[0.0,0.0]},
        "arcs":[[[1,0],[0,1]],[[1,1],[-1,0],[0,-1],[1,0]],[[1,0],[1,0],[0,1],[-1,0]]],
        "objects":{"communes":{"type":"GeometryCollection","geometries":[
            {"type":"Polygon","arcs":[[0,1]],"properties":{"code":"01001"}},
            {"type":"MultiPolygon","arcs":[[[-1,2]]],"properties":{"code":"97101"}}]}}}"#;

    fn squares() -> Topology {
        Topology::of(&serde_json::from_str(SQUARES).expect("JSON")).expect("a topology")
    }

    #[test]
    fn a_border_stands_in_both_blocks_under_one_number() {
        let topology = squares();
        assert_eq!(topology.departments.keys().collect::<Vec<_>>(), ["01", "971"]);
        let users = topology.users().expect("users");
        let block = |index: usize, code: &str| topology.block(index, &topology.departments[code], &users).expect("a block");
        // Two arcs; arc 0, shared with the second département, two points; arc 1, of nobody else, four points.
        assert_eq!(block(0, "01")[..7], [2, 0, 2, 2, 2, 0, 0]);
        // Two arcs; arc 0, shared with the first.
        assert_eq!(block(1, "971")[..4], [2, 0, 1, 2]);
        let packed = topology.pack().expect("a pack");
        assert_eq!(&packed[..4], MARK);
        assert_eq!(packed[36], 2, "two départements");
    }

    #[test]
    fn an_arc_that_is_not_there_stops_everything() {
        let wrong = SQUARES.replace("[[0,1]]", "[[0,7]]");
        let topology = Topology::of(&serde_json::from_str(&wrong).expect("JSON")).expect("a topology");
        assert!(topology.pack().is_err());
    }

    #[test]
    fn numbers_are_short_and_signs_cheap() {
        let mut out = Vec::new();
        unsigned(&mut out, 300);
        signed(&mut out, -1);
        signed(&mut out, 63);
        assert_eq!(out, [0xac, 0x02, 1, 126]);
    }
}
