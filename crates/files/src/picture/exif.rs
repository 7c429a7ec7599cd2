//! Which way is up, in what a device writes beside a picture: the only thing of it that is kept.

/// Before what JPEG holds.
pub(super) const MARK: &[u8] = b"Exif\0\0";

/// The tag of the orientation.
const ORIENTATION: u16 = 0x0112;

/// The orientation told, from 2 to 8; nothing when it is upright, or not told.
pub(super) fn orientation(tiff: &[u8]) -> Option<u8> {
    let big = match tiff.get(..4)? {
        b"MM\0*" => true,
        b"II*\0" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let pair: [u8; 2] = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if big {
            u16::from_be_bytes(pair)
        } else {
            u16::from_le_bytes(pair)
        })
    };
    let first: [u8; 4] = tiff.get(4..8)?.try_into().ok()?;
    let first = if big {
        u32::from_be_bytes(first)
    } else {
        u32::from_le_bytes(first)
    };
    let list = usize::try_from(first).ok()?;
    let entries = (0..usize::from(short(list)?)).map(|rank| list + 2 + rank * 12);
    let told = entries
        .take_while(|at| short(*at).is_some())
        .find(|at| short(*at) == Some(ORIENTATION))?;
    let turned = u8::try_from(short(told + 8)?).ok()?;
    (2..=8).contains(&turned).then_some(turned)
}

/// A block that tells the orientation, and nothing else.
pub(super) fn only(orientation: u8) -> Vec<u8> {
    let mut tiff = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    tiff.extend([orientation, 0, 0, 0, 0, 0, 0]);
    tiff
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_orientation_is_read_in_both_byte_orders() {
        assert_eq!(orientation(&only(6)), Some(6));
        assert_eq!(orientation(&only(1)), None);
        let little = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x03\0\0\0\0\0\0\0";
        assert_eq!(orientation(little), Some(3));
        for cut in 0..little.len() {
            let _ = orientation(&little[..cut]);
        }
        assert_eq!(orientation(b"MM\0*\xff\xff\xff\xff"), None);
    }
}
