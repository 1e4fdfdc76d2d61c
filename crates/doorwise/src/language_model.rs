//! The one place that speaks to the network: a language model behind an OpenAI-compatible endpoint.
//!
//! No redirect is followed and no proxy of the environment is used, so that nothing is sent anywhere
//! that the user did not name. An answer's text is never repeated in a message before it was judged.

use std::thread;
use std::time::Duration;

use doorwise_model::language_model::{LanguageModel, is_inside, is_literal};
use doorwise_model::workspace::Workspace;
use doorwise_words::rewrite::Prompt;
use serde_json::{Value, json};
use ureq::Agent;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};

use crate::shell::Fault;

/// Most bytes of an answer that are read.
const MOST_BYTES: u64 = 256 << 10;
/// What is waited before a request is sent again; twice as long each time.
const FIRST_WAIT: Duration = Duration::from_millis(200);

/// What stands in an error where the name leads to a machine inside.
const INSIDE: &str = "its name leads to a private address";

/// Asks the model of a workspace, within its budget.
pub(crate) struct Client {
    model: LanguageModel,
    key: Option<String>,
    agent: Agent,
    sent: u64,
    /// Why asking again is of no use.
    over: Option<String>,
}

/// Resolves names as usual and refuses machines inside that the user did not name by address.
#[derive(Debug, Default)]
struct Outside(DefaultResolver);

impl Resolver for Outside {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.0.resolve(uri, config, timeout)?;
        let is_named = uri.host().is_some_and(is_literal);
        // One private address among public ones is enough: the next look-up may take it.
        if !is_named && found.iter().any(|address| is_inside(&address.ip())) {
            return Err(ureq::Error::Other(INSIDE.into()));
        }
        Ok(found)
    }
}

/// Why there is no answer, and whether it is worth to ask again now, or at all.
struct Trouble {
    why: String,
    again: bool,
    over: bool,
}

impl Client {
    /// Makes a client for the workspace's model.
    pub(crate) fn new(workspace: &Workspace) -> Result<Self, Fault> {
        let Some(model) = workspace.model.clone() else {
            return Err(Fault::asked(
                "doorwise.yaml names no language model that can be asked",
                "write `model: { endpoint: https://…/v1, name: …, key_env: DOORWISE_MODEL_KEY }`, or leave --rewrite out",
            ));
        };
        let key = match &model.key_env {
            None => None,
            Some(name) => {
                let key = std::env::var(name).unwrap_or_default();
                let key = key.trim();
                if key.is_empty() || !key.chars().all(|ch| ch.is_ascii_graphic()) {
                    return Err(Fault::asked(
                        format!("the environment variable `{name}` holds no key"),
                        format!(
                            "set it for this run, such as `{name}=… doorwise say --rewrite`, or leave --rewrite out"
                        ),
                    ));
                }
                Some(key.to_owned())
            }
        };
        let config = Agent::config_builder()
            .timeout_global(Some(Duration::from_secs(model.timeout_s)))
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .proxy(None)
            .build();
        let agent = Agent::with_parts(config, DefaultConnector::default(), Outside::default());
        Ok(Self {
            model,
            key,
            agent,
            sent: 0,
            over: None,
        })
    }

    /// Returns the model's answer, or why there is none.
    pub(crate) fn ask(&mut self, prompt: &Prompt) -> Result<String, String> {
        if let Some(why) = &self.over {
            return Err(format!("not asked again: {why}"));
        }
        let mut wait = FIRST_WAIT;
        for attempt in 0.. {
            if self.sent >= self.model.max_requests {
                return Err(format!(
                    "the budget of {} requests is used up",
                    self.model.max_requests
                ));
            }
            self.sent += 1;
            let trouble = match self.once(prompt) {
                Ok(answer) => return Ok(answer),
                Err(trouble) => trouble,
            };
            if !trouble.again || attempt >= self.model.retries {
                if trouble.over {
                    self.over = Some(trouble.why.clone());
                }
                return Err(trouble.why);
            }
            thread::sleep(wait);
            wait *= 2;
        }
        Err("the model was not asked".to_owned())
    }

    fn once(&self, prompt: &Prompt) -> Result<String, Trouble> {
        let body = json!({
            "model": self.model.name,
            "messages": [
                { "role": "system", "content": prompt.system },
                { "role": "user", "content": prompt.user },
            ],
            "temperature": 0,
            "max_tokens": self.model.max_tokens,
            "stream": false,
        });
        let url = format!("{}/chat/completions", self.model.endpoint);
        let mut request = self
            .agent
            .post(&url)
            .header("content-type", "application/json");
        if let Some(key) = &self.key {
            request = request.header("authorization", format!("Bearer {key}"));
        }
        let mut response = request
            .send(body.to_string())
            .map_err(|fault| trouble(&fault))?;
        let status = response.status().as_u16();
        if status != 200 {
            let why = match status {
                300..=399 => {
                    format!("the endpoint redirects elsewhere ({status}), which is not followed")
                }
                401 | 403 => format!("the endpoint does not take the key ({status})"),
                _ => format!("the endpoint answered {status}"),
            };
            let again = status == 429 || status >= 500;
            return Err(Trouble {
                why,
                again,
                over: !again,
            });
        }
        let text = response
            .body_mut()
            .with_config()
            .limit(MOST_BYTES)
            .read_to_string()
            .map_err(|fault| trouble(&fault))?;
        let none = |why: &str| Trouble {
            why: why.to_owned(),
            again: false,
            over: false,
        };
        let value: Value =
            serde_json::from_str(&text).map_err(|_| none("the answer is not JSON"))?;
        let answer = value
            .pointer("/choices/0/message/content")
            .and_then(Value::as_str)
            .ok_or_else(|| none("the answer holds no text"))?;
        if self.key.as_deref().is_some_and(|key| answer.contains(key)) {
            return Err(none("the answer repeats the key"));
        }
        Ok(answer.to_owned())
    }
}

/// Says what went wrong on the way, without anything that the other side wrote.
fn trouble(fault: &ureq::Error) -> Trouble {
    let timed_out = matches!(fault, ureq::Error::Timeout(_))
        || matches!(fault, ureq::Error::Io(io) if io.kind() == std::io::ErrorKind::TimedOut);
    let (why, over) = match fault {
        _ if timed_out => ("the endpoint took too long".to_owned(), true),
        ureq::Error::BodyExceedsLimit(_) => (
            format!("the answer is larger than {} KiB", MOST_BYTES >> 10),
            false,
        ),
        ureq::Error::Other(inner) if inner.to_string() == INSIDE => (
            format!("{INSIDE}: write that address itself as the endpoint if it is meant"),
            true,
        ),
        ureq::Error::HostNotFound => ("the endpoint's host is not known".to_owned(), true),
        ureq::Error::ConnectionFailed => ("the endpoint cannot be reached".to_owned(), true),
        ureq::Error::Io(io) => (format!("the connection broke: {}", io.kind()), false),
        _ => ("the answer is not HTTP that can be read".to_owned(), false),
    };
    Trouble {
        why,
        again: timed_out,
        over,
    }
}
