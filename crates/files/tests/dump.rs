#[test]
fn dump() {
    let bytes = std::fs::read(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../examples/convention-ctg-2022-2026.txt"
    ))
    .unwrap();
    let import = files::read("convention-ctg-2022-2026.txt", &bytes).unwrap();
    let doc = files::interchange::write(&import.reading);
    std::fs::write(std::env::temp_dir().join("pacte-doc.json"), &doc).unwrap();
    assert_eq!(files::interchange::read(&doc).unwrap(), import.reading);
}
