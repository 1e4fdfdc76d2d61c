use super::*;

fn cell(text: &str) -> (&'static str, &'static str) {
    let title = title(text);
    (title.function.as_str(), title.seniority.as_str())
}

#[derive(Default)]
struct Score {
    n: usize,
    function: usize,
    seniority: usize,
    joint: usize,
    misses: Vec<String>,
}

/// Splits one line of a CSV file; quotes hold commas.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            other => fields.last_mut().expect("one field").push(other),
        }
    }
    fields
}

#[test]
fn labelled_titles_are_read_well() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/eval/titles.csv");
    let Ok(text) = std::fs::read_to_string(path) else {
        println!("skipped: no shared data");
        return;
    };
    let mut all = Score::default();
    let mut traps = (0, 0);
    for line in text.lines().skip(1) {
        let fields = fields(line);
        let (function, seniority) = cell(&fields[1]);
        let fits = |label: &str, others: &str, got: &str| label == got || others.split('/').any(|other| other == got);
        let function_fits = fits(&fields[2], &fields[5], function);
        let seniority_fits = fits(&fields[3], &fields[6], seniority);
        all.n += 1;
        all.function += usize::from(function_fits);
        all.seniority += usize::from(seniority_fits);
        all.joint += usize::from(function_fits && seniority_fits);
        if fields[4].contains("trap") {
            traps.0 += 1;
            traps.1 += usize::from(function_fits && seniority_fits);
        }
        if !(function_fits && seniority_fits) {
            all.misses.push(format!("{}: {} {} / got {function} {seniority}", fields[1], fields[2], fields[3]));
        }
    }
    println!("n {} function {} seniority {} joint {} traps {traps:?}\n{}", all.n, all.function, all.seniority, all.joint, all.misses.join("\n"));
}

#[test]
fn try_out() {
    let d = std::fs::read_to_string("/work/shared/data/snapaddy_titles/department-v2.csv").unwrap();
    let mut table: std::collections::BTreeMap<String, std::collections::BTreeMap<&str, usize>> = Default::default();
    let mut out = String::new();
    for line in d.lines().skip(1) { let f = fields(line); let t = title(&f[0]);
        *table.entry(f[1].clone()).or_default().entry(t.function.as_str()).or_default() += 1;
        out += &format!("D\t{}\t{}\t{}\t{}\n", f[1], t.function.as_str(), t.seniority.as_str(), f[0]); }
    let d = std::fs::read_to_string("/work/shared/data/snapaddy_titles/seniority-v2.csv").unwrap();
    for line in d.lines().skip(1) { let f = fields(line); let t = title(&f[0]);
        *table.entry(format!("S {}", f[1])).or_default().entry(t.seniority.as_str()).or_default() += 1;
        out += &format!("S\t{}\t{}\t{}\t{}\n", f[1], t.function.as_str(), t.seniority.as_str(), f[0]); }
    for (k, v) in table { println!("{k}: {v:?}"); }
    std::fs::write("/tmp/snap.tsv", out).unwrap();
}
