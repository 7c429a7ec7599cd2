//! A device that keeps a passkey: it answers as one does, and lies when it is told to.

use domain::digest::Digest;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};

/// User present, user verified, attested data follow.
const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x04;
const ATTESTED: u8 = 0x40;

/// A device with one passkey.
pub(super) struct Device {
    key: SigningKey,
    id: Vec<u8>,
    user: String,
    counter: u32,
    /// The origin the browser says it is on.
    pub(super) origin: &'static str,
    /// The name the answer is bound to.
    pub(super) host: &'static str,
    /// Whether the device checked who holds it.
    pub(super) verified: bool,
}

impl Device {
    /// A new one; `seed` makes its key.
    pub(super) fn new(seed: u8) -> Self {
        Self {
            key: SigningKey::from_slice(&[seed; 32]).expect("a key"),
            id: vec![seed; 16],
            user: String::new(),
            counter: 0,
            origin: "http://pacte.test",
            host: "pacte.test",
            verified: true,
        }
    }

    /// The same device, copied: its counter is where it was.
    pub(super) fn copied(&self) -> Self {
        Self {
            key: self.key.clone(),
            id: self.id.clone(),
            user: self.user.clone(),
            counter: self.counter,
            ..Self::new(1)
        }
    }

    /// Makes the passkey that is asked for.
    pub(super) fn create(&mut self, question: &str) -> String {
        let question: Value = serde_json::from_str(question).expect("a question");
        let asked = &question["publicKey"];
        assert_eq!(asked["authenticatorSelection"]["userVerification"], "required");
        assert_eq!(asked["authenticatorSelection"]["residentKey"], "required");
        asked["user"]["id"].as_str().expect("a user").clone_into(&mut self.user);
        let client = self.client_data("webauthn.create", asked);
        let mut data = self.data(ATTESTED);
        data.extend([0; 16]);
        data.extend(u16::try_from(self.id.len()).expect("short").to_be_bytes());
        data.extend(&self.id);
        data.extend(self.public_key());
        let mut object = vec![0xa3, 0x63];
        object.extend(b"fmt\x64none\x67attStmt\xa0\x68authData\x58");
        object.push(u8::try_from(data.len()).expect("short"));
        object.extend(data);
        self.answer(&json!({ "attestationObject": base64(&object), "clientDataJSON": base64(client.as_bytes()) }))
    }

    /// Answers with the passkey it keeps.
    pub(super) fn get(&mut self, question: &str) -> String {
        let question: Value = serde_json::from_str(question).expect("a question");
        let client = self.client_data("webauthn.get", &question["publicKey"]);
        self.counter += 1;
        let data = self.data(0);
        let signed = [data.as_slice(), Digest::of(client.as_bytes()).as_bytes()].concat();
        let signature: Signature = self.key.sign(&signed);
        self.answer(&json!({
            "authenticatorData": base64(&data),
            "clientDataJSON": base64(client.as_bytes()),
            "signature": base64(signature.to_der().as_bytes()),
            "userHandle": self.user,
        }))
    }

    fn client_data(&self, kind: &str, asked: &Value) -> String {
        json!({ "type": kind, "challenge": asked["challenge"], "origin": self.origin, "crossOrigin": false }).to_string()
    }

    fn data(&self, more: u8) -> Vec<u8> {
        let verified = if self.verified { VERIFIED } else { 0 };
        let mut data = Digest::of(self.host.as_bytes()).as_bytes().to_vec();
        data.push(PRESENT | verified | more);
        data.extend(self.counter.to_be_bytes());
        data
    }

    /// The public key, as COSE writes one of the curve P-256.
    fn public_key(&self) -> Vec<u8> {
        let point = self.key.verifying_key().to_sec1_point(false);
        let bytes = point.as_bytes();
        let mut key = vec![0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20];
        key.extend(&bytes[1..33]);
        key.extend([0x22, 0x58, 0x20]);
        key.extend(&bytes[33..65]);
        key
    }

    fn answer(&self, response: &Value) -> String {
        let id = base64(&self.id);
        json!({ "id": id, "rawId": id, "type": "public-key", "response": response, "extensions": {} }).to_string()
    }
}

/// Base64 for addresses, without padding.
pub(super) fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let bits = three.iter().fold(0_usize, |bits, byte| (bits << 8) | usize::from(*byte)) << (8 * (3 - three.len()));
        for place in 0..=three.len() {
            text.push(char::from(LETTERS[(bits >> (18 - 6 * place)) & 63]));
        }
    }
    text
}
