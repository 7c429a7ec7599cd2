//! What the journal tells of a campaign, and what stays out of the chain.

use super::*;
use crate::fact::Fact as _;
use crate::ids::ConventionId;

#[test]
fn what_is_chained_names_nobody() {
    let campaign = CampaignId {
        convention: ConventionId::new(1),
        ordinal: 2,
    };
    let asked = Asked {
        ordinal: 1,
        person: None,
        organisation: None,
        name: "Inès Exemple".to_owned(),
        email: Some("ines@exemple.invalid".to_owned()),
        organisation_name: "Association exemple".to_owned(),
        lanes: Vec::new(),
    };
    let fact = CampaignWritten {
        campaign,
        title: "Point d’automne".to_owned(),
        message: "Bonjour".to_owned(),
        due: "2026-12-04".parse().expect("a day"),
        questions: Questions {
            listed: vec![super::super::CampaignQuestion::Status],
            open: Vec::new(),
        },
        reminders: ReminderPolicy { gap_days: 7, most: 2 },
        actions: vec![10],
        recipients: vec![asked],
        person: None,
        after: None,
        at: Instant::from_micros(0),
    };
    let account = fact.account();
    assert_eq!(account.subject, "convention/1/campaign/2");
    let after = account.after.expect("told");
    assert!(!after.contains("Inès") && !after.contains('@'), "{after}");
    assert!(
        account
            .personal
            .expect("beside")
            .contains("Inès Exemple <ines@exemple.invalid>")
    );
    let opened = CampaignOpened {
        recipient: RecipientId { campaign, ordinal: 4 },
        at: Instant::from_micros(0),
    };
    assert_eq!(opened.account().subject, "convention/1/campaign/2/recipient/4");
}
