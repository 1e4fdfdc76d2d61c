"""Doorwise against Polars and DuckDB on one Parquet file: tier counts (a), and the top tier written out (b).
"prepared" is Doorwise again, on the file after `doorwise prepare`; how long that took is said first.

usage: python3 bench/run.py DOORWISE MARKET.parquet [ROUNDS]
needs: pip install polars duckdb numpy pyarrow; a market from `python3 bench/generate.py ROWS MARKET.parquet`
Engines take turns, each run in a process of its own; prints medians of processor time (user and system),
wall time and peak memory, and stops where the counts or the rows written differ.
"""
import json, os, shutil, statistics, subprocess, sys, tempfile, time

binary, market = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 5
here = os.path.dirname(os.path.abspath(__file__))
folder = tempfile.mkdtemp()
kept = "id,domain,name,country,industry,employees,revenue,stage,business_model"

def run(words):
    with tempfile.TemporaryFile() as out:
        pid = os.posix_spawnp(words[0], words, os.environ,
            file_actions=[(os.POSIX_SPAWN_DUP2, out.fileno(), 1), (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)])
        start = time.perf_counter()
        _, status, used = os.wait4(pid, 0)
        wall = time.perf_counter() - start
        out.seek(0)
        text = out.read().decode()
    assert os.waitstatus_to_exitcode(status) == 0, words
    return text, used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1000

# The same file under two names: one of them is prepared.
plain, prepared = f"{folder}/plain.parquet", f"{folder}/prepared.parquet"
os.symlink(market, plain)
os.symlink(market, prepared)
text, cpu, wall, memory = run([binary, "prepare", prepared, "--format", "json"])
rows = json.loads(text)[0]["rows"]
print(f"prepare   processor {cpu:.2f} s  wall {wall:.2f} s  peak {memory:.0f} MB  {rows / wall / 1e6:.2f} million rows a second")

def ours(table, query, out):
    words = [binary, "score", "--icp", f"{here}/icp.yaml", "--table", table, "--top", "0", "--format", "json"]
    if query == "b":
        words += ["--brief", "--only", "A", "--keep", kept, "--out", out]
    text, *cost = run(words)
    # The rivals' tier is that of the score with what is blank at 0: the least of the tiers attainable.
    tiers = {}
    for tier in json.loads(text)["tiers"]:
        if tier["decision"] == "pursue":
            least = tier["tier"].replace(",", " ").split()[-1]
            tiers[least] = tiers.get(least, 0) + tier["companies"]
    return tiers, cost

def rival(engine, query, out):
    text, *cost = run([sys.executable, f"{here}/rival.py", engine, query, market, out])
    rows = json.loads(text)["result"]
    return {row[0]: row[1] for row in rows if query == "a" and row[0] != "X"}, cost

def ids(path):
    # In a process of its own: a child's peak memory is never below what this one had when it began.
    code = "import sys, hashlib, pyarrow.parquet as pq; ids = sorted(pq.read_table(sys.argv[1], columns=['id'])['id'].to_pylist())"
    code += "; print(len(ids), hashlib.sha256('\\n'.join(map(str, ids)).encode()).hexdigest())"
    return subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, check=True).stdout

for query in "ab":
    costs, counted, written = {}, {}, {}
    for _ in range(rounds):
        for engine in ["doorwise", "prepared", "polars", "duckdb"]:
            out = f"{folder}/out-{engine}.parquet"
            table = {"doorwise": plain, "prepared": prepared}.get(engine)
            tiers, cost = ours(table, query, out) if table else rival(engine, query, out)
            costs.setdefault(engine, []).append(cost)
            counted[engine] = tiers
            if query == "b":
                written[engine] = ids(out)
    if query == "a":
        assert all(tiers == counted["polars"] for tiers in counted.values()), counted
    else:
        assert len(set(written.values())) == 1, written
    medians = {engine: [statistics.median(column) for column in zip(*runs)] for engine, runs in costs.items()}
    best = min(medians[engine][0] for engine in ["polars", "duckdb"])
    for engine, (cpu, wall, memory) in medians.items():
        print(f"{query} {engine:9} processor {cpu:.2f} s  wall {wall:.2f} s  peak {memory:.0f} MB  ratio {cpu / best:.2f}")
shutil.rmtree(folder)
