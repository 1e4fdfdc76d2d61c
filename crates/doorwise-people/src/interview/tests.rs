use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::*;

fn check(text: &str, expected: Expect) {
    let loaded = read(Path::new("research/x"), text);
    let mut shown = format!("{}\n", loaded.value.format);
    for turn in &loaded.value.turns {
        let mark = if turn.is_participant() { " " } else { "?" };
        shown.push_str(&format!(
            "{:>2}{mark} {}: {}\n",
            turn.line,
            turn.speaker.as_deref().unwrap_or("-"),
            turn.text
        ));
    }
    for found in &loaded.diagnostics {
        shown.push_str(&format!("{}: {}\n", found.name, found.message));
    }
    expected.assert_eq(&shown);
}

#[test]
fn reads_six_shapes_by_their_content() {
    check(
        "Call 7\n\nTom W  0:02 \nHow is it?\n\nAna Rao  1:02:06 \nFine.\nWe sell: payroll.\n\nTom W  1:03:00\nSince when?\n",
        expect![[r#"
            otter
             3? Tom W: How is it?
             6  Ana Rao: Fine. We sell: payroll.
            10? Tom W: Since when?
        "#]],
    );
    check(
        "\u{FEFF}WEBVTT\r\n\r\nNOTE invented\r\n\r\n1\r\n00:00:02.000 --> 00:00:04.308\r\nIsha M: Hi, what is hard?\r\n\r\n2\r\n00:05.000 --> 00:06.000\r\nRohit K: The leads.\r\n\r\n3\r\n00:06.000 --> 00:07.000\r\nAll &amp; every one.\r\n",
        expect![[r#"
            vtt
             7? Isha M: Hi, what is hard?
            11  Rohit K: The leads. All & every one.
        "#]],
    );
    check(
        "WEBVTT\n\nc2/0-0\n00:00:02.000 --> 00:00:05.846\n<v Mia C>Tell me about it?</v>\n\nc2/1-0\n00:00:06.446 --> 00:00:13.369\n<v Tom B>We do <i>plastic</i>,\n\nc2/1-1\n00:00:13.369 --> 00:00:20.292\n<v Tom B>two plants.</v>\n",
        expect![[r#"
            vtt
             5? Mia C: Tell me about it?
             9  Tom B: We do plastic, two plants.
        "#]],
    );
    check(
        "1\n00:00:02,000 --> 00:00:05,462\nInterviewer: Hi. Could you\nintroduce yourself?\n\n2\n00:00:06,062 --> 00:00:09,331\nDana O: Sure. I'm Dana,\n\n3\n00:00:09,331 --> 00:00:12,600\nco-founder.\n",
        expect![[r#"
            srt
             3? Interviewer: Hi. Could you introduce yourself?
             8  Dana O: Sure. I'm Dana, co-founder.
        "#]],
    );
    check(
        "# Interview\n\n> invented\n\n**Jonas** (0:02): English is fine?\n\n**Sabine H** (0:05): Yes: it is okay.\n\n**Jonas** (0:11): What do you make?\n\n**Sabine H** (0:16): Pumps.\n",
        expect![[r#"
            labelled
             5? Jonas: English is fine?
             7  Sabine H: Yes: it is okay.
             9? Jonas: What do you make?
            11  Sabine H: Pumps.
        "#]],
    );
    check(
        "{\"data\":{\"transcript\":{\"sentences\":[\n{\"text\":\"How are you?\",\"speaker_name\":\"Grace\"},\n{\"text\":\"Good.\",\"speaker_name\":\"Marcus\"},\n{\"text\":\"Really good.\",\"speaker_name\":\"Marcus\"}]}}}",
        expect![[r#"
            json
             2? Grace: How are you?
             3  Marcus: Good. Really good.
        "#]],
    );
}

fn said_by(text: &str) -> Vec<(String, Side)> {
    let read = read(Path::new("research/x"), text);
    let turns = read.value.turns.into_iter();
    turns
        .map(|turn| (turn.speaker.unwrap_or_default(), turn.side))
        .collect()
}

#[test]
fn a_is_an_answer_only_beside_q() {
    let lettered = "A: Thanks for the time. What is the hardest thing in your week?\nB: I match leads by hand every Sunday.\nA: What else goes wrong?\nB: Half the deals have no source.\n";
    let json = "{\"utterances\":[{\"speaker\":\"A\",\"text\":\"What is hard for you?\"},{\"speaker\":\"B\",\"text\":\"The leads.\"},{\"speaker\":\"A\",\"text\":\"What do you measure?\"},{\"speaker\":\"B\",\"text\":\"Days to first value.\"}]}";
    for text in [lettered, json] {
        for (speaker, side) in said_by(text) {
            let wanted = match speaker.as_str() {
                "A" => Side::Interviewer,
                _ => Side::Participant,
            };
            assert_eq!(side, wanted, "{speaker} in {text}");
        }
    }
    let asked = "Q: What is hard?\nA: The leads.\nQ: Why is that?\nA: Nobody calls back.\n";
    assert_eq!(said_by(asked)[0], ("Q".to_owned(), Side::Interviewer));
    assert_eq!(said_by(asked)[1], ("A".to_owned(), Side::Participant));
}

#[test]
fn who_speaks_once_is_somebody_of_unknown_side() {
    let talk = |line: &str| {
        said_by(&format!(
            "Anna Berg: Thanks for the time. What is hard in your week?\n\nRavi Shah: I match leads by hand.\n\nAnna Berg: What else goes wrong?\n\nRavi Shah: Half the deals have no source.\n\n{line}\n\nAnna Berg: Thank you. And then?\n"
        ))
    };
    for line in [
        "Tom Baker: We lose forty leads a month.",
        "Tom: We lose forty leads a month.",
        "Dr. Tom Baker: We lose forty leads a month.",
    ] {
        let turns = talk(line);
        assert_eq!(turns.len(), 6, "{turns:?}");
        assert_eq!(turns[4].1, Side::Unknown, "{turns:?}");
        assert_eq!(turns[3].1, Side::Participant, "{turns:?}");
    }
    // A label says its side however often it stands.
    assert_eq!(
        talk("Customer: We lose forty leads a month.")[4].1,
        Side::Participant
    );
    for line in [
        "One thing: we lose leads",
        "Main Problem: we lose leads",
        "Leads: we lose forty",
        "Monday: nobody calls back",
        "Next Steps: send the page",
    ] {
        let turns = talk(line);
        assert_eq!(turns.len(), 5, "{turns:?}");
    }
}

#[test]
fn references_and_escapes_are_read_as_they_were_said() {
    check(
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana (R&amp;D)>What is hard?</v>\n\n00:03.000 --> 00:04.000\n<v Bo>We call it &quot;the beast&quot; &#39;now&#39;.</v>\n",
        expect![[r#"
            vtt
             4? Ana (R&D): What is hard?
             7  Bo: We call it "the beast" 'now'.
        "#]],
    );
    check(
        "**Jonas:** What is hard?\n\n**Sabine:** The \\[unintelligible\\] sheet.\n\n**Jonas:** Why?\n\n**Sabine:** It is late.\n",
        expect![[r#"
            labelled
             1? Jonas: What is hard?
             3  Sabine: The [unintelligible] sheet.
             5? Jonas: Why?
             7  Sabine: It is late.
        "#]],
    );
}

#[test]
fn another_language_than_english_is_told() {
    let text = "Interviewer: Was ist für Sie schwierig?\nRavi: Wir haben jede Woche das gleiche Problem mit den Leads, und niemand weiß, welche von uns sind.\nInterviewer: Und warum ist das so?\nRavi: Weil die Liste nicht stimmt und ich sie am Sonntag noch einmal mache.\n";
    let told = read(Path::new("research/x"), text).diagnostics;
    let told: Vec<&str> = told.iter().map(|found| found.name).collect();
    assert_eq!(told, ["research/not-english"]);
}

#[test]
fn a_firm_in_brackets_stands_before_the_time() {
    check(
        "**Lena Roth (Vendor)** (0:02): What happened?\n\n**Sam W** (0:09): We lost a client.\n\n**Lena Roth (Vendor)** (1:14): Which?\n",
        expect![[r#"
            labelled
             1? Lena Roth (Vendor): What happened?
             3  Sam W: We lost a client.
             5? Lena Roth (Vendor): Which?
        "#]],
    );
}

#[test]
fn a_remark_in_brackets_belongs_to_the_label() {
    check(
        "Kath (customer team): how's tricks?\nImran: not bad, up since one\nKath (customer team): and the app?\nImran: quiet: nobody rings\n",
        expect![[r#"
            labelled
             1? Kath (customer team): how's tricks?
             2  Imran: not bad, up since one
             3? Kath (customer team): and the app?
             4  Imran: quiet: nobody rings
        "#]],
    );
}

#[test]
fn says_what_it_cannot_tell() {
    check(
        "Just some notes.\nNothing else.",
        expect![[r#"
        labelled
        research/no-turns: no speaker was found, so nobody's words can count
    "#]],
    );
    check(
        "Ana: I am here.\nBen: So am I.\nAna: Fine.\nBen: Good.",
        expect![[r#"
        labelled
         1? Ana: I am here.
         2? Ben: So am I.
         3? Ana: Fine.
         4? Ben: Good.
        research/no-interviewer: it is not clear who asks, so no word of it counts as evidence
    "#]],
    );
}

fn interview(file: &str, turns: &[(&str, &str)]) -> Interview {
    let text: String = turns
        .iter()
        .map(|(name, said)| format!("{name}: {said}\n"))
        .collect();
    read(Path::new(file), &text).value
}

#[test]
fn only_buyers_count_and_each_once() {
    let first = interview(
        "a.txt",
        &[
            ("Interviewer", "Are you tired of low-quality leads?"),
            (
                "Sneha",
                "I'm tired of low-quality leads, honestly. Every webinar brings low-quality leads.",
            ),
            ("Interviewer", "So is the website a problem?"),
            ("Sneha", "The website is fine."),
        ],
    );
    let second = interview(
        "b.txt",
        &[
            ("Interviewer", "And?"),
            ("Speaker 2", "Low-quality leads again."),
            ("Interviewer", "Ok?"),
            ("Speaker 2", "Bye."),
        ],
    );
    let third = interview(
        "c.txt",
        &[
            ("Interviewer", "And?"),
            ("Speaker 2", "Low-quality leads, all of them."),
            ("Interviewer", "Ok?"),
            ("Speaker 2", "Bye."),
        ],
    );
    let found = support("tired of low-quality leads", &[first, second, third]);
    assert_eq!(
        (found.quotes.len(), found.n_people, found.n_interviews),
        (4, 3, 3),
        "{found:?}"
    );
    assert_eq!(
        found.quotes[0].quote,
        "I'm tired of low-quality leads, honestly."
    );
    assert_eq!(found.quotes[0].line, 2);
}

#[test]
fn words_without_the_thing_are_no_support() {
    for (question, said) in [
        ("And lead quality?", "Lead quality is fine with us."),
        (
            "Anything else?",
            "Low-quality leads are not a problem here.",
        ),
        (
            "What then?",
            "If low-quality leads came I would filter them.",
        ),
        ("Who has it?", "My friend has low-quality leads every day."),
        ("And before?", "We used to have low-quality leads."),
        (
            "Isn't it low-quality leads?",
            "Yes, low-quality leads, sure.",
        ),
        ("Do you hear it?", "Are low-quality leads common?"),
    ] {
        let heard = interview(
            "a.txt",
            &[
                ("Interviewer", question),
                ("Sneha", said),
                ("Interviewer", "Thanks?"),
                ("Sneha", "Bye."),
            ],
        );
        assert_eq!(
            support("low-quality leads", &[heard]).quotes,
            Vec::new(),
            "{said}"
        );
    }
}

#[test]
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn every_transcript_of_the_gold_set_has_its_turns_and_its_interviewer() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/eval/interviews");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        eprintln!("skipped: no shared data");
        return;
    };
    let mut n_read = 0;
    for entry in entries {
        let path = entry.expect("an entry").path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let Some(stem) = name.strip_suffix("_gold.json") else {
            continue;
        };
        let gold: serde_json::Value =
            serde_json::from_str(&std::fs::read_to_string(&path).expect("readable"))
                .expect("valid JSON");
        let file = gold["file"].as_str().expect("names its file");
        let text = std::fs::read_to_string(folder.join(file)).expect("readable");
        let loaded = read(Path::new(file), &text);
        assert!(
            loaded.diagnostics.is_empty(),
            "{stem}: {:?}",
            loaded.diagnostics
        );
        let turns = loaded.value.turns;
        let n_gold = gold["turns"].as_u64().expect("a count") as usize;
        assert!(
            turns.len().abs_diff(n_gold) <= 1,
            "{stem}: {} turns of {n_gold}",
            turns.len()
        );
        for participant in gold["participants"].as_array().expect("a list") {
            let label = participant["label"].as_str().expect("a label");
            let asks = participant["side"] == "interviewer";
            let mut own = turns
                .iter()
                .filter(|turn| turn.speaker.as_deref() == Some(label))
                .peekable();
            assert!(own.peek().is_some(), "{stem}: `{label}` never speaks");
            assert!(
                own.all(|turn| turn.is_participant() != asks),
                "{stem}: `{label}` on the wrong side"
            );
        }
        n_read += 1;
    }
    assert_eq!(n_read, 6);
}

#[test]
fn the_invented_example_supports_its_personas() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/saas-india");
    let workspace = doorwise_model::workspace::load::load(&folder)
        .expect("the example is there")
        .value;
    let interviews: Vec<Interview> = workspace
        .research
        .iter()
        .map(|file| read(&file.file, &file.text).value)
        .collect();
    let mut shown = String::new();
    for says in [
        "prove pipeline to her founder",
        "tired of low-quality leads",
        "half the deals have no source",
        "hates the website",
    ] {
        let found = support(says, &interviews);
        shown.push_str(&format!(
            "{says}: {} people, {} interviews\n",
            found.n_people, found.n_interviews
        ));
        for said in found.quotes {
            shown.push_str(&format!(
                "  {}:{} {}: {}\n",
                said.file.display(),
                said.line,
                said.speaker.unwrap_or_default(),
                said.quote
            ));
        }
    }
    expect![[r#"
        prove pipeline to her founder: 1 people, 1 interviews
          research/payroll-head-of-marketing.txt:18 Sneha Pillai: I have to prove pipeline to my founder.
        tired of low-quality leads: 2 people, 2 interviews
          research/clinics-avp-marketing.vtt:63 Pooja Deshmukh: I am sending low-quality leads, that is the story in the office, and I'm tired of it.
          research/payroll-head-of-marketing.txt:66 Sneha Pillai: I'm tired of low-quality leads, honestly, we get students and job seekers on every webinar.
        half the deals have no source: 3 people, 3 interviews
          research/freight-marketing-head.txt:18 Karthik Iyer: He opens a deal, he sees the source is blank, and he says so how do I know it is yours.
          research/freight-marketing-head.txt:24 Karthik Iyer: Half the deals have no source at all.
          research/payroll-head-of-marketing.txt:30 Sneha Pillai: Out of fifty-two open deals, thirty-one had no source filled in last Monday.
          research/school-undecided.srt:58 Nandini Bose: Every Friday I match our form leads with the deals, two and a half hours, and still one third stays unknown.
        hates the website: 0 people, 0 interviews
    "#]].assert_eq(&shown);
}

proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(256))]
    #[test]
    fn reads_any_text(text in "(\\PC|\n|: |-->|<v ){0,80}") {
        let interview = read(Path::new("x"), &text).value;
        let found = support(&text, std::slice::from_ref(&interview));
        for said in found.quotes {
            prop_assert!(interview.turns.iter().any(|turn| turn.text.contains(&said.quote)));
        }
    }
}

/// Eight turns of each, none with a question.
fn talk(asker: &str, answerer: &str) -> String {
    format!("Ada: {asker}\n\nBo: {answerer}\n\n").repeat(8)
}

#[test]
fn who_speaks_to_the_other_in_short_turns_asks() {
    let text = talk(
        "And you had something in place already, I take it.",
        "We have a sheet that my trainee fills, and on Fridays I ring our depots myself to hear what is late this time.",
    );
    let read = read(Path::new("talk.txt"), &text);
    assert!(read.diagnostics.is_empty(), "{:?}", read.diagnostics);
    for turn in &read.value.turns {
        let is_bo = turn.speaker.as_deref() == Some("Bo");
        assert_eq!(turn.is_participant(), is_bo, "{turn:?}");
    }
}

#[test]
fn a_seller_who_explains_himself_at_length_is_no_buyer() {
    let text = talk(
        "Right, and you would do that for us as well.",
        "For that you get a board for your team, so you see each order of yours, and we train your people and I stay with you until you run it.",
    );
    let read = read(Path::new("call.txt"), &text);
    assert!(
        read.value.turns.iter().all(|turn| !turn.is_participant()),
        "nobody can be told to be the buyer"
    );
}
