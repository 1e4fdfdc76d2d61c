use doorwise_model::deal::Outcome;
use doorwise_model::tables::OutcomeWords;

use crate::mapping::outcome;

fn plain(written: &str) -> Option<Outcome> {
    outcome(written, &OutcomeWords::default())
}

#[test]
fn reads_the_many_words_for_won() {
    let words = [
        "Won",
        "WON",
        "closedwon",
        "Closed Won",
        "Closed - Won",
        "closed_won",
        "6 - Closed Won",
        "Closed Won (100%)",
        "Deal won",
        "Signed",
        "Contract signed",
        "Customer",
        "Converted",
        "Won - renewal",
        "  won\t",
    ];
    for written in words {
        assert_eq!(plain(written), Some(Outcome::Won), "{written}");
    }
}

#[test]
fn reads_the_many_words_for_lost() {
    let words = [
        "Lost",
        "closedlost",
        "Closed Lost",
        "Deal Lost",
        "Disqualified",
        "No decision",
        "Lost to competitor",
        "Lost - price",
        "Not won",
        "Unqualified",
        "Closed Lost (no budget)",
        "Dead",
        "Not Converted",
    ];
    for written in words {
        assert_eq!(plain(written), Some(Outcome::Lost), "{written}");
    }
}

#[test]
fn reads_the_many_words_for_open() {
    let words = [
        "Negotiation",
        "Proposal",
        "Qualified",
        "Proposal/Price Quote",
        "Engaging",
        "Prospecting",
        "Demo scheduled",
        "appointmentscheduled",
        "qualifiedtobuy",
        "contractsent",
        "Stage 3: Proposal",
        "In progress",
        "Open",
        "3. Negotiation with legal",
    ];
    for written in words {
        assert_eq!(plain(written), Some(Outcome::Open), "{written}");
    }
}

#[test]
fn says_nothing_where_the_words_say_nothing() {
    let words = [
        "",
        " ",
        "1",
        "0",
        "true",
        "yes",
        "Closed",
        "Won/Lost",
        "not signed yet",
        "to be signed",
        "Series A",
        "operating",
        "acquired",
        "ipo",
        "Inactive",
        "65238786",
        "Winter 2012",
        "never won",
        "wonderful",
    ];
    for written in words {
        assert_eq!(plain(written), None, "{written}");
    }
}

#[test]
fn takes_the_users_own_words_first() {
    let words = OutcomeWords {
        won: vec!["1".to_owned(), "proposal".to_owned()],
        lost: vec!["65238787".to_owned()],
        open: vec!["won".to_owned()],
    };
    assert_eq!(outcome("1", &words), Some(Outcome::Won));
    assert_eq!(outcome(" PROPOSAL ", &words), Some(Outcome::Won));
    assert_eq!(outcome("65238787", &words), Some(Outcome::Lost));
    assert_eq!(outcome("Won", &words), Some(Outcome::Open));
    assert_eq!(outcome("Lost", &words), Some(Outcome::Lost));
}
