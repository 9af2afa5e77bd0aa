"""datapackage.json (Data Package v2 with Table Schema) and croissant.json (ML Commons Croissant 1.0) of a release."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from gaispider import __version__
from gaispider.dataset.release_schema import Column, Table, tables
from gaispider.dataset.store.partitions import parquet_files
from gaispider.files import file_digest, write_file

PACKAGE, CROISSANT = "datapackage.json", "croissant.json"
TITLE = "Yearly reports on government information disclosure of China (政府信息公开年度报告)"
NAME = "gaispider-release"
DESCRIPTION = (
    "Reports that Chinese offices must publish each year on the disclosure of government information, collected from "
    "their sites: figures under one key over all forms since 2008, with the place and certainty of each, and a panel "
    "in which a report that is missing is a row. See data_card.md and codebook.md."
)
# Said wherever a release that has records of a replay tells of itself.
OF_A_REPLAY = "Made with records of a replay, not of a crawl: a trial, not to be cited."
_SOURCES = [{"title": "Sites of Chinese governments, table sites; each report's address in reports.url"}]
_CROISSANT_TYPES = {
    "string": "sc:Text",
    "integer": "sc:Integer",
    "number": "sc:Float",
    "boolean": "sc:Boolean",
    "date": "sc:Date",
}
_CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}


def write_descriptions(release: Path, counts: Mapping[str, Any]) -> dict[str, str]:
    """Write both files for the tables that lie in the folder; gives the digests of those that are one file, by name.

    Raises OSError.
    """
    package = data_package(release, counts)
    digests = {one["path"]: one["hash"] for one in package["resources"] if "hash" in one}
    for name, content in ((PACKAGE, package), (CROISSANT, croissant(release, counts, digests))):
        write_file(release / name, json.dumps(content, ensure_ascii=False, indent=1) + "\n")
    return digests


def _version(counts: Mapping[str, Any]) -> str:
    """A release is named by the day of its last capture: nothing in it depends on the day of the build."""
    return f"{__version__}+{(counts['last_fetched'] or 'empty')[:10]}"


def _description(counts: Mapping[str, Any]) -> str:
    return f"{OF_A_REPLAY} {DESCRIPTION}" if counts["replays"] else DESCRIPTION


def data_package(release: Path, counts: Mapping[str, Any]) -> dict[str, Any]:
    """The content of datapackage.json; CSV files carry the schema, Parquet files have it in them."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": NAME,
        "title": TITLE,
        "description": _description(counts),
        "version": _version(counts),
        "keywords": ["China", "government information disclosure", "政府信息公开", "annual report", "panel"],
        "sources": _SOURCES,
        "resources": [one for table in tables().values() for one in _resources(release, table)],
    }


def _resources(release: Path, table: Table) -> Iterator[dict[str, Any]]:
    for suffix, media in (("csv", "text/csv"), ("parquet", "application/vnd.apache.parquet")):
        path = release / f"{table.name}.{suffix}"
        resource: dict[str, Any] = {
            "name": table.name if suffix == "csv" else f"{table.name}-parquet",
            "path": path.name,
            "title": table.english,
            "format": suffix,
            "mediatype": media,
        }
        if path.is_dir():
            # A digest is of one file: those of the parts are in manifest.json.
            parts = parquet_files(path)
            resource["path"] = [part.relative_to(release).as_posix() for part in parts]
            resource["bytes"] = sum(part.stat().st_size for part in parts)
        else:
            resource |= {"bytes": path.stat().st_size, "hash": file_digest(path)}
        if suffix == "csv":
            resource |= {"type": "table", "encoding": "utf-8", "schema": table_schema(table)}
        yield resource


def table_schema(table: Table) -> dict[str, Any]:
    """The Table Schema of a table."""
    schema: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
    }
    if table.primary:
        schema["primaryKey"] = list(table.primary)
    keys = [_foreign(column) for column in table.columns if column.refers]
    return schema | ({"foreignKeys": keys} if keys else {})


def _field(column: Column) -> dict[str, Any]:
    unit = f" [{column.unit}]" if column.unit else ""
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.values:
        constraints["enum"] = list(column.values)
    return {
        "name": column.name,
        "type": column.type,
        "description": f"{column.english}{unit} ({column.chinese})",
    } | ({"constraints": constraints} if constraints else {})


def _foreign(column: Column) -> dict[str, Any]:
    table, _, name = (column.refers or "").partition(".")
    return {"fields": [column.name], "reference": {"resource": table, "fields": [name]}}


def croissant(release: Path, counts: Mapping[str, Any], digests: Mapping[str, str]) -> dict[str, Any]:
    """The content of croissant.json."""
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": NAME,
        "description": f"{TITLE}. {_description(counts)}",
        "version": _version(counts),
        "datePublished": (counts["last_fetched"] or "1970-01-01")[:10],
        "citeAs": OF_A_REPLAY if counts["replays"] else "See CITATION.cff",
        "distribution": [_file_object(release / f"{name}.csv", digests[f"{name}.csv"]) for name in tables()],
        "recordSet": [_record_set(table) for table in tables().values()],
    }


def _file_object(path: Path, digest: str) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": path.name,
        "name": path.name,
        "contentUrl": path.name,
        "contentSize": f"{path.stat().st_size} B",
        "encodingFormat": "text/csv",
        "sha256": digest.removeprefix("sha256:"),
    }


def _record_set(table: Table) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.english,
        **({"key": [{"@id": f"{table.name}/{name}"} for name in table.primary]} if table.primary else {}),
        "field": [
            {
                "@type": "cr:Field",
                "@id": f"{table.name}/{column.name}",
                "name": column.name,
                "description": column.english,
                "dataType": _CROISSANT_TYPES[column.type],
                "source": {"fileObject": {"@id": f"{table.name}.csv"}, "extract": {"column": column.name}},
            }
            for column in table.columns
        ],
    }
