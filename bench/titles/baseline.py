"""The title classifier that a user would write in an afternoon: lists of words that a title contains.

python3 bench/titles/baseline.py <shared folder>
prints what cargo run --release -p doorwise-vocab --example title_accuracy prints of ours.
"""

import csv
import sys
import time
from pathlib import Path

SENIORITY = [
    ("founder", ["founder", "owner", "inhaber", "gründer", "fondateur", "fundador"]),
    ("vp", ["vice president", "vp ", "svp", "evp", "avp"]),
    ("c_level", ["chief", "ceo", "cfo", "cto", "cmo", "coo", "cio", "president", "managing director", "geschäftsführer", "vorstand"]),
    ("board", ["board", "chairman", "trustee"]),
    ("partner", ["partner"]),
    ("head", ["head", "leiter", "leitung", "hoofd", "jefe"]),
    ("director", ["director", "directeur", "direktor", "general manager", "prokurist"]),
    ("intern", ["intern", "werkstudent", "praktikant", "stagiaire"]),
    ("lead", ["lead", "supervisor", "teamleiter"]),
    ("manager", ["manager", "mgr", "gerente", "responsable", "responsabile"]),
    ("senior", ["senior", "sr", "principal", "staff"]),
    ("entry", ["junior", "trainee", "assistant", "graduate", "apprentice"]),
]
FUNCTION = [
    ("marketing", ["marketing", "brand", "growth", "content", "seo", "communication", "kommunikation"]),
    ("revops", ["revenue operations", "revops", "sales operations", "salesforce"]),
    ("sales", ["sales", "account executive", "business development", "vertrieb", "commercial", "partnership"]),
    ("customer", ["customer", "support", "success", "kunden"]),
    ("product", ["product", "produkt"]),
    ("security", ["security", "ciso"]),
    ("data", ["data", "analytics", "machine learning"]),
    ("it", ["information technology", "it ", "cio", "network", "sap", "crm"]),
    ("engineering", ["engineer", "developer", "software", "cto", "entwickl"]),
    ("finance", ["finance", "account", "cfo", "controller", "tax", "audit", "buchhalt"]),
    ("legal", ["legal", "counsel", "compliance", "lawyer"]),
    ("hr", ["hr", "human resources", "people", "talent", "recruit", "personal"]),
    ("procurement", ["procurement", "purchas", "buyer", "einkauf"]),
    ("operations", ["operations", "plant", "production", "logistics", "supply chain", "project"]),
    ("design", ["design", "ux"]),
    ("admin", ["assistant to", "executive assistant", "secretary", "receptionist", "office manager", "assistenz"]),
    ("strategy", ["strategy", "chief of staff", "transformation"]),
    ("research", ["research", "scientist"]),
    ("executive", ["ceo", "founder", "president", "managing director", "owner", "geschäftsführer"]),
]


def first(lists, title, otherwise):
    for name, words in lists:
        if any(word in title for word in words):
            return name
    return otherwise


def read(title):
    title = title.lower()
    return first(FUNCTION, title, "other"), first(SENIORITY, title, "ic")


def main():
    shared = Path(sys.argv[1])
    rows = list(csv.DictReader((shared / "eval/titles.csv").open(encoding="utf-8")))
    hits = {"function": 0, "seniority": 0, "both": 0}
    for row in rows:
        function, seniority = read(row["title"])
        right = [
            got in (row[name], *row[f"alt_{name}"].split("/"))
            for name, got in (("function", function), ("seniority", seniority))
        ]
        hits["function"] += right[0]
        hits["seniority"] += right[1]
        hits["both"] += all(right)
    for name, n in hits.items():
        print(f"{name:<12} {n / len(rows):.3f}  ({n} of {len(rows)})")
    titles = {
        line.split("\t")[1]
        for line in (shared / "data/onet_27/Alternate Titles.txt").open(encoding="utf-8")
    }
    start = time.process_time()
    for title in titles:
        read(title)
    seconds = time.process_time() - start
    print(f"{len(titles)} distinct titles, {len(titles) / seconds:.0f} a processor second")


main()
