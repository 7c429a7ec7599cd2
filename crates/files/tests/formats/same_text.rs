//! One document, three formats, one text.

use files::formats::{Kind, text};
use proptest::prelude::*;

use crate::model::{document, expected};
use crate::written::{docx, html, odt};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn the_same_document_gives_the_same_text_through_each_format(parts in document()) {
        let lines = expected(&parts);
        for (kind, bytes) in [(Kind::Html, html(&parts)), (Kind::Docx, docx(&parts)), (Kind::Odt, odt(&parts))] {
            let decoded = text("f", &bytes).expect("read");
            prop_assert_eq!(decoded.kind, kind);
            prop_assert_eq!(&decoded.lines, &lines, "{:?}", kind);
        }
    }
}
