//! Rules of the user's own: `rules/*.yaml`.

use std::path::Path;

use super::checks::level;
use super::decode::Decoded;
use crate::checks::LevelSetting;
use crate::diagnostic::{self, Diagnostic, Level};
use crate::own_rule::{LooksFor, Metric, OwnRule, Pattern, Scope, Written};
use crate::workspace::raw::{ExtendsWord, MetricWord, OwnRuleFile, ScopeWord};
use crate::yaml::shape::pointer_part;

/// Understands one rule; a rule that is off or looks for nothing is none.
pub(super) fn build(
    decoded: &Decoded<OwnRuleFile>,
    file: &Path,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<OwnRule> {
    let raw = &decoded.raw;
    if let ExtendsWord::Spelling
    | ExtendsWord::Metric
    | ExtendsWord::Sequence
    | ExtendsWord::Script = raw.extends
    {
        diagnostics.push(
            Diagnostic::warning(
                "own-rule/kind-not-run",
                decoded.place(file, "/extends"),
                "this kind of Vale's is not run here, so nothing is checked by this rule",
            )
            .label("not run")
            .note("run: existence, substitution, occurrence, readability, repetition, consistency, conditional, capitalization")
            .help("run it with Vale, or take the file out of rules/"),
        );
        return None;
    }
    let mut missing = |field: &str, kind: &str, example: &str| {
        diagnostics.push(
            Diagnostic::error(
                "own-rule/missing-part",
                decoded.place(file, "/extends"),
                format!("a rule of the kind `{kind}` needs `{field}`"),
            )
            .label("this kind")
            .help(format!("add `{example}`")),
        );
    };
    let pattern = |written: &str, pointer: &str| Pattern {
        written: written.to_owned(),
        place: decoded.place(file, pointer),
    };
    let tokens = || -> Vec<Pattern> {
        let tokens = raw.tokens.iter().enumerate();
        tokens
            .map(|(idx, token)| pattern(token, &format!("/tokens/{idx}")))
            .collect()
    };
    let looks_for = match raw.extends {
        ExtendsWord::Existence if raw.tokens.is_empty() && raw.raw.is_empty() => {
            missing("tokens", "existence", "tokens: [synergy, best-in-class]");
            return None;
        }
        ExtendsWord::Existence => LooksFor::Existence {
            tokens: tokens(),
            raw: (!raw.raw.is_empty()).then(|| pattern(&raw.raw.concat(), "/raw")),
        },
        ExtendsWord::Substitution if raw.swap.is_empty() => {
            missing("swap", "substitution", "swap: { utilise: use }");
            return None;
        }
        ExtendsWord::Substitution => LooksFor::Substitution {
            swap: raw
                .swap
                .iter()
                .map(|(from, to)| {
                    let pointer = format!("/swap/{}#key", pointer_part(from));
                    (pattern(from, &pointer), to.clone())
                })
                .collect(),
        },
        ExtendsWord::Occurrence => match (&raw.token, raw.max, raw.min) {
            (Some(_), None, None) => {
                missing("max` or `min", "occurrence", "max: 1");
                return None;
            }
            (Some(token), max, min) => LooksFor::Occurrence {
                token: pattern(token, "/token"),
                max,
                min,
            },
            (None, ..) => {
                missing("token", "occurrence", "token: '\\?'");
                return None;
            }
        },
        ExtendsWord::Repetition if raw.tokens.is_empty() => {
            missing("tokens", "repetition", "tokens: ['[^\\s]+']");
            return None;
        }
        ExtendsWord::Repetition => LooksFor::Repetition {
            tokens: tokens(),
            alpha: raw.alpha.unwrap_or(false),
        },
        ExtendsWord::Consistency if raw.either.is_empty() => {
            missing("either", "consistency", "either: { advisor: adviser }");
            return None;
        }
        ExtendsWord::Consistency => LooksFor::Consistency {
            either: raw
                .either
                .iter()
                .map(|(one, other)| {
                    let part = pointer_part(one);
                    (
                        pattern(one, &format!("/either/{part}#key")),
                        pattern(other, &format!("/either/{part}")),
                    )
                })
                .collect(),
        },
        ExtendsWord::Conditional => match (&raw.first, &raw.second) {
            (Some(first), Some(second)) => LooksFor::Conditional {
                first: pattern(first, "/first"),
                second: pattern(second, "/second"),
            },
            (Some(_), None) => {
                missing("second", "conditional", "second: '\\(([A-Z]{3,5})\\)'");
                return None;
            }
            (None, _) => {
                missing("first", "conditional", "first: '\\b([A-Z]{3,5})\\b'");
                return None;
            }
        },
        ExtendsWord::Capitalization => {
            let Some(matches) = &raw.matches else {
                missing("match", "capitalization", "match: $sentence");
                return None;
            };
            LooksFor::Capitalization {
                written: match matches.as_str() {
                    "$title" => Written::Title,
                    "$sentence" => Written::Sentence,
                    "$lower" => Written::Lower,
                    "$upper" => Written::Upper,
                    other => Written::Like(pattern(other, "/match")),
                },
                threshold: raw.threshold.unwrap_or(0.8).clamp(0.0, 1.0),
            }
        }
        ExtendsWord::Spelling
        | ExtendsWord::Metric
        | ExtendsWord::Sequence
        | ExtendsWord::Script => return None,
        ExtendsWord::Readability => {
            let Some(grade) = raw.grade else {
                missing("grade", "readability", "grade: 8");
                return None;
            };
            LooksFor::Readability {
                metrics: match (raw.metric, raw.metrics.as_slice()) {
                    (None, []) => vec![Metric::FleschKincaid],
                    (one, several) => one
                        .into_iter()
                        .chain(several.iter().copied())
                        .map(metric)
                        .collect(),
                },
                grade,
            }
        }
    };
    let level = match raw.level.map(level) {
        Some(LevelSetting::Off) => return None,
        Some(LevelSetting::At(level)) => level,
        None => Level::Warning,
    };
    let stem = file
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned())
        .unwrap_or_default();
    Some(OwnRule {
        name: diagnostic::name(&format!("own/{stem}")),
        message: raw.message.clone(),
        level,
        // A whole mail is no headline: capitals are looked at where headlines are.
        scope: match raw.scope.unwrap_or(match raw.extends {
            ExtendsWord::Capitalization => ScopeWord::Heading,
            _ => ScopeWord::Text,
        }) {
            ScopeWord::Text => Scope::Text,
            ScopeWord::Body => Scope::Body,
            ScopeWord::Subject => Scope::Subject,
            ScopeWord::Sentence => Scope::Sentence,
            ScopeWord::Paragraph => Scope::Paragraph,
            ScopeWord::Heading
            | ScopeWord::HeadingOne
            | ScopeWord::HeadingTwo
            | ScopeWord::HeadingThree => Scope::Heading,
            ScopeWord::Raw => Scope::Body,
        },
        looks_for,
        // Short forms and capitals are what these two are about.
        case_counts: match raw.extends {
            ExtendsWord::Conditional | ExtendsWord::Capitalization => {
                !raw.ignorecase.unwrap_or(false)
            }
            _ => !raw.ignorecase.unwrap_or(true),
        },
        inside_words: raw.nonword.unwrap_or(false),
        exceptions: raw.exceptions.clone(),
        channels: raw.channels.clone(),
        languages: raw.languages.clone(),
        link: raw.link.clone(),
        file: file.to_path_buf(),
        place: decoded.place(file, "/extends"),
    })
}

fn metric(word: MetricWord) -> Metric {
    match word {
        MetricWord::FleschKincaid => Metric::FleschKincaid,
        MetricWord::AutomatedReadability => Metric::AutomatedReadability,
        MetricWord::ColemanLiau => Metric::ColemanLiau,
        MetricWord::GunningFog => Metric::GunningFog,
        MetricWord::Smog => Metric::Smog,
    }
}
