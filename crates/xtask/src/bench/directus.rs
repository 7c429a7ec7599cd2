//! The product we compare ourselves with: Directus on SQLite, its own defaults, its cache off, the same rows.
//!
//! It answers with the bare JSON of the rows, to a person whose rights it checks as we check ours. It is installed under the target folder by this bench, and nowhere else.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::{Value, json};

use super::load::Ask;
use super::{EXAMPLE, http};
use crate::command;
use crate::progress::Step;

const VERSION: &str = "11.3.5";

/// Given to the installed copy and to nobody else: who fills it, and who reads.
const TOKEN: &str = "bench-token";
const READER: &str = "bench-reader";

/// The list of the rows.
const LIST: &str = "/items/actions?limit=-1";

/// How often and how long a starting server is asked whether it answers.
const WAITS: u32 = 120;
const WAIT: Duration = Duration::from_millis(500);

/// The native parts that npm must be allowed to compile.
const COMPILED: [&str; 3] = ["argon2", "isolated-vm", "sqlite3"];

fn folder(work: &Path) -> PathBuf {
    work.join("directus")
}

/// Installs it once; says nothing when it is there.
pub(crate) fn install(step: &mut Step, work: &Path) -> Result<()> {
    let folder = folder(work);
    let installed = folder.join("installed");
    if fs::read_to_string(&installed).is_ok_and(|version| version == VERSION) {
        return Ok(());
    }
    fs::create_dir_all(&folder)?;
    let allowed: serde_json::Map<String, Value> = COMPILED.iter().map(|name| ((*name).to_owned(), json!(true))).collect();
    let manifest = json!({ "private": true, "dependencies": { "directus": VERSION }, "allowScripts": allowed });
    fs::write(folder.join("package.json"), manifest.to_string())?;
    let mut npm = command::new("npm", &folder);
    npm.args(["install", "--no-audit", "--no-fund", "--loglevel=error"]);
    // The headers that Debian installs with Node, where compiling would fetch them.
    if Path::new("/usr/include/node/node.h").exists() {
        npm.env("npm_config_nodedir", "/usr");
    }
    step.run(npm)?;
    fs::write(installed, VERSION)?;
    Ok(())
}

/// A running copy with the rows of the example.
pub(crate) struct Served {
    server: Child,
    base: String,
}

impl Served {
    /// Starts it on new data and fills it.
    pub(crate) fn start(step: &mut Step, pacte: &Path, root: &Path, work: &Path) -> Result<Self> {
        let folder = folder(work);
        let _ = fs::remove_file(folder.join("data.db"));
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        command::output(directus(&folder, port, "bootstrap"))?;
        let log = fs::File::create(folder.join("server.log"))?;
        let mut start = directus(&folder, port, "start");
        start.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        let server = start.spawn().context("Directus could not start")?;
        let copy = Self {
            server,
            base: format!("http://127.0.0.1:{port}"),
        };
        copy.wait()?;
        let rows = rows(pacte, root)?;
        copy.fill(&rows)?;
        let read = http::get(&copy.base, LIST, &[format!("Authorization: Bearer {READER}")])?;
        let listed: Value = serde_json::from_str(&read.body).context("Directus does not list the rows")?;
        let listed = listed["data"].as_array().map_or(0, Vec::len);
        ensure!(listed == rows.len(), "Directus lists {listed} rows of {}", rows.len());
        step.say(&format!("directus: {listed} rows, {} bytes", read.body.len()));
        Ok(copy)
    }

    /// The list of the rows, as the load asks for it.
    pub(crate) fn asked(&self) -> Ask {
        Ask {
            address: format!("{}{LIST}", self.base),
            header: format!("Authorization: Bearer {READER}"),
        }
    }

    /// Where it is served.
    pub(crate) fn base(&self) -> &str {
        &self.base
    }

    /// The number of its process.
    pub(crate) fn process(&self) -> u32 {
        self.server.id()
    }

    fn wait(&self) -> Result<()> {
        for _ in 0..WAITS {
            if http::get(&self.base, "/server/ping", &[]).is_ok_and(|answer| answer.status == 200) {
                return Ok(());
            }
            thread::sleep(WAIT);
        }
        bail!("Directus does not answer")
    }

    fn fill(&self, rows: &[Value]) -> Result<()> {
        let first = rows.first().and_then(Value::as_object).context("the example has no action")?;
        let mut fields =
            vec![json!({ "field": "id", "type": "integer", "schema": { "is_primary_key": true, "has_auto_increment": true } })];
        fields.extend(
            first
                .keys()
                .map(|name| json!({ "field": name, "type": "text", "schema": {} })),
        );
        self.send(
            "/collections",
            &json!({ "collection": "actions", "schema": {}, "fields": fields }),
        )?;
        self.send("/items/actions", &Value::from(rows))?;
        self.let_read()
    }

    /// Someone who may read the actions and nothing else.
    fn let_read(&self) -> Result<()> {
        let made = self.send(
            "/policies",
            &json!({ "name": "Reader", "admin_access": false, "app_access": false }),
        )?;
        let policy = &made["data"]["id"];
        let right = json!({ "policy": policy, "collection": "actions", "action": "read", "fields": ["*"], "permissions": {} });
        self.send("/permissions", &right)?;
        let reader =
            json!({ "email": "reader@example.com", "status": "active", "token": READER, "policies": [{ "policy": policy }] });
        self.send("/users", &reader)?;
        Ok(())
    }

    fn send(&self, path: &str, body: &Value) -> Result<Value> {
        let answer = http::post(&self.base, path, &writer(), &body.to_string())?;
        ensure!(
            answer.status == 200,
            "Directus answers {} at {path}: {}",
            answer.status,
            answer.body
        );
        serde_json::from_str(&answer.body).with_context(|| format!("Directus does not answer {path} with JSON"))
    }
}

/// The headers of someone who may write.
pub(crate) fn writer() -> [String; 2] {
    [
        format!("Authorization: Bearer {TOKEN}"),
        "Content-Type: application/json".to_owned(),
    ]
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn directus(folder: &Path, port: u16, verb: &str) -> Command {
    let mut command = command::new("node", folder);
    command.args(["node_modules/directus/cli.js", verb]);
    let port = port.to_string();
    command.envs([
        ("DB_CLIENT", "sqlite3"),
        ("DB_FILENAME", "./data.db"),
        ("HOST", "127.0.0.1"),
        ("PORT", port.as_str()),
        ("SECRET", "bench-secret"),
        ("ADMIN_EMAIL", "bench@example.com"),
        ("ADMIN_PASSWORD", "bench-password"),
        ("ADMIN_TOKEN", TOKEN),
        ("CACHE_ENABLED", "false"),
        ("TELEMETRY", "false"),
        ("LOG_LEVEL", "warn"),
        ("NODE_ENV", "production"),
    ]);
    command
}

/// The actions of the example, as the importer reads them: what is a list or an object becomes its text.
fn rows(pacte: &Path, root: &Path) -> Result<Vec<Value>> {
    let mut read = Command::new(pacte);
    read.current_dir(root).args(["import", EXAMPLE, "--check", "--json"]);
    let document: Value = serde_json::from_str(&command::output(read)?)?;
    let actions = document["actions"]
        .as_array()
        .context("the interchange document has no actions")?;
    // What one action does not say is a column all the same.
    let mut names: Vec<&String> = actions
        .iter()
        .filter_map(Value::as_object)
        .flat_map(|action| action.keys())
        .collect();
    names.sort_unstable();
    names.dedup();
    let cell = |value: Option<&Value>| {
        value.map_or(Value::Null, |value| {
            value.as_str().map_or_else(|| json!(value.to_string()), |text| json!(text))
        })
    };
    let row = |action: &Value| {
        names
            .iter()
            .map(|name| ((*name).clone(), cell(action.get(name.as_str()))))
            .collect::<serde_json::Map<_, _>>()
    };
    Ok(actions.iter().map(|action| Value::Object(row(action))).collect())
}
