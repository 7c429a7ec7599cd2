//! Verifies an exported journal, as `docs/journal.md` describes it: every digest, the chain, its head.
//!
//! It shares nothing with the product that wrote the file, so that one error cannot hide in both. It mends nothing.

use std::fmt;

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

/// A journal that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whole {
    /// How many entries.
    pub entries: i64,
    /// Of these, how many had a personal text that was erased since.
    pub erased: i64,
    /// Whether it is that of an example: nothing of what it tells took place.
    pub example: bool,
    /// The digest of the last.
    pub head: String,
}

/// The first thing that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The first line is not the head of a journal in the form that is described.
    Head,
    /// A line is not an entry in the form that is described.
    Unreadable {
        /// The entry expected there.
        seq: i64,
    },
    /// An entry is not where it must be.
    Missing {
        /// The entry.
        seq: i64,
    },
    /// An entry does not say what it said, or does not follow the one before.
    Altered {
        /// The entry.
        seq: i64,
    },
    /// The personal text of an entry is not the one that was written.
    Personal {
        /// The entry.
        seq: i64,
    },
    /// The file ends inside a line: it was cut.
    Cut {
        /// The last entry that is whole; 0 when none is.
        seq: i64,
    },
    /// The last entry is not the one that the head announces.
    End {
        /// The last entry of the file.
        seq: i64,
    },
}

impl fmt::Display for Whole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            entries,
            erased,
            example,
            head,
        } = self;
        write!(f, "Le journal est entier\u{a0}: {entries} entrées, tête de chaîne {head}.")?;
        if *example {
            f.write_str(" C’est celui d’un exemple\u{a0}: rien de ce qu’il dit n’a eu lieu.")?;
        }
        match erased {
            0 => Ok(()),
            1 => f.write_str(" Le texte personnel d’une entrée a été effacé\u{a0}; son empreinte reste, et la chaîne tient."),
            _ => write!(
                f,
                " Les textes personnels de {erased} entrées ont été effacés\u{a0}; leurs empreintes restent, et la chaîne tient."
            ),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Head => f.write_str("La première ligne n’est pas la tête d’un journal de Pacte."),
            Self::Unreadable { seq } => write!(f, "L’entrée {seq} ne se lit pas\u{a0}: sa ligne n’a pas la forme attendue."),
            Self::Missing { seq } => write!(f, "L’entrée {seq} manque."),
            Self::Altered { seq } => write!(f, "L’entrée {seq} a été modifiée, ou ne suit pas la précédente."),
            Self::Personal { seq } => write!(f, "L’entrée {seq} ne correspond plus à son texte personnel."),
            Self::Cut { seq } => write!(
                f,
                "Le fichier est coupé après l’entrée {seq}\u{a0}: sa dernière ligne n’est pas entière. Exportez le journal de nouveau."
            ),
            Self::End { seq } => write!(f, "L’entrée {seq} n’est pas celle que la tête de chaîne annonce."),
        }
    }
}

/// The forms of the file that are known. The second says which personal texts were erased, the third is that of an example.
const FORMS: [i64; 3] = [1, 2, OF_EXAMPLE];

const OF_EXAMPLE: i64 = 3;

/// What an entry holds, in the order of the file.
const KEYS: [&str; 15] = [
    "chain",
    "seq",
    "instant",
    "person",
    "mandate",
    "organisation",
    "job",
    "verb",
    "fact",
    "subject",
    "before",
    "after",
    "personal_digest",
    "previous",
    "hash",
];

/// The head that the first line announces.
struct Head {
    form: i64,
    chain: i64,
    example: bool,
    seq: i64,
    hash: String,
}

/// Reads the whole file. Personal texts that were erased are missed by nobody: their digests stay.
pub fn verify(text: &str) -> Result<Whole, Fault> {
    let cut = !text.ends_with('\n');
    let mut lines = text.strip_suffix('\n').unwrap_or(text).split('\n').peekable();
    let head = lines.next().and_then(head).ok_or(Fault::Head)?;
    if cut && lines.peek().is_none() {
        return Err(Fault::Cut { seq: 0 });
    }
    let (mut seq, mut erased, mut previous) = (0, 0, "0".repeat(64));
    while let Some(line) = lines.next() {
        if cut && lines.peek().is_none() {
            return Err(Fault::Cut { seq });
        }
        seq += 1;
        let followed = follows(line, &head, seq, &previous)?;
        previous = followed.digest;
        erased += i64::from(followed.erased);
    }
    if seq < head.seq {
        return Err(Fault::Missing { seq: seq + 1 });
    }
    if seq != head.seq || previous != head.hash {
        return Err(Fault::End { seq });
    }
    Ok(Whole {
        entries: seq,
        erased,
        example: head.example,
        head: previous,
    })
}

/// An entry that follows the one before.
struct Followed {
    digest: String,
    erased: bool,
}

/// This entry, when it is the one that follows.
fn follows(line: &str, head: &Head, seq: i64, previous: &str) -> Result<Followed, Fault> {
    let entry = entry(line).ok_or(Fault::Unreadable { seq })?;
    if entry["chain"].as_i64() != Some(head.chain) {
        return Err(Fault::Altered { seq });
    }
    match entry["seq"].as_i64() {
        Some(found) if found == seq => {}
        Some(found) if found > seq => return Err(Fault::Missing { seq }),
        _ => return Err(Fault::Altered { seq }),
    }
    let digest = digest(&entry);
    if entry["previous"].as_str() != Some(previous) || entry["hash"].as_str() != Some(&digest) {
        return Err(Fault::Altered { seq });
    }
    let erased = entry.get("personal").is_some_and(Value::is_null);
    let holds = if erased {
        announces_erased(&entry, head)
    } else {
        personal(&entry)
    };
    if holds {
        Ok(Followed { digest, erased })
    } else {
        Err(Fault::Personal { seq })
    }
}

/// Whether an entry may say that its personal text was erased: it had one, and the form of the file knows how to say it.
fn announces_erased(entry: &Map<String, Value>, head: &Head) -> bool {
    head.form >= 2 && entry["personal_digest"].is_string()
}

/// One object, written in one way only: a line that says the same otherwise is not the line that was exported.
fn object(line: &str) -> Option<Map<String, Value>> {
    let value: Value = serde_json::from_str(line).ok()?;
    let written = value.to_string();
    if written != line {
        return None;
    }
    match value {
        Value::Object(object) => Some(object),
        _ => None,
    }
}

fn head(line: &str) -> Option<Head> {
    let object = object(line)?;
    let announced = object.get("head")?.as_object()?;
    let form = object.get("journal")?.as_i64()?;
    let example = object.get("example").is_some_and(|example| *example == Value::Bool(true));
    let keys = if form == OF_EXAMPLE && example { 4 } else { 3 };
    if object.len() != keys || example != (form == OF_EXAMPLE) || announced.len() != 2 || !FORMS.contains(&form) {
        return None;
    }
    Some(Head {
        form,
        chain: object.get("chain")?.as_i64()?,
        example,
        seq: announced.get("seq")?.as_i64()?,
        hash: announced.get("hash")?.as_str()?.to_owned(),
    })
}

/// The entry of a line: every key is there, in order, each number a whole one and each text a text.
fn entry(line: &str) -> Option<Map<String, Value>> {
    let object = object(line)?;
    let mut keys = object.keys().map(String::as_str);
    if !KEYS.iter().all(|key| keys.next() == Some(*key)) || keys.any(|key| key != "personal") {
        return None;
    }
    let whole = KEYS[..6].iter().all(|key| object[*key].is_null() || object[*key].is_i64());
    let texts = KEYS[6..].iter().all(|key| object[*key].is_null() || object[*key].is_string());
    (whole && texts).then_some(object)
}

/// The digest of all that an entry says: the digest before first, then each value, preceded by its length in eight bytes.
fn digest(entry: &Map<String, Value>) -> String {
    let mut hasher = Sha256::new();
    for key in std::iter::once("previous").chain(KEYS[..13].iter().copied()) {
        let text = match &entry[key] {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        };
        // What is there begins with `=`; what is absent has the length 0.
        let part = text.map(|text| format!("={text}")).unwrap_or_default();
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part.as_bytes());
    }
    hexadecimal(&hasher.finalize())
}

/// Whether the personal text, when it is there, is the one that was written.
fn personal(entry: &Map<String, Value>) -> bool {
    let Some(personal) = entry.get("personal") else {
        return true;
    };
    let (Some(salt), Some(text)) = (personal["salt"].as_str(), personal["text"].as_str()) else {
        return false;
    };
    let mut hasher = Sha256::new();
    for part in [salt, text] {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part.as_bytes());
    }
    entry["personal_digest"].as_str() == Some(&hexadecimal(&hasher.finalize()))
}

fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
