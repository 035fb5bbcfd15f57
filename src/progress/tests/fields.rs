//! What is an event, and what it says.

use super::*;

/// A line with these fields is this change.
#[track_caller]
fn is(fields: &str, change: &Change) {
    let log = log(line(1, fields));
    assert_eq!(foreign(&log), [""; 0], "{fields}");
    assert_eq!(log.events().len(), 1, "{fields}");
    assert_eq!(&log.events()[0].event.change, change, "{fields}");
    assert_eq!(log.newer(), 0);
}

/// A line with these fields is no event, for this reason.
#[track_caller]
fn is_not(fields: &str, why: &str) {
    is_foreign(&line(1, fields), why);
}

#[track_caller]
fn is_foreign(line: &str, why: &str) {
    let log = log(format!("{line}\n"));
    assert_eq!(foreign(&log), [format!("1: {why}")], "{line}");
    assert!(log.is_empty(), "{line}");
}

fn resource(skill: &str, url: &str) -> ResourceRef {
    ResourceRef { skill: id(skill), url: url.to_owned() }
}

#[test]
fn every_event_is_read() {
    let skills = vec![id("git"), id("http")];
    let note = || Some("so \"it\" is".to_owned());
    is(
        r#""event":"start","skills":["git","http"]"#,
        &Change::Start { skills: skills.clone(), note: None },
    );
    is(
        r#""event":"skip","skills":[ "git" , "http" ],"note":"so \"it\" is""#,
        &Change::Skip { skills: skills.clone(), note: note() },
    );
    is(
        r#""event":"done","skills":["git","http"],"known":true,"note":"so \"it\" is","evidence":["https://a.org/x","http://b"],"resources":[{"skill":"git","url":"https://c.org","n":1}]"#,
        &Change::Done {
            skills: skills.clone(),
            known: true,
            resources: vec![resource("git", "https://c.org")],
            note: note(),
            evidence: vec!["https://a.org/x".to_owned(), "http://b".to_owned()],
        },
    );
    is(
        r#""event":"reset","resources":[{"skill":"git","url":"https://c.org"}]"#,
        &Change::Reset { skills: vec![], resources: vec![resource("git", "https://c.org")] },
    );
    is(
        r#""event":"note","skills":["git","http"],"note":"so \"it\" is""#,
        &Change::Note { skills: skills.clone(), note: "so \"it\" is".to_owned() },
    );
    is(
        r#""event":"spent","skills":["git","http"],"minutes":90"#,
        &Change::Spent { skills, minutes: 90 },
    );
    let roadmaps = ["backend", "devops"].map(|id| RoadmapId::new(id).unwrap());
    is(
        r#""event":"use","roadmaps":["backend","devops"]"#,
        &Change::Use { roadmaps: roadmaps.to_vec() },
    );
    let plan = Plan {
        minutes_per_week: Some(450),
        off: vec![(date(2026, 12, 24), date(2027, 1, 2))],
        by: Some(date(2027, 6, 1)),
        optional: true,
    };
    is(
        r#""event":"plan","roadmap":"backend","hours_per_week":7.5,"off":[["2026-12-24","2027-01-02"]],"by":"2027-06-01","optional":true"#,
        &Change::Plan { roadmap: roadmaps[0].clone(), plan },
    );
    is(
        r#""event":"plan","roadmap":"backend""#,
        &Change::Plan { roadmap: roadmaps[0].clone(), plan: Plan::default() },
    );
    is(
        r#""event":"undo","undo":"0190F000-0000-7000-8000-000000000007""#,
        &Change::Undo { event: "0190f000-0000-7000-8000-000000000007".parse().unwrap() },
    );
}

#[test]
fn what_is_unknown_is_ignored() {
    let start = Change::Start { skills: vec![id("git")], note: None };
    is(r#""event":"start","skills":["git"],"mood":{"deep":[[1]]}"#, &start);
    // A field of another event is unknown to this one, whatever stands in it.
    is(r#""event":"start","skills":["git"],"minutes":"many","by":7"#, &start);
    is(r#""event":"applaud","skills":7"#, &Change::Unknown { event: "applaud".to_owned() });
}

#[test]
fn events_are_checked_as_when_typed() {
    let not_a_slug =
        |id: &str| format!("'{id}' is no id: an id is lower-case letters and digits joined by '-'");
    for id in ["Git", "../../x", "a b", "a--b", "git\\u0000"] {
        let said = id.replace("\\u0000", "\0");
        is_not(
            &format!(r#""event":"start","skills":["sql","{id}"]"#),
            &format!("{}, in `skills`", not_a_slug(&said)),
        );
    }
    is_not(
        r#""event":"use","roadmaps":["../../x"]"#,
        &format!("{}, in `roadmaps`", not_a_slug("../../x")),
    );
    is_not(
        r#""event":"use","roadmaps":["skills"]"#,
        "'skills' cannot name a roadmap, in `roadmaps`",
    );
    is_not(r#""event":"plan","roadmap":"con""#, "'con' cannot name a roadmap, in `roadmap`");

    is_not(r#""event":"start""#, "missing field `skills`");
    is_not(r#""event":"start","skills":[]"#, "`skills` is empty");
    is_not(r#""event":"done""#, "it names no skill and no resource");
    is_not(r#""event":"reset","skills":[],"resources":[]"#, "it names no skill and no resource");
    is_not(r#""event":"use","roadmaps":[]"#, "`roadmaps` is empty");
    is_not(r#""event":"note","skills":["git"]"#, "missing field `note`");
    is_not(r#""event":"note","skills":["git"],"note":" \n""#, "the note is empty");
    is_not(
        &format!(r#""event":"note","skills":["git"],"note":"{}""#, "x".repeat(MAX_NOTE + 1)),
        "the note has 65537 bytes, 65536 are the most",
    );
    is_not(
        r#""event":"start","skills":"git""#,
        r#"invalid type: string "git", expected a sequence, in `skills`"#,
    );
    is_not(
        r#""event":"start","skills":null"#,
        "invalid type: null, expected a sequence, in `skills`",
    );

    for (minutes, why) in [
        ("0", "0 minutes: 1 to 1440 can be logged at once"),
        ("1441", "1441 minutes: 1 to 1440 can be logged at once"),
        ("9000000000000000000", "9000000000000000000 minutes: 1 to 1440 can be logged at once"),
        ("9e18", "invalid type: floating point `9e+18`, expected u64, in `minutes`"),
        ("-1", "invalid value: integer `-1`, expected u64, in `minutes`"),
        ("\"90\"", "invalid type: string \"90\", expected u64, in `minutes`"),
    ] {
        is_not(&format!(r#""event":"spent","skills":["git"],"minutes":{minutes}"#), why);
    }

    for url in ["ftp://a.org", "a.org", "https://", "http:///x", "javascript:alert(1)", ""] {
        let why = format!("'{url}' is no http or https address");
        is_not(&format!(r#""event":"done","skills":["git"],"evidence":["{url}"]"#), &why);
        is_not(&format!(r#""event":"done","resources":[{{"skill":"git","url":"{url}"}}]"#), &why);
        is_not(&format!(r#""event":"reset","resources":[{{"skill":"git","url":"{url}"}}]"#), &why);
    }
    let why = "an address has a space or a control character in it";
    for url in ["https://a.org/ b", r"https://a.org/\u001b[2J", r"https://a.org/\u0085"] {
        is_not(&format!(r#""event":"done","skills":["git"],"evidence":["{url}"]"#), why);
    }
    is_not(
        &format!(
            r#""event":"done","skills":["git"],"evidence":["https://{}"]"#,
            "x".repeat(MAX_LINK)
        ),
        "an address has 8200 bytes, 8192 are the most",
    );

    for hours in ["0", "-1", "0.25", "168.5", "1e300", "0.0001"] {
        let shown: f64 = hours.parse().unwrap();
        is_not(
            &format!(r#""event":"plan","roadmap":"backend","hours_per_week":{hours}"#),
            &format!("{shown} hours a week: it takes halves of hours, more than 0, at most 168"),
        );
    }
    is_not(
        r#""event":"plan","roadmap":"backend","off":[["2026-12-24","2026-12-23"]]"#,
        "the days off 2026-12-24 to 2026-12-23 end before they start",
    );
    is_not(r#""event":"plan","roadmap":"backend","by":"2026-02-30""#, "'2026-02-30' is no date");
    is_not(r#""event":"undo","undo":"7""#, "'7' is no event id");
}

#[test]
fn every_event_has_the_common_fields() {
    const ID: &str = "01900000-0000-7000-8000-000000000001";
    let fields = |v: &str, id: &str, at: &str, on: &str| {
        format!(
            r#"{{"v":{v},"id":"{id}","at":"{at}","event":"start","skills":["git"],"on":"{on}"}}"#
        )
    };
    let at = "2026-11-20T09:12:33.123Z";
    let read = log(fields("1", ID, at, "2026-11-19"));
    assert_eq!(read.events()[0].event.at, now());
    assert_eq!(read.events()[0].event.on, date(2026, 11, 19));

    is_foreign(&fields("0", ID, at, "2026-11-19"), "there is no version 0");
    is_foreign(
        &fields("\"1\"", ID, at, "2026-11-19"),
        "invalid type: string \"1\", expected u64, in `v`",
    );
    for id in ["", "7", "01900000000070008000000000000001", &format!("{{{ID}}}")] {
        is_foreign(&fields("1", id, at, "2026-11-19"), &format!("'{id}' is no event id"));
    }
    for at in ["", "yesterday", "2026-11-20", "2026-11-20T09:12:33", "2026-13-20T09:12:33.123Z"] {
        is_foreign(&fields("1", ID, at, "2026-11-19"), &format!("'{at}' is no instant"));
    }
    for on in ["", "today", "2026-1-1", "20261119", "2026-11-31", "2026-11-19T10:00", "+026-11-19"]
    {
        is_foreign(&fields("1", ID, at, on), &format!("'{on}' is no date"));
    }
    for (field, rest) in [
        ("v", format!(r#"{{"id":"{ID}","at":"{at}","event":"x","on":"2026-11-19"}}"#)),
        ("id", format!(r#"{{"v":1,"at":"{at}","event":"x","on":"2026-11-19"}}"#)),
        ("at", format!(r#"{{"v":1,"id":"{ID}","event":"x","on":"2026-11-19"}}"#)),
        ("event", format!(r#"{{"v":1,"id":"{ID}","at":"{at}","on":"2026-11-19"}}"#)),
        ("on", format!(r#"{{"v":1,"id":"{ID}","at":"{at}","event":"x"}}"#)),
    ] {
        is_foreign(&rest, &format!("missing field `{field}`"));
    }
    for (again, value) in [
        ("skills", r#"["sql"]"#),
        ("v", "1"),
        ("id", "\"01900000-0000-7000-8000-000000000001\""),
        ("at", "7"),
    ] {
        let fields = format!(r#""event":"start","skills":["git"],"{again}":{value}"#);
        is_foreign(&line(1, &fields), &format!("`{again}` stands there twice"));
        is_foreign(
            &line(1, &fields).replace("{\"v\"", "{ \"v\""),
            &format!("`{again}` stands there twice"),
        );
    }
}

#[test]
fn how_a_line_begins_changes_nothing() {
    let usual = line(1, r#""event":"start","skills":["git"]"#);
    let event = log(usual.as_str()).events()[0].event.clone();
    for (from, to) in [
        ("{\"v\":1,", "{ \"v\":1,"),
        ("{\"v\":1,", "{\"v\": 1 ,"),
        ("{\"v\":1,", "{\"w\":1,\"v\":1,"),
        ("\"id\"", " \"id\""),
        (".123Z", ".123+00:00"),
        (".123Z\",", ".123Z\" ,"),
        ("\"on\"", " \"on\""),
        ("\"on\"", "\"é\":1,\"on\""),
        ("8000", "8\\u0030\\u00300"),
    ] {
        let other = usual.replacen(from, to, 1);
        assert_ne!(other, usual);
        let log = log(other.as_str());
        assert_eq!(log.events().len(), 1, "{other}");
        assert_eq!(log.events()[0].event, event, "{other}");
        assert_eq!(log.json(&log.events()[0]), other);
    }
    for (from, to, why) in [
        ("7000-8", "70é0-8", "'01900000-0000-70é0-8000-000000000001' is no event id"),
        ("09:12", "09:72", "'2026-11-20T09:72:34.123Z' is no instant"),
        ("2026-11-20T", "2026-02-30T", "'2026-02-30T09:12:34.123Z' is no instant"),
    ] {
        is_foreign(&usual.replacen(from, to, 1), why);
    }
}

#[test]
fn nothing_is_recorded_for_the_future() {
    let line = |at: &str, on: &str| {
        format!(
            r#"{{"v":1,"id":"{}","at":"{at}","event":"start","skills":["git"],"on":"{on}"}}"#,
            uuid(1)
        )
    };
    // In the east it is a day later than in UTC.
    for (at, on) in [
        ("2026-11-20T00:00:00.000Z", "2026-11-21"),
        ("2026-11-20T23:59:59.999Z", "2026-11-21"),
        ("2026-11-21T08:00:00+09:00", "2026-11-21"),
        ("2026-11-20T12:00:00.000Z", "0001-01-01"),
        ("2099-01-01T00:00:00.000Z", "2099-01-01"),
    ] {
        assert_eq!(log(line(at, on)).events().len(), 1, "{at} {on}");
    }
    for (at, on) in [
        ("2026-11-20T00:00:00.000Z", "2026-11-22"),
        ("2026-11-20T23:59:59.999Z", "2026-11-22"),
        ("2026-11-20T23:59:59.999Z", "9999-12-31"),
    ] {
        is_foreign(&line(at, on), &format!("'on' is {on}, later than the event itself"));
    }
}

#[test]
fn any_spelling_of_an_instant_is_the_instant() {
    for at in [
        "2026-11-20T09:12:33.123Z",
        "2026-11-20T09:12:33.123000000Z",
        "2026-11-20T10:12:33.123+01:00",
        "2026-11-20t09:12:33.123z",
        "2026-11-19T23:12:33.123-10:00",
    ] {
        let text = line(0, r#""event":"x""#).replace("2026-11-20T09:12:33.123Z", at);
        assert_eq!(log(text).events()[0].event.at, now(), "{at}");
    }
}

#[test]
fn a_newer_version_is_read_as_far_as_it_is_understood() {
    let newer = |fields| line(1, fields).replace("\"v\":1", "\"v\":2");
    let known = log(newer(r#""event":"start","skills":["git"],"mood":1"#));
    assert_eq!(known.events()[0].event.change.name(), "start");
    assert_eq!((known.newer(), known.foreign().len()), (1, 0));

    let other = log(newer(r#""event":"start","skills":{"git":1}"#));
    assert_eq!(other.events()[0].event.change, Change::Unknown { event: "start".to_owned() });
    assert_eq!((other.newer(), other.foreign().len()), (1, 0));
    assert!(!other.is_empty());
    assert_eq!(other.newest_undoable().map(|logged| &logged.event), None);

    is_foreign(&newer(r#""event":7"#), "invalid type: integer `7`, expected a string, in `event`");
}

#[test]
fn what_is_written_is_read_back() {
    let lines = [
        r#""event":"start","skills":["git"],"on":"2026-11-20""#,
        r#""event":"done","skills":["git","http"],"on":"2026-11-19","note":"…","evidence":["https://a.org"]"#,
        r#""event":"done","resources":[{"skill":"git","url":"https://a.org"}],"known":true,"on":"2026-11-19""#,
        r#""event":"spent","skills":["git"],"minutes":90,"on":"2026-11-19""#,
        r#""event":"use","roadmaps":["backend","devops"],"on":"2026-11-19""#,
        r#""event":"plan","roadmap":"backend","hours_per_week":7.5,"off":[["2026-12-24","2027-01-02"]],"by":"2027-06-01","optional":true,"on":"2026-11-19""#,
        r#""event":"plan","roadmap":"backend","hours_per_week":8,"on":"2026-11-19""#,
        r#""event":"undo","undo":"01900000-0000-7000-8000-000000000001","on":"2026-11-19""#,
        r#""event":"note","skills":["git"],"on":"2026-11-19","note":"a \"b\"\n\u001b""#,
        r#""event":"skip","skills":["git"],"on":"2026-11-19""#,
        r#""event":"reset","skills":["git"],"on":"2026-11-19""#,
    ];
    for fields in lines {
        let line =
            format!(r#"{{"v":1,"id":"{}","at":"2026-11-20T09:12:33.123Z",{fields}}}"#, uuid(1));
        let log = log(line.as_str());
        assert_eq!(write::line(&log.events()[0].event), line);
    }
}
