//! Any reading written as a document is read back the same.

use domain::digest::Digest;
use domain::reading::{
    ActionRead, AgreementRead, AmendmentRead, AmountRead, AnnexRead, Anomaly, ArticleRead, Certainty, ChangeKind, ChangeRead,
    Commission, DeliberationRead, Detail, Doubt, Family, FrameworkEntry, FrameworkPlace, GroupRead, Half, Holder, Key,
    LineRange, Lines, NodeRead, OrganisationKind, OrganisationRead, Paragraph, ParagraphKind, PartyRead, Precision, Quote,
    Reading, RuleCode, Severity, SignatoryRead, SignatureRead, SourceFile, Sourced, ThemeRead, Track, Unplaced, View, Votes,
    Wording,
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

fn day() -> impl Strategy<Value = Sourced<Day>> {
    sourced((1990_i16..2100, 1_i8..13, 1_i8..29).prop_map(|(year, month, day)| Day::new(year, month, day).expect("a day")))
}

fn holders() -> impl Strategy<Value = Vec<Sourced<Holder>>> {
    vec(
        sourced(prop_oneof![
            key().prop_map(Holder::Known),
            "\\PC{0,20}".prop_map(Holder::Text)
        ]),
        0..3,
    )
}

fn signatory() -> impl Strategy<Value = SignatoryRead> {
    (lines(), text(), option::of(text())).prop_map(|(lines, name, function)| SignatoryRead { lines, name, function })
}

fn agreement() -> impl Strategy<Value = AgreementRead> {
    (
        lines(),
        titles(),
        option::of(day()),
        option::of(day()),
        option::of(signature()),
        vec(signature(), 0..2),
        option::of(sourced(any::<u32>())),
    )
        .prop_map(
            |(lines, (title, other_titles, kind), start, end, signature, other_signatures, originals)| AgreementRead {
                lines,
                title,
                other_titles,
                kind,
                start,
                end,
                signature,
                other_signatures,
                originals,
            },
        )
}

/// The title, its other wordings, and what the text calls itself.
type Titles = (Option<Sourced<String>>, Vec<Sourced<String>>, Option<Sourced<String>>);

fn titles() -> impl Strategy<Value = Titles> {
    (option::of(text()), texts(), option::of(text()))
}

fn signature() -> impl Strategy<Value = SignatureRead> {
    (
        lines(),
        option::of(text()),
        option::of(day()),
        option::of(sourced(1990_i16..2100)),
        option::of(sourced(1_i8..13)),
    )
        .prop_map(|(lines, place, date, year, month)| SignatureRead {
            lines,
            place,
            date,
            year,
            month,
        })
}

fn party() -> impl Strategy<Value = PartyRead> {
    (
        lines(),
        key(),
        text(),
        sourced(select(&OrganisationKind::ALL[..])),
        texts(),
        vec(signatory(), 0..3),
        option::of(text()),
    )
        .prop_map(|(lines, id, name, kind, aliases, signatories, authority)| PartyRead {
            lines,
            id,
            name,
            kind,
            aliases,
            signatories,
            authority,
        })
}

fn deliberation() -> impl Strategy<Value = DeliberationRead> {
    let count = || option::of(sourced(any::<u32>()));
    let votes = (count(), count(), count(), count(), count()).prop_map(|(favour, against, abstain, present, proxies)| Votes {
        favour,
        against,
        abstain,
        present,
        proxies,
    });
    let commission =
        (text(), option::of(day()), option::of(text())).prop_map(|(name, date, opinion)| Commission { name, date, opinion });
    let head = (lines(), option::of(sourced(key())), option::of(day()), option::of(text()));
    (
        head,
        votes,
        option::of(commission),
        option::of(text()),
        option::of(text()),
        (vec(signatory(), 0..2), vec(paragraph(), 0..3)),
    )
        .prop_map(
            |((lines, organisation, date, number), votes, commission, approves, authority, (signatories, text))| {
                DeliberationRead {
                    lines,
                    organisation,
                    date,
                    number,
                    votes,
                    commission,
                    approves,
                    authority,
                    signatories,
                    text,
                }
            },
        )
}

fn node() -> impl Strategy<Value = NodeRead> {
    (
        lines(),
        key(),
        0_u8..5,
        option::of(text()),
        text(),
        texts(),
        option::of(key()),
    )
        .prop_map(|(lines, id, level, code, title, other_titles, parent)| NodeRead {
            lines,
            id,
            level,
            code,
            title,
            other_titles,
            parent,
        })
}

fn track() -> impl Strategy<Value = Track> {
    (
        select(vec![View::Deployment, View::Sheet]),
        vec(key(), 0..3),
        vec(1990_i16..2100, 0..4),
        option::of(select(vec![Half::First, Half::Second])),
        text(),
    )
        .prop_map(|(view, communes, years, half, mark)| Track {
            view,
            communes,
            years,
            half,
            mark,
        })
}

fn action() -> impl Strategy<Value = ActionRead> {
    let head = (
        lines(),
        text(),
        text(),
        texts(),
        option::of(sourced(key())),
        vec(sourced(key()), 0..3),
    );
    let detail = (text(), option::of(key())).prop_map(|(text, commune)| Detail { text, commune });
    let body = (vec(detail, 0..3), texts(), texts(), vec(track(), 0..3));
    let roles = (holders(), holders(), holders(), holders(), holders());
    let rest = (
        option::of(text()),
        texts(),
        texts(),
        option::of(text()),
        vec(amount(), 0..3),
        vec(sourced(key()), 0..3),
    );
    (head, body, roles, rest).prop_map(
        |(
            (lines, number, title, other_titles, parent, themes),
            (details, means, funding, tracks),
            (pilots, bearers, other_pilots, other_bearers, partners),
            (public, objectives, indicators, calendar, amounts, communes),
        )| ActionRead {
            lines,
            number,
            title,
            other_titles,
            parent,
            themes,
            details,
            means,
            funding,
            pilots,
            bearers,
            other_pilots,
            other_bearers,
            partners,
            tracks,
            public,
            objectives,
            indicators,
            calendar,
            amounts,
            communes,
        },
    )
}

fn amount() -> impl Strategy<Value = AmountRead> {
    let funder = holders().prop_map(|holders| holders.into_iter().next().map(|holder| holder.value));
    let sum = (any::<i64>(), select(&Precision::ALL[..]));
    (text(), funder, option::of(1990_i16..2100), sum).prop_map(|(text, funder, year, (cents, precision))| AmountRead {
        text,
        funder,
        year,
        cents,
        precision,
    })
}

fn amendment() -> impl Strategy<Value = AmendmentRead> {
    let change = (
        lines(),
        select(&ChangeKind::ALL[..]),
        option::of(text()),
        option::of(text()),
        option::of(text()),
    )
        .prop_map(|(lines, kind, target, before, after)| ChangeRead {
            lines,
            kind,
            target,
            before,
            after,
        });
    (lines(), option::of(text()), option::of(day()), vec(change, 0..3)).prop_map(|(lines, number, effect, changes)| {
        AmendmentRead {
            lines,
            number,
            effect,
            changes,
        }
    })
}

fn doubt() -> impl Strategy<Value = Doubt> {
    let certainty = select(vec![Certainty::Probable, Certainty::ToConfirm]);
    (lines(), "\\PC{0,20}", certainty, "\\PC{0,20}").prop_map(|(lines, quote, certainty, reason)| Doubt {
        lines,
        quote,
        certainty,
        reason,
    })
}

fn anomaly() -> impl Strategy<Value = Anomaly> {
    let quote = || (1_u32..2000, "\\PC{0,30}").prop_map(|(line, quote)| Quote { line, quote });
    let severity = select(vec![Severity::Low, Severity::Medium, Severity::High]);
    let actions = vec("[0-9]{1,2}( bis)?", 0..3);
    (
        option::of(select(RuleCode::ALL)),
        select(&Family::ALL[..]),
        severity,
        quote(),
        option::of(quote()),
        "\\PC{0,40}",
        actions,
    )
        .prop_map(|(rule, family, severity, a, b, reason, actions)| Anomaly {
            rule,
            family,
            severity,
            a,
            b,
            reason,
            actions,
        })
}

fn organisation() -> impl Strategy<Value = OrganisationRead> {
    (lines(), key(), text(), select(&OrganisationKind::ALL[..])).prop_map(|(lines, id, name, kind)| OrganisationRead {
        lines,
        id,
        name,
        kind,
    })
}

fn group() -> impl Strategy<Value = GroupRead> {
    (lines(), key(), text(), vec(key(), 0..3)).prop_map(|(lines, id, name, members)| GroupRead {
        lines,
        id,
        name,
        members,
    })
}

fn theme() -> impl Strategy<Value = ThemeRead> {
    (lines(), key(), text(), texts()).prop_map(|(lines, id, name, other_names)| ThemeRead {
        lines,
        id,
        name,
        other_names,
    })
}

fn paragraph() -> impl Strategy<Value = Paragraph> {
    let kinds = [
        ParagraphKind::Plain,
        ParagraphKind::Heading,
        ParagraphKind::Item(1),
        ParagraphKind::Item(2),
        ParagraphKind::Note,
    ];
    (select(kinds.to_vec()), text()).prop_map(|(kind, text)| Paragraph { kind, text })
}

fn article() -> impl Strategy<Value = ArticleRead> {
    let paragraphs = vec(paragraph(), 0..4);
    (lines(), option::of(text()), text(), texts(), paragraphs).prop_map(|(lines, number, title, other_titles, text)| {
        ArticleRead {
            lines,
            number,
            title,
            other_titles,
            text,
        }
    })
}

fn annex() -> impl Strategy<Value = AnnexRead> {
    (lines(), text(), option::of(text()), texts(), any::<bool>(), any::<bool>()).prop_map(
        |(lines, number, title, other_titles, announced, present)| AnnexRead {
            lines,
            number,
            title,
            other_titles,
            announced,
            present,
        },
    )
}

fn wording() -> impl Strategy<Value = Wording> {
    let paragraphs = || vec(paragraph(), 0..3);
    (paragraphs(), texts(), option::of(text()), paragraphs(), texts()).prop_map(
        |(exposition, visas, enacting, closing, page_marks)| Wording {
            exposition,
            visas,
            enacting,
            closing,
            page_marks,
        },
    )
}

fn framework_place() -> impl Strategy<Value = FrameworkPlace> {
    let entry = (key(), option::of(text()), text()).prop_map(|(node, code, title)| FrameworkEntry { node, code, title });
    (lines(), vec(entry, 0..3)).prop_map(|(lines, entries)| FrameworkPlace { lines, entries })
}

fn reading() -> impl Strategy<Value = Reading> {
    let file = ("\\PC{0,20}", vec(any::<u8>(), 0..9), any::<u32>(), lines());
    let source = file.prop_map(|(name, bytes, lines, recognised)| SourceFile {
        name,
        digest: Digest::of(&bytes),
        lines,
        recognised,
    });
    let unplaced = (lines(), "\\PC{0,30}").prop_map(|(lines, text)| Unplaced { lines, text });
    let who = (
        vec(party(), 0..3),
        vec(organisation(), 0..3),
        vec(group(), 0..2),
        vec(sourced(key()), 0..3),
        vec(deliberation(), 0..2),
    );
    let what = (texts(), vec(node(), 0..3), vec(theme(), 0..3), vec(action(), 0..3));
    let rest = (
        vec(article(), 0..2),
        vec(annex(), 0..2),
        vec(anomaly(), 0..3),
        vec(unplaced, 0..3),
        wording(),
        vec(framework_place(), 0..2),
        option::of(amendment()),
        vec(doubt(), 0..2),
    );
    (source, agreement(), who, what, rest).prop_map(
        |(
            source,
            agreement,
            (parties, organisations, groups, perimeter, deliberations),
            (levels, nodes, themes, actions),
            (articles, annexes, anomalies, unplaced, wording, framework_places, amendment, doubts),
        )| Reading {
            agreement,
            parties,
            organisations,
            groups,
            perimeter,
            deliberations,
            levels,
            nodes,
            themes,
            actions,
            articles,
            annexes,
            anomalies,
            unplaced,
            wording,
            framework_places,
            amendment,
            doubts,
            ..Reading::nothing_of(source)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_document_is_read_back_exactly(reading in reading()) {
        let document = interchange::write(&reading);
        prop_assert_eq!(document.lines().last(), Some("}"));
        let back = interchange::read(&document);
        prop_assert_eq!(back.as_ref(), Ok(&reading));
        prop_assert_eq!(interchange::write(&reading), document);
    }

    #[test]
    fn a_spoilt_document_is_refused_or_read(document in "\\PC{0,200}") {
        let _ = interchange::read(&document);
    }
}

#[test]
fn the_refusal_names_the_field() {
    let refused = |text: &str| interchange::read(text).expect_err("refused").to_string();
    assert!(refused("{").contains("ligne 1, colonne 1"));
    assert!(refused("[]").contains("document"));
    assert!(refused(r#"{"schema": "autre"}"#).contains("document.schema"));
    let cut = r#"{"schema": "pacte.reading/1", "source": {"file": "f", "sha256": "00", "lines": 1}}"#;
    assert!(refused(cut).contains("document.source.sha256"));
}
