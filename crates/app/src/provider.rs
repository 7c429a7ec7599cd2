//! Sign-in by another provider of identity, as the command line says it: where it is, who we are for it, what it is called.
//!
//! The secret comes from a file or from the environment, never from the command line, which every process of the machine can read.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, bail};
use clap::Args;
use identity::{BadSettings, Provider, Settings};
use web::door::{Door, OtherProvider};

use crate::clock;

/// The variable that holds the secret when no file does.
const SECRET: &str = "PACTE_OIDC_SECRET";

/// How long one exchange may take in all.
const PATIENCE: Duration = Duration::from_secs(10);

/// How often it is asked to describe itself, and how soon again when it does not answer.
const EVERY: Duration = Duration::from_mins(10);
const AGAIN: Duration = Duration::from_mins(1);

/// What is said of it.
#[derive(Debug, Clone, Args)]
pub struct ProviderOptions {
    /// Adresse d’un service de connexion OpenID Connect, comme ProConnect
    #[arg(long, value_name = "ADRESSE", requires = "oidc_client_id", requires = "public_url")]
    pub oidc_issuer: Option<String>,
    /// Identifiant que ce service a donné à Pacte
    #[arg(long, value_name = "IDENTIFIANT", requires = "oidc_issuer")]
    pub oidc_client_id: Option<String>,
    /// Fichier qui contient le secret partagé avec ce service ; à défaut, la variable `PACTE_OIDC_SECRET`
    #[arg(long, value_name = "FICHIER", requires = "oidc_issuer")]
    pub oidc_secret_file: Option<PathBuf>,
    /// Nom de ce service sur la page de connexion
    #[arg(long, value_name = "NOM", default_value = "ProConnect", requires = "oidc_issuer")]
    pub oidc_label: String,
    /// Données demandées à ce service
    #[arg(
        long,
        value_name = "DONNÉES",
        default_value = "openid given_name usual_name email siret",
        requires = "oidc_issuer"
    )]
    pub oidc_scopes: String,
    /// Ce service garantit les adresses de ses membres, même sans le dire : c’est le cas de ProConnect
    #[arg(long, requires = "oidc_issuer")]
    pub oidc_emails_vouched: bool,
}

impl ProviderOptions {
    /// The provider, when one is said.
    pub fn provider(&self, door: &Door) -> anyhow::Result<Option<Arc<Provider>>> {
        let (Some(issuer), Some(client_id)) = (&self.oidc_issuer, &self.oidc_client_id) else {
            return Ok(None);
        };
        let Some(url) = &door.public_url else {
            bail!("--oidc-issuer demande --public-url : le service renvoie les personnes à cette adresse");
        };
        let settings = Settings {
            issuer: issuer.clone(),
            client_id: client_id.clone(),
            secret: secret(self.oidc_secret_file.as_deref())?,
            label: self.oidc_label.clone(),
            scopes: self.oidc_scopes.clone(),
            origin: url.origin().to_owned(),
            vouches: self.oidc_emails_vouched,
            patience: PATIENCE,
        };
        match Provider::new(settings) {
            Ok(provider) => Ok(Some(Arc::new(provider))),
            Err(BadSettings::Issuer) => {
                bail!("--oidc-issuer doit être une adresse en https, comme https://auth.exemple.fr/api/v2")
            }
            Err(error) => Err(anyhow::Error::new(error).context("le service de connexion ne peut pas être appelé d’ici")),
        }
    }
}

/// The secret, without the end of its line.
fn secret(file: Option<&Path>) -> anyhow::Result<String> {
    let text = match file {
        Some(file) => std::fs::read_to_string(file).with_context(|| {
            format!(
                "le secret du service de connexion ne peut pas être lu dans «\u{a0}{}\u{a0}»",
                file.display()
            )
        })?,
        None => std::env::var(SECRET).unwrap_or_default(),
    };
    let secret = text.trim();
    if secret.is_empty() {
        bail!("le secret du service de connexion manque : donnez son fichier avec --oidc-secret-file, ou la variable {SECRET}");
    }
    Ok(secret.to_owned())
}

/// What pages say of it.
#[must_use]
pub fn shown(provider: &Provider) -> OtherProvider {
    OtherProvider::named(provider.label())
}

/// Asks it from time to time to describe itself, so that the page of sign-in knows whether it answers before anyone is sent there.
pub async fn keep_ready(provider: Arc<Provider>, shown: OtherProvider) {
    loop {
        let ready = provider.prepare(clock::now()).await;
        if let Err(error) = &ready {
            tracing::warn!(%error, "the provider of identity does not answer");
        }
        shown.answered(ready.is_ok());
        tokio::time::sleep(if ready.is_ok() { EVERY } else { AGAIN }).await;
    }
}
