#!/usr/bin/env python3
"""Checks the same mails with Doorwise and proselint (PyPI), one after the other, and prints mails per second.

    pip install proselint
    cargo build --release -p doorwise-words --example copy_speed
    python3 bench/copy/run.py [N]

The mails are the labelled cold mails of crates/doorwise-words/tests/copies, repeated to N (default 200),
each with its number in it so that nothing can be cached.
"""
import pathlib, subprocess, sys, tempfile, time

root = pathlib.Path(__file__).resolve().parents[2]
n = int(sys.argv[1]) if len(sys.argv) > 1 else 200
mails = []
for name in ("labelled.md", "blind1.md"):
    for block in (root / "crates/doorwise-words/tests/copies" / name).read_text().split("\n## ")[1:]:
        head, body = block.split("\n", 1)
        if " cold_email " in head:
            mails.append("\n".join(l for l in body.splitlines() if not l.startswith("Subject: ")))
with tempfile.TemporaryDirectory() as folder:
    files = []
    for idx in range(n):
        file = pathlib.Path(folder) / f"{idx:06}.md"
        file.write_text(f"{mails[idx % len(mails)]}\n\nMail {idx}\n")
        files.append(str(file))
    ours = root / "target/release/examples/copy_speed"
    if ours.exists():
        print("doorwise:", subprocess.run([str(ours), folder], capture_output=True, text=True).stdout.strip())
    else:
        print("doorwise: not built")
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "proselint", "check", *files], capture_output=True, text=True)
    seconds = time.perf_counter() - start
    if done.returncode not in (0, 1) or "No module" in done.stderr:
        print("proselint: could not run:", done.stderr.strip().splitlines()[-1:])
    else:
        print(f"proselint: {n} mails, {len(done.stdout.splitlines())} lines of findings, {seconds:.2f} s: {n / seconds:.1f} mails per second")
