//! The report in a real browser: nothing runs, nothing is fetched, nothing sticks out.
//!
//! Chromium comes from the system; `cargo xtask test` installs it. Without it these tests say so
//! and pass, but not in CI, where `CI` is set.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::run::{doorwise_ok, repository};

#[expect(clippy::print_stderr, reason = "a skipped test must say so")]
fn chromium() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = ["chromium", "chromium-browser", "google-chrome"]
        .iter()
        .flat_map(|name| std::env::split_paths(&path).map(move |folder| folder.join(name)))
        .find(|file| file.is_file());
    assert!(
        found.is_some() || std::env::var_os("CI").is_none(),
        "no Chromium in CI: `cargo xtask test` installs it"
    );
    if found.is_none() {
        eprintln!("skipped: no Chromium on this machine");
    }
    found
}

struct Page {
    dom: String,
    console: String,
}

/// Opens a page and returns its document and what it complained about.
fn open(chromium: &Path, page: &Path, width: u32) -> Page {
    let profile = tempfile::tempdir().expect("a folder");
    let output = Command::new(chromium)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--enable-logging=stderr",
            "--virtual-time-budget=2000",
            "--dump-dom",
        ])
        .arg(format!("--window-size={width},900"))
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg(format!("file://{}", page.display()))
        .output()
        .expect("Chromium runs");
    let stderr = String::from_utf8_lossy(&output.stderr);
    Page {
        dom: String::from_utf8_lossy(&output.stdout).into_owned(),
        console: stderr
            .lines()
            .filter(|line| line.contains("CONSOLE"))
            .collect::<Vec<_>>()
            .join("\n"),
    }
}

/// Wraps the page in a frame of this width that measures how wide its content wants to be.
fn framed(page: &Path, width: u32) -> PathBuf {
    let html = fs::read_to_string(page).expect("the page");
    let text = serde_json::to_string(&html)
        .expect("JSON")
        .replace("</", "<\\/");
    let frame = page.with_file_name(format!("frame-{width}.html"));
    let harness = format!(
        "<!doctype html><iframe id=f style=\"width:{width}px;height:900px;border:0\"></iframe><output id=o>not measured</output>\n\
         <script>const f=document.getElementById('f');f.onload=()=>{{const e=f.contentDocument.documentElement;\
         document.getElementById('o').textContent='content '+e.scrollWidth+' of '+e.clientWidth}};f.srcdoc={text};</script>"
    );
    fs::write(&frame, harness).expect("written");
    frame
}

fn report(workspace: &Path, out: &Path) -> PathBuf {
    doorwise_ok(
        &repository(),
        &[
            "plan",
            &workspace.to_string_lossy(),
            "--out",
            &out.to_string_lossy(),
        ],
    );
    out.join("report.html")
}

#[test]
fn the_report_opens_without_a_complaint_and_fits_a_phone() {
    let Some(chromium) = chromium() else { return };
    let out = tempfile::tempdir().expect("a folder");
    let page = report(&repository().join("examples/saas-india"), out.path());
    let opened = open(&chromium, &page, 1440);
    assert!(
        opened.dom.contains("pursue") && opened.dom.contains("Meera"),
        "{}",
        opened.dom
    );
    assert_eq!(opened.console, "", "the page complains");
    for width in [390, 1440] {
        let measured = open(&chromium, &framed(&page, width), 1600).dom;
        let said = measured
            .split("<output id=\"o\">")
            .nth(1)
            .and_then(|rest| rest.split('<').next())
            .unwrap_or_default();
        let widths: Vec<u32> = said
            .split(' ')
            .filter_map(|word| word.parse().ok())
            .collect();
        // The frame's own scroll bar takes a few pixels of the width.
        assert!(
            widths.len() == 2 && widths[0] == widths[1] && widths[1] > width - 20,
            "at {width} px: {said}"
        );
    }
}

#[test]
fn a_hostile_name_stays_text() {
    let Some(chromium) = chromium() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let put = |file: &str, text: &str| {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    };
    put(
        "doorwise.yaml",
        "name: \"<script>alert(1)</script>\"\ntables:\n  companies:\n    path: list.csv\n    columns: { name: Name }\n",
    );
    put(
        "icps/all.yaml",
        "icp: all\nname: \"</style><img src=x onerror=alert(2)>\"\n",
    );
    put(
        "list.csv",
        "Name,Size\n<img src=x onerror=alert(3)>,1\n\"\"\"><svg onload=alert(4)>\",2\n",
    );
    let page = report(folder.path(), &folder.path().join("out"));
    let opened = open(&chromium, &page, 1440);
    assert!(
        opened.dom.contains("&lt;img src=x onerror=alert(3)&gt;"),
        "the name is shown as text"
    );
    for element in ["<img", "<svg onload", "<script>alert"] {
        assert!(
            !opened.dom.contains(element),
            "`{element}` became an element"
        );
    }
    assert_eq!(opened.console, "");
}
