#!/usr/bin/env python3
"""Makes a class for tests and measurements: a folder with a journal for each person.

    roadmap show backend --json | scripts/class.py PEOPLE EVENTS FOLDER [--processes N]

Everybody has EVENTS events in FOLDER/person-N/progress.jsonl, of the two years up to
2026-11-20. The same arguments make the same files.
"""

import argparse
import json
import os
import random
import sys
from datetime import date, datetime, timedelta
from multiprocessing import Pool

LAST = date(2026, 11, 20)


def skills(entry):
    if entry["kind"] == "skill":
        return [entry["id"]]
    return [skill for inner in entry["skills"] for skill in skills(inner)]


def line(number, person, when, event, **fields):
    """A line as the program writes it, with an id that no other line has."""
    at = when.strftime("%Y-%m-%dT%H:%M:%S.") + f"{when.microsecond // 1000:03}Z"
    millis = int(when.timestamp() * 1000)
    identity = f"{millis >> 16:08x}-{millis & 0xFFFF:04x}-7{number & 0xFFF:03x}-8{person & 0xFFF:03x}-{person:012x}"
    fields["on"] = when.date().isoformat()
    return {"v": 1, "id": identity, "at": at, "event": event, **fields}


def journal(person, events, names, roadmap):
    """A person's events: a skill after the other is started, learned and done."""
    draw = random.Random(person)
    start = datetime(LAST.year - 2, LAST.month, LAST.day) + timedelta(days=draw.randrange(700))
    end = datetime(LAST.year, LAST.month, LAST.day) - timedelta(days=draw.choice([0, 0, 1, 3, 30]))
    step = (end - start) / events
    lines, ahead, current = [], names[:], None
    # Not everybody follows the order of the roadmap.
    for _ in range(draw.randrange(20)):
        a = draw.randrange(len(ahead) - 1)
        ahead[a], ahead[a + 1] = ahead[a + 1], ahead[a]
    slowness = draw.randrange(1, 9)
    left = slowness
    for number in range(events):
        when = start + step * number
        add = lambda event, **fields: lines.append(line(number, person, when, event, **fields))
        roll = draw.random()
        if number == 0 and person % 5:
            add("use", roadmaps=[roadmap])
        elif number == 1 and person % 3 == 0:
            add("done", skills=ahead[:2], known=True)
            ahead = ahead[2:]
        elif lines and roll < 0.02:
            add("undo", undo=draw.choice(lines)["id"])
        elif roll < 0.03 and ahead:
            add("skip", skills=[draw.choice(ahead)])
        elif roll < 0.04:
            add("reset", skills=[draw.choice(names)])
        elif roll < 0.08:
            add("note", skills=[draw.choice(names)], note="What I read: a \"chapter\" on joins\n")
        elif current is None and ahead:
            current, left = ahead.pop(0), draw.randrange(slowness + 1)
            add("start", skills=[current])
        elif current and left == 0:
            proof = {"evidence": [f"https://example.com/{person}/{current}"]} if roll < 0.3 else {}
            add("done", skills=[current], **proof)
            current = None
        else:
            left = max(left - 1, 0)
            add("spent", skills=[current or draw.choice(names)], minutes=draw.randrange(15, 150))
    return lines


def write(task):
    person, events, names, roadmap, folder = task
    home = os.path.join(folder, f"person-{person:07}")
    os.makedirs(home)
    lines = journal(person, events, names, roadmap)
    text = [json.dumps(event, separators=(",", ":")) + "\n" for event in lines]
    files = {"progress.jsonl": text}
    # Some have a second machine, with half of the lines, some of them on both.
    if person % 50 == 7:
        files = {"progress.jsonl": text[::2] + text[1:9], "progress-laptop.jsonl": text[1::2]}
    for name, content in files.items():
        with open(os.path.join(home, name), "w", encoding="utf-8") as file:
            file.writelines(content)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("people", type=int)
    parser.add_argument("events", type=int)
    parser.add_argument("folder")
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    args = parser.parse_args()
    shown = json.load(sys.stdin)
    names = [skill for stage in shown["stages"] for entry in stage["skills"] for skill in skills(entry)]
    tasks = ((n, args.events, names, shown["id"], args.folder) for n in range(args.people))
    with Pool(args.processes) as pool:
        for _ in pool.imap_unordered(write, tasks, chunksize=100):
            pass


if __name__ == "__main__":
    main()
