//! Writes `examples/saas-india`, an invented workspace with a story whose truth is known.
//!
//! The story is the seed's own: a company targets the right companies but writes to their
//! founders, while deals in which the marketing leader takes part win more often. Because the
//! odds ratio is planted, `learn`, `who` and `audit` can be held against the truth.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

mod companies;
mod contacts;
mod csv;
mod deals;
mod evidence;
mod interviews;
mod random;
mod readme;
#[cfg(test)]
mod tests;
mod words;

use random::Random;

/// The day the invented tables were exported; `as_of` in `doorwise.yaml` says the same.
const AS_OF: Date = jiff::civil::date(2026, 11, 1);

/// The fixed texts of the workspace, copied out as they are but for `{seed}`.
const TEXTS: [(&str, &str); 9] = [
    (
        "doorwise.yaml",
        include_str!("example/workspace/doorwise.yaml"),
    ),
    (
        "icps/b2b-saas-india.yaml",
        include_str!("example/workspace/icps/b2b-saas-india.yaml"),
    ),
    (
        "personas/head-of-marketing.yaml",
        include_str!("example/workspace/personas/head-of-marketing.yaml"),
    ),
    (
        "personas/founder.yaml",
        include_str!("example/workspace/personas/founder.yaml"),
    ),
    (
        "proof/proofs.yaml",
        include_str!("example/workspace/proof/proofs.yaml"),
    ),
    (
        "copy/01-first-mail.md",
        include_str!("example/workspace/copy/01-first-mail.md"),
    ),
    (
        "copy/02-landing-hero.md",
        include_str!("example/workspace/copy/02-landing-hero.md"),
    ),
    (
        "copy/03-call-opener.md",
        include_str!("example/workspace/copy/03-call-opener.md"),
    ),
    (
        "copy/04-after.md",
        include_str!("example/workspace/copy/04-after.md"),
    ),
];

/// Whether the marketing leader's presence changes the odds of a win.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Story {
    Planted,
    Absent,
}

/// What the caller may choose about the generated workspace.
#[derive(Clone, Debug)]
struct Options {
    seed: u64,
    companies: usize,
    deals: usize,
    story: Story,
    out: PathBuf,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            seed: 7,
            companies: 600,
            deals: 300,
            story: Story::Planted,
            out: Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/saas-india"),
        }
    }
}

impl Options {
    fn parse(arguments: &[String]) -> Result<Self, Box<dyn Error>> {
        let mut options = Self::default();
        let mut rest = arguments.iter();
        while let Some(flag) = rest.next() {
            if flag == "--no-story" {
                options.story = Story::Absent;
                continue;
            }
            let value = rest.next().ok_or_else(|| {
                format!("`{flag}` has no value\n  = help: write it as `{flag} <value>`")
            })?;
            let number = || -> Result<u64, String> {
                value.parse().map_err(|_| {
                    format!(
                        "`{value}` is not a whole number\n  = help: write `{flag} 300`, digits only"
                    )
                })
            };
            match flag.as_str() {
                "--seed" => options.seed = number()?,
                "--companies" => options.companies = usize::try_from(number()?)?,
                "--deals" => options.deals = usize::try_from(number()?)?,
                "--out" => options.out = PathBuf::from(value),
                _ => {
                    return Err(format!(
                        "`{flag}` is not an option of `example`\n  = help: use --seed, --companies, --deals, --no-story or --out"
                    )
                    .into());
                }
            }
        }
        Ok(options)
    }
}

/// An invented market with its sales history, before it is spelled out as tables.
struct World {
    companies: Vec<companies::Company>,
    history: deals::History,
}

impl World {
    fn new(options: &Options) -> Result<Self, Box<dyn Error>> {
        let companies = companies::invent(
            options.companies,
            &mut Random::stream(options.seed, "companies"),
        );
        let inside = companies.iter().filter(|company| company.inside).count();
        if options.deals > 0 && (inside == 0 || inside == companies.len()) {
            return Err(format!(
                "{} companies are too few for deals inside and outside the ICP\n  = help: use `--companies 20` or more",
                options.companies
            )
            .into());
        }
        let history = deals::invent(
            options.deals,
            options.story,
            &companies,
            &mut Random::stream(options.seed, "deals"),
        )?;
        Ok(Self { companies, history })
    }
}

/// Returns every file of the workspace by its path, having checked the quotes it cites.
fn files(options: &Options) -> Result<BTreeMap<String, String>, Box<dyn Error>> {
    let world = World::new(options)?;
    let mut files = BTreeMap::new();
    for (path, text) in TEXTS {
        files.insert(
            path.to_owned(),
            text.replace("{seed}", &options.seed.to_string()),
        );
    }
    for interview in &interviews::ALL {
        files.insert(format!("research/{}", interview.file), interview.render());
    }
    files.insert(
        "data/companies.csv".to_owned(),
        companies::table(&world.companies),
    );
    files.insert(
        "data/deals.csv".to_owned(),
        world.history.deals_table(&world.companies),
    );
    files.insert("data/contacts.csv".to_owned(), world.history.roster.table());
    files.insert(
        "data/deal_contacts.csv".to_owned(),
        world.history.deal_contacts_table(),
    );
    files.insert("README.md".to_owned(), readme::write(options, &world));
    for (path, schema) in doorwise_model::draft_files::schema_files() {
        files.insert(path.to_owned(), schema);
    }
    evidence::check(&files)?;
    Ok(files)
}

/// Writes the example workspace and returns one line about it.
pub(crate) fn run(arguments: &[String]) -> Result<String, Box<dyn Error>> {
    let options = Options::parse(arguments)?;
    let files = files(&options)?;
    for (path, text) in &files {
        let target = options.out.join(path);
        if let Some(folder) = target.parent() {
            std::fs::create_dir_all(folder)
                .map_err(|fault| format!("`{}` cannot be created: {fault}", folder.display()))?;
        }
        std::fs::write(&target, text)
            .map_err(|fault| format!("`{}` cannot be written: {fault}", target.display()))?;
    }
    let bytes: usize = files.values().map(String::len).sum();
    Ok(format!(
        "wrote {} files, {bytes} bytes, to {}",
        files.len(),
        options.out.display()
    ))
}
