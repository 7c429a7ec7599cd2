//! What text processors do beside words: changes that are tracked, notes, boxes, breaks, automatic contents.

use files::formats::text;

use crate::packed::{open_document, packed};

const STYLES: &str = "<w:styles><w:style w:type=\"paragraph\" w:styleId=\"TM1\"><w:name w:val=\"toc 1\"/></w:style></w:styles>";

#[track_caller]
fn word(body: &str, lines: &[&str], said: &[&str]) {
    let document = format!("<w:document><w:body>{body}</w:body></w:document>");
    let notes = "<w:footnotes><w:footnote w:id=\"-1\" w:type=\"separator\"><w:p/></w:footnote><w:footnote w:id=\"2\"><w:p><w:r><w:t>La note</w:t></w:r></w:p>\
                 <w:p><w:r><w:t>et sa suite</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let bytes = packed(&[
        ("[Content_Types].xml", b""),
        ("word/document.xml", document.as_bytes()),
        ("word/styles.xml", STYLES.as_bytes()),
        ("word/footnotes.xml", notes.as_bytes()),
        (
            "word/header1.xml",
            b"<w:hdr><w:p><w:r><w:t>En-t\xc3\xaate</w:t></w:r></w:p></w:hdr>",
        ),
    ]);
    let decoded = text("acte.docx", &bytes).expect("read");
    assert_eq!(decoded.lines, lines, "{body}");
    assert_eq!(decoded.notes.len(), said.len(), "{:?}", decoded.notes);
    for (note, said) in decoded.notes.iter().zip(said) {
        assert!(note.contains(said), "{note}");
    }
}

fn run(words: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r>")
}

#[test]
fn tracked_changes_are_taken_as_accepted() {
    let struck_end = "<w:p><w:pPr><w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr>";
    let body = format!(
        "{struck_end}{}<w:ins>{}</w:ins><w:del><w:r><w:delText>rayé</w:delText></w:r></w:del></w:p><w:p>{}</w:p>",
        run("Un "),
        run("deux"),
        run(" trois")
    );
    word(&body, &["Un deux trois"], &["acceptées (3)"]);
    let cell = |words: &str| format!("<w:tc><w:p>{}</w:p></w:tc>", run(words));
    let row = |properties: &str, words: &str| format!("<w:tr>{properties}{}{}</w:tr>", cell(words), cell(words));
    let table = format!("<w:tbl>{}{}</w:tbl>", row("", "a"), row("<w:trPr><w:del/></w:trPr>", "b"));
    word(&table, &["a\ta"], &["acceptées (1)"]);
    let before = "<w:p><w:pPr><w:pPrChange><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr></w:pPrChange></w:pPr>";
    word(&format!("{before}{}</w:p>", run("Texte")), &["Texte"], &[]);
}

#[test]
fn notes_boxes_signs_and_breaks_keep_their_places() {
    let boxed = format!(
        "<w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p>{0}</w:p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p>{0}</w:p>\
         </w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>",
        run("Encadré")
    );
    let body = format!(
        "<w:p>{}<w:r><w:footnoteReference w:id=\"2\"/></w:r>{boxed}<w:hyperlink>{}</w:hyperlink></w:p>",
        run("Un"),
        run(" lien")
    );
    word(&body, &["Un[^1] lien", "", "Encadré", "", "[^1]: La note et sa suite"], &[]);
    word(
        "<w:p><w:r><w:t>Pilote</w:t><w:tab/><w:t>Caf</w:t><w:br/><w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/><w:noBreakHyphen/></w:r><w:r><w:rPr>\
         <w:vanish/></w:rPr><w:t>caché</w:t></w:r></w:p>",
        &["Pilote   Caf", "✓-"],
        &[],
    );
    word(
        "<w:p><w:r><w:t>a</w:t><w:br w:type=\"page\"/><w:t>b</w:t></w:r></w:p><w:p><w:pPr><w:pageBreakBefore/></w:pPr><w:r><w:t>c</w:t></w:r></w:p>\
         <w:p><w:pPr><w:sectPr/></w:pPr><w:r><w:t>d</w:t></w:r></w:p><w:p><w:r><w:t>e</w:t></w:r></w:p>",
        &["a", "", "\u{c}b", "", "\u{c}c", "", "d", "", "\u{c}e"],
        &[],
    );
    word(
        "<w:p><w:pPr><w:pStyle w:val=\"TM1\"/></w:pPr><w:r><w:t>Article 1</w:t><w:tab/><w:t>3</w:t></w:r></w:p><w:p><w:r><w:t>Texte</w:t></w:r></w:p>",
        &["Texte"],
        &["1 ligne)"],
    );
}

#[test]
fn pages_and_numbers_of_open_document_are_those_that_it_shows() {
    let content = "<office:document-content><office:automatic-styles><style:style style:name=\"Heading_20_2\"/><style:style style:name=\"P1\" style:parent-style-name=\"P0\"/>\
        <style:style style:name=\"P0\"><style:paragraph-properties fo:break-before=\"page\"/></style:style>\
        <text:list-style style:name=\"L\"><text:list-level-style-number text:level=\"1\" style:num-format=\"a\" style:num-suffix=\")\"/></text:list-style>\
        </office:automatic-styles><office:body><office:text><text:p text:style-name=\"Heading_20_2\">Axe</text:p><text:list text:style-name=\"L\">\
        <text:list-item><text:p>un</text:p><text:p>suite</text:p></text:list-item></text:list><text:p text:style-name=\"P1\">Entre</text:p>\
        <text:list text:style-name=\"L\" text:continue-numbering=\"true\"><text:list-item><text:p>deux</text:p></text:list-item></text:list>\
        <text:table-of-content><text:index-body><text:p>Sommaire</text:p></text:index-body></text:table-of-content></office:text></office:body>\
        </office:document-content>";
    let decoded = text("acte.odt", &open_document(content.as_bytes())).expect("read");
    assert_eq!(
        decoded.lines,
        ["## Axe", "", "a) un", "", "suite", "", "\u{c}Entre", "", "b) deux"]
    );
    assert!(decoded.notes[0].contains("sommaire automatique"), "{:?}", decoded.notes);
    let flat = content.replace(
        "<office:document-content>",
        "<?xml version=\"1.0\"?><office:document office:mimetype=\"application/vnd.oasis.opendocument.text\">",
    );
    let flat = flat.replace("</office:document-content>", "</office:document>");
    assert_eq!(text("acte.fodt", flat.as_bytes()).expect("read").lines, decoded.lines);
}
