use std::collections::BTreeMap;
use std::path::Path;

use super::*;
use crate::interview::{Interview, read, read_with};

fn heard(file: &str, text: &str) -> Interview {
    read(Path::new(file), text).value
}

fn asked(name: &str, said: &str) -> Interview {
    heard(
        &format!("{name}.txt"),
        &format!(
            "Interviewer: What is the hardest part of your week?\n{name}: {said}\nInterviewer: Thanks?\n{name}: Bye.\n"
        ),
    )
}

fn shown(records: &[Record]) -> Vec<(&'static str, &'static str, &str)> {
    records
        .iter()
        .map(|record| {
            (
                record.kind.as_str(),
                record.tier.as_str(),
                record.quote.as_str(),
            )
        })
        .collect()
}

const LOSS: &str = "We lose three hours every Friday because nobody updates the delivery list.";

#[test]
fn a_correction_wins_over_the_machine_and_a_broken_quote_is_said() {
    let interviews = [asked("Ana", LOSS)];
    let mut records = mine(&interviews[0]);
    assert_eq!(shown(&records), [("pain", "strong", LOSS)]);
    let corrections = correct::read(
        Path::new("listen.yaml"),
        "quotes:\n  - quote: nobody updates the delivery list\n    kind: objection\n    theme: stale list\n  - quote: words that stood here before the edit\n    kind: pain\n",
    );
    assert_eq!(corrections.diagnostics, []);
    let said = corrections.value.judge_quotes(&mut records, &interviews);
    assert_eq!(shown(&records), [("objection", "strong", LOSS)]);
    assert_eq!(records[0].theme, "stale list");
    let names: Vec<&str> = said.iter().map(|said| said.name).collect();
    assert_eq!(names, ["listen/broken-quote"]);
}

#[test]
fn a_correction_takes_a_statement_out_and_puts_a_missed_one_in() {
    let interviews = [asked("Ana", &format!("{LOSS} Our trucks are blue."))];
    let mut records = mine(&interviews[0]);
    let corrections = correct::read(
        Path::new("listen.yaml"),
        "quotes:\n  - quote: nobody updates the delivery list\n    kind: none\n  - quote: Our trucks are blue.\n    kind: goal\n",
    );
    corrections.value.judge_quotes(&mut records, &interviews);
    assert_eq!(
        shown(&records),
        [("goal", "strong", "Our trucks are blue.")]
    );
}

#[test]
fn themes_are_merged_and_renamed_by_the_file() {
    let interviews = [
        asked("Ana", LOSS),
        asked(
            "Ben",
            "Nobody knows which driver took the pallets last night.",
        ),
    ];
    let mut records: Vec<Record> = interviews.iter().flat_map(mine).collect();
    let names: Vec<String> = themes(&mut records)
        .into_iter()
        .map(|theme| theme.name)
        .collect();
    assert_eq!(names.len(), 2);
    let corrections = correct::read(
        Path::new("listen.yaml"),
        &format!(
            "themes:\n  - from: [{}, {}]\n    to: nobody keeps track\n  - from: gone\n    to: x\n",
            names[0], names[1]
        ),
    );
    let said = corrections.value.rename(&mut records);
    let found = gathered(&records);
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].name.as_str(), found[0].people.len()),
        ("nobody keeps track", 2)
    );
    assert_eq!(said.len(), 1);
    assert_eq!(said[0].name, "listen/unknown-theme");
}

#[test]
fn what_the_file_cannot_mean_is_said_with_its_place() {
    let read = correct::read(
        Path::new("listen.yaml"),
        "speakers:\n  Ana: boss\nquotes:\n  - quote: a\n    kind: anger\ncolour: red\n",
    );
    let names: Vec<&str> = read.diagnostics.iter().map(|said| said.name).collect();
    assert_eq!(names, ["listen/unclear"; 3]);
}

#[test]
fn a_person_who_says_it_twice_counts_once() {
    let interviews = [
        asked("Ana", LOSS),
        asked(
            "Ben",
            "Nobody updates the delivery list and we lose three hours.",
        ),
        heard(
            "again.txt",
            &format!("Interviewer: What was hard?\nAna: {LOSS}\nInterviewer: Thanks?\nAna: Bye.\n"),
        ),
    ];
    let mut records: Vec<Record> = interviews.iter().flat_map(mine).collect();
    let found = themes(&mut records);
    assert_eq!(found[0].people.len(), 2);
    assert_eq!(found[0].records.len(), 3);
    assert_eq!(people(&interviews).len(), 2);
}

#[test]
fn meters_count_who_talks_how_questions_lead_and_what_is_new() {
    let interviews = [
        asked("Ana", LOSS),
        heard(
            "ben.txt",
            "Interviewer: Wouldn't you say the delivery list is awful?\nBen: Yes.\nInterviewer: What goes wrong?\nBen: We lose three hours because nobody updates the delivery list.\n",
        ),
    ];
    let mut records: Vec<Record> = interviews.iter().flat_map(mine).collect();
    themes(&mut records);
    let meters = meters(&interviews, &records);
    assert_eq!((meters[0].n_questions, meters[0].n_leading), (2, 0));
    assert_eq!((meters[1].n_questions, meters[1].n_leading), (2, 1));
    assert_eq!((meters[0].n_new_themes, meters[1].n_new_themes), (1, 0));
    assert!(meters[1].n_words_asking < meters[1].n_words);
}

#[test]
fn who_denies_what_another_says_is_shown() {
    let interviews = [
        asked("Ana", LOSS),
        asked("Ben", "The delivery list is not a problem for us."),
    ];
    let mut records: Vec<Record> = interviews.iter().flat_map(mine).collect();
    themes(&mut records);
    let found = contradictions(&interviews, &records);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].speaker, "Ben");
    assert_eq!(found[0].quote, "The delivery list is not a problem for us.");
}

#[test]
fn gong_tells_the_sides_by_affiliation() {
    let call = r#"{"callTranscripts":[{"callId":"1","transcript":[
      {"speakerId":"7","topic":"Intro","sentences":[{"start":0,"end":900,"text":"What is hard?"}]},
      {"speakerId":"8","topic":"Intro","sentences":[{"start":1000,"end":2000,
        "text":"We lose three hours every Friday because nobody updates the delivery list."}]}]}],
      "calls":[{"parties":[{"speakerId":"7","name":"Sam","affiliation":"Internal"},
        {"speakerId":"8","name":"Ana","affiliation":"External"}]}]}"#;
    let records = mine(&heard("call.json", call));
    assert_eq!(shown(&records), [("pain", "strong", LOSS)]);
    assert_eq!((records[0].speaker.as_str(), records[0].line), ("Ana", 4));
}

#[test]
fn diarised_letters_need_a_person_who_tells_the_sides() {
    let call = r#"{"utterances":[
      {"speaker":"A","start":0,"end":9,"text":"What is the hardest part."},
      {"speaker":"B","start":10,"end":20,"text":"We lose three hours every Friday because nobody updates the delivery list."}]}"#;
    let told = BTreeMap::from([
        ("A".to_owned(), crate::interview::Side::Interviewer),
        ("B".to_owned(), crate::interview::Side::Participant),
    ]);
    let known = read_with(Path::new("call.json"), call, &told);
    assert_eq!(known.diagnostics, []);
    assert_eq!(shown(&mine(&known.value)), [("pain", "strong", LOSS)]);
}

#[test]
fn a_caption_with_two_speakers_keeps_them_apart() {
    let call = "1\n00:00:01,000 --> 00:00:04,000\nInterviewer: What is hard?\nAna: We lose three hours every Friday because\n\n2\n00:00:04,000 --> 00:00:06,000\nnobody updates the delivery list.\n\n3\n00:00:06,000 --> 00:00:08,000\nInterviewer: Thanks.\nAna: Bye.\n";
    let interview = heard("call.srt", call);
    assert_eq!(interview.turns.len(), 4);
    let records = mine(&interview);
    assert_eq!(records.len(), 1);
    assert_eq!(records[0].sentence, LOSS);
    assert!(call.contains(&records[0].quote));
    assert_eq!((records[0].speaker.as_str(), records[0].line), ("Ana", 4));
}

#[test]
fn words_about_others_shown_products_and_the_past_are_no_evidence() {
    for (question, said) in [
        (
            "Do other companies struggle?",
            "One in Porto lost its whole warehouse team in a month.",
        ),
        (
            "We're building an app for that. Thoughts?",
            "Oh, clever, I love that.",
        ),
        (
            "And the invoices?",
            "They used to take two weeks, but we hired somebody.",
        ),
        ("Is damage an issue?", "No, we lose almost nothing there."),
    ] {
        let records = mine(&heard(
            "a.txt",
            &format!(
                "Interviewer: What is hard?\nAna: Hm.\nInterviewer: {question}\nAna: {said}\n"
            ),
        ));
        assert_eq!(shown(&records), [], "{said}");
    }
}

#[test]
fn who_names_nothing_has_no_pain() {
    let nothing = [
        "There is nothing I would change about it.",
        "Honestly there isn't much to dislike here, the team is kind.",
        "I can't think of anything that I'd call a downside.",
        "Nothing comes to mind at the moment, it does the job.",
        "There's not one thing I could complain about in two years.",
        "It is impossible to dislike these people and their work.",
    ];
    for said in nothing {
        let text = format!("id,love,hate\n7,It saves our team two days a month,\"{said}\"\n");
        let records = mine(&heard("survey.csv", &text));
        let pains: Vec<_> = records
            .iter()
            .filter(|record| matches!(record.kind, Kind::Pain | Kind::Objection))
            .map(|record| (record.tier, record.quote.as_str()))
            .collect();
        assert_eq!(pains, [], "{said}");
    }
    let text = "id,love,hate\n7,It is fast,\"Nothing major, but we cannot export a report without three manual steps.\"\n";
    let records = mine(&heard("survey.csv", text));
    assert!(records.iter().any(|record| record.kind == Kind::Pain));
}

#[test]
fn a_form_s_question_says_what_its_answer_is() {
    let strong = |love: &str, hate: &str| {
        let text = format!("id,love,hate\n7,\"{love}\",\"{hate}\"\n");
        let records = mine(&heard("survey.csv", &text));
        let strong = records
            .into_iter()
            .filter(|record| record.tier == Tier::Strong);
        strong
            .map(|record| (record.kind, record.sentence))
            .collect::<Vec<_>>()
    };
    let complaints = [
        "No way to export a list of visitors.",
        "The setup of the connector is a bit cumbersome.",
        "I wish the list could be filtered by date.",
        "Gets pricey once you add a third team.",
    ];
    for said in complaints {
        assert_eq!(strong("", said), [(Kind::Pain, said.to_owned())]);
    }
    let praise = [
        "So far every call with them was great and quick.",
        "The onboarding took a week but it was worth it.",
        "I look forward to what they build next.",
    ];
    for said in praise {
        assert_eq!(strong("", said), [], "{said}");
    }
    let gain = "It helps us see which region buys.";
    assert_eq!(strong(gain, ""), [(Kind::Outcome, gain.to_owned())]);
    for said in [
        "Our rep is always friendly and helpful.",
        "A great product.",
    ] {
        assert_eq!(strong(said, ""), [], "{said}");
    }
}

#[test]
fn a_way_that_was_only_looked_at_counts_where_it_is_named() {
    let said = |answer: &str| {
        let text = format!(
            "Interviewer: What have you tried so far?\nAna: {answer}\nInterviewer: Thanks?\nAna: Bye.\n"
        );
        mine(&heard("tried.txt", &text))
            .into_iter()
            .any(|record| record.kind == Kind::Alternative && record.tier == Tier::Strong)
    };
    assert!(!said("Then we looked at two AI scheduling tools."));
    assert!(said("We tried Planday for two months."));
}

#[test]
fn a_written_sentence_is_not_cut_by_breath() {
    const WRITTEN: &str = "The foreman calls me at home at five in the morning so I find out about each broken press from him, because nobody writes any of it down.";
    assert!(WRITTEN.split_whitespace().count() > 24);
    let records = mine(&asked("Ana", WRITTEN));
    assert!(
        records.iter().all(|record| record.sentence == WRITTEN),
        "{records:?}"
    );
    assert!(!records.is_empty());
}

/// Strong statements of one answer to one question.
fn answered(question: &str, answer: &str) -> Vec<Kind> {
    let text = format!("Interviewer: {question}\nAna: {answer}\nInterviewer: Thanks?\nAna: Bye.\n");
    mine(&heard("answered.txt", &text))
        .into_iter()
        .filter(|record| record.tier == Tier::Strong)
        .map(|record| record.kind)
        .collect()
}

#[test]
fn a_wish_that_is_asked_for_is_no_praise_of_what_was_shown() {
    for question in [
        "What would you like to see?",
        "We hear that a lot from our customers. What would you want to be true by spring?",
    ] {
        let answer = "Everybody looks at one list and nobody has to ring the warehouse.";
        assert_eq!(answered(question, answer), [Kind::Outcome], "{question}");
    }
    let praise = "That would be great, we'd save hours.";
    assert_eq!(answered("Would you use a tool like that?", praise), []);
}

#[test]
fn some_of_ones_own_are_no_strangers() {
    let question = "What is the hardest part of your week?";
    let own =
        "We have five carriers and two of them send us the status at night, so we lose a day.";
    assert_eq!(answered(question, own), [Kind::Pain]);
    let others = "One of them in Leeds lost a whole month over it.";
    assert_eq!(answered(question, others), []);
}

#[test]
fn a_sum_with_a_signature_is_a_limit() {
    let question = "And what can you sign for?";
    for answer in [
        "Over twenty it's the owners, once a month.",
        "Ten to fifty is the managing director.",
        "Till five lakhs the plant head and finance jointly.",
        "Below two thousand nobody asks me.",
    ] {
        assert_eq!(
            answered(question, answer),
            [Kind::SpendingLimit],
            "{answer}"
        );
    }
}

/// Somebody tells their life in long sentences and complains of nothing.
const STORY: &str = "So I grew up near the coast, and my father had this little workshop where he repaired radios and later on computers for people in the village. \
     I think I was nine when he let me take one apart, and I remember that I could not put it together again for about a week. \
     When I moved to the city I was sharing a flat with three other people, and we decided that each of us would cook on a day of the week. \
     After that I was working at a bookshop for two years, which was great, because I could read whatever I wanted when nobody came in. \
     Then a friend called me and said that he was starting a thing with maps, and I was like, I don't know anything about maps, but sure, let's talk. \
     We were sitting in a cafe for six hours that day, and at the end of it I had a job that I did not really understand. \
     In the first year there were four of us, and we wrote everything ourselves, the site, the server, even the thing that sent the letters out. \
     People were writing to us from all over the place, and we answered every one of them by hand, which I still think was the best thing we ever did. \
     At some point we had to choose whether we wanted to stay small or to take the money, and we took a long walk around the lake to talk about it. \
     I don't think that there is one right way to do it, because every company that I have seen was different from the one before it. \
     My sister has a bakery, and she always tells me that the dough does not care about the plan, you know, it is ready when it is ready. \
     And when my daughter was born I took some months off, and it turned out that everything went on just fine without me being there. \
     So now we have people in nine countries, and we meet once a year somewhere in the mountains, and we cook together like in that old flat. \
     If you had told me that when I was taking the radio apart, I would not have believed it, but that is how it came about.";

#[test]
fn a_story_of_a_life_is_hardly_ever_a_pain() {
    let text = format!(
        "Host: Welcome to the show.\nNora Quill: Thank you, glad to be here.\nHost: Take us back to the start, how did it all come about?\nNora Quill: {STORY}\nHost: Lovely.\nNora Quill: Bye.\n"
    );
    let records = mine(&heard("story.txt", &text));
    let strong = records.iter().filter(|record| record.tier == Tier::Strong);
    let strong: Vec<&str> = strong.map(|record| record.quote.as_str()).collect();
    assert!(strong.len() <= 2, "{strong:#?}");
}
