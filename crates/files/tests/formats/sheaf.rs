//! A PDF written by hand: pages of one size, each with what is drawn on it and perhaps an image named `S`.

use std::fmt::Write as _;

/// What stands on a page.
pub(crate) struct Sheet {
    /// The operators that draw it.
    pub(crate) drawn: String,
    /// The entries of an image, and its bytes.
    pub(crate) image: Option<(String, Vec<u8>)>,
}

/// The document of these pages, so many points wide and high.
pub(crate) fn sheaf((wide, high): (i32, i32), sheets: &[Sheet]) -> Vec<u8> {
    let kids = (0..sheets.len()).fold(String::new(), |mut kids, page| {
        let _ = write!(kids, "{} 0 R ", 10 + 3 * page);
        kids
    });
    let mut file = format!(
        "%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n2 0 obj << /Type /Pages /Kids [{kids}] /Count {} >> endobj\n\
         3 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> endobj\n",
        sheets.len()
    )
    .into_bytes();
    for (place, sheet) in sheets.iter().enumerate() {
        let (own, content, image) = (10 + 3 * place, 11 + 3 * place, 12 + 3 * place);
        let shown = if sheet.image.is_some() {
            format!("/XObject << /S {image} 0 R >> ")
        } else {
            String::new()
        };
        let page = format!(
            "{own} 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 {wide} {high}] /Resources << /Font << /F1 3 0 R >> {shown}>> \
             /Contents {content} 0 R >> endobj\n{content} 0 obj << /Length {} >> stream\n{}\nendstream endobj\n",
            sheet.drawn.len(),
            sheet.drawn
        );
        file.extend(page.into_bytes());
        if let Some((entries, bytes)) = &sheet.image {
            let head = format!(
                "{image} 0 obj << /Type /XObject /Subtype /Image {entries} /Length {} >> stream\n",
                bytes.len()
            );
            file.extend(head.into_bytes());
            file.extend_from_slice(bytes);
            file.extend_from_slice(b"\nendstream endobj\n");
        }
    }
    file.extend_from_slice(b"trailer << /Root 1 0 R >>\n%%EOF\n");
    file
}
