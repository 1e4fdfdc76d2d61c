#!/usr/bin/env python3
"""How often `doorwise check --outcomes` claims anything where nothing is there, and finds what is planted.

    cargo build -p doorwise
    python3 bench/copy/outcomes.py [TABLES]

Tables are generated, with seeds 0 to TABLES - 1: 80 tests of four copies with clicks of impressions, or 400 mails with a
reply or none. Sentences are ours. Copies differ in rate by more than chance (a fifth up or down), so that an interval
from counts alone would claim too much.
"""
import csv, json, pathlib, random, subprocess, sys, tempfile

root = pathlib.Path(__file__).resolve().parents[2]
binary = root / "target/debug/doorwise"
tables = int(sys.argv[1]) if len(sys.argv) > 1 else 200
OPENINGS = ["Half of your deals have no source.", "You look for the source of deals every Sunday.", "Which of your deals came from marketing?"]
FAULTS = {
    "copy/we-we": "We help teams and our people love what we do for us.",
    "copy/jargon": "It is a seamless best-in-class ecosystem.",
    "copy/false-urgency": "Act now, this is your last chance.",
    "copy/too-many-questions": "Is that so? Would you like to know? Shall we?",
}


def copy(rng):
    has = {fault: rng.random() < 0.4 for fault in FAULTS}
    text = " ".join([rng.choice(OPENINGS)] + [says for fault, says in FAULTS.items() if has[fault]])
    return text, has


def clicks(rng, path, effect):
    with open(path, "w") as file:
        out = csv.writer(file)
        out.writerow(["test_id", "headline", "clicks", "impressions"])
        for test in range(80):
            base = rng.uniform(0.01, 0.05)
            for _ in range(4):
                text, has = copy(rng)
                rate = base * rng.uniform(0.8, 1.2) * (1 - effect if has["copy/we-we"] else 1)
                n = rng.randint(2500, 3500)
                # The normal approximation of a binomial is near enough at these counts.
                hits = round(rng.gauss(n * rate, (n * rate * (1 - rate)) ** 0.5))
                out.writerow([f"t{test}", text, max(hits, 0), n])


def replies(rng, path, effect):
    with open(path, "w") as file:
        out = csv.writer(file)
        out.writerow(["text", "replied"])
        for _ in range(400):
            text, has = copy(rng)
            rate = 0.12 * (1 - effect if has["copy/we-we"] else 1)
            out.writerow([text, int(rng.random() < rate)])


with tempfile.TemporaryDirectory() as folder:
    for name, make, effects in (("clicks in 80 tests", clicks, (0, 0.1, 0.2)), ("400 mails, replied or not", replies, (0, 0.5, 0.8))):
        for effect in effects:
            claims = found = wrong = 0
            for seed in range(tables):
                path = pathlib.Path(folder) / "t.csv"
                make(random.Random(f"{name}{seed}"), path, effect)
                done = subprocess.run([str(binary), "check", "--outcomes", str(path), "--format", "json"], capture_output=True, text=True)
                verdicts = {rule["name"]: rule["verdict"] for rule in json.loads(done.stdout)["rules"]}
                said = {rule for rule, verdict in verdicts.items() if verdict != "not enough evidence"}
                claims += bool(said)
                found += verdicts.get("copy/we-we") == "agrees"
                wrong += bool(said - {"copy/we-we", "copy/self-intro-opener"})
            print(f"{name}, effect {effect:.0%}: of {tables} tables {claims} claim anything, {found} say that copy/we-we agrees, {wrong} name another rule")
