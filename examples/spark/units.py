"""The translation units of many pages as a Spark DataFrame, and as Parquet partitioned by target locale.

Spark lists, retries, shuffles and dedupes; `bitext` reads pages. Each task runs the binary on a few hundred paths at a time and
reads its JSON Lines with pyarrow, so the rows are typed. A page that cannot be read is a row with `path` and `error`.

    spark-submit --files bitext units.py --out units/ LIST

LIST is a file with one path per line, as all executors see them.
"""

import argparse
import json
import os
import subprocess

import pyarrow as pa
import pyarrow.json
from pyspark import SparkFiles
from pyspark.sql import SparkSession
from pyspark.sql.types import StructType

PATHS_PER_RUN = 200
TYPES = {"string": pa.string(), "int64": pa.int64(), "bool": pa.bool_(), "list<string>": pa.list_(pa.string())}


def schema(bitext, form):
    """The columns, as the binary states them."""
    return json.loads(subprocess.run([bitext, "schema", "--to", form], check=True, capture_output=True).stdout)


def arrow_schema(bitext):
    return pa.schema([pa.field(c["name"], TYPES[c["type"]], c["nullable"]) for c in schema(bitext, "arrow")])


def shipped(bitext):
    """The binary on this machine: what `--files` has brought here, or else the path as it is."""
    brought = SparkFiles.get(os.path.basename(bitext))
    return brought if os.path.exists(brought) else bitext


def extract(bitext, paths, columns):
    """One run of the binary: a table of its rows. Exit code 3 says that some pages are error rows."""
    run = subprocess.run([bitext, "extract", "-q", "-j", "1", "--hash", "--", *paths], capture_output=True)
    if run.returncode not in (0, 3):
        raise RuntimeError(run.stderr.decode(errors="replace"))
    if not run.stdout:
        return columns.empty_table()
    options = pyarrow.json.ParseOptions(explicit_schema=columns, unexpected_field_behavior="error")
    reading = pyarrow.json.ReadOptions(block_size=64 << 20)
    table = pyarrow.json.read_json(pa.BufferReader(run.stdout), read_options=reading, parse_options=options)
    return table.select(columns.names)


def units(spark, paths, bitext, partitions):
    """A DataFrame with a row per unit, and one per page that could not be read."""
    columns = StructType.fromJson(schema(bitext, "spark"))

    def run(batches):
        binary = shipped(bitext)
        fields = arrow_schema(binary)
        for batch in batches:
            all_paths = batch.column(0).to_pylist()
            for at in range(0, len(all_paths), PATHS_PER_RUN):
                yield from extract(binary, all_paths[at : at + PATHS_PER_RUN], fields).to_batches()

    listed = spark.createDataFrame([(path,) for path in paths], "path string").repartition(partitions)
    return listed.mapInArrow(run, columns)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("list", help="a file with one path per line")
    parser.add_argument("--out", required=True, help="a folder for Parquet, partitioned by target locale")
    parser.add_argument("--bitext", default="bitext", help="the binary")
    parser.add_argument("--partitions", type=int, default=8)
    parser.add_argument("--distinct", action="store_true", help="only the first of equal pairs")
    args = parser.parse_args()
    spark = SparkSession.builder.appName("bitext").getOrCreate()
    with open(args.list) as lines:
        paths = lines.read().splitlines()
    rows = units(spark, paths, args.bitext, args.partitions)
    if args.distinct:
        # Rows without a hash (errors, damaged units) are no pairs and stay.
        pairs = rows.where("pair_hash is not null").dropDuplicates(["pair_hash"])
        rows = pairs.unionByName(rows.where("pair_hash is null"))
    rows.write.mode("overwrite").partitionBy("target_locale").parquet(args.out)
    spark.stop()


if __name__ == "__main__":
    main()
