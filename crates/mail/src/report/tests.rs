//! Messages that came back, as servers of several kinds write them; and what is no such message.

use domain::mail::{Answered, Stage};
use proptest::prelude::*;

use super::*;

const LETTER: &str = "0123456789abcdef0123456789abcdef";
const TO: &str = "ines.exemple@mairie.test";

/// How Postfix says it.
const POSTFIX: &str = "Return-Path: <>
Received: by mx.exemple.test (Postfix)
\tid 4FqX2b1Zk3z9; Tue, 24 Nov 2026 10:02:11 +0100 (CET)
Date: Tue, 24 Nov 2026 10:02:11 +0100 (CET)
From: MAILER-DAEMON@mx.exemple.test (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: pacte@exemple.test
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary=\"4FqX2b1Zk3z9.1795510931/mx.exemple.test\"
Message-Id: <4FqX2b2mHGz9@mx.exemple.test>

This is a MIME-encapsulated message.

--4FqX2b1Zk3z9.1795510931/mx.exemple.test
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.exemple.test.

<ines.exemple@mairie.test>: host mail.mairie.test[192.0.2.7] said: 550 5.1.1
    <ines.exemple@mairie.test>: Recipient address rejected: User unknown in
    virtual mailbox table (in reply to RCPT TO command)

--4FqX2b1Zk3z9.1795510931/mx.exemple.test
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.exemple.test
X-Postfix-Queue-ID: 4FqX2b1Zk3z9
X-Postfix-Sender: rfc822; pacte@exemple.test
Arrival-Date: Tue, 24 Nov 2026 10:02:10 +0100 (CET)

Final-Recipient: rfc822; ines.exemple@mairie.test
Original-Recipient: rfc822;Ines.Exemple@mairie.test
Action: failed
Status: 5.1.1
Remote-MTA: dns; mail.mairie.test
Diagnostic-Code: smtp; 550 5.1.1 <ines.exemple@mairie.test>: Recipient address
    rejected: User unknown in virtual mailbox table

--4FqX2b1Zk3z9.1795510931/mx.exemple.test
Content-Description: Undelivered Message
Content-Type: message/rfc822

Return-Path: <pacte@exemple.test>
Message-ID: <0123456789abcdef0123456789abcdef@exemple.test>
From: Pacte <pacte@exemple.test>
To: =?utf-8?b?SW7DqHM=?= <ines.exemple@mairie.test>
Subject: =?utf-8?b?T8O5IGVuIHNvbnQgdm9zIGFjdGlvbnM=?=
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary=\"inner\"

--inner
Content-Type: text/plain; charset=utf-8

Bonjour,
--inner
Content-Type: text/html; charset=utf-8

<p>Bonjour,</p>
--inner--

--4FqX2b1Zk3z9.1795510931/mx.exemple.test--
";

/// How Exim says it, with the headers of the letter alone.
const EXIM: &str = "From: Mail Delivery System <Mailer-Daemon@relais.test>
To: pacte@exemple.test
Content-Type: multipart/report; report-type=delivery-status; boundary=1795510931-eximdsn-804289383
MIME-Version: 1.0
Subject: Mail delivery failed: returning message to sender
Message-Id: <E1nabc-0001XY-9z@relais.test>

--1795510931-eximdsn-804289383
Content-type: text/plain; charset=us-ascii

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error.

  ines.exemple@mairie.test
    host mail.mairie.test [192.0.2.7]
    SMTP error from remote mail server after RCPT TO:<ines.exemple@mairie.test>:
    550 Mailbox disabled

--1795510931-eximdsn-804289383
Content-type: message/delivery-status

Reporting-MTA: dns; relais.test

Action: failed
Final-Recipient: rfc822;ines.exemple@mairie.test
Status: 5.0.0
Remote-MTA: dns; mail.mairie.test
Diagnostic-Code: smtp; 550 Mailbox disabled

--1795510931-eximdsn-804289383
Content-type: text/rfc822-headers

Return-path: <pacte@exemple.test>
From: Pacte <pacte@exemple.test>
To: ines.exemple@mairie.test
Message-ID: <0123456789abcdef0123456789abcdef@exemple.test>

--1795510931-eximdsn-804289383--
";

/// How Exchange says it: the letter first known under the name of another, the report encoded.
const EXCHANGE: &str = "From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@mairie.test>
To: <pacte@exemple.test>
Date: Tue, 24 Nov 2026 09:02:14 +0000
Content-Type: multipart/report; report-type=delivery-status;
 boundary=\"f2a9b1c3-0d7e-4c0e-9d57-2f1f0d2b9f6a\"
Content-Language: fr-FR
Message-ID: <d1b6a0f6-2a3e-4b57-9c5e@PR0P264MB0001.FRAP264.PROD.OUTLOOK.COM>
In-Reply-To: <0123456789abcdef0123456789abcdef@exemple.test>
Subject: =?utf-8?B?Non remis?= : Rappel
MIME-Version: 1.0

--f2a9b1c3-0d7e-4c0e-9d57-2f1f0d2b9f6a
Content-Type: multipart/alternative; differences=Content-Type;
 boundary=\"0e8bf38e-31e5-43a3-b4f5-7d3d6a1f3b4c\"

--0e8bf38e-31e5-43a3-b4f5-7d3d6a1f3b4c
Content-Type: text/plain; charset=\"utf-8\"
Content-Transfer-Encoding: base64

Vm90cmUgbWVzc2FnZSBuJ2EgcGFzIHB1IMOqdHJlIHJlbWlzLg==

--0e8bf38e-31e5-43a3-b4f5-7d3d6a1f3b4c--

--f2a9b1c3-0d7e-4c0e-9d57-2f1f0d2b9f6a
Content-Type: message/delivery-status

Reporting-MTA: dns;PR0P264MB0001.FRAP264.PROD.OUTLOOK.COM
Received-From-MTA: dns;relais.test
Arrival-Date: Tue, 24 Nov 2026 09:02:12 +0000

Original-Recipient: rfc822;Ines.Exemple@mairie.test
Final-Recipient: rfc822;i.exemple@mairie.onmicrosoft.test
Action: failed
Status: 5.1.10
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient i.exemple@mairie.onmicrosoft.test not found by SMTP address lookup

--f2a9b1c3-0d7e-4c0e-9d57-2f1f0d2b9f6a
Content-Type: message/rfc822

Received: from relais.test (192.0.2.20) by PR0P264MB0001.FRAP264.PROD.OUTLOOK.COM;
 Tue, 24 Nov 2026 09:02:12 +0000
From: Pacte <pacte@exemple.test>
To: <Ines.Exemple@mairie.test>
Subject: Rappel
Message-ID: <0123456789abcdef0123456789abcdef@exemple.test>
Content-Type: text/plain

--f2a9b1c3-0d7e-4c0e-9d57-2f1f0d2b9f6a--
";

fn read(message: &str) -> Report {
    Report::read(message.as_bytes()).expect("a report")
}

/// What a report says of the letter.
fn said(message: &[u8]) -> Answered {
    let report = Report::read(message).expect("a report");
    assert_eq!(report.message_id, LETTER);
    report.about(TO).expect("it is about the recipient").clone()
}

#[test]
fn reports_of_several_servers_name_the_letter_and_say_why() {
    for (message, code, words) in [
        (
            POSTFIX,
            550,
            "550 5.1.1 … Recipient address rejected: User unknown in virtual mailbox table",
        ),
        (EXIM, 550, "5.0.0 550 Mailbox disabled"),
        (
            EXCHANGE,
            550,
            "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient … not found by SMTP address lookup",
        ),
    ] {
        let wanted = Answered {
            stage: Stage::Recipient,
            code: Some(code),
            words: words.to_owned(),
        };
        assert_eq!(said(message.as_bytes()), wanted);
        assert_eq!(said(message.replace('\n', "\r\n").as_bytes()), wanted, "as it travels");
        let kept = format!("From MAILER-DAEMON Tue Nov 24 10:02:11 2026\n{message}");
        assert_eq!(said(kept.as_bytes()), wanted, "as a mailbox holds it");
    }
}

#[test]
fn a_recipient_is_the_last_one_or_the_first_one_and_nobody_else() {
    let report = read(EXCHANGE);
    assert!(report.about("i.exemple@mairie.onmicrosoft.test").is_some());
    assert!(report.about("INES.exemple@mairie.test").is_some());
    assert!(report.about("jo@mairie.test").is_none());
    assert!(report.about("").is_none());
}

#[test]
fn a_letter_that_is_late_or_arrived_did_not_fail() {
    for action in ["delayed", "relayed", "delivered", "expanded"] {
        let message = POSTFIX.replace("Action: failed", &format!("Action: {action}"));
        assert_eq!(Report::read(message.as_bytes()), Err(NoReport::NotFailed), "{action}");
    }
    // A report on two, of which one is late.
    let both = POSTFIX.replace(
        "Final-Recipient",
        "Final-Recipient: rfc822; jo@mairie.test\nAction: delayed\nStatus: 4.2.0\n\nFinal-Recipient",
    );
    let report = read(&both);
    assert!(report.about("jo@mairie.test").is_none() && report.about(TO).is_some());
}

#[test]
fn a_report_that_does_not_hold_the_letter_is_about_none() {
    let (alone, _) = EXIM
        .split_once("--1795510931-eximdsn-804289383\nContent-type: text/rfc822")
        .expect("headers");
    let alone = format!("{alone}--1795510931-eximdsn-804289383--\n");
    assert_eq!(Report::read(alone.as_bytes()), Err(NoReport::Unread));
    let nameless = EXIM.replace("Message-ID: <0123", "X-Name: <0123");
    assert_eq!(Report::read(nameless.as_bytes()), Err(NoReport::Unread));
}

#[test]
fn words_in_the_alphabet_of_western_europe_are_read() {
    let accented = EXIM.replace(
        "550 Mailbox disabled\n\n--1795510931-eximdsn-804289383\nC",
        "550 Bo\u{ee}te d\u{e9}sactiv\u{e9}e\u{9b}\n\n--1795510931-eximdsn-804289383\nC",
    );
    let latin: Vec<u8> = accented
        .chars()
        .map(|c| u8::try_from(u32::from(c)).expect("Latin-1"))
        .collect();
    assert!(std::str::from_utf8(&latin).is_err());
    assert_eq!(said(&latin).words, "5.0.0 550 Boîte désactivée");
}

#[test]
fn what_is_no_report_is_not_read_as_one() {
    let receipt = POSTFIX.replace("report-type=delivery-status", "report-type=disposition-notification");
    let forwarded = POSTFIX.replace("multipart/report; report-type=delivery-status", "multipart/mixed");
    for message in [
        receipt.as_str(),
        forwarded.as_str(),
        "",
        "Subject: bonjour\n\nMerci\u{a0}!\n",
        "From ",
        "\n",
    ] {
        assert_eq!(Report::read(message.as_bytes()), Err(NoReport::Unread), "{message}");
    }
}

#[test]
fn a_report_cut_after_the_headers_of_the_letter_is_read() {
    let (cut, _) = POSTFIX.split_once("--inner\n").expect("the letter");
    assert_eq!(said(cut.as_bytes()).code, Some(550));
}

#[test]
fn parts_without_number_are_left_unread() {
    let nested = "Content-Type: message/rfc822\n\n".repeat(30_000);
    assert_eq!(Report::read(nested.as_bytes()), Err(NoReport::Unread));
    let many = "--a\nContent-Type: multipart/x; boundary=b\n\n".repeat(20_000);
    let many = format!("Content-Type: multipart/report; boundary=a\n\n{many}");
    assert_eq!(Report::read(many.as_bytes()), Err(NoReport::Unread));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_message_is_read_to_its_end(
        which in 0..3_usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..4_u8), 0..40),
    ) {
        let mut message = [POSTFIX, EXIM, EXCHANGE][which].as_bytes().to_vec();
        for (at, byte, kind) in changes {
            let at = at.index(message.len());
            match kind {
                0 => message[at] = byte,
                1 => message.insert(at, byte),
                2 => { message.remove(at); }
                _ => { let end = message.len().min(at + usize::from(byte)); message.drain(at..end); }
            }
            if message.is_empty() {
                message.push(byte);
            }
        }
        if let Ok(report) = Report::read(&message) {
            for failure in &report.failures {
                prop_assert!(failure.answered.words.chars().count() <= 350);
                prop_assert!(!failure.answered.words.contains(['@', '\n', '\r']));
            }
        }
    }

    #[test]
    fn any_bytes_are_read_to_their_end(message in prop::collection::vec(any::<u8>(), 0..2000)) {
        prop_assert!(Report::read(&message).is_err());
    }
}
