"""Checks units.py with real executor processes: python test.py BITEXT FILE...

The rows have to be, as a set, those that one run of the binary prints; errors have to be rows; Parquet has to be partitioned by
locale; and distinct pairs have to be as many as `--dedup pair` leaves.
"""

import json
import os
import subprocess
import sys
import tempfile

os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
here = os.path.dirname(os.path.abspath(__file__))
os.environ["PYTHONPATH"] = os.pathsep.join([here, os.environ.get("PYTHONPATH", "")])

import units
from pyspark.sql import SparkSession


def key(row):
    return json.dumps(row, sort_keys=True, ensure_ascii=False)


def main():
    bitext, *files = sys.argv[1:]
    bitext = os.path.abspath(bitext)
    files = [os.path.abspath(file) for file in files]
    work = tempfile.mkdtemp()
    broken = os.path.join(work, "broken.md")
    with open(broken, "wb") as out:
        out.write(b"not UTF-8: \xff\n")
    files.append(broken)

    one = subprocess.run([bitext, "extract", "-q", "--hash", "--", *files], capture_output=True)
    assert one.returncode == 3, one.stderr
    expect = [json.loads(line) for line in one.stdout.splitlines()]
    dedup = [bitext, "extract", "-q", "--hash", "--dedup", "pair", "--", *files]
    left = [json.loads(line) for line in subprocess.run(dedup, capture_output=True).stdout.splitlines()]

    spark = (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .appName("bitext test")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.executorEnv.PYTHONPATH", os.environ["PYTHONPATH"])
        .config("spark.executorEnv.PYSPARK_PYTHON", sys.executable)
        .config("spark.sql.shuffle.partitions", "4")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    spark.sparkContext.addFile(bitext)
    # Only what was sent to the executors is used there.
    rows = units.units(spark, files, bitext, 4).cache()
    found = [{k: v for k, v in row.asDict(recursive=True).items()} for row in rows.collect()]
    columns = rows.columns
    full = lambda row: {column: row.get(column) for column in columns}
    assert sorted(map(key, found)) == sorted(key(full(row)) for row in expect), "the rows differ"
    errors = rows.where("error is not null").collect()
    assert [row["path"] for row in errors] == [broken], errors

    out = os.path.join(work, "units")
    rows.write.partitionBy("target_locale").parquet(out)
    again = spark.read.parquet(out)
    assert again.count() == len(expect), (again.count(), len(expect))
    partitions = {name.split("=", 1)[1] for name in os.listdir(out) if name.startswith("target_locale=")}
    locales = {row.get("target_locale") or "__HIVE_DEFAULT_PARTITION__" for row in expect}
    assert partitions == locales, (partitions, locales)

    distinct = rows.where("pair_hash is not null").select("pair_hash").distinct().count()
    left_over = sum(1 for row in left if row.get("pair_hash"))
    assert distinct == left_over, (distinct, left_over)
    spark.stop()
    print(f"ok: {len(expect)} rows of {len(files)} files by two executors, {distinct} distinct pairs, {len(locales)} partitions")


if __name__ == "__main__":
    main()
