//! Facilities, bodies, scheme and duties, any of them, written as a document and read back the same.

use domain::digest::Digest;
use domain::reading::{
    AbsenceRead, BodyRead, Due, DueRead, DutyKind, DutyRead, FacilitiesRead, FacilityRead, FrameworkEntry, FrameworkPlace,
    Holder, Key, LeftOpenRead, LineRange, Lines, MemberRead, PostRead, PredecessorRead, Reading, Rhythm, SchemeRead, SiteRead,
    SourceFile, Sourced, StatementRead, Topic, Unit,
};
use domain::time::Day;
use files::interchange;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

fn lines() -> impl Strategy<Value = Lines> {
    vec((1_u32..2000, 0_u32..9), 0..4).prop_map(|ranges| {
        ranges
            .into_iter()
            .filter_map(|(first, more)| LineRange::new(first, first + more))
            .collect()
    })
}

fn sourced<T: std::fmt::Debug>(value: impl Strategy<Value = T>) -> impl Strategy<Value = Sourced<T>> {
    (value, lines()).prop_map(|(value, lines)| Sourced::new(value, lines))
}

fn text() -> impl Strategy<Value = Sourced<String>> {
    sourced("\\PC{0,30}")
}

fn texts() -> impl Strategy<Value = Vec<Sourced<String>>> {
    vec(text(), 0..3)
}

fn key() -> impl Strategy<Value = Key> {
    "[pog][0-9]{1,2}".prop_map(Key)
}

fn day() -> impl Strategy<Value = Day> {
    (1990_i16..2100, 1_i8..13, 1_i8..29).prop_map(|(year, month, day)| Day::new(year, month, day).expect("a day"))
}

fn holders() -> impl Strategy<Value = Vec<Sourced<Holder>>> {
    let holder = prop_oneof![key().prop_map(Holder::Known), "\\PC{0,20}".prop_map(Holder::Text)];
    vec(sourced(holder), 0..3)
}

fn facilities() -> impl Strategy<Value = FacilitiesRead> {
    let site = (option::of(text()), text()).prop_map(|(role, address)| SiteRead { role, address });
    let owner = || option::of(sourced(key()));
    let listed =
        (lines(), text(), text(), vec(site, 0..3), owner()).prop_map(|(lines, kind, name, sites, owner)| FacilityRead {
            lines,
            kind,
            name,
            sites,
            owner,
        });
    let absent = (lines(), text(), text(), owner()).prop_map(|(lines, kind, mark, owner)| AbsenceRead {
        lines,
        kind,
        mark,
        owner,
    });
    (vec(listed, 0..3), vec(absent, 0..3)).prop_map(|(listed, absent)| FacilitiesRead { listed, absent })
}

fn body() -> impl Strategy<Value = BodyRead> {
    let member = (text(), option::of(key()), any::<bool>()).prop_map(|(text, organisation, replaceable)| MemberRead {
        text,
        organisation,
        replaceable,
    });
    let rhythm = (text(), any::<u16>(), any::<u16>()).prop_map(|(text, minimum_per_year, maximum_per_year)| Rhythm {
        text,
        minimum_per_year,
        maximum_per_year,
    });
    let names = (lines(), text(), texts());
    (names, vec(member, 0..3), texts(), option::of(rhythm), holders()).prop_map(
        |((lines, name, other_names), members, missions, rhythm, chairs)| BodyRead {
            lines,
            name,
            other_names,
            members,
            missions,
            rhythm,
            chairs,
        },
    )
}

fn scheme() -> impl Strategy<Value = SchemeRead> {
    let fte = option::of(sourced(any::<u32>()));
    let post = (lines(), text(), option::of(sourced(key())), fte, any::<bool>()).prop_map(
        |(lines, title, party, fte_hundredths, is_total)| PostRead {
            lines,
            title,
            party,
            fte_hundredths,
            is_total,
        },
    );
    let topic = select(&Topic::ALL[..]);
    let statement = (topic, text(), vec(sourced(key()), 0..3), option::of(sourced(any::<u32>()))).prop_map(
        |(topic, text, holders, count)| StatementRead {
            topic,
            text,
            holders,
            count,
        },
    );
    (vec(post, 0..3), vec(statement, 0..3)).prop_map(|(posts, statements)| SchemeRead { posts, statements })
}

fn duty() -> impl Strategy<Value = DutyRead> {
    let unit = select(vec![Unit::Day, Unit::Month, Unit::Year]);
    let value = prop_oneof![
        Just(Due::EveryYear),
        Just(Due::Before),
        Just(Due::Throughout),
        day().prop_map(Due::On),
        (any::<u16>(), unit).prop_map(|(count, unit)| Due::Within(count, unit)),
    ];
    let due = (text(), option::of(value)).prop_map(|(text, value)| DueRead { text, value });
    let what = (lines(), option::of(text()), select(&DutyKind::ALL[..]), text());
    (what, holders(), holders(), option::of(due), texts()).prop_map(
        |((lines, article, kind, text), debtors, creditors, due, addresses)| DutyRead {
            lines,
            article,
            kind,
            text,
            debtors,
            creditors,
            due,
            addresses,
        },
    )
}

fn predecessor() -> impl Strategy<Value = PredecessorRead> {
    (lines(), text(), sourced(key()), option::of(sourced(day()))).prop_map(|(lines, kind, party, end)| PredecessorRead {
        lines,
        kind,
        party,
        end,
    })
}

fn framework_place() -> impl Strategy<Value = FrameworkPlace> {
    let entry = (key(), option::of(text()), text()).prop_map(|(node, code, title)| FrameworkEntry { node, code, title });
    (lines(), vec(entry, 0..3)).prop_map(|(lines, entries)| FrameworkPlace { lines, entries })
}

fn reading() -> impl Strategy<Value = Reading> {
    let open = (text(), option::of(text())).prop_map(|(text, settled_by)| LeftOpenRead { text, settled_by });
    let rest = (vec(predecessor(), 0..3), vec(open, 0..3), vec(framework_place(), 0..3));
    (facilities(), vec(body(), 0..3), scheme(), vec(duty(), 0..3), rest).prop_map(
        |(facilities, bodies, scheme, duties, (predecessors, left_open, framework_places))| Reading {
            facilities,
            bodies,
            scheme,
            duties,
            predecessors,
            left_open,
            framework_places,
            ..Reading::nothing_of(SourceFile {
                name: "f.txt".to_owned(),
                digest: Digest::of(b""),
                lines: 1,
                recognised: Lines::default(),
            })
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_organised_is_read_back_exactly(reading in reading()) {
        let document = interchange::write(&reading);
        let back = interchange::read(&document);
        prop_assert_eq!(back.as_ref(), Ok(&reading));
        prop_assert_eq!(interchange::write(&reading), document);
        let import = files::Import {
            reading,
            text: vec![String::new()],
            notes: Vec::new(),
            pictures: 0,
        };
        prop_assert!(files::summary(&import).contains("lignes non vides"));
        let _ = domain::reading::open_questions(&import.reading);
    }
}
