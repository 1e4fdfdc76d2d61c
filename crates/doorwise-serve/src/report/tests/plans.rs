//! Plans to draw: one with everything, one with nothing, one whose every text is the same.

mod joint;
mod people;

use doorwise_playbook::view::{
    ActionView, AssumptionView, ClarityView, ColumnView, CountsView, CriterionView, CutView,
    DealsView, DuplicateView, FactView, FallView, IcpView, JoinsView, LineView, PersonView,
    PlanView, ProblemsView, RangeView, RateView, ReasonView, RoleSeenView, SaysView, SegmentView,
    TableView, TargetView, TierView, UnlinkedView, WorthFindingView,
};
use doorwise_playbook::who::{
    CopyView, DiagnosisView, EffectView, MetView, OpenDealView, StalledView,
};

pub(super) use joint::joint;

/// Returns a plan of a workspace in which nothing stands yet.
pub(super) fn empty() -> PlanView {
    PlanView {
        doorwise: "0.1.0",
        workspace: "Tallyroom".into(),
        as_of: None,
        as_of_from: "no date in the tables".into(),
        headline: "There is no company in the tables yet".into(),
        icp: IcpView {
            id: "icp".into(),
            name: "B2B SaaS in India".into(),
            file: "icps/icp.yaml".into(),
            gates: Vec::new(),
            exclusions: Vec::new(),
            lines: Vec::new(),
            tiers: vec![CutView {
                id: String::new(),
                tier: "fits".into(),
                from: None,
            }],
            reach: None,
            notes: Vec::new(),
            not_understood: Vec::new(),
        },
        other_icps: Vec::new(),
        counts: CountsView {
            id: "count".into(),
            companies: 0,
            pursue: 0,
            find_out: 0,
            ignore: 0,
        },
        tiers: Vec::new(),
        fallout: Vec::new(),
        remarks: Vec::new(),
        worth_finding: Vec::new(),
        deals: None,
        targets: Vec::new(),
        segments_to_pursue: Vec::new(),
        segments_to_ignore: Vec::new(),
        segments: Vec::new(),
        roles_seen: Vec::new(),
        reader: None,
        personas: Vec::new(),
        messages: Vec::new(),
        assumptions: Vec::new(),
        clarity: Vec::new(),
        clarity_score: Default::default(),
        actions: Vec::new(),
        tables: Vec::new(),
        joins: JoinsView::default(),
        problems: ProblemsView {
            id: "problems",
            errors: 0,
            warnings: 0,
        },
        within: None,
    }
}

/// Returns a plan that has something in every section.
pub(super) fn rich() -> PlanView {
    PlanView {
        as_of: Some("2026-11-01".into()),
        as_of_from: "doorwise.yaml".into(),
        headline:
            "Of 2,400 companies, pursue 96 (21 of them tier A), find out about 143, ignore 2161"
                .into(),
        icp: icp(),
        other_icps: vec!["agencies-uk".into()],
        counts: CountsView {
            id: "count".into(),
            companies: 2400,
            pursue: 96,
            find_out: 143,
            ignore: 2161,
        },
        tiers: vec![
            tier("pursue", "A", 21),
            tier("pursue", "B", 40),
            tier("pursue", "C", 35),
            tier("find_out", "A or B", 143),
        ],
        fallout: vec![
            fall("gate", "business_model b2b", [312, 2088, 0, 11]),
            fall("gate", "industry software.saas", [1240, 848, 22, 140]),
            fall("gate", "place IN", [466, 382, 0, 97]),
            fall("gate", "employees 5..100", [98, 284, 61, 98]),
            fall("gate", "stage seed|series_a|series_b", [37, 247, 143, 37]),
            fall("exclusion", "keywords agency", [8, 239, 0, 8]),
        ],
        remarks: vec![says(
            "14 companies share a domain or a name with another row; counts hold them apart",
        )],
        worth_finding: vec![worth("stage", 131, 82, 143), worth("employees", 12, 9, 61)],
        deals: Some(DealsView {
            id: "deals",
            deals: 300,
            won: 52,
            lost: 169,
            open: 79,
            win_rate: Some(RateView {
                value: 0.235,
                low: 0.192,
                high: 0.285,
                n: 221,
            }),
            without_company: 4,
        }),
        targets: targets(),
        segments_to_pursue: vec![
            segment("industry software.saas, stage series_a", [58, 0, 6]),
            segment("place IN.KA, stage series_a", [22, 4, 31]),
        ],
        segments_to_ignore: vec![segment("industry services.agency, place US", [0, 0, 214])],
        segments: vec![segment(
            "industry software.saas, stage series_a",
            [58, 0, 6],
        )],
        roles_seen: vec![RoleSeenView {
            id: String::new(),
            function: "marketing",
            band: "leader",
            won_with: 8,
            won: 12,
            lost_with: 3,
            lost: 17,
        }],
        reader: Some(wrong_reader()),
        personas: people::personas(),
        messages: people::messages(),
        assumptions: vec![
            assumed("gate business_model b2b", "icps/b2b-saas-india.yaml:6:5"),
            assumed(
                "points employees 10..50 +3, employees 5..9 +1",
                "icps/b2b-saas-india.yaml:15:5",
            ),
            assumed(
                "Head of Marketing Meera, objection: sales will not fill one more field",
                "personas/head-of-marketing.yaml:44:11",
            ),
        ],
        clarity: vec![
            clear(
                "Are the company and the person kept apart?",
                "yes",
                "The ICP has 8 criteria on companies, 2 personas live inside it, and neither speaks of the other's matters",
            ),
            clear(
                "Does the copy speak to the person in the deals you win?",
                "no",
                "3 of 4 pieces of copy speak to somebody else",
            ),
            clear(
                "Do you win more inside the ICP than outside?",
                "unknown",
                "Inside 12 of 41 won (29 %, could be 18 to 44 %), outside 40 of 180 won (22 %, could be 17 to 29 %): the difference could be chance",
            ),
        ],
        actions: vec![
            act(
                "Find the stage of the companies under find out: it settles 131 of 143 by itself",
                "doorwise plan . --out report   # targets.csv lists them",
            ),
            act(
                "Rewrite the copy that speaks to the wrong reader",
                "doorwise check .",
            ),
            act(
                "Score another list against this ICP",
                "doorwise score --icp icps/b2b-saas-india.yaml --table other.csv",
            ),
        ],
        tables: tables(),
        joins: JoinsView {
            duplicates: 1,
            duplicate_rows: vec![DuplicateView {
                table: "companies",
                row: "companies.csv:9".into(),
                says: "Acme India, acme.in".into(),
                same_as: "companies.csv:2".into(),
                why: "same domain acme.in as companies.csv:2".into(),
                differs: vec!["employees 40, counted as 30".into()],
            }],
            unlinked: 2_000,
            unlinked_rows: vec![UnlinkedView {
                table: "deals",
                row: "deals.csv:4".into(),
                says: "deal 4".into(),
                why: "gmail.com is free mail, which is no company".into(),
            }],
        },
        problems: ProblemsView {
            id: "problems",
            errors: 0,
            warnings: 3,
        },
        within: None,
        ..empty()
    }
}

/// Returns a plan in which nobody can be pursued outright and nothing is known of people.
pub(super) fn nothing_to_pursue() -> PlanView {
    let open = ReasonView {
        id: String::new(),
        kind: "gate",
        state: "open",
        says: "stage series_a? unknown, no column".into(),
        points: None,
        assumption: true,
    };
    let mut plan = rich();
    plan.headline = "Of 5,617 companies, none can be pursued outright, 19 might fit; the stage alone settles 19, and 5598 can be ignored".into();
    plan.counts = CountsView {
        id: "count".into(),
        companies: 5617,
        pursue: 0,
        find_out: 19,
        ignore: 5598,
    };
    plan.remarks = vec![says(
        "stage: no column in your tables; 19 companies pass everything else",
    )];
    plan.targets.truncate(1);
    for target in &mut plan.targets {
        target.decision = "find_out";
        target.reasons.insert(0, open.clone());
        target.person = None;
        target.search =
            Some(r#"("Head of Marketing" OR "Marketing Head") "Kettletarn Software""#.into());
    }
    plan.personas.truncate(1);
    for persona in &mut plan.personas {
        persona.seen = None;
        for statement in &mut persona.statements {
            (
                statement.people,
                statement.of_people,
                statement.quote,
                statement.assumption,
            ) = (0, 0, None, true);
        }
    }
    plan
}

fn says(says: &str) -> SaysView {
    SaysView {
        id: "remark.x".into(),
        says: says.into(),
    }
}

fn criterion(says: &str) -> CriterionView {
    CriterionView {
        id: String::new(),
        says: says.into(),
        why: None,
        assumption: true,
        place: "icps/b2b-saas-india.yaml:6:5".into(),
    }
}

fn line(says: &str, points: i64) -> LineView {
    LineView {
        id: String::new(),
        says: says.into(),
        points,
        assumption: false,
        place: "icps/b2b-saas-india.yaml:15:5".into(),
    }
}

fn icp() -> IcpView {
    IcpView {
        id: "b2b-saas-india".into(),
        name: "B2B SaaS in India, 10 to 50 people, Series A".into(),
        file: "icps/b2b-saas-india.yaml".into(),
        gates: [
            "business_model b2b",
            "industry software.saas",
            "place IN",
            "employees 5..100",
            "stage seed|series_a|series_b",
        ]
        .map(criterion)
        .into(),
        exclusions: vec![CriterionView {
            id: String::new(),
            says: "keywords agency".into(),
            why: Some("agencies resell, they do not use".into()),
            assumption: true,
            place: "icps/b2b-saas-india.yaml:12:5".into(),
        }],
        lines: vec![
            line("employees 10..50", 3),
            line("employees 5..9", 1),
            line("employees 51..100", 1),
            line("stage series_a", 3),
            LineView {
                id: String::new(),
                assumption: true,
                ..line("stage seed", 1)
            },
        ],
        tiers: [("A", Some(6)), ("B", Some(4)), ("C", None)]
            .map(|(tier, from)| CutView {
                id: String::new(),
                tier: tier.into(),
                from,
            })
            .into(),
        reach: Some(RangeView { low: 2, high: 6 }),
        notes: vec![says("The founder reviews pipeline every week.")],
        not_understood: vec!["with good vibes".into()],
    }
}

fn tier(decision: &'static str, tier: &str, companies: usize) -> TierView {
    TierView {
        id: String::new(),
        decision,
        tier: tier.into(),
        companies,
    }
}

fn fall(kind: &'static str, says: &str, [out, left, open, alone]: [usize; 4]) -> FallView {
    FallView {
        id: String::new(),
        kind,
        says: says.into(),
        out,
        left,
        open,
        alone,
    }
}

fn worth(field: &str, decisions: usize, tiers: usize, companies: usize) -> WorthFindingView {
    WorthFindingView {
        id: String::new(),
        field: field.into(),
        decisions,
        tiers,
        companies,
    }
}

fn segment(says: &str, [pursue, find_out, ignore]: [usize; 3]) -> SegmentView {
    SegmentView {
        id: String::new(),
        says: says.into(),
        pursue,
        find_out,
        ignore,
    }
}

fn assumed(says: &str, place: &str) -> AssumptionView {
    AssumptionView {
        id: String::new(),
        says: says.into(),
        place: place.into(),
    }
}

fn clear(question: &str, state: &'static str, answer: &str) -> ClarityView {
    ClarityView {
        question: question.into(),
        state,
        answer: answer.into(),
        key: true,
        ..ClarityView::default()
    }
}

fn act(says: &str, command: &str) -> ActionView {
    ActionView {
        id: String::new(),
        says: says.into(),
        command: command.into(),
    }
}

fn reason(
    kind: &'static str,
    state: &'static str,
    says: &str,
    points: Option<(i64, i64)>,
) -> ReasonView {
    let points = points.map(|(low, high)| RangeView { low, high });
    ReasonView {
        id: String::new(),
        kind,
        state,
        says: says.into(),
        points,
        assumption: kind == "gate",
    }
}

fn targets() -> Vec<TargetView> {
    let first = TargetView {
        rank: 1,
        key: "company.C-0412".into(),
        company: "Kettletarn Software".into(),
        id: "C-0412".into(),
        domain: Some("kettletarn.example".into()),
        row: "data/companies.csv:413".into(),
        decision: "pursue",
        tier: "A".into(),
        score: Some(RangeView { low: 6, high: 6 }),
        seen: 6,
        override_note: None,
        reasons: vec![
            reason("gate", "holds", "business_model b2b (b2b)", None),
            reason("gate", "holds", "place IN (IN.KA.bengaluru)", None),
            reason("exclusion", "clear", "not keywords agency", None),
            reason("points", "holds", "employees 41", Some((3, 3))),
            reason("points", "holds", "stage series_a", Some((3, 3))),
        ],
        find: Vec::new(),
        would_change: "nothing better to reach".into(),
        facts: vec![
            FactView {
                id: String::new(),
                field: "employees".into(),
                written: "41".into(),
                read_as: "41".into(),
            },
            FactView {
                id: String::new(),
                field: "place".into(),
                written: "Bengaluru".into(),
                read_as: "IN.KA.bengaluru".into(),
            },
        ],
        in_deals: Some("lost"),
        history: Some("lost before 2026-02-22: Budget".to_owned()),
        person: Some(PersonView {
            name: "Pooja Deshmukh".into(),
            title: "AVP - Marketing".into(),
            email: Some("pooja@kettletarn.example".into()),
            persona: "head-of-marketing".into(),
            matches: "maybe",
        }),
        known_there: None,
        search: None,
        icp: None,
        also: Vec::new(),
        readers: Vec::new(),
    };
    let second = TargetView {
        rank: 2,
        key: "company.C-0413".into(),
        company: "Neemwharf".into(),
        decision: "find_out",
        tier: "A or B".into(),
        score: Some(RangeView { low: 4, high: 6 }),
        seen: 3,
        override_note: Some("pursue by hand: asked for a demo (Arjun Rao, 2026-10-12)".into()),
        reasons: vec![
            reason(
                "gate",
                "open",
                "stage seed|series_a|series_b? unknown",
                None,
            ),
            reason("gate", "holds", "place IN (IN.MH)", None),
            reason("points", "holds", "employees 30", Some((3, 3))),
            reason("points", "open", "stage unknown", Some((1, 3))),
        ],
        find: vec!["stage".into()],
        would_change: "find the stage: A if series_a; B if seed or series_b".into(),
        known_there: Some(PersonView {
            name: "Farhan Ali".into(),
            title: "Founder & CEO".into(),
            email: None,
            persona: "founder".into(),
            matches: "yes",
        }),
        in_deals: Some("lost"),
        history: Some("lost before 2026-02-22: Budget".to_owned()),
        person: None,
        search: Some(
            r#"("Head of Marketing" OR "Marketing Head" OR "AVP Marketing") "Neemwharf""#.into(),
        ),
        ..first.clone()
    };
    vec![first, second]
}

fn tables() -> Vec<TableView> {
    let column = |field: &str, header: &str, [known, blank, unreadable]: [usize; 3]| ColumnView {
        id: String::new(),
        field: field.into(),
        headers: vec![header.into()],
        known,
        blank,
        unreadable,
        examples: if unreadable > 0 {
            vec![format!("`many` in {unreadable} rows: no number")]
        } else {
            Vec::new()
        },
    };
    vec![TableView {
        id: String::new(),
        kind: "companies",
        name: "data/companies.csv".into(),
        format: "CSV, comma, UTF-8".into(),
        rows: 2400,
        skipped: 2,
        skipped_rows: vec![
            "data/companies.csv:77: 12 cells under 9 headers".into(),
            "data/companies.csv:91: no name".into(),
        ],
        notes: vec!["byte order mark found and left out".into()],
        columns: vec![
            column("name", "Company", [2400, 0, 0]),
            column("employees", "Employees", [2310, 79, 11]),
            column("stage", "Last round", [2011, 389, 0]),
        ],
        unmapped: vec!["Notes".into(), "Owner".into()],
    }]
}

/// Three of four mails to the founder, the marketing leader in the deals that are won.
fn wrong_reader() -> DiagnosisView {
    let effect = |with, without| EffectView {
        with,
        without,
        difference: None,
        odds: None,
        chance: Some(0.004),
        grade: "indicated",
    };
    DiagnosisView {
        id: "reader".into(),
        segment: "b2b-saas-india".into(),
        verdict: "wrong_reader",
        grade: "indicated",
        says: "Founders were met first in 180 of 190 closed deals; deals hint at another reader"
            .into(),
        persona: Some("head-of-marketing".into()),
        persona_name: Some("Head of Marketing Meera".into()),
        met: Some(MetView {
            function: "executive",
            band: "executive",
            k: 180,
            n: 190,
        }),
        sent: None,
        copy: Some(CopyView {
            function: "executive",
            k: 3,
            n: 4,
            files: vec!["copy/01.md".into()],
        }),
        win: Some(effect([44, 91], [45, 123])),
        stall: Some(effect([16, 91], [66, 123])),
        stalled: vec![StalledView {
            deal: "D-7".into(),
            company: "Figalmanac".into(),
            amount: None,
            reason: "No decision".into(),
            met: vec!["Farid Khan, Founder".into()],
            row: "deals.csv:8".into(),
        }],
        of_stalled: 66,
        open: vec![OpenDealView {
            deal: "D-9".into(),
            company: "Walnuttarn".into(),
            met: vec!["Omar Rao, CEO".into()],
            write_to: Some("Meera Nair, Head of Marketing".into()),
            row: "deals.csv:10".into(),
        }],
        of_open: 4,
        more: None,
        cautions: vec!["A hint, no proof".into()],
        next: "Bring the Head of Marketing into the 4 open deals without them".into(),
    }
}
