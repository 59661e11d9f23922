"""The document of the behaviour table: a frame, and parts that are joined or tried alone."""

import json
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "document"

PARTS = ("answers", "path", "secrets", "retries", "unions")


def joined(parts=PARTS, folder=FOLDER):
    """One OpenAPI document of the frame and these parts."""
    document = load(folder / "frame.json")
    for name in parts:
        part = load(folder / f"{name}.json")
        merge(document["paths"], part["paths"], name)
        merge(document["components"]["schemas"], part["schemas"], name)
    return document


def merge(into, more, part):
    for key, value in more.items():
        if key in into:
            raise ValueError(f"{part}.json: another part has {key} too")
        into[key] = value


def load(file):
    return json.loads(file.read_text(encoding="utf-8"))
