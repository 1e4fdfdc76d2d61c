//! `doorwise say`

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use doorwise_model::copy::language;
use doorwise_model::diagnostic::Level;
use doorwise_model::save;
use doorwise_model::workspace::{Workspace, load};
use doorwise_model::yaml::edit::flow_scalar;
use doorwise_playbook::id;
use doorwise_playbook::say::view::SayView;
use doorwise_playbook::say::{Wanted, say, say_rewritten};
use doorwise_playbook::view::MessageView;
use doorwise_serve::report;
use doorwise_words::draft::{Channel, Stage};

use super::OutputFormat;
use super::own_titles;
use super::plan::choose;
use super::segment;
use crate::language_model::Client;
use crate::output::say_text::{self, Part};
use crate::shell::{Fault, Shell, Status};

/// Say what to say to a persona: drafts from three sides, each sentence with its source
///
/// Drafts are assembled from the persona, the buyers' own words, the offer and the listed proofs, for
/// each channel and for what the reader knows already. What no evidence stands behind says
/// ASSUMPTION; what is missing is named and never made up. Every draft passes `doorwise check`.
#[derive(Debug, clap::Args)]
pub(crate) struct SayArgs {
    /// The workspace: the folder that holds doorwise.yaml
    #[arg(default_value = ".")]
    workspace: PathBuf,
    /// Id of the persona to speak to; where left out, all of them
    #[arg(long, value_name = "ID")]
    persona: Vec<String>,
    /// The companies they work in: an ICP's id, or a field and its value such as employees=10..50
    #[arg(long, value_name = "ICP|FIELD=VALUE")]
    segment: Option<String>,
    /// Where it is sent; where left out, everything is drafted and the terminal shows cold mails
    #[arg(long, value_enum, value_name = "CHANNEL")]
    channel: Vec<ChannelName>,
    /// How much the reader knows already
    #[arg(long, value_enum, value_name = "STAGE")]
    stage: Vec<StageName>,
    /// Which of the angles, from 1
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=3))]
    angle: Option<u8>,
    /// Show content to make and first steps to offer in place of the drafts
    #[arg(long)]
    ideas: bool,
    /// Show the message house and what not to say in place of the drafts
    #[arg(long)]
    house: bool,
    /// Ask the language model of doorwise.yaml to put each draft shown into other words; an answer
    /// that adds anything is refused and the draft stays
    #[arg(long)]
    rewrite: bool,
    /// Folder for each draft as a file that `doorwise check` reads, such as copy/drafts; elsewhere than
    /// in copy/ also for say.html and say.json
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// Where to write everything as one HTML page
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// How to print
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
}

/// Where a draft is sent, as it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
enum ChannelName {
    /// Everything
    All,
    /// First mail to a stranger
    ColdEmail,
    /// The two mails after it, each with a new fact
    FollowUp,
    /// Beside a request to connect, 200 characters
    LinkedinNote,
    /// A message through a network, under 400 characters
    Inmail,
    /// The first half minute of a call
    CallOpener,
    /// The top of a page
    LandingHero,
    /// Ads, with room and beside a search
    #[value(aliases = ["google_ad", "linkedin_ad"])]
    Ad,
    /// What is said to each doubt
    ObjectionAnswer,
}

impl ChannelName {
    const fn channels(self) -> &'static [Channel] {
        match self {
            Self::All => &Channel::ALL,
            Self::ColdEmail => &[Channel::ColdEmail],
            Self::FollowUp => &[Channel::FollowUp(1), Channel::FollowUp(2)],
            Self::LinkedinNote => &[Channel::LinkedinNote],
            Self::Inmail => &[Channel::Inmail],
            Self::CallOpener => &[Channel::CallOpener],
            Self::LandingHero => &[Channel::LandingHero],
            Self::Ad => &[Channel::LinkedinAd, Channel::GoogleAd],
            Self::ObjectionAnswer => &[Channel::ObjectionAnswer],
        }
    }
}

/// How much a reader knows, as it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
enum StageName {
    /// Feels a symptom and has no name for it
    Unaware,
    /// Knows the problem; taken where none is named
    Problem,
    /// Knows that there are ways out
    Solution,
    /// Knows this product and has a doubt
    Product,
    /// Needs the terms alone
    Most,
}

impl StageName {
    const fn stage(self) -> Stage {
        match self {
            Self::Unaware => Stage::Unaware,
            Self::Problem => Stage::Problem,
            Self::Solution => Stage::Solution,
            Self::Product => Stage::Product,
            Self::Most => Stage::Most,
        }
    }
}

pub(crate) fn run(args: &SayArgs, shell: &mut Shell) -> Result<Status, Fault> {
    own_titles::install(&args.workspace)?;
    let loaded = load::load(&args.workspace)?;
    let workspace = loaded.value;
    let errors: Vec<_> = loaded
        .diagnostics
        .into_iter()
        .filter(|found| found.level == Level::Error)
        .collect();
    shell.diagnostics(&errors, &workspace.sources);
    tell_missing_tables(&workspace, &args.workspace, shell);
    choose(&workspace, None)?;
    let wanted = wanted(args, &workspace)?;
    let view = if args.rewrite {
        let mut client = Client::new(&workspace)?;
        say_rewritten(&workspace, &wanted, &mut |prompt| client.ask(prompt))
    } else {
        say(&workspace, &wanted)
    };
    let stayed = view
        .personas
        .iter()
        .flat_map(|persona| &persona.drafts)
        .any(|draft| draft.rewrite.as_ref().is_some_and(|rewrite| !rewrite.taken));
    if let Some(path) = &args.html {
        shell.write(path, &report::say_page(&view))?;
    }
    if let Some(folder) = &args.out {
        // What lies in copy/ is read as copy: there the drafts stand alone.
        let (inside, of) = (
            std::path::absolute(folder),
            std::path::absolute(args.workspace.join("copy")),
        );
        let is_copy = inside.is_ok_and(|inside| of.is_ok_and(|of| inside.starts_with(of)));
        write_files(folder, is_copy, &view, shell)?;
    }
    match args.format {
        OutputFormat::Json => shell.print_json(&view)?,
        OutputFormat::Text => {
            let part = match (args.house, args.ideas, args.channel.is_empty()) {
                (true, ..) => Part::House,
                (_, true, _) => Part::Ideas,
                (.., true) => Part::ColdMails,
                _ => Part::Drafts,
            };
            let text = say_text::show(&view, part, shell.width());
            shell.print(&text)?;
        }
    }
    Ok(match errors.is_empty() && !stayed {
        true => Status::Clean,
        false => Status::Findings,
    })
}

/// Names tables that are not there; drafts need none, and what says how many companies they are for does.
fn tell_missing_tables(workspace: &Workspace, root: &Path, shell: &mut Shell) {
    for table in &workspace.tables {
        let path = root.join(&table.path);
        let is_pattern = table.path.to_string_lossy().contains(['*', '?', '[']);
        if !is_pattern && !path.exists() {
            shell.say(&format!(
                "the table of {} is not at {}: drafts are made without it, `doorwise plan` needs it",
                table.kind.as_str(),
                doorwise_model::diagnostic::slashed(&table.path)
            ));
        }
    }
}

fn wanted(args: &SayArgs, workspace: &Workspace) -> Result<Wanted, Fault> {
    let known: Vec<&str> = workspace
        .personas
        .iter()
        .map(|persona| persona.id.as_str())
        .collect();
    if known.is_empty() {
        return Err(Fault::asked(
            "there is nobody to speak to: the workspace has no persona that can be read",
            "write one with `doorwise init --persona \"Head of …, who needs to … and is tired of …\"`",
        ));
    }
    if let Some(unknown) = args.persona.iter().find(|id| !known.contains(&id.as_str())) {
        return Err(Fault::asked(
            format!("there is no persona `{unknown}`"),
            format!("use one of {}", known.join(", ")),
        ));
    }
    let mut wanted = Wanted {
        personas: args.persona.clone(),
        channels: args
            .channel
            .iter()
            .flat_map(|channel| channel.channels())
            .copied()
            .collect(),
        stages: args.stage.iter().map(|stage| stage.stage()).collect(),
        angle: args.angle.map(usize::from),
        segment: None,
    };
    if let Some(written) = &args.segment {
        match written.contains('=') {
            true => wanted.segment = Some(segment::narrowed(workspace, written)?),
            false => of_icp(&mut wanted, workspace, written)?,
        }
    }
    Ok(wanted)
}

/// Keeps the personas of one ICP.
fn of_icp(wanted: &mut Wanted, workspace: &Workspace, id: &str) -> Result<(), Fault> {
    if workspace.icp(id).is_none() {
        return Err(segment::neither(workspace, id));
    }
    let inside = workspace.personas_in(id);
    wanted.personas = inside
        .iter()
        .map(|persona| persona.id.clone())
        .filter(|persona| wanted.personas.is_empty() || wanted.personas.contains(persona))
        .collect();
    if wanted.personas.is_empty() {
        return Err(Fault::asked(
            format!("no persona that was asked for lives in the ICP `{id}`"),
            "name the ICP of the persona, or leave --persona out",
        ));
    }
    Ok(())
}

/// Writes the page, the view, and each draft as a piece of copy; a draft that somebody changed stays.
fn write_files(
    folder: &Path,
    is_copy: bool,
    view: &SayView,
    shell: &mut Shell,
) -> Result<(), Fault> {
    save::sweep(folder);
    let put = |path: PathBuf, text: &str| {
        save::save(&path, text.as_bytes()).map_err(|source| Fault::Save { path, source })
    };
    let mut wrote = String::new();
    if !is_copy {
        put(
            folder.join("say.json"),
            &(serde_json::to_string_pretty(view)? + "\n"),
        )?;
        put(folder.join("say.html"), &report::say_page(view))?;
        wrote.push_str("say.html, say.json and ");
    }
    let (mut n, mut left) = (0, Vec::new());
    for persona in &view.personas {
        for draft in persona
            .drafts
            .iter()
            .filter(|draft| draft.withheld.is_none())
        {
            let name = id::file_name(&draft.id);
            let path = folder.join(format!("{name}.md"));
            let text = copy_file(draft);
            match std::fs::read_to_string(&path) {
                Ok(known) if known != text => left.push(name),
                Ok(_) => n += 1,
                Err(_) => {
                    put(path, &text)?;
                    n += 1;
                }
            }
        }
    }
    shell.say(&format!("wrote {wrote}{n} drafts to {}", folder.display()));
    for name in left {
        shell.say(&format!("left alone, for it was changed: {name}.md"));
    }
    Ok(())
}

/// Returns a draft with the head that `check` reads.
fn copy_file(draft: &MessageView) -> String {
    let awareness = match draft.stage {
        "unaware" => "unaware".to_owned(),
        stage => format!("{stage}_aware"),
    };
    let mut text = format!(
        "---\npersona: {}\nchannel: {}\nawareness: {awareness}\n",
        flow_scalar(&draft.persona),
        draft.channel
    );
    match language::of_copy(&draft.text) {
        "en" => {}
        other => text.push_str(&format!("language: {other}\n")),
    }
    if draft.rewrite.as_ref().is_some_and(|rewrite| rewrite.taken) {
        text.push_str("# put into other words by a language model: read it before you send it\n");
    }
    // What is sent to a doubt has no subject; the doubt is its name.
    let key = match draft.channel.as_str() {
        "objection_answer" => "goal",
        _ => "subject",
    };
    if let Some(subject) = &draft.subject {
        text.push_str(&format!("{key}: {}\n", flow_scalar(subject)));
    }
    text.push_str(&format!("---\n{}\n", draft.text));
    text
}
