//! What people read of a page: its words, without its marks.

/// Elements whose content nobody reads.
const SILENT: [&str; 3] = ["script", "style", "svg"];

/// Elements that do not end a line.
const INLINE: [&str; 13] = [
    "a", "abbr", "b", "br/", "code", "em", "i", "mark", "small", "span", "strong", "sub", "sup",
];

/// The words of the page, a block a line. Spaces of any kind read as one.
#[must_use]
pub fn words(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(&unescape(before));
        let (tag, after) = after.split_once('>').unwrap_or((after, ""));
        let name = name(tag);
        rest = if SILENT.contains(&name) {
            after_end(after, name)
        } else {
            after
        };
        text.push_str(if INLINE.contains(&name) { " " } else { "\n" });
    }
    text.push_str(&unescape(rest));
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// The addresses that the page links to, in order.
#[must_use]
pub fn links(html: &str) -> Vec<String> {
    let parts = html.split("href=\"").skip(1);
    parts
        .filter_map(|part| part.split_once('"'))
        .map(|(address, _)| unescape(address))
        .collect()
}

fn name(tag: &str) -> &str {
    let tag = tag.trim_start_matches('/');
    tag.split(|c: char| c.is_whitespace()).next().unwrap_or(tag)
}

fn after_end<'h>(html: &'h str, name: &str) -> &'h str {
    html.split_once(&format!("</{name}>")).map_or("", |(_, after)| after)
}

fn unescape(text: &str) -> String {
    let pairs = [
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
    ];
    let text = pairs
        .iter()
        .fold(text.to_owned(), |text, (entity, plain)| text.replace(entity, plain));
    text.replace("&nbsp;", "\u{a0}").replace("&#38;", "&").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_without_marks() {
        let html = "<h1>Plan&#38;d</h1><p>Un <b>mot</b>\n de&nbsp;plus<svg><path/></svg>.</p><script>x < y</script><ul><li>A<li>B</ul>";
        assert_eq!(words(html), "Plan&d\nUn mot\nde plus\n.\nA\nB");
    }

    #[test]
    fn links_in_order() {
        assert_eq!(
            links("<a href=\"/a?b=1&amp;c=2\">A</a><a class=\"t\" href=\"/b\">B</a>"),
            ["/a?b=1&c=2", "/b"]
        );
    }
}
