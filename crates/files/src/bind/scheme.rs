//! The cooperation scheme: each post finds its commune, a sum is told from the posts below it, each rule those it names.

use std::collections::HashSet;

use domain::reading::{Certainty, Doubt, Holder, Key, PostRead, SchemeRead, Sourced, StatementRead};

use super::holders::Who;
use crate::passage::Passage;
use crate::recognise::posts;
use crate::recognise::scheme::{self, Piece, Post};
use crate::segment::Segment;

/// Posts of one box that follow one another.
#[derive(Default)]
struct Run {
    posts: Vec<Post>,
    party: Option<Sourced<Key>>,
}

/// The scheme of the text, the headings that its boxes print, and what is not sure in it.
pub(crate) fn bind(segments: &[Segment<'_>], who: Who<'_>) -> (SchemeRead, Vec<Sourced<String>>, Vec<Doubt>) {
    let mut read = SchemeRead::default();
    let mut labels = Vec::new();
    let mut party: Option<Sourced<Key>> = None;
    let (mut tabled, mut taken) = (Vec::new(), HashSet::new());
    for segment in segments {
        let (posts, lines) = posts::tabled(segment.lines);
        tabled.extend(posts);
        taken.extend(lines);
    }
    let mut boxed: Vec<Post> = Vec::new();
    for pieces in scheme::boxes(segments, &taken) {
        let mut run = Run::default();
        for piece in pieces {
            match piece {
                Piece::Heading(words) => {
                    let commune = who.names.exactly(&words).filter(|key| who.names.is_commune(key));
                    party = commune.map(|key| Sourced::new(key, words.lines()));
                    if party.is_none() {
                        labels.push(words.sourced());
                    }
                }
                Piece::Post(post) => run.posts.push(post),
                Piece::Statement(topic, words) => read.statements.push(StatementRead {
                    topic,
                    holders: holders(&words, party.as_ref(), who),
                    count: scheme::announced(&words),
                    text: words.sourced(),
                }),
            }
        }
        run.party.clone_from(&party);
        boxed.extend(run.posts.iter().cloned());
        read.posts.extend(in_box(run, who));
    }
    // What a table or a box holds is not told again by a sentence.
    let known: Vec<Post> = boxed.into_iter().chain(tabled.iter().cloned()).collect();
    let told = posts::told(segments, &taken).into_iter();
    let mut fresh: Vec<Post> = Vec::new();
    for post in told {
        if !posts::is_told_again(&post, &known) && !posts::is_told_again(&post, &fresh) {
            fresh.push(post);
        }
    }
    let apart_from_boxes: Vec<Post> = tabled.into_iter().chain(fresh).collect();
    let doubts = apart_from_boxes.iter().filter_map(doubt).collect();
    read.posts.extend(apart_from_boxes.into_iter().map(|post| apart(post, who)));
    (read, labels, doubts)
}

/// "O,5 ETP": the letter is taken for a figure, and a person is told.
fn doubt(post: &Post) -> Option<Doubt> {
    let share = post.fte_hundredths.as_ref().filter(|_| post.noisy)?;
    Some(Doubt {
        lines: share.lines.clone(),
        quote: post.title.joined(),
        certainty: Certainty::Probable,
        reason: "Une lettre est imprimée à la place d’un chiffre dans le temps de travail.".to_owned(),
    })
}

/// A post that says itself who employs.
fn apart(post: Post, who: Who<'_>) -> PostRead {
    let employer = post.employer.as_ref();
    let party = employer.and_then(|employer| own_party(employer, who).or_else(|| who.only_of_kind(employer)));
    let fte = post.fte_hundredths;
    let said = [&post.title.lines()]
        .into_iter()
        .chain(fte.iter().map(|fte| &fte.lines))
        .cloned()
        .collect::<Vec<_>>();
    let lines = super::union(said.iter().chain(party.iter().map(|party| &party.lines)));
    PostRead {
        lines,
        title: post.title.sourced(),
        party,
        fte_hundredths: fte,
        is_total: false,
    }
}

/// Those whom a sentence names, else the commune in whose box it stands.
fn holders(words: &Passage, party: Option<&Sourced<Key>>, who: Who<'_>) -> Vec<Sourced<Key>> {
    let mut found: Vec<Sourced<Key>> = Vec::new();
    for holder in who.named(words) {
        if let Holder::Known(key) = holder.value {
            found.push(Sourced::new(key, holder.lines));
        }
    }
    if found.is_empty() {
        found.extend(party.cloned());
    }
    found
}

fn in_box(run: Run, who: Who<'_>) -> Vec<PostRead> {
    let total = is_total(&run.posts);
    let party = run.party;
    let bind = |(index, post): (usize, Post)| {
        let own = own_party(&post.title, who).or_else(|| party.clone());
        let fte = post.fte_hundredths;
        let lines = super::union([&post.title.lines()].into_iter().chain(fte.iter().map(|fte| &fte.lines)));
        PostRead {
            lines,
            title: post.title.sourced(),
            party: own,
            fte_hundredths: fte,
            is_total: total && index == 0,
        }
    };
    run.posts.into_iter().enumerate().map(bind).collect()
}

/// "Référent Caf": the organisation that the title of a post names.
fn own_party(title: &Passage, who: Who<'_>) -> Option<Sourced<Key>> {
    let mut named = who.names.mentions(title).into_iter();
    let (key, form) = named.next()?;
    (named.next().is_none() && who.names.group() != Some(&key)).then(|| Sourced::new(key, form.lines))
}

/// Whether the first figure is the sum of the posts below it: printed as an announcement, before others that are not.
fn is_total(posts: &[Post]) -> bool {
    let Some((first, rest)) = posts.split_first() else {
        return false;
    };
    let Some(sum) = first
        .fte_hundredths
        .as_ref()
        .map(|fte| fte.value)
        .filter(|_| !rest.is_empty())
    else {
        return false;
    };
    let below: u32 = rest
        .iter()
        .filter_map(|post| post.fte_hundredths.as_ref())
        .map(|fte| fte.value)
        .sum();
    sum == below || first.colon && rest.iter().all(|post| !post.colon)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bind::holders::tests::parties;
    use crate::lines::normalise;

    fn read(text: &str) -> Vec<String> {
        let (parties, names) = parties();
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let lines = normalise(&lines);
        let who = Who {
            names: &names,
            parties: &parties,
        };
        let (read, ..) = bind(&crate::segment::segment(&lines), who);
        let show = |post: &PostRead| {
            let party = post.party.as_ref().map_or("-", |party| party.value.0.as_str());
            let fte = post
                .fte_hundredths
                .as_ref()
                .map_or("?".to_owned(), |fte| fte.value.to_string());
            format!(
                "{party} {} {fte}{}",
                post.title.value,
                if post.is_total { " sum" } else { "" }
            )
        };
        let holders = |statement: &StatementRead| {
            let keys: Vec<&str> = statement.holders.iter().map(|key| key.value.0.as_str()).collect();
            format!("{} {}", statement.topic.code(), keys.join(" "))
        };
        let posts = read.posts.iter().map(show);
        posts.chain(read.statements.iter().map(holders)).collect()
    }

    #[test]
    fn posts_stand_in_the_box_of_their_commune() {
        let text = "Annexe 6 : Schéma de coopération\n\nLES ORMES\n\nChargés de coopération : 2,5 ETP\nCoopération Enfance 1 ETP\n\
                    Coopération Jeunesse 1,5 ETP\n\nVALMONT\n\nCoordinateur : 0,5 ETP\nCoordinatrice : 1 ETP\n\nRéférent\nCaf\n\n\
                    SECRETARIAT\n\nLe secrétariat est assuré par la commune des Ormes.";
        assert_eq!(
            read(text),
            [
                "p2 Chargés de coopération 250 sum",
                "p2 Coopération Enfance 100",
                "p2 Coopération Jeunesse 150",
                "p3 Coordinateur 50",
                "p3 Coordinatrice 100",
                "p1 Référent Caf ?",
                "secretariat p2",
            ]
        );
    }
}
