//! The ids in groups, as a person looks for one.

use std::collections::BTreeSet;

use super::ListedView;

/// Ids about one matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupView {
    /// The matter, as a heading.
    pub title: String,
    /// What opens whole, in the order of the page; its numbers open from there.
    pub whole: Vec<ListedView>,
    /// What opens from there.
    pub below: Vec<ListedView>,
}

impl ListedView {
    /// Returns the id's first word, behind the name of its ICP; with it alone, `why` lists all that
    /// begin with it.
    pub fn head(&self) -> &str {
        let words = match self.id.starts_with("in.") {
            true => 3,
            false => 1,
        };
        let end = self.id.match_indices('.').nth(words - 1);
        &self.id[..end.map_or(self.id.len(), |(at, _)| at)]
    }
}

/// Groups the ids by matter, in their order.
pub fn groups(listed: &[ListedView]) -> Vec<GroupView> {
    let ids: BTreeSet<&str> = listed.iter().map(|listed| listed.id.as_str()).collect();
    let mut groups: Vec<GroupView> = Vec::new();
    for listed in listed {
        let title = title(&listed.id);
        let at = groups.iter().position(|group| group.title == title);
        let at = at.unwrap_or_else(|| {
            groups.push(GroupView {
                title,
                whole: Vec::new(),
                below: Vec::new(),
            });
            groups.len() - 1
        });
        let group = &mut groups[at];
        let dots = listed.id.match_indices('.');
        let is_below = dots
            .map(|(at, _)| &listed.id[..at])
            .any(|above| ids.contains(above));
        if is_below {
            group.below.push(listed.clone());
        } else {
            group.whole.push(listed.clone());
        }
    }
    groups
}

/// Returns the matter of an id; where one of several ICPs says it, the ICP's name stands before it.
fn title(id: &str) -> String {
    if let Some((icp, rest)) = id.strip_prefix("in.").and_then(|id| id.split_once('.')) {
        return format!("{icp}: {}", title(rest));
    }
    let head = id.split('.').next().unwrap_or_default();
    let matter = match head {
        "headline" | "as_of" | "count" => "The whole market",
        "tier" => "Tiers",
        "fall" => "How each gate and exclusion thins the market",
        "worth" => "Fields worth finding",
        "segment" => "Segments",
        "remark" => "What holds for all companies",
        "icp" | "gate" | "exclusion" | "points" | "cut" | "note" | "trigger" | "offer" => {
            "The ICP, line by line"
        }
        "deals" | "role" => "Deals",
        "persona" | "reader" => "Personas",
        "message" => "Drafts",
        "house" => "The message house",
        "idea" => "Content and offers",
        "clarity" => "Is it clear?",
        "action" => "What to do next",
        "table" => "Tables",
        "problems" | "finding" => "Problems",
        "stands" | "overlap" => "Where companies stand",
        other => other,
    };
    matter.to_owned()
}
