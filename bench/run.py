"""Doorwise against Polars and DuckDB on one Parquet file: tier counts (a), and the top tier written out (b).

usage: python3 bench/run.py DOORWISE MARKET.parquet [ROUNDS]
needs: pip install polars duckdb numpy pyarrow; a market from `python3 bench/generate.py ROWS MARKET.parquet`
Engines take turns, each run in a process of its own; prints medians of processor time (user and system),
wall time and peak memory, and stops where the counts or the rows written differ.
"""
import json, os, statistics, subprocess, sys, tempfile
import pyarrow.parquet as pq

binary, market = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 5
here = os.path.dirname(os.path.abspath(__file__))
folder = tempfile.mkdtemp()
kept = "id,domain,name,country,industry,employees,revenue,stage,business_model"

def run(words):
    with tempfile.TemporaryFile() as out:
        pid = os.posix_spawnp(words[0], words, os.environ,
            file_actions=[(os.POSIX_SPAWN_DUP2, out.fileno(), 1), (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)])
        import time
        start = time.perf_counter()
        _, status, used = os.wait4(pid, 0)
        wall = time.perf_counter() - start
        out.seek(0)
        text = out.read().decode()
    assert os.waitstatus_to_exitcode(status) == 0, words
    return text, used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1000

def ours(query, out):
    words = [binary, "score", "--icp", f"{here}/icp.yaml", "--table", market, "--top", "0", "--format", "json"]
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

for query in "ab":
    costs, counted, written = {}, {}, {}
    for _ in range(rounds):
        for engine in ["doorwise", "polars", "duckdb"]:
            out = f"{folder}/{engine}.parquet"
            tiers, cost = ours(query, out) if engine == "doorwise" else rival(engine, query, out)
            costs.setdefault(engine, []).append(cost)
            counted[engine] = tiers
            if query == "b":
                written[engine] = sorted(pq.read_table(out, columns=["id"])["id"].to_pylist())
    if query == "a":
        assert counted["doorwise"] == counted["polars"] == counted["duckdb"], counted
    else:
        assert written["doorwise"] == written["polars"] == written["duckdb"]
    medians = {engine: [statistics.median(column) for column in zip(*runs)] for engine, runs in costs.items()}
    best = min(medians[engine][0] for engine in ["polars", "duckdb"])
    for engine, (cpu, wall, memory) in medians.items():
        print(f"{query} {engine:9} processor {cpu:.2f} s  wall {wall:.2f} s  peak {memory:.0f} MB  ratio {cpu / best:.2f}")
