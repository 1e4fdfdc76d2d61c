//! An ICP's file from its sketch.

use doorwise_vocab::Interval;
use doorwise_vocab::industry;
use doorwise_vocab::money::Currency;
use doorwise_vocab::stage::Stage;

use super::{one_or_list, says, show_amount, slug, texts};
use crate::condition::show_range;
use crate::sentence::{IcpSketch, PlaceChoice, money_range, whole_range};
use crate::yaml::edit::{flow_scalar, scalar};

/// Points of a value as it was said, and of one band or stage beside it.
const EXACT: i64 = 3;
const NEAR: i64 = 1;

/// A measure with the step out on each side.
struct Stepped {
    exact: Interval,
    below: Option<Interval>,
    above: Option<Interval>,
}

impl Stepped {
    /// Takes the step out: the low end halves, the high end doubles, so that a band is as wide
    /// as those in common use (10..50 stands between 5..9 and 51..100). `step` is the smallest
    /// difference between two values, so that the bands touch and never overlap.
    fn out(exact: Interval, step: f64) -> Self {
        let half = (exact.low / 2.0).ceil();
        let below = (exact.low.is_finite() && half >= step && half < exact.low)
            .then(|| Interval::new(half, exact.low - step));
        let above = (exact.high.is_finite() && exact.high > 0.0)
            .then(|| Interval::new(exact.high + step, (exact.high * 2.0).max(exact.high + step)));
        Self {
            exact: Interval {
                low: if exact.low <= 0.0 {
                    f64::NEG_INFINITY
                } else {
                    exact.low
                },
                ..exact
            },
            below,
            above,
        }
    }

    fn gate(&self) -> Interval {
        Interval {
            low: self.below.map_or(self.exact.low, |below| below.low),
            high: self.above.map_or(self.exact.high, |above| above.high),
        }
    }

    fn has_step(&self) -> bool {
        self.below.is_some() || self.above.is_some()
    }

    fn entries(&self, show: impl Fn(Interval) -> String) -> String {
        let mut entries = vec![format!("{}: {EXACT}", show(self.exact))];
        entries.extend(self.below.map(|range| format!("{}: {NEAR}", show(range))));
        entries.extend(self.above.map(|range| format!("{}: {NEAR}", show(range))));
        format!("{{ {} }}", entries.join(", "))
    }
}

/// Returns the ICP's file.
pub fn icp_yaml(sketch: &IcpSketch, id: &str) -> String {
    let mut out = String::from("# yaml-language-server: $schema=../.doorwise/schema/icp.json\n");
    out.push_str(&format!(
        "icp: {}\nname: {}\n",
        scalar(id),
        scalar(&name(sketch))
    ));
    let mut gates: Vec<String> = Vec::new();
    let mut points: Vec<String> = Vec::new();
    let gate = |field: &str, words: &[String]| format!("{field}: {}", one_or_list(words));
    for (field, words) in said_words(sketch) {
        gates.push(gate(field, &words));
    }
    if let Some(range) = sketch.employees {
        let stepped = Stepped::out(range, 1.0);
        gates.push(format!("employees: {}", show_range(stepped.gate())));
        if stepped.has_step() {
            points.push(format!("employees: {}", stepped.entries(show_range)));
        }
    }
    if let Some((range, currency)) = sketch.revenue {
        let stepped = Stepped::out(range, 1.0);
        gates.push(format!("revenue: {}", money(stepped.gate(), currency)));
        if stepped.has_step() {
            points.push(format!(
                "revenue: {}",
                stepped.entries(|range| money(range, currency))
            ));
        }
    }
    stages(&sketch.stages, &mut gates, &mut points);
    if let Some(range) = sketch.founded {
        gates.push(format!("founded: {}", show_range(range)));
    }
    list(&mut out, "gates", &gates);
    list(&mut out, "exclusions", &exclusions(sketch));
    list(&mut out, "points", &points);
    out.push_str(&tiers(points.len()));
    says(&mut out, "notes", &sketch.notes);
    texts(&mut out, "not_understood", &sketch.not_understood);
    out.push_str("assumption: all\n");
    out
}

/// The fields that hold a word, in the order in which a card shows them.
fn said_words(sketch: &IcpSketch) -> Vec<(&'static str, Vec<String>)> {
    let tree = industry::industries();
    let mut said = vec![
        (
            "business_model",
            sketch
                .business_models
                .iter()
                .map(|model| model.as_str().to_owned())
                .collect::<Vec<_>>(),
        ),
        (
            "industry",
            sketch
                .industries
                .iter()
                .map(|&node| tree.code(node).to_owned())
                .collect(),
        ),
        ("place", place_codes(&sketch.places)),
        ("tools", sketch.tools.clone()),
        ("keywords", sketch.keywords.clone()),
    ];
    said.retain(|(_, words)| !words.is_empty());
    said
}

fn place_codes(places: &[PlaceChoice]) -> Vec<String> {
    places.iter().map(|place| place.code().to_owned()).collect()
}

fn money(range: Interval, currency: Currency) -> String {
    let end = |amount: f64| {
        if amount.is_finite() {
            show_amount(amount, currency)
        } else {
            String::new()
        }
    };
    if range.is_exact() {
        // A criterion wants both ends of an amount.
        return format!("{0}..{0} {currency}", end(range.low));
    }
    format!("{}..{} {currency}", end(range.low), end(range.high))
}

fn stages(said: &[Stage], gates: &mut Vec<String>, points: &mut Vec<String>) {
    if said.is_empty() {
        return;
    }
    let mut near: Vec<Stage> = said
        .iter()
        .flat_map(|stage| stage.neighbours())
        .filter(|stage| !said.contains(stage))
        .collect();
    near.sort_unstable();
    near.dedup();
    let mut all: Vec<Stage> = said.iter().chain(&near).copied().collect();
    all.sort_unstable();
    let words: Vec<String> = all.iter().map(|stage| stage.as_str().to_owned()).collect();
    gates.push(format!("stage: {}", one_or_list(&words)));
    // Ownership has no step out: all that pass are alike, and points would rank nobody.
    if !near.is_empty() {
        let entries: Vec<String> = said
            .iter()
            .map(|stage| format!("{}: {EXACT}", stage.as_str()))
            .chain(
                near.iter()
                    .map(|stage| format!("{}: {NEAR}", stage.as_str())),
            )
            .collect();
        points.push(format!("stage: {{ {} }}", entries.join(", ")));
    }
}

/// A: all as said; B: one of them one step out; the last tier takes the rest that passes.
fn tiers(tables: usize) -> String {
    let Ok(tables) = i64::try_from(tables) else {
        return String::new();
    };
    let all_exact = tables * EXACT;
    match tables {
        0 => String::new(),
        1 => format!("tiers: {{ A: {all_exact}, B: 0 }}\n"),
        _ => format!(
            "tiers: {{ A: {all_exact}, B: {}, C: 0 }}\n",
            all_exact - EXACT + NEAR
        ),
    }
}

fn exclusions(sketch: &IcpSketch) -> Vec<String> {
    let excluded = &sketch.excluded;
    let tree = industry::industries();
    let mut found = Vec::new();
    let fields: [(&str, Vec<String>); 6] = [
        (
            "business_model",
            excluded
                .business_models
                .iter()
                .map(|model| model.as_str().to_owned())
                .collect(),
        ),
        (
            "industry",
            excluded
                .industries
                .iter()
                .map(|&node| tree.code(node).to_owned())
                .collect(),
        ),
        ("place", place_codes(&excluded.places)),
        (
            "stage",
            excluded
                .stages
                .iter()
                .map(|stage| stage.as_str().to_owned())
                .collect(),
        ),
        ("tools", excluded.tools.clone()),
        ("keywords", excluded.keywords.clone()),
    ];
    for (field, words) in fields {
        if !words.is_empty() {
            let words: Vec<String> = words.iter().map(|word| flow_scalar(word)).collect();
            found.push(format!("{field}: [{}]", words.join(", ")));
        }
    }
    found
}

fn list(out: &mut String, section: &str, items: &[String]) {
    if !items.is_empty() {
        out.push_str(&format!("{section}:\n"));
        for item in items {
            out.push_str(&format!("  - {item}\n"));
        }
    }
}

/// "B2B SaaS in India, 10 to 50 people, Series A".
fn name(sketch: &IcpSketch) -> String {
    let mut what: Vec<String> = sketch
        .business_models
        .iter()
        .map(|model| model.label().to_owned())
        .collect();
    what.extend(sketch.keywords.iter().cloned());
    let labels: Vec<&str> = sketch
        .industries
        .iter()
        .map(|&node| industry::industries().label(node))
        .collect();
    if !labels.is_empty() {
        let label = labels.join(" or ");
        what.push(if what.is_empty() {
            label
        } else {
            crate::sentence::inside_sentence(&label)
        });
    }
    let mut head = if what.is_empty() {
        "Companies".to_owned()
    } else {
        what.join(" ")
    };
    if !sketch.places.is_empty() {
        let places: Vec<&str> = sketch.places.iter().map(PlaceChoice::label).collect();
        head.push_str(&format!(" in {}", places.join(" or ")));
    }
    let mut parts = vec![head];
    parts.extend(
        sketch
            .employees
            .map(|range| format!("{} people", whole_range(range))),
    );
    parts.extend(
        sketch
            .revenue
            .map(|(range, currency)| format!("{} revenue", money_range(range, currency))),
    );
    match sketch.stages.as_slice() {
        [] => {}
        [one] => parts.push(one.label().to_owned()),
        [first, .., last] => parts.push(format!("{} to {}", first.label(), last.label())),
    }
    let name = parts.join(", ");
    let mut letters = name.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// Returns an id from the parts: `b2b-saas-india`.
pub fn icp_id(sketch: &IcpSketch) -> String {
    let tree = industry::industries();
    let mut parts: Vec<String> = sketch
        .business_models
        .iter()
        .take(1)
        .map(|model| model.as_str().to_owned())
        .collect();
    parts.extend(sketch.industries.iter().take(2).map(|&node| {
        // A short label reads better than the code's last part ("providers"), a long one does not.
        let label = tree.label(node);
        if label.split(' ').count() <= 3 {
            label
        } else {
            tree.code(node).rsplit('.').next().unwrap_or_default()
        }
        .to_owned()
    }));
    parts.extend(
        sketch
            .places
            .iter()
            .take(2)
            .map(|place| place.label().to_owned()),
    );
    if parts.is_empty() {
        parts.extend(sketch.keywords.iter().take(2).cloned());
        parts.extend(
            sketch
                .stages
                .iter()
                .take(1)
                .map(|stage| stage.as_str().to_owned()),
        );
        parts.extend(
            sketch
                .employees
                .map(|range| format!("{} people", whole_range(range))),
        );
    }
    let id = slug(&parts.join(" "));
    if id.is_empty() {
        "first-icp".to_owned()
    } else {
        id
    }
}
