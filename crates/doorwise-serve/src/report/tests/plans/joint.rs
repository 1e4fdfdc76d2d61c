//! A plan for several ICPs.

use doorwise_playbook::view::{
    AlsoView, JointView, OverlapView, OverlapsView, PlanView, ReaderView, SectionView, StandsView,
};

use super::empty;

/// Returns a plan for several ICPs, the second of which has nothing yet.
pub(in crate::report::tests) fn joint(first: PlanView) -> JointView {
    let section = |mut plan: PlanView, n: usize| {
        plan.within = Some(plan.icp.id.clone());
        let key = plan.icp.id.clone();
        for target in &mut plan.targets {
            target.rank += 100 * n;
            target.icp = Some(key.clone());
            target.also = vec![AlsoView {
                id: "in.agencies-uk.company.C-0412".into(),
                icp: "agencies-uk".into(),
                decision: "find_out",
                tier: "A or B".into(),
                says: "agencies-uk: find out, tier A or B".into(),
            }];
            target.readers = vec![
                ReaderView {
                    id: "company.C-0412.reader.head-of-marketing".into(),
                    persona: "head-of-marketing".into(),
                    person: target.person.clone(),
                    search: None,
                },
                ReaderView {
                    id: "company.C-0412.reader.founder".into(),
                    persona: "founder".into(),
                    person: None,
                    search: Some("\"Founder\" \"Kettletarn\"".into()),
                },
            ];
        }
        SectionView {
            stands: StandsView {
                id: format!("in.{key}.stands"),
                companies: 3,
                pursue: 2,
                find_out: 1,
            },
            plan,
        }
    };
    let mut second = empty();
    second.icp.id = "agencies-uk".into();
    JointView {
        doorwise: first.doorwise,
        workspace: first.workspace.clone(),
        as_of: first.as_of.clone(),
        as_of_from: first.as_of_from.clone(),
        headline: first.headline.clone(),
        counts: first.counts.clone(),
        overlaps: OverlapsView {
            id: "overlap",
            companies: 41,
            pairs: vec![OverlapView {
                id: "overlap.b2b-saas-india+agencies-uk".into(),
                icps: ["b2b-saas-india".into(), "agencies-uk".into()],
                companies: 41,
            }],
        },
        remarks: first.remarks.clone(),
        deals: first.deals.clone(),
        targets: Vec::new(),
        roles_seen: first.roles_seen.clone(),
        assumptions: first.assumptions.clone(),
        actions: first.actions.clone(),
        tables: first.tables.clone(),
        joins: first.joins.clone(),
        problems: first.problems,
        icps: vec![
            section(
                PlanView {
                    roles_seen: Vec::new(),
                    ..first
                },
                0,
            ),
            section(second, 1),
        ],
    }
}
