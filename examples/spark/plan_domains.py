# SPDX-License-Identifier: MIT
"""Plan the domains of a Parquet dataset on a Spark cluster.

Usage: spark-submit plan_domains.py [--format FORMAT]... INPUT OUTPUT

INPUT is a Parquet dataset with a column "document": on each row a setup
document, or an object with "setup", "existing" and "reader", as text. Its
other columns are kept, as keys to join by. OUTPUT is a Parquet dataset with
what a line of sesdomain-bulk has (doc/many.md), as columns. README.md says
what the executors need.
"""

import argparse
import json
from collections.abc import Iterator

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.types import (
    ArrayType,
    BooleanType,
    MapType,
    StringType,
    StructField,
    StructType,
)

import sesdomain


def struct(**fields) -> StructType:
    return StructType(
        [StructField(name, kind, True) for name, kind in fields.items()]
    )


TEXT = StringType()
FINDING = struct(
    code=TEXT,
    severity=TEXT,
    fix=TEXT,
    name=TEXT,
    instances=ArrayType(TEXT),
    message=TEXT,
    hint=TEXT,
)
#: the columns of a plan: null where the line of sesdomain-bulk has no member
COLUMNS = struct(
    verdict=TEXT,
    domain=TEXT,
    zone=TEXT,
    reference=TEXT,
    ready=BooleanType(),
    has_changes=BooleanType(),
    findings=ArrayType(FINDING),
    # the documents of each format; those in JSON as text
    documents=MapType(TEXT, ArrayType(TEXT)),
    refused=MapType(TEXT, struct(status=TEXT, name=TEXT, type=TEXT,
                                 reason=TEXT)),
    error=struct(part=TEXT, status=TEXT, path=TEXT, message=TEXT),
)


def to_columns(row: dict) -> dict:
    """Make a row fit the columns: maps as pairs, JSON as text."""
    documents, error = row.get("documents"), row.get("error")
    return {
        **row,
        "documents": documents and [
            (name, [text if isinstance(text, str) else json.dumps(text)
                    for text in texts])
            for name, texts in documents.items()
        ],
        "refused": list(row.get("refused", {}).items()),
        "error": error and {key: error[key] for key in
                            ("part", "status", "path", "message")},
    }


def plan_domains(frame: DataFrame, formats: list[str]) -> DataFrame:
    """Plan the column "document" of a frame."""
    from pyspark.sql.pandas.types import to_arrow_schema

    kept = [field for field in frame.schema if field.name != "document"]
    schema = StructType(kept + COLUMNS.fields)
    columns = to_arrow_schema(COLUMNS)

    def plan(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            rows = sesdomain.plan_rows(
                batch.column("document").to_pylist(), formats
            )
            planned = pa.RecordBatch.from_pylist(
                [to_columns(row) for row in rows], schema=columns
            )
            yield pa.RecordBatch.from_arrays(
                [batch.column(field.name) for field in kept]
                + planned.columns,
                names=[field.name for field in schema],
            )

    return frame.mapInArrow(plan, schema)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--format", action="append", default=[])
    parser.add_argument("input")
    parser.add_argument("output")
    arguments = parser.parse_args()
    spark = SparkSession.builder.appName("sesdomain").getOrCreate()
    frame = spark.read.parquet(arguments.input)
    plan_domains(frame, arguments.format).write.parquet(arguments.output)
    spark.stop()


if __name__ == "__main__":
    main()
