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
    /// Returns the id's first word; with it alone, `why` lists all that begin with it.
    pub fn head(&self) -> &str {
        self.id.split('.').next().unwrap_or_default()
    }
}

/// Groups the ids by matter, in their order.
pub fn groups(listed: &[ListedView]) -> Vec<GroupView> {
    let ids: BTreeSet<&str> = listed.iter().map(|listed| listed.id.as_str()).collect();
    let mut groups: Vec<GroupView> = Vec::new();
    for listed in listed {
        let title = title(listed.head());
        let at = groups.iter().position(|group| group.title == title);
        let at = at.unwrap_or_else(|| {
            groups.push(GroupView {
                title: title.to_owned(),
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

fn title(head: &str) -> &str {
    match head {
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
        "persona" => "Personas",
        "message" => "Drafts",
        "clarity" => "Is it clear?",
        "action" => "What to do next",
        "table" => "Tables",
        "problems" | "finding" => "Problems",
        other => other,
    }
}
