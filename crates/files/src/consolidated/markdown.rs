//! Markdown that reads well as it is: headings, paragraphs, lists, tables.
//!
//! What the text says is never taken for markup: signs that mean something are written as signs.

use std::fmt::Write as _;

use super::paper::{Block, Paper};

pub(super) fn write(paper: &Paper) -> String {
    let mut text = format!("# {}\n", inline(&paper.title));
    for line in &paper.under {
        let _ = write!(text, "\n{}\n", inline(line));
    }
    let mut in_list = false;
    for block in &paper.blocks {
        let is_item = matches!(block, Block::Item(..));
        // The items of a list follow each other; anything else stands apart.
        if !(is_item && in_list) {
            text.push('\n');
        }
        in_list = is_item;
        put(&mut text, block);
    }
    text
}

fn put(text: &mut String, block: &Block) {
    match block {
        Block::Heading(level, words) => {
            let _ = writeln!(text, "{} {}", "#".repeat(usize::from(*level) + 1), inline(words));
        }
        Block::Paragraph(words) => {
            let lines: Vec<String> = words.lines().map(inline).collect();
            let _ = writeln!(text, "{}", lines.join("  \n"));
        }
        Block::Item(depth, words) => {
            let _ = writeln!(text, "{}- {}", "  ".repeat(usize::from(*depth) - 1), inline(words));
        }
        Block::Table(heads, rows) => {
            row(text, heads);
            row(text, &vec!["---".to_owned(); heads.len()]);
            for cells in rows {
                let cells: Vec<String> = cells.iter().map(|cell| in_cell(cell)).collect();
                row(text, &cells);
            }
        }
    }
}

fn row(text: &mut String, cells: &[String]) {
    let _ = writeln!(text, "| {} |", cells.join(" | "));
}

/// A cell stands on one line.
fn in_cell(words: &str) -> String {
    let lines: Vec<String> = words.lines().map(inline).collect();
    lines.join("<br>").replace('|', "\\|")
}

/// Words on one line, without a sign that would be taken for markup.
fn inline(words: &str) -> String {
    let mut said = String::with_capacity(words.len());
    let mut letters = words.trim().chars().peekable();
    while let Some(letter) = letters.next() {
        let begins_a_sign = letters
            .peek()
            .is_some_and(|next| next.is_ascii_alphanumeric() || *next == '#');
        match letter {
            '&' if begins_a_sign => said.push_str("\\&"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' => {
                said.push('\\');
                said.push(letter);
            }
            '\n' | '\r' => said.push(' '),
            _ => said.push(letter),
        }
    }
    // What would begin a heading, a list or a quotation.
    let digits = said.chars().take_while(char::is_ascii_digit).count();
    if digits > 0 && said[digits..].starts_with(['.', ')']) {
        said.insert(digits, '\\');
    } else if said.starts_with(['#', '-', '+', '=', '~']) {
        said.insert(0, '\\');
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_is_never_markup() {
        assert_eq!(inline("# 1*2 <b>"), "\\# 1\\*2 \\<b\\>");
        assert_eq!(inline("1. Petite enfance"), "1\\. Petite enfance");
        assert_eq!(inline("2024, année"), "2024, année");
        assert_eq!(in_cell("a|b\nc"), "a\\|b<br>c");
    }

    #[test]
    fn blocks_stand_apart_and_items_follow_each_other() {
        let mut paper = Paper {
            title: "Convention".to_owned(),
            under: vec!["Exemple".to_owned()],
            blocks: Vec::new(),
        };
        paper.heading(1, "Cadre");
        paper.item(1, "un");
        paper.item(2, "deux");
        paper.table(&["A", "B"], vec![vec!["x".to_owned(), String::new()]]);
        let expected = "# Convention\n\nExemple\n\n## Cadre\n\n- un\n  - deux\n\n| A |\n| --- |\n| x |\n";
        assert_eq!(write(&paper), expected);
    }
}
