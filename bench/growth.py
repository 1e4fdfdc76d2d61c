"""How processor time grows with rows: tier counts by Doorwise, from Parquet and prepared, next to Polars and DuckDB.

usage: python3 bench/growth.py DOORWISE PLOT.svg MARKET.parquet...
needs: pip install polars duckdb numpy pyarrow matplotlib; markets from `python3 bench/generate.py ROWS MARKET.parquet`
Engines take turns, three rounds (one above ten million rows); prints medians, and draws them.
"""
import os, statistics, sys, tempfile, json, time
import pyarrow.parquet as pq
import matplotlib
matplotlib.use("svg")
import matplotlib.pyplot as plt

binary, plot, markets = os.path.abspath(sys.argv[1]), sys.argv[2], [os.path.abspath(path) for path in sys.argv[3:]]
here = os.path.dirname(os.path.abspath(__file__))

def run(words):
    start = time.perf_counter()
    actions = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_WRONLY, 0) for fd in (1, 2)]
    pid = os.posix_spawnp(words[0], words, os.environ, file_actions=actions)
    _, status, used = os.wait4(pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0, words
    return used.ru_utime + used.ru_stime, time.perf_counter() - start, used.ru_maxrss / 1000

names = {"doorwise": "Doorwise, Parquet", "prepared": "Doorwise, prepared", "polars": "Polars, Parquet", "duckdb": "DuckDB, Parquet"}
found = {engine: [] for engine in names}
for market in sorted(markets, key=lambda path: pq.ParquetFile(path).metadata.num_rows):
    rows = pq.ParquetFile(market).metadata.num_rows
    with tempfile.TemporaryDirectory() as folder:
        tables = {engine: f"{folder}/{engine}.parquet" for engine in ["doorwise", "prepared"]}
        for table in tables.values():
            os.symlink(market, table)
        cpu, wall, memory = run([binary, "prepare", tables["prepared"]])
        size = os.path.getsize(tables["prepared"] + ".prepared")
        print(f"{rows:>11} prepare   processor {cpu:8.3f} s  wall {wall:8.3f} s  peak {memory:5.0f} MB  {rows / wall / 1e6:.2f} million rows a second, {size / 1e6:.0f} MB")
        costs = {engine: [] for engine in names}
        for _ in range(3 if rows <= 10_000_000 else 1):
            for engine in names:
                if engine in tables:
                    words = [binary, "score", "--icp", f"{here}/icp.yaml", "--table", tables[engine], "--top", "0"]
                else:
                    words = [sys.executable, f"{here}/rival.py", engine, "a", market, f"{folder}/none"]
                costs[engine].append(run(words))
        for engine, runs in costs.items():
            cpu, wall, memory = [statistics.median(column) for column in zip(*runs)]
            found[engine].append((rows, cpu))
            print(f"{rows:>11} {engine:9} processor {cpu:8.3f} s  wall {wall:8.3f} s  peak {memory:5.0f} MB")

figure, axes = plt.subplots(figsize=(7, 4.5))
for engine, points in found.items():
    axes.plot(*zip(*points), marker="o", label=names[engine])
axes.set(xscale="log", yscale="log", xlabel="companies", ylabel="processor seconds, start of the process included", title="Counting tiers, 2 cores")
axes.grid(True, which="major", alpha=0.3)
axes.legend()
figure.tight_layout()
plt.rcParams["svg.hashsalt"] = "doorwise"
figure.savefig(plot, metadata={"Date": None})
