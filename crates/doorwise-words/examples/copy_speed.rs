//! Times every rule of copy over mails: `cargo run --release -p doorwise-words --example copy_speed -- [FOLDER]`.
//!
//! Without a folder the labelled copies of the tests are repeated until there are 20,000; with one,
//! every file in it is a mail. Prints mails per second, on as many threads as there are cores or as
//! `RAYON_NUM_THREADS` says; reading files is not counted.

use std::path::{Path, PathBuf};
use std::time::Instant;

use doorwise_model::copy::Copy;
use doorwise_model::workspace::{Workspace, load};
use doorwise_words::rules;

const N: usize = 20_000;

#[expect(clippy::print_stdout, reason = "an example prints what it measured")]
fn main() {
    let folder = std::env::args().nth(1);
    let mails = match &folder {
        Some(folder) => of_folder(Path::new(folder)),
        None => of_tests(),
    };
    let n = if folder.is_some() { mails.len() } else { N };
    let persona_file = PathBuf::from("p.yaml");
    let persona = load::read_persona(
        &persona_file,
        "persona: p\nname: Head of Marketing Meera\nicp: i\nrole: { function: marketing, seniority: [head] }\n\
         goals:\n  - says: prove pipeline to the founder\npains:\n  - says: sales says leads are junk\n  \
         - says: half of deals have no source in the CRM\nobjections:\n  - says: why can HubSpot not do it\n\
         words: { uses: [pipeline, junk leads, source, sheet, Monday] }\nassumption: all\n",
    )
    .value
    .expect("a persona");
    let workspace = Workspace {
        personas: vec![persona],
        copies: mails.into_iter().cycle().take(n).collect(),
        ..Workspace::default()
    };
    rules::check(&Workspace {
        copies: workspace.copies[..1].to_vec(),
        ..Workspace::default()
    });
    let start = Instant::now();
    let found = rules::check_all(&workspace);
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "{n} mails, {} findings, {seconds:.2} s on {} threads: {:.0} mails per second",
        found.found.len(),
        rayon::current_num_threads(),
        n as f64 / seconds
    );
}

fn mail(file: &str, body: &str) -> Copy {
    let text = format!("---\npersona: p\nchannel: cold_email\n---\n{body}\n");
    load::read_loose_copy(Path::new(file), text.as_bytes())
        .copies
        .into_iter()
        .next()
        .expect("a head and a body")
}

fn of_folder(folder: &Path) -> Vec<Copy> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    files
        .iter()
        .map(|file| {
            let text = std::fs::read_to_string(file).expect("a text");
            mail(&file.to_string_lossy(), &text)
        })
        .collect()
}

/// Returns the labelled copies of mails, heads aside.
fn of_tests() -> Vec<Copy> {
    [
        include_str!("../tests/copies/labelled.md"),
        include_str!("../tests/copies/blind1.md"),
    ]
    .iter()
    .flat_map(|text| text.split("\n## ").skip(1))
    .filter(|block| block.contains(" cold_email "))
    .enumerate()
    .map(|(idx, block)| {
        let body: String = block
            .lines()
            .skip(1)
            .filter(|line| !line.starts_with("Subject: "))
            .map(|line| format!("{line}\n"))
            .collect();
        mail(&format!("{idx}.md"), &body)
    })
    .collect()
}
