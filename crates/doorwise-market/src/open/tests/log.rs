//! Touches, leads, counts, money and events: whom they lead to, and what of them cannot be read.

use doorwise_model::log::Channel;
use doorwise_model::market::Market;
use doorwise_model::privacy::Privacy;

use super::*;

const SETUP: &str = "\
name: A
currency: INR
as_of: 2026-06-01
tables:
  companies:
    path: companies.csv
    columns: { id: id, name: name, domain: site, parent: parent }
  contacts:
    path: people.csv
    columns: { id: id, name: name, title: title, email: email, company_id: company }
  deals:
    path: deals.csv
    columns: { id: id, company_id: company, outcome: status }
  touches:
    path: touches.csv
    columns: { contact: who, email: to, title: role, deal: deal, channel: type, sent: at, answered: replied, copy: subject }
  leads:
    path: leads.csv
    columns: { email: email, source: source, created: created, first_answer: answered, converted: converted }
  funnel:
    path: funnel.csv
    columns: { period: month, source: source, leads: leads, won: won }
  spend:
    path: google_ads.csv
    columns: { period: day, amount: cost }
  events:
    path: events.csv
    columns: { domain: site, event: what, happened: day }
";

fn log_workspace() -> Opened {
    opened_with(Privacy::default())
}

fn opened_with(privacy: Privacy) -> Opened {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |file: &str, text: &str| {
        std::fs::write(folder.path().join(file), text).expect("written");
    };
    write("doorwise.yaml", SETUP);
    write(
        "companies.csv",
        "id,name,site,parent\nc1,Fern,fern.example,Wood Holding\nc2,Mill,mill.example,Wood Holding\nc3,Oak,oak.example,\n",
    );
    write(
        "people.csv",
        "id,name,title,email,company\np1,Asha Menon,Head of Marketing,asha@fern.example,c1\n",
    );
    write("deals.csv", "id,company,status\nd1,c1,won\nd2,c2,lost\n");
    write(
        "touches.csv",
        "who,to,role,deal,type,at,replied,subject\np1,,,d1,Email,2026-05-01 09:10,yes,Half the deals\n,Kiran Shah <kiran@mill.example>,CEO,,CALL,2026-05-02,No answer,\n,,,d2,INCOMING_EMAIL,soon,,\n,,,d2,Note,2026-05-03,,\n,nobody@far.example,,,Fax,2026-05-03,,\n",
    );
    write(
        "leads.csv",
        "email,source,created,answered,converted\nasha@fern.example,Web,2026-05-01 09:00,2026-05-01 09:45,true\nkiran@mill.example,Web,2026-05-02 09:00,,false\n",
    );
    write(
        "funnel.csv",
        "month,source,leads,won\n2026-04,Web,40,3\n2026-05,Web,\"1,204\",x\nTotal,,1244,3\n",
    );
    write(
        "google_ads.csv",
        "day,cost\n2026-05-01,\"1,200\"\nTotal: Account,\"1,200\"\n",
    );
    write(
        "events.csv",
        "site,what,day\nfern.example,Series A,2026-04-01\nfar.example,Series B,2026-04-02\n",
    );
    let mut workspace = doorwise_model::workspace::load::load(folder.path())
        .expect("read")
        .value;
    workspace.privacy = privacy;
    crate::open(&workspace).expect("opened")
}

#[test]
fn touches_lead_to_people_companies_and_deals() {
    let opened = log_workspace();
    let touches = &opened.market.log().touches;
    let told: Vec<_> = touches
        .iter()
        .map(|touch| {
            (
                touch.title.as_str(),
                touch.company,
                touch.deal,
                touch.channel,
                touch.is_incoming,
                touch.answered,
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (
                "Head of Marketing",
                Some(0),
                Some(0),
                Some(Channel::Email),
                false,
                Some(true)
            ),
            (
                "CEO",
                Some(1),
                None,
                Some(Channel::Call),
                false,
                Some(false)
            ),
            (
                "",
                Some(1),
                Some(1),
                Some(Channel::Email),
                true,
                Some(false)
            ),
            ("", None, None, None, false, Some(false)),
        ]
    );
    let minute = touches[0].sent.and_then(|moment| moment.minute);
    assert_eq!(minute, Some(550));
}

#[test]
fn what_cannot_be_read_is_said_with_its_row() {
    let opened = log_workspace();
    let said: Vec<String> = opened
        .diagnostics
        .iter()
        .map(|found| format!("{} {} {}", found.name, found.place, found.message))
        .collect();
    for wanted in [
        "touches.csv:4",
        "`soon` is no day that we know",
        "touches.csv:6",
        "`Fax` is no channel that we know",
        "1 of 5 touches are with nobody who is in the tables",
        "1 of 2 events are at companies that are in no table",
    ] {
        assert!(
            said.iter().any(|line| line.contains(wanted)),
            "{wanted} is missing from {said:#?}"
        );
    }
    let rows: Vec<&str> = opened
        .market
        .facts()
        .unlinked
        .iter()
        .map(|row| row.row.as_str())
        .collect();
    assert_eq!(rows, ["touches.csv:6", "events.csv:3"]);
}

#[test]
fn leads_counts_money_events_and_groups_are_read() {
    let opened = log_workspace();
    let log = opened.market.log();
    let waits: Vec<_> = log
        .leads
        .iter()
        .map(|lead| lead.first_answer?.minutes_since(lead.created?))
        .collect();
    assert_eq!(waits, [Some(45), None]);
    assert_eq!(log.leads[0].converted, Some(true));
    assert_eq!(log.leads[1].converted, Some(false));
    let counts: Vec<_> = log
        .funnel
        .iter()
        .map(|count| (count.stage.as_str(), count.n))
        .collect();
    assert_eq!(counts, [("leads", 40.0), ("won", 3.0), ("leads", 1204.0)]);
    let spent: Vec<_> = log
        .spend
        .iter()
        .map(|spent| (spent.source.as_str(), spent.amount.amount.low))
        .collect();
    assert_eq!(spent, [("google ads", 1200.0)]);
    assert_eq!(
        (log.events[0].company, log.events[0].what.as_str()),
        (0, "Series A")
    );
    assert_eq!(log.groups, [Some(0), Some(0), None]);
}

#[test]
fn who_was_forgotten_or_suppressed_is_in_no_log() {
    let mut privacy = Privacy::with_salt("00ff");
    privacy.forget("Kiran Shah", Some("kiran@mill.example"));
    let (list, _) = Privacy::read(Some(&privacy.file()), Some("fern.example\n"));
    let opened = opened_with(list);
    let log = opened.market.log();
    assert!(log.leads.is_empty(), "{:?}", log.leads);
    let deals: Vec<_> = log
        .touches
        .iter()
        .map(|touch| (touch.deal, touch.contact))
        .collect();
    // A touch of a suppressed person whose id is left keeps nobody's name or title.
    assert!(
        deals.iter().all(|(_, contact)| contact.is_none()),
        "{deals:?}"
    );
    assert!(
        log.touches
            .iter()
            .all(|touch| touch.title.is_empty() && !touch.person.contains("kiran"))
    );
}
