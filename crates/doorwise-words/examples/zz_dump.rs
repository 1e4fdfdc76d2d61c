use std::path::Path;
#[path = "../tests/it/labelled.rs"]
mod labelled;
use doorwise_words::addressee;
fn main() {
    for file in std::env::args().skip(1) {
        let copies = match file.ends_with(".md") {
            true => labelled::read(&file),
            false => labelled::read_json(Path::new(&file)),
        };
        for c in &copies {
            let alone = addressee::of_copy(c.copy(), None);
            let with = addressee::of_copy(c.copy(), Some(c.persona()));
            let scores: Vec<_> = alone.scores.iter().map(|(f, s)| serde_json::json!([f.as_str(), s])).collect();
            println!("{}", serde_json::json!({"file": file, "id": c.id, "to": c.speaks_to, "mixed": c.is_mixed, "faults": c.faults,
                "subject": c.copy().subject, "body": c.copy().body, "scores": scores,
                "verdict": format!("{:?}", alone.verdict), "hits": alone.spans.iter().map(|h| serde_json::json!([&c.copy().body[h.range.clone()], h.function.as_str(), h.weight])).collect::<Vec<_>>(),
                "with": [format!("{:?}", with.verdict), with.function.map(|f| f.as_str()), with.band.as_str()],
                "persona": c.persona().role.function.map(|f| f.as_str()), "is_wrong": c.faults.iter().any(|f| f == "wrong_addressee")}));
        }
    }
}
