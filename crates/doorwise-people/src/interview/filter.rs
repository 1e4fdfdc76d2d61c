//! Sentences that hold the words and not the thing: negated, imagined, about others, over, or only agreed to.

/// Says why a buyer's sentence is no evidence; none where it may be.
pub(super) fn refusal(
    sentence: &str,
    question_before: Option<&str>,
    is_whole_turn: bool,
) -> Option<&'static str> {
    let padded = format!(" {} ", words(sentence).join(" "));
    let has = |phrases: &[&str]| {
        phrases
            .iter()
            .any(|phrase| padded.contains(&format!(" {phrase} ")))
    };
    if sentence.trim_end().ends_with('?') {
        return Some("question");
    }
    // "Nobody trusts", "can't explain", "never opened", "not only" are pains themselves and stay.
    if has(&[
        "not a problem",
        "not the problem",
        "not a issue",
        "not an issue",
        "not the issue",
        "no complaints",
        "is fine",
        "are fine",
        "was fine",
        "in decent shape",
        "in good shape",
        "not really",
        "no problem",
        "isn't a problem",
        "isn't the problem",
        "isn't an issue",
        "works fine",
        "works well",
        "i am not",
        "i'm not",
        "we are not",
        "don't have that",
        "do not have that",
        "not our problem",
        "not my problem",
        "not me",
        "we have no problem",
        "i don't mind",
    ]) {
        return Some("negated");
    }
    let imagines = has(&["if", "suppose", "let's say", "imagine"])
        && has(&[
            "would",
            "could",
            "might",
            "had",
            "was there",
            "were there",
            "we'd",
            "i'd",
        ]);
    let wishes = has(&["i want", "i'd like", "i would like", "i'd want"]);
    if (imagines && !wishes) || has(&["suppose", "hypothetically"]) {
        return Some("hypothetical");
    }
    if has(&[
        "my friend",
        "a friend",
        "my colleague",
        "a colleague",
        "previous company",
        "last company",
        "his last place",
        "her last place",
        "my last place",
        "sister company",
        "our customers",
        "other companies",
        "somebody told me",
        "i heard",
    ]) {
        return Some("third party");
    }
    if has(&[
        "used to",
        "till last year",
        "until last year",
        "earlier it",
        "now it is fixed",
        "is solved",
        "we solved",
        "not any more",
        "not anymore",
        "no longer",
    ]) {
        return Some("resolved");
    }
    let n_words = words(sentence).len();
    let agrees = has(&[
        "yes",
        "yeah",
        "sure",
        "of course",
        "i guess",
        "right",
        "exactly",
        "absolutely",
        "true",
    ]);
    if is_whole_turn && n_words <= 6 && agrees && question_before.is_some_and(is_leading) {
        return Some("prompted");
    }
    None
}

fn is_leading(question: &str) -> bool {
    let padded = format!(" {} ", words(question).join(" "));
    [
        "do you think",
        "don't you",
        "isn't",
        "wouldn't",
        "so is",
        "would you say",
        "would it help",
        "i'd guess",
        "aren't",
        "so would you",
    ]
    .iter()
    .any(|phrase| padded.contains(&format!(" {phrase} ")))
}

fn words(text: &str) -> Vec<String> {
    text.to_lowercase()
        .replace('\u{2019}', "'")
        .split(|ch: char| !ch.is_alphanumeric() && ch != '\'')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}
