//! The limits of communes, a block a département, each decompressed when it is asked for.
//!
//! Lines are as published: nothing is simplified here, and an arc between two communes is one arc.

use std::sync::{Arc, Mutex, OnceLock};

use crate::pack::Damaged;

static PACK: &[u8] = include_bytes!("../data/limits.pack");
static EMBEDDED: OnceLock<Limits> = OnceLock::new();

/// Blocks kept open: those of a convention and of its neighbours.
const KEPT: usize = 6;

/// What every pack starts with.
const MARK: &[u8] = b"PTL1";

/// An arc: a line between two points where limits meet.
#[derive(Debug)]
pub(crate) struct Line {
    /// Its number in the country: the same in the block of the other side.
    pub(crate) number: u32,
    /// The rank of the département on the other side, when there is one.
    pub(crate) beyond: Option<usize>,
    /// Quantised points.
    pub(crate) points: Vec<[i32; 2]>,
}

/// An arc inside a ring, and whether it is travelled backwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) arc: usize,
    pub(crate) backwards: bool,
}

/// The rings of a commune.
#[derive(Debug)]
pub(crate) struct Rings {
    pub(crate) code: String,
    pub(crate) rings: Vec<Vec<Step>>,
}

/// One département, open.
#[derive(Debug)]
pub(crate) struct Block {
    pub(crate) arcs: Vec<Line>,
    pub(crate) communes: Vec<Rings>,
}

struct Place {
    department: String,
    bytes: &'static [u8],
}

/// All the blocks, closed, and the few that were opened last.
pub struct Limits {
    scale: [f64; 2],
    origin: [f64; 2],
    places: Vec<Place>,
    open: Mutex<Vec<(usize, Arc<Block>)>>,
}

impl Limits {
    /// The limits of this binary.
    ///
    /// # Panics
    /// When the pack of the binary is damaged, which its tests exclude.
    #[must_use]
    pub fn embedded() -> &'static Self {
        EMBEDDED.get_or_init(|| Self::read(PACK).expect("the tests open the pack of this binary"))
    }

    fn read(pack: &'static [u8]) -> Result<Self, Damaged> {
        let mut bytes = Bytes(pack.strip_prefix(MARK).ok_or(Damaged("not limits"))?);
        let [sx, sy, ox, oy] = [bytes.real()?, bytes.real()?, bytes.real()?, bytes.real()?];
        let count = bytes.size()?;
        let mut heads = Vec::with_capacity(count);
        for _ in 0..count {
            heads.push((bytes.text()?, bytes.size()?));
        }
        let mut places = Vec::with_capacity(count);
        for (department, length) in heads {
            places.push(Place {
                department,
                bytes: bytes.take(length)?,
            });
        }
        Ok(Self {
            scale: [sx, sy],
            origin: [ox, oy],
            places,
            open: Mutex::new(Vec::new()),
        })
    }

    /// Départements that have limits here.
    pub fn departments(&self) -> impl Iterator<Item = &str> {
        self.places.iter().map(|place| place.department.as_str())
    }

    pub(crate) fn rank(&self, department: &str) -> Option<usize> {
        self.places.iter().position(|place| place.department == department)
    }

    /// Longitude and latitude of a quantised point.
    pub(crate) fn degrees(&self, point: [i32; 2]) -> [f64; 2] {
        let along = |axis: usize| f64::from(point[axis]) * self.scale[axis] + self.origin[axis];
        [along(0), along(1)]
    }

    /// A block, opened or still open.
    pub(crate) fn block(&self, rank: usize) -> Option<Arc<Block>> {
        let mut open = self.open.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(at) = open.iter().position(|(kept, _)| *kept == rank) {
            let found = open.remove(at);
            let block = Arc::clone(&found.1);
            open.push(found);
            return Some(block);
        }
        let block = Arc::new(Block::read(self.places.get(rank)?.bytes).ok()?);
        if open.len() == KEPT {
            open.remove(0);
        }
        open.push((rank, Arc::clone(&block)));
        Some(block)
    }
}

impl Block {
    fn read(packed: &[u8]) -> Result<Self, Damaged> {
        let raw = zstd::decode_all(packed).map_err(|_| Damaged("not compressed"))?;
        let mut bytes = Bytes(&raw);
        let count = bytes.size()?;
        let mut arcs = Vec::with_capacity(count);
        let mut number = 0;
        for _ in 0..count {
            number += u32::try_from(bytes.size()?).map_err(|_| Damaged("an arc without number"))?;
            arcs.push(Line {
                number,
                beyond: bytes.size()?.checked_sub(1),
                points: bytes.points()?,
            });
        }
        let count = bytes.size()?;
        let communes = (0..count).map(|_| bytes.rings(arcs.len())).collect::<Result<_, _>>()?;
        Ok(Self { arcs, communes })
    }

    /// The first and the last point of a step.
    pub(crate) fn ends(&self, step: Step) -> Option<[[i32; 2]; 2]> {
        let points = &self.arcs[step.arc].points;
        let (first, last) = (*points.first()?, *points.last()?);
        Some(if step.backwards { [last, first] } else { [first, last] })
    }
}

/// What is left to read.
struct Bytes<'b>(&'b [u8]);

impl<'b> Bytes<'b> {
    fn take(&mut self, length: usize) -> Result<&'b [u8], Damaged> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(Damaged("cut"))?;
        self.0 = rest;
        Ok(taken)
    }

    fn real(&mut self) -> Result<f64, Damaged> {
        let bytes = self.take(8)?.try_into().map_err(|_| Damaged("cut"))?;
        Ok(f64::from_le_bytes(bytes))
    }

    fn unsigned(&mut self) -> Result<u64, Damaged> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = *self.take(1)?.first().ok_or(Damaged("cut"))?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(Damaged("a number is too long"))
    }

    fn size(&mut self) -> Result<usize, Damaged> {
        usize::try_from(self.unsigned()?).map_err(|_| Damaged("a number is too large"))
    }

    fn signed(&mut self) -> Result<i32, Damaged> {
        let number = self.unsigned()?;
        let signed = (number >> 1).cast_signed() ^ -((number & 1).cast_signed());
        i32::try_from(signed).map_err(|_| Damaged("a number is too large"))
    }

    fn text(&mut self) -> Result<String, Damaged> {
        let length = self.size()?;
        String::from_utf8(self.take(length)?.to_vec()).map_err(|_| Damaged("not a text"))
    }

    /// Points as differences after the first.
    fn points(&mut self) -> Result<Vec<[i32; 2]>, Damaged> {
        let count = self.size()?;
        let mut points = Vec::with_capacity(count);
        let mut at = [0_i32; 2];
        for _ in 0..count {
            at = [at[0].saturating_add(self.signed()?), at[1].saturating_add(self.signed()?)];
            points.push(at);
        }
        Ok(points)
    }

    fn rings(&mut self, arcs: usize) -> Result<Rings, Damaged> {
        let code = self.text()?;
        let mut rings = Vec::new();
        for _ in 0..self.size()? {
            let mut ring = Vec::new();
            for _ in 0..self.size()? {
                let reference = self.size()?;
                let (arc, backwards) = (reference / 2, reference % 2 == 1);
                if arc >= arcs {
                    return Err(Damaged("no such arc"));
                }
                ring.push(Step { arc, backwards });
            }
            rings.push(ring);
        }
        Ok(Rings { code, rings })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_block_opens_and_every_ring_closes() {
        let limits = Limits::embedded();
        let mut communes = 0;
        for rank in 0..limits.places.len() {
            let block = Block::read(limits.places[rank].bytes).expect("a block");
            communes += block.communes.len();
            for ring in block.communes.iter().flat_map(|commune| &commune.rings) {
                let ends: Vec<[[i32; 2]; 2]> = ring.iter().filter_map(|step| block.ends(*step)).collect();
                let next = ends.iter().cycle().skip(1);
                assert!(
                    ends.iter().zip(next).all(|(one, two)| one[1] == two[0]),
                    "a ring of {rank} is open"
                );
            }
        }
        assert_eq!((communes, limits.places.len()), (34_875, 101));
    }

    #[test]
    fn a_pack_that_is_cut_is_refused() {
        assert!(Limits::read(b"PTL1").is_err());
        assert!(Limits::read(b"else").is_err());
        assert!(Block::read(&zstd::encode_all(&[1_u8, 0, 0, 9][..], 1).expect("bytes")).is_err());
        assert!(Bytes(&[0xff; 11]).unsigned().is_err());
    }

    #[test]
    fn few_blocks_stay_open() {
        let limits = Limits::read(PACK).expect("limits");
        for rank in 0..10 {
            limits.block(rank).expect("a block");
        }
        limits.block(4).expect("a block");
        let open = limits.open.lock().expect("no one failed");
        let ranks: Vec<usize> = open.iter().map(|(rank, _)| *rank).collect();
        assert_eq!(ranks, [5, 6, 7, 8, 9, 4], "the last asked for is kept the longest");
    }
}
