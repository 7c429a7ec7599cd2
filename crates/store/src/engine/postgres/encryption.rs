//! How far the way to the server is protected, as its address asks: `sslmode` and `sslrootcert`, in the words of PostgreSQL.
//!
//! Nothing here falls back to less than what was asked. A certificate that is not checked is never called safe.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{verify_server_cert_signed_by_trust_anchor, verify_server_name};
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme};
use tokio_postgres::Config;
use tokio_postgres::config::{Host, SslMode};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::error::OpenError;

/// Where Debian keeps the authorities that the system trusts.
const SYSTEM_AUTHORITIES: &str = "/etc/ssl/certs/ca-certificates.crt";

/// What is asked of the way to the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Protection {
    /// In clear.
    None,
    /// Encrypted when the server offers it, without knowing who it is.
    WhenOffered,
    /// Encrypted or refused, without knowing who it is.
    Encrypted,
    /// And its certificate comes from a trusted authority.
    Vouched,
    /// And it names this server.
    Named,
}

/// What an address says of its protection.
#[derive(Debug, PartialEq, Eq)]
struct Asked {
    /// The rest of the address.
    rest: String,
    mode: Option<String>,
    authorities: Option<PathBuf>,
}

/// Reads the address: where to connect, and how to be protected on the way.
pub(super) fn read(url: &str) -> Result<(Config, MakeRustlsConnect), OpenError> {
    let asked = asked(url);
    let mut config: Config = asked.rest.parse().map_err(|_| OpenError::Address)?;
    let protection = protection(asked.mode.as_deref(), asked.authorities.is_some())?;
    // A socket file does not leave the machine, and the server offers no encryption there.
    let local = config.get_hosts().iter().all(|host| matches!(host, Host::Unix(_)));
    config.ssl_mode(match protection {
        _ if local => SslMode::Disable,
        Protection::None => SslMode::Disable,
        Protection::WhenOffered => SslMode::Prefer,
        Protection::Encrypted | Protection::Vouched | Protection::Named => SslMode::Require,
    });
    let verifier = verifier(protection, asked.authorities.as_deref())?;
    Ok((config, connector(verifier)))
}

/// What a connection that failed before any word of the server is told as.
pub(super) fn refusal(error: &tokio_postgres::Error, address: String) -> OpenError {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    let mut said = String::new();
    while let Some(error) = cause {
        said = error.to_string();
        if let Some(Error::InvalidCertificate(_)) = error.downcast_ref() {
            return OpenError::Stranger { address };
        }
        // The library wraps its own error in one of the system, whose source hides it.
        let wrapped = error.downcast_ref::<std::io::Error>().and_then(|error| error.get_ref());
        cause = wrapped.map_or_else(|| error.source(), |error| Some(error));
    }
    if said == "server does not support TLS" {
        OpenError::InClear { address }
    } else {
        OpenError::Down { address }
    }
}

/// Takes the two words out of the address: the driver knows the first only in part, and not the second.
fn asked(url: &str) -> Asked {
    let (place, query) = url.split_once('?').unwrap_or((url, ""));
    let (mut mode, mut authorities, mut kept) = (None, None, Vec::new());
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        match pair.split_once('=') {
            Some(("sslmode", word)) => mode = Some(word.to_owned()),
            Some(("sslrootcert", file)) => authorities = (file != "system").then(|| PathBuf::from(file)),
            _ => kept.push(pair),
        }
    }
    let rest = if kept.is_empty() {
        place.to_owned()
    } else {
        format!("{place}?{}", kept.join("&"))
    };
    Asked { rest, mode, authorities }
}

/// As PostgreSQL's own programs read it: naming authorities asks that they be used.
fn protection(mode: Option<&str>, authorities: bool) -> Result<Protection, OpenError> {
    match mode {
        Some("disable") => Ok(Protection::None),
        None | Some("prefer") => Ok(Protection::WhenOffered),
        Some("require") if authorities => Ok(Protection::Vouched),
        Some("require") => Ok(Protection::Encrypted),
        Some("verify-ca") => Ok(Protection::Vouched),
        Some("verify-full") => Ok(Protection::Named),
        Some(_) => Err(OpenError::Protection),
    }
}

fn verifier(protection: Protection, authorities: Option<&Path>) -> Result<Verifier, OpenError> {
    let provider = Arc::new(ring::default_provider());
    let trusted = match protection {
        Protection::None | Protection::WhenOffered | Protection::Encrypted => None,
        Protection::Vouched | Protection::Named => Some(Trusted::read(authorities.unwrap_or(Path::new(SYSTEM_AUTHORITIES)))?),
    };
    Ok(Verifier {
        provider,
        trusted,
        by_name: protection == Protection::Named,
    })
}

#[expect(clippy::expect_used, reason = "the versions of the protocol are constants of the library")]
fn connector(verifier: Verifier) -> MakeRustlsConnect {
    let config = ClientConfig::builder_with_provider(Arc::clone(&verifier.provider))
        .with_safe_default_protocol_versions()
        .expect("the provider knows the default versions")
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_no_client_auth();
    MakeRustlsConnect::new(config)
}

/// Who is trusted to name a server.
#[derive(Debug)]
struct Trusted {
    roots: RootCertStore,
    /// The same, as written: a server may show one of them itself.
    written: Vec<CertificateDer<'static>>,
}

impl Trusted {
    fn read(file: &Path) -> Result<Self, OpenError> {
        let refused = || OpenError::Authorities { file: file.to_owned() };
        let read = CertificateDer::pem_file_iter(file).map_err(|_| refused())?;
        let written = read.collect::<Result<Vec<_>, _>>().map_err(|_| refused())?;
        let mut roots = RootCertStore::empty();
        let (added, _) = roots.add_parsable_certificates(written.iter().cloned());
        if added == 0 {
            return Err(refused());
        }
        Ok(Self { roots, written })
    }
}

/// Checks what the server shows, as far as was asked.
#[derive(Debug)]
struct Verifier {
    provider: Arc<CryptoProvider>,
    trusted: Option<Trusted>,
    by_name: bool,
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        shown: &CertificateDer<'_>,
        between: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        _: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let Some(trusted) = &self.trusted else {
            return Ok(ServerCertVerified::assertion());
        };
        let certificate = ParsedCertificate::try_from(shown)?;
        if !trusted.written.iter().any(|written| written == shown) {
            let algorithms = self.provider.signature_verification_algorithms.all;
            verify_server_cert_signed_by_trust_anchor(&certificate, &trusted.roots, between, now, algorithms)?;
        }
        if self.by_name {
            verify_server_name(&certificate, name)?;
        }
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signature, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signature, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};
    use std::net::TcpListener;

    use super::*;
    use crate::engine::postgres::Server;

    #[test]
    fn the_two_words_are_taken_out_of_the_address() {
        let read = asked("postgres://anne:secret@hote/base?sslmode=verify-full&application_name=pacte&sslrootcert=/a/b.pem");
        assert_eq!(read.rest, "postgres://anne:secret@hote/base?application_name=pacte");
        assert_eq!(read.mode.as_deref(), Some("verify-full"));
        assert_eq!(read.authorities.as_deref(), Some(Path::new("/a/b.pem")));
        assert_eq!(asked("postgres://hote/base?sslmode=disable").rest, "postgres://hote/base");
        assert_eq!(asked("postgres://hote/base?sslrootcert=system").authorities, None);
    }

    #[test]
    fn each_word_asks_for_what_it_says_and_never_less() {
        let cases = [
            (None, false, Protection::WhenOffered),
            (Some("prefer"), false, Protection::WhenOffered),
            (Some("disable"), true, Protection::None),
            (Some("require"), false, Protection::Encrypted),
            (Some("require"), true, Protection::Vouched),
            (Some("verify-ca"), false, Protection::Vouched),
            (Some("verify-full"), true, Protection::Named),
        ];
        for (mode, authorities, expected) in cases {
            assert_eq!(protection(mode, authorities).ok(), Some(expected), "{mode:?}");
        }
        for word in ["", "allow", "Require", "verify_full", "oui"] {
            assert!(matches!(protection(Some(word), false), Err(OpenError::Protection)), "{word}");
        }
    }

    #[test]
    fn authorities_that_cannot_be_read_are_named() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("autorites.pem");
        let address = format!("postgres://hote/base?sslmode=verify-full&sslrootcert={}", file.display());
        for content in [None, Some(""), Some("ceci n’est pas un certificat")] {
            if let Some(content) = content {
                std::fs::write(&file, content).expect("written");
            }
            let refused = read(&address).err().expect("refused").to_string();
            assert!(
                refused.contains("autorites.pem") && refused.contains("sslrootcert"),
                "{refused}"
            );
        }
    }

    /// A server that answers one letter to whoever asks for encryption.
    fn answering(letter: &'static [u8]) -> u16 {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().expect("a client");
            let mut request = [0; 8];
            let _ = stream.read_exact(&mut request);
            let _ = stream.write_all(letter);
            let mut rest = Vec::new();
            let _ = stream.read_to_end(&mut rest);
            assert!(rest.is_empty() || rest[0] == 0x16, "nothing is sent in clear");
        });
        port
    }

    #[tokio::test]
    async fn a_server_without_encryption_is_refused_before_a_secret_is_sent() {
        for mode in ["require", "verify-ca", "verify-full"] {
            let port = answering(b"N");
            let authorities = if Path::new(SYSTEM_AUTHORITIES).exists() { "" } else { return };
            let url = format!("postgres://anne:tres-secret@127.0.0.1:{port}/pacte?sslmode={mode}{authorities}");
            let refused = Server::open(&url).await.err().expect("refused").to_string();
            assert!(refused.contains("ne propose pas de connexion chiffrée"), "{mode}: {refused}");
            assert!(!refused.contains("tres-secret"), "{refused}");
        }
    }

    /// The server of the tests and the authority that vouches for it, when it was started with one.
    fn vouched() -> Option<(String, String)> {
        let url = std::env::var("PACTE_TEST_POSTGRES").ok()?;
        Some((url, std::env::var("PACTE_TEST_AUTHORITY").ok()?))
    }

    async fn is_encrypted(url: &str) -> Result<bool, OpenError> {
        let server = Server::open(url).await?;
        let asked = "SELECT CASE WHEN ssl THEN 1 ELSE 0 END::BIGINT FROM pg_stat_ssl WHERE pid = pg_backend_pid()";
        let session = server.read().await?;
        let rows: Vec<i64> = session.rows(asked, &[]).await?;
        Ok(rows == [1])
    }

    #[tokio::test]
    async fn the_way_is_encrypted_as_the_address_asks() {
        let Some((url, authority)) = vouched() else { return };
        let cases = [
            ("sslmode=disable".to_owned(), false),
            ("sslmode=prefer".to_owned(), true),
            ("sslmode=require".to_owned(), true),
            (format!("sslmode=require&sslrootcert={authority}"), true),
            (format!("sslmode=verify-ca&sslrootcert={authority}"), true),
            (format!("sslmode=verify-full&sslrootcert={authority}"), true),
        ];
        for (words, encrypted) in cases {
            let found = is_encrypted(&format!("{url}?{words}")).await;
            assert_eq!(found.expect("opens"), encrypted, "{words}");
        }
        assert!(is_encrypted(&url).await.expect("opens"), "what is offered is taken");
    }

    #[tokio::test]
    async fn a_server_that_nobody_vouches_for_is_refused() {
        let Some((url, authority)) = vouched() else { return };
        if Path::new(SYSTEM_AUTHORITIES).exists() {
            let unknown = is_encrypted(&format!("{url}?sslmode=verify-full")).await;
            let said = unknown.expect_err("refused").to_string();
            assert!(said.contains("certificat") && said.contains("sslrootcert"), "{said}");
        }
        let elsewhere = url.replace("@127.0.0.1:", "@autre.exemple.invalid:");
        let named = |mode: &str| format!("{elsewhere}?sslmode={mode}&sslrootcert={authority}&hostaddr=127.0.0.1");
        let refused = is_encrypted(&named("verify-full")).await;
        assert!(refused.expect_err("another name").to_string().contains("certificat"));
        assert!(
            is_encrypted(&named("verify-ca")).await.expect("opens"),
            "only the authority is asked for"
        );
    }
}
