//! The picture that a phone reads: one path of squares, without any style, so that a page under a strict policy shows it.

use std::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode};

/// A QR code as a path of an SVG.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The side, in modules, with its quiet margin.
    pub side: usize,
    /// The dark modules, as the `d` of a path.
    pub path: String,
}

/// The margin that readers need.
const MARGIN: usize = 4;

/// The picture of a text; `None` when it is too long for one.
#[must_use]
pub fn picture(text: &str) -> Option<Picture> {
    let code = QrCode::with_error_correction_level(text.as_bytes(), EcLevel::M).ok()?;
    let width = code.width();
    let mut path = String::new();
    for (y, row) in code.to_colors().chunks(width).enumerate() {
        let mut x = 0;
        while x < width {
            let run = row[x..].iter().take_while(|color| **color == Color::Dark).count();
            if run > 0 {
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + MARGIN, y + MARGIN);
            }
            x += run.max(1);
        }
    }
    Some(Picture {
        side: width + 2 * MARGIN,
        path,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_has_its_three_corners_and_its_margin() {
        let picture = picture("otpauth://totp/Pacte:a@exemple.fr?secret=GEZDGNBV").expect("short enough");
        assert!(picture.side >= 21 + 2 * MARGIN);
        let far = picture.side - MARGIN - 7;
        for corner in [(4, 4), (far, 4), (4, far)] {
            assert!(
                picture.path.contains(&format!("M{} {}h7v1h-7z", corner.0, corner.1)),
                "{corner:?}"
            );
        }
        assert!(
            picture
                .path
                .bytes()
                .all(|byte| byte.is_ascii_digit() || b"Mhvz -".contains(&byte))
        );
        assert_eq!(super::picture(&"x".repeat(4000)), None);
    }
}
