//! How people come in, as the command line says it: sessions, proxies, the public address.

use std::net::SocketAddr;

use anyhow::bail;
use clap::Args;
use web::caller::Network;
use web::door::{Door, Lifetimes, PublicUrl};
use web::leaked::LeakedPasswords;

/// What is said of it.
#[derive(Debug, Clone, Args)]
pub struct DoorOptions {
    /// Adresse sous laquelle les pages sont jointes, comme `https://pacte.mairie.fr` : les clés d’accès y sont liées
    #[arg(long, value_name = "ADRESSE", value_parser = PublicUrl::parse)]
    pub public_url: Option<PublicUrl>,
    /// Serveur intermédiaire dont les en-têtes disent qui appelle, comme 10.0.0.1 ou 10.0.0.0/8 ; peut se répéter
    #[arg(long, value_name = "RÉSEAU")]
    pub trusted_proxy: Vec<Network>,
    /// Durée d’une session, en heures
    #[arg(long, value_name = "HEURES", default_value_t = 12, value_parser = clap::value_parser!(u16).range(1..=720))]
    pub session_hours: u16,
    /// Durée d’une session sans activité, en minutes
    #[arg(long, value_name = "MINUTES", default_value_t = 120, value_parser = clap::value_parser!(u16).range(10..=10080))]
    pub idle_minutes: u16,
    /// Fichier d’empreintes SHA-1 de mots de passe volés ailleurs, trié, tel que le publie Pwned Passwords : ils sont refusés
    #[arg(long, value_name = "FICHIER", value_parser = LeakedPasswords::open)]
    pub leaked_passwords: Option<LeakedPasswords>,
}

impl DoorOptions {
    /// The door of an installation whose pages reach people by https or not.
    pub fn door(&self, https: bool) -> anyhow::Result<Door> {
        if let Some(url) = &self.public_url {
            let secure = url.origin().starts_with("https://");
            if secure && !https {
                bail!("--public-url commence par https : ajoutez --https, pour que les sessions y soient liées");
            }
            // Browsers take localhost for safe, and no other name without encryption.
            if !secure && url.host() != "localhost" {
                bail!(
                    "--public-url doit commencer par https : les clés d’accès ne marchent pas autrement, sauf à l’adresse http://localhost"
                );
            }
        }
        Ok(Door {
            lifetimes: Lifetimes {
                whole_seconds: i64::from(self.session_hours) * 3600,
                idle_seconds: i64::from(self.idle_minutes) * 60,
            },
            trusted_proxies: self.trusted_proxy.clone(),
            public_url: self.public_url.clone(),
            listens_at: None,
            provider: None,
            leaked: self.leaked_passwords.clone(),
        })
    }
}

/// The door of a demo that listens there: passkeys work under the name of this machine, and letters lead to the address that is
/// opened. One that listens at every address of the machine is reached under its name.
#[must_use]
pub fn demo_door(address: SocketAddr) -> Door {
    Door {
        public_url: PublicUrl::parse(&format!("http://localhost:{}", address.port())).ok(),
        listens_at: (!address.ip().is_unspecified()).then(|| format!("http://{address}")),
        ..Door::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letters_of_a_demo_lead_where_it_listens() {
        let origin = |address: &str| {
            let door = demo_door(address.parse().expect("an address"));
            door.origin().map(str::to_owned)
        };
        assert_eq!(origin("127.0.0.1:8411").as_deref(), Some("http://127.0.0.1:8411"));
        assert_eq!(origin("[::1]:8411").as_deref(), Some("http://[::1]:8411"));
        assert_eq!(origin("0.0.0.0:8411").as_deref(), Some("http://localhost:8411"));
    }
}
