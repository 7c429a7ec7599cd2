//! XML as it comes, tag by tag: no tree, no entity of its own, no depth without end.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion, escape};

use super::Trouble;

/// How deep tags stand in one another: a table in a box in a table takes about sixty.
const DEEPEST: usize = 400;

/// What comes next.
pub(super) enum Piece<'x> {
    /// A tag opens; one that is empty closes at once.
    Open(Tag<'x>),
    /// The tag of this name closes.
    Close(&'x str),
    /// Words, unescaped.
    Words(&'x str),
}

/// A tag that opens.
pub(super) struct Tag<'x>(BytesStart<'x>);

impl Tag<'_> {
    /// Its name, with its prefix.
    pub(super) fn name(&self) -> &str {
        self.0.name().into_inner()
    }

    /// The value of an attribute.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let found = self
            .0
            .attributes()
            .with_checks(false)
            .flatten()
            .find(|attribute| attribute.key.into_inner() == name)?;
        let plain = || found.value.to_string();
        Some(
            found
                .normalized_value(XmlVersion::Implicit1_0)
                .map_or_else(|_| plain(), |value| value.to_string()),
        )
    }

    /// The value of an attribute that is a number.
    pub(super) fn number(&self, name: &str) -> Option<u32> {
        self.get(name)?.trim().parse().ok()
    }

    /// Whether an attribute says yes; absent, the tag itself says it.
    pub(super) fn is_on(&self, name: &str) -> bool {
        !matches!(self.get(name).as_deref(), Some("0" | "false" | "off"))
    }
}

/// Hands over each piece of a part, in order. `part` names it for the sentence of a refusal.
pub(super) fn walk(xml: &str, part: &str, mut each: impl FnMut(&Piece<'_>)) -> Result<(), Trouble> {
    let damaged = || Trouble::Damaged(format!("la partie «\u{a0}{part}\u{a0}»"));
    let mut reader = Reader::from_str(xml.trim_start_matches('\u{feff}'));
    let mut depth = 0_usize;
    loop {
        match reader.read_event().map_err(|_| damaged())? {
            Event::Start(tag) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(Trouble::Swollen);
                }
                each(&Piece::Open(Tag(tag)));
            }
            Event::Empty(tag) => {
                let name = tag.name().into_inner().to_owned();
                each(&Piece::Open(Tag(tag)));
                each(&Piece::Close(&name));
            }
            Event::End(tag) => {
                depth = depth.saturating_sub(1);
                each(&Piece::Close(tag.name().into_inner()));
            }
            Event::Text(text) => each(&Piece::Words(&text.xml10_content())),
            Event::CData(text) => each(&Piece::Words(&text.xml10_content())),
            Event::GeneralRef(entity) => {
                if let Ok(Some(letter)) = entity.resolve_char_ref() {
                    each(&Piece::Words(letter.encode_utf8(&mut [0; 4])));
                } else if let Some(words) = escape::resolve_predefined_entity(&entity.xml10_content()) {
                    each(&Piece::Words(words));
                }
            }
            // No text processor declares entities: what does is made to swell.
            Event::DocType(_) => return Err(Trouble::Swollen),
            Event::Eof if depth > 0 => return Err(damaged()),
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(xml: &str) -> Result<String, Trouble> {
        let mut said = String::new();
        walk(xml, "essai", |piece| {
            if let Piece::Words(words) = piece {
                said.push_str(words);
            }
        })?;
        Ok(said)
    }

    #[test]
    fn words_are_unescaped_and_nothing_else_is_put_in_their_place() {
        assert_eq!(
            words("<a>l&#233;t&amp;<b><![CDATA[<c>]]></b>&inconnu;</a>"),
            Ok("lét&<c>".to_owned())
        );
    }

    #[test]
    fn what_swells_or_is_cut_is_refused() {
        let bomb = "<!DOCTYPE a [<!ENTITY b \"bbbb\">]><a>&b;</a>";
        assert_eq!(words(bomb), Err(Trouble::Swollen));
        assert_eq!(words(&"<a>".repeat(100_000)), Err(Trouble::Swollen));
        for cut in ["<a><b>", "<a", "<a></b>"] {
            assert!(matches!(words(cut), Err(Trouble::Damaged(_))), "{cut}");
        }
    }
}
