//! The people's side of a plan: personas and drafts.

use doorwise_playbook::view::{MessageView, PersonaView, SeenView, SentenceView, StatementView};

fn statement(kind: &'static str, says: &str, people: usize, quote: Option<&str>) -> StatementView {
    StatementView {
        id: String::new(),
        kind,
        says: says.into(),
        assumption: people == 0,
        people,
        of_people: 6,
        quote: quote.map(Into::into),
    }
}

pub(super) fn personas() -> Vec<PersonaView> {
    let meera = PersonaView {
        id: "head-of-marketing".into(),
        name: "Head of Marketing Meera".into(),
        buying_roles: vec!["champion".into()],
        titles: ["Head of Marketing", "Marketing Head", "AVP - Marketing"].map(Into::into).into(),
        search: r#"("Head of Marketing" OR "Marketing Head" OR "AVP Marketing")"#.into(),
        statements: vec![
            statement("goal", "prove pipeline to her founder", 3, Some("“I have to prove pipeline to my founder.” Sneha Pillai, research/payroll-head-of-marketing.txt")),
            statement("pain", "tired of low-quality leads", 2, Some("“I'm tired of low-quality leads, honestly.” Sneha Pillai, research/payroll-head-of-marketing.txt")),
            statement("objection", "sales will not fill one more field", 0, None),
        ],
        seen: Some(SeenView {
            id: String::new(),
            won_with: 31,
            won: 52,
            lost_with: 40,
            lost: 110,
            says: "seen in 31 of 52 (60 %, could be 46 to 72 %) won deals and in 40 of 110 (36 %, could be 28 to 46 %) lost ones; presence alone does not show who decides".into(),
        }),
    };
    let founder = PersonaView {
        id: "founder".into(),
        name: "Founder Farhan".into(),
        buying_roles: vec!["economic buyer".into()],
        titles: Vec::new(),
        statements: vec![statement(
            "goal",
            "know which spend brings revenue",
            0,
            None,
        )],
        seen: None,
        ..meera.clone()
    };
    vec![meera, founder]
}

fn said(text: &str, source: &str) -> SentenceView {
    SentenceView {
        id: String::new(),
        text: text.into(),
        opens: None,
        source: source.into(),
        assumption: source.ends_with("ASSUMPTION"),
    }
}

pub(super) fn messages() -> Vec<MessageView> {
    let mail = MessageView {
        id: String::new(),
        channel: "cold_email".into(),
        label: "Cold e-mail",
        stage: "problem",
        angle: "pain-1".into(),
        built: String::new(),
        withheld: None,
        rewrite: None,
        persona: "head-of-marketing".into(),
        subject: Some("which deals came from marketing".into()),
        text: "Hi Pooja,\n\nIf you have to prove pipeline to your founder, you may also be tired of low-quality leads. \
               Tallyroom shows which deals came from marketing, on top of the CRM you already have.\n\n\
               At Banyanbobbin, open deals without a source went from 61 percent to 9 percent in six weeks.\n\n\
               Would a sample of the Monday page on your own data help?\n\nArjun Rao\nCo-founder, Tallyroom\n\
               Tell me if you would rather not hear from me."
            .into(),
        sentences: vec![
            said("Hi Pooja,", "greeting"),
            said("If you have to prove pipeline to your founder, you may also be tired of low-quality leads.", "goal, 3 quotes, personas/head-of-marketing.yaml:10:5"),
            said("Tallyroom shows which deals came from marketing, on top of the CRM you already have.", "offer, doorwise.yaml:5:3"),
            said("At Banyanbobbin, open deals without a source went from 61 percent to 9 percent in six weeks.", "proof source-filled, proof/proofs.yaml:12:5"),
            said("Would a sample of the Monday page on your own data help?", "pain, ASSUMPTION"),
            said("Arjun Rao", "sender, doorwise.yaml:9:5"),
            said("Co-founder, Tallyroom", "sender, doorwise.yaml:9:5"),
            said("Tell me if you would rather not hear from me.", "law"),
        ],
        gaps: vec!["no proof from a company of the reader's size: none is claimed".into()],
    };
    let call = MessageView {
        id: String::new(),
        channel: "call_opener".into(),
        label: "Call opener",
        stage: "problem",
        angle: "pain-1".into(),
        built: String::new(),
        withheld: None,
        subject: None,
        text: "Hello, Arjun from Tallyroom. Who fills the source field at yours?".into(),
        sentences: vec![
            said("Hello, Arjun from Tallyroom.", "greeting"),
            said(
                "Who fills the source field at yours?",
                "pain, 2 quotes, personas/head-of-marketing.yaml:22:5",
            ),
        ],
        gaps: Vec::new(),
        ..mail.clone()
    };
    vec![mail, call]
}
