"""What was measured, as Markdown."""

from .cases import short


def documents(results, peers, checked):
    """For each document what each peer made of it."""
    rows = []
    for document in results:
        cells = [document["name"], str(len(document["operations"]))]
        cells += [cell(document["peers"].get(peer), len(document["operations"])) for peer in peers]
        rows.append(cells)
    head = ["document", "operations", *peers]
    said = "operations with a method, seconds of processor to generate" + (", and to check" if checked else "")
    return f"In each cell: {said}.\n\n" + table(head, rows)


def cell(made, operations):
    if made is None:
        return "skipped"
    if not made["generated"]:
        return f"not generated: {short(made['reason'])}"
    text = f"{made['emitted']}/{operations}, {made['processor']:.2f}"
    if "compiled" not in made:
        return text
    if made["compiled"]:
        return f"{text}, {made['check_processor']:.1f}"
    count = f"{made['errors']} errors, first " if made.get("errors") else ""
    return f"{text}, does not compile: {count}{short(made['reason'])}"


def summary(results, peers, skipped):
    """All documents together."""
    rows = [[peer, *totals(results, peer)] for peer in peers]
    rows += [[peer, f"SKIPPED: {reason}"] + [""] * 6 for peer, reason in skipped.items()]
    head = [
        "peer",
        "documents generated",
        "compiled",
        "whole",
        "operations with a method",
        "of them in crates that compile",
        "most seconds of processor to generate",
        "most MiB to check",
    ]
    return table(head, rows)


def totals(results, peer):
    made = [(one["peers"][peer], len(one["operations"])) for one in results if peer in one["peers"]]
    generated = [(one, count) for one, count in made if one["generated"]]
    compiled = [(one, count) for one, count in generated if one.get("compiled")]
    whole = [one for one, count in compiled if one["emitted"] == count]
    known = any("compiled" in one for one, _ in generated)
    operations = sum(count for _, count in made)
    return [
        f"{len(generated)} of {len(made)}",
        str(len(compiled)) if known else "-",
        str(len(whole)) if known else "-",
        f"{sum(one['emitted'] for one, _ in generated)} of {operations}",
        str(sum(one["emitted"] for one, _ in compiled)) if known else "-",
        f"{max((one['processor'] for one, _ in generated), default=0):.2f}",
        f"{max((one['check_mebibytes'] for one, _ in compiled), default=0):.0f}" if known else "-",
    ]


def beside(results, base, others):
    """Speed and size of `base` beside each other peer, over the documents that compile with both."""
    rows = []
    for other in others:
        common = [one for one in results if all(one["peers"].get(peer, {}).get("compiled") for peer in (base, other))]
        row = [other, str(len(common)), str(sum(len(one["operations"]) for one in common))]
        for key, form in (("emitted", "d"), ("lines", "d"), ("processor", ".2f"), ("check_processor", ".1f")):
            sums = [sum(one["peers"][peer][key] for one in common) for peer in (base, other)]
            row.append(" / ".join(format(number, form) for number in sums))
        rows.append(row)
    measured = ["operations with a method", "lines", "seconds of processor to generate", "and to check"]
    head = ["beside", "documents that both compile", "operations", *measured]
    return f"Of two numbers the first is {base}'s.\n\n" + table(head, rows)


def behaviour(cases, cells, skipped):
    """A row for each case; what serves a user badly is marked."""
    peers = list(cells)
    rows = []
    for case in cases:
        row = [case.title]
        for peer in peers:
            one = cells[peer][case.name]
            row.append(one.text if one.good else f"**✗** {one.text}")
        rows.append(row)
    good = [str(sum(one.good for one in cells[peer].values())) for peer in peers]
    rows.append([f"without a mark, of {len(cases)}", *good])
    more = "".join(f"\nSKIPPED {peer}: {reason}\n" for peer, reason in skipped.items())
    return table(["", *peers], rows) + more


def table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)
