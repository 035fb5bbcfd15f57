"""Reads a calendar from the standard input with two parsers and prints what
they agree on as JSON."""

import datetime
import json
import sys

import icalendar
import vobject

text = sys.stdin.buffer.read().decode("utf-8")


def day(value):
    return value.isoformat() if isinstance(value, datetime.date) else None


def first():
    calendar = icalendar.Calendar.from_ical(text)
    for part in calendar.subcomponents:
        assert not part.errors, part.errors
        get = lambda key: part.decoded(key) if key in part else None
        yield {
            "kind": part.name,
            "uid": str(part["UID"]),
            "summary": str(part["SUMMARY"]),
            "description": str(part.get("DESCRIPTION", "")),
            "start": day(get("DTSTART")),
            "end": day(get("DTEND") or get("DUE")),
            "status": str(part.get("STATUS", "")),
            "percent": get("PERCENT-COMPLETE"),
        }


def second():
    calendar = vobject.readOne(text)
    calendar.validate()
    for part in calendar.components():
        get = lambda key: getattr(part, key).value if hasattr(part, key) else None
        percent = get("percent_complete")
        yield {
            "kind": part.name,
            "uid": get("uid"),
            "summary": get("summary"),
            "description": get("description") or "",
            "start": day(get("dtstart")),
            "end": day(get("dtend") or get("due")),
            "status": get("status") or "",
            "percent": None if percent is None else int(percent),
        }


one, two = list(first()), list(second())
key = lambda part: (part["kind"], part["uid"])
if sorted(one, key=key) != sorted(two, key=key):
    sys.exit(f"the parsers do not agree:\n{one}\n{two}")
long = [line for line in text.split("\r\n") if len(line.encode()) > 75]
if long or "\n" in text.replace("\r\n", ""):
    sys.exit(f"lines are not folded: {long}")
json.dump(one, sys.stdout, ensure_ascii=False)
