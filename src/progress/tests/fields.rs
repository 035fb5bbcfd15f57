//! Which lines are events, and what they mean.

use super::*;

/// Asserts that a line with these fields is this change.
#[track_caller]
fn is(fields: &str, change: &Change) {
    let log = log(line(1, fields));
    assert_eq!(foreign(&log), [""; 0], "{fields}");
    assert_eq!(log.events().len(), 1, "{fields}");
    assert_eq!(&log.event(&log.events()[0]).change, change, "{fields}");
    assert_eq!(log.newer(), 0);
}

/// Asserts that a line with these fields is not an event, for this reason.
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
#[expect(clippy::too_many_lines, reason = "a table")]
fn every_event_is_read() {
    let skills = vec![id("git"), id("http")];
    let note = || Some("so \"it\" is".to_owned());
    is(
        r#""event":"start","skills":["git","http"]"#,
        &Change::Start { skills: skills.clone(), redate: false, note: None },
    );
    is(
        r#""event":"skip","skills":[ "git" , "http" ],"note":"so \"it\" is""#,
        &Change::Skip { skills: skills.clone(), redate: false, note: note() },
    );
    is(
        r#""event":"done","skills":["git","http"],"known":true,"note":"so \"it\" is","evidence":["https://a.org/x","http://b"],"resources":[{"skill":"git","url":"https://c.org","n":1}]"#,
        &Change::Done {
            skills: skills.clone(),
            known: true,
            redate: false,
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
        &Change::Note { skills: skills.clone(), note: note(), links: vec![] },
    );
    is(
        r#""event":"spent","skills":["git","http"],"minutes":90"#,
        &Change::Spent { skills, minutes: 90 },
    );
    let roadmaps = ["backend", "devops"].map(|id| RoadmapId::new(id).unwrap());
    is(
        r#""event":"use","roadmaps":["backend","devops"]"#,
        &Change::Use { roadmaps: roadmaps.to_vec(), no_refresh: vec![] },
    );
    is(
        r#""event":"use","roadmaps":["backend","devops"],"no_refresh":true"#,
        &Change::Use { roadmaps: roadmaps.to_vec(), no_refresh: roadmaps.to_vec() },
    );
    is(
        r#""event":"use","roadmaps":["backend","devops"],"no_refresh":["devops"]"#,
        &Change::Use { roadmaps: roadmaps.to_vec(), no_refresh: roadmaps[1..].to_vec() },
    );
    is(
        r#""event":"note","skills":["git","http"],"links":[]"#,
        &Change::Note { skills: vec![id("git"), id("http")], note: None, links: vec![] },
    );
    let git = || vec![id("git")];
    is(
        r#""event":"start","skills":["git"],"redate":true"#,
        &Change::Start { skills: git(), redate: true, note: None },
    );
    is(
        r#""event":"note","skills":["git"],"links":["https://a.org/x","http://b"]"#,
        &Change::Note {
            skills: git(),
            note: None,
            links: vec!["https://a.org/x".to_owned(), "http://b".to_owned()],
        },
    );
    for (value, estimate) in [
        (r#"{"minutes":[600,900]}"#, Some(Estimate::Minutes { low: 600, high: 900 })),
        (r#"{"minutes":[1,600000]}"#, Some(Estimate::Minutes { low: 1, high: 600_000 })),
        (r#"{"percent":50}"#, Some(Estimate::Percent(50))),
        ("null", None),
    ] {
        is(
            &format!(r#""event":"estimate","skills":["git"],"estimate":{value}"#),
            &Change::Estimate { skills: git(), estimate },
        );
    }
    is(r#""event":"refresh","skills":["git"]"#, &Change::Refresh { skills: git() });
    let evidence = ["~/talks/sql.pdf", "C:\\Users\\me\\report.docx", "a talk at work: 40 people"];
    is(
        &format!(
            r#""event":"done","skills":["git"],"evidence":{}"#,
            serde_json::to_string(&evidence).unwrap()
        ),
        &Change::Done {
            skills: git(),
            known: false,
            redate: false,
            resources: vec![],
            note: None,
            evidence: evidence.map(str::to_owned).to_vec(),
        },
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
fn unknown_fields_are_ignored() {
    let start = Change::Start { skills: vec![id("git")], redate: false, note: None };
    is(r#""event":"start","skills":["git"],"mood":{"deep":[[1]]}"#, &start);
    // A field of another event is unknown to this one, whatever its value is.
    is(r#""event":"start","skills":["git"],"minutes":"many","by":7"#, &start);
}

#[test]
fn an_unknown_event_counts_as_newer() {
    let log = log(line(1, r#""event":"applaud","skills":7"#));
    let event = log.event(&log.events()[0]);
    assert_eq!(event.change, Change::Unknown { event: "applaud".to_owned() });
    assert_eq!((log.newer(), log.foreign_lines()), (1, 0));
    assert!(log.progress().names().is_empty());
    assert!(log.newest_undoable().is_none());
}

#[test]
fn unknown_fields_can_always_be_parsed_later() {
    let start = |value: &str| line(1, &format!(r#""event":"start","skills":["git"],{value}"#));
    let deep = |n: usize| format!("{}{}", "[".repeat(n), "]".repeat(n));
    for value in [
        r#""mood":1e300,"x":-0.5,"y":"\ud83d\ude00""#.to_owned(),
        format!(r#""mood":{}"#, deep(63)),
        format!(r#""minutes":{}"#, deep(63)),
    ] {
        let log = log(start(&value));
        assert_eq!(log.events().len(), 1, "{value}");
        let json: serde_json::Value = serde_json::from_str(log.json(&log.events()[0])).unwrap();
        assert!(json.is_object());
    }
    let too_deep = "nested deeper than 64 levels, in `minutes`";
    for (value, why) in [
        (r#""mood":1e999"#.to_owned(), "torn, or not JSON"),
        (r#""mood":"\ud800""#.to_owned(), "torn, or not JSON"),
        (format!(r#""mood":{}"#, deep(64)), "torn, or not JSON"),
        (r#""by":1e999"#.to_owned(), "number out of range, in `by`"),
        (format!(r#""minutes":{}"#, deep(64)), too_deep),
        (format!(r#""minutes":{}"#, deep(400_000)), too_deep),
    ] {
        is_foreign(&start(&value), why);
    }
}

#[test]
fn events_are_checked_like_arguments() {
    let not_a_slug = |id: &str| {
        format!("'{id}' is not an id: an id is lower-case letters and digits joined by '-'")
    };
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
        "'skills' is reserved: it cannot name a roadmap, in `roadmaps`",
    );
    is_not(
        r#""event":"plan","roadmap":"con""#,
        "'con' is reserved: it cannot name a roadmap, in `roadmap`",
    );

    is_not(r#""event":"start""#, "missing field `skills`");
    is_not(r#""event":"start","skills":[]"#, "`skills` is empty");
    is_not(r#""event":"done""#, "no skill and no resource is named");
    is_not(r#""event":"reset","skills":[],"resources":[]"#, "no skill and no resource is named");
    is_not(r#""event":"use","roadmaps":[]"#, "`roadmaps` is empty");
    is_not(r#""event":"note","skills":["git"]"#, "missing field `note`");
    is_not(r#""event":"note","skills":["git"],"note":" \n""#, "the note is empty");
    is_not(
        &format!(r#""event":"note","skills":["git"],"note":"{}""#, "x".repeat(MAX_NOTE + 1)),
        "the note has 65537 bytes, the limit is 65536",
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
        ("0", "0 minutes is not within 1 to 1440"),
        ("1441", "1441 minutes is not within 1 to 1440"),
        ("9000000000000000000", "9000000000000000000 minutes is not within 1 to 1440"),
        ("9e18", "invalid type: floating point `9e+18`, expected u64, in `minutes`"),
        ("-1", "invalid value: integer `-1`, expected u64, in `minutes`"),
        ("\"90\"", "invalid type: string \"90\", expected u64, in `minutes`"),
    ] {
        is_not(&format!(r#""event":"spent","skills":["git"],"minutes":{minutes}"#), why);
    }
}

#[test]
fn links_plans_and_estimates_are_checked_like_arguments() {
    for url in ["ftp://a.org", "https://", "http:///x", "javascript:alert(1)", "DATA:text/html,x"] {
        let why = format!("'{url}' is not an http or https link");
        is_not(&format!(r#""event":"done","skills":["git"],"evidence":["{url}"]"#), &why);
    }
    for (evidence, why) in [
        ("", "evidence is empty"),
        (" ", "evidence is empty"),
        (r"a\u001b[2J", "evidence contains a control character"),
        (r"a\nb", "evidence contains a control character"),
    ] {
        is_not(&format!(r#""event":"done","skills":["git"],"evidence":["{evidence}"]"#), why);
    }
    for url in ["ftp://a.org", "a.org", "https://", "http:///x", "javascript:alert(1)", ""] {
        let why = format!("'{url}' is not an http or https link");
        is_not(&format!(r#""event":"note","skills":["git"],"links":["{url}"]"#), &why);
        is_not(&format!(r#""event":"done","resources":[{{"skill":"git","url":"{url}"}}]"#), &why);
        is_not(&format!(r#""event":"reset","resources":[{{"skill":"git","url":"{url}"}}]"#), &why);
    }
    let why = "a link contains a space or a control character";
    for url in ["https://a.org/ b", r"https://a.org/\u001b[2J", r"https://a.org/\u0085"] {
        is_not(&format!(r#""event":"done","skills":["git"],"evidence":["{url}"]"#), why);
    }
    is_not(
        &format!(
            r#""event":"done","skills":["git"],"evidence":["https://{}"]"#,
            "x".repeat(MAX_LINK)
        ),
        "a link has 8200 bytes, the limit is 8192",
    );

    for hours in ["0", "-1", "0.25", "168.5", "1e300", "0.0001"] {
        let shown: f64 = hours.parse().unwrap();
        is_not(
            &format!(r#""event":"plan","roadmap":"backend","hours_per_week":{hours}"#),
            &format!("{shown} hours a week is not a multiple of 0.5 from 0.5 to 168"),
        );
    }
    is_not(
        r#""event":"plan","roadmap":"backend","off":[["2026-12-24","2026-12-23"]]"#,
        "the days off 2026-12-24 to 2026-12-23 end before they start",
    );
    is_not(r#""event":"plan","roadmap":"backend","by":"2026-02-30""#, "'2026-02-30' is not a date");
    for (value, why) in [
        (r#"{"minutes":[0,5]}"#, "0 to 5 minutes is not a range within 1 to 600000"),
        (r#"{"minutes":[6,5]}"#, "6 to 5 minutes is not a range within 1 to 600000"),
        (r#"{"minutes":[5,600001]}"#, "5 to 600001 minutes is not a range within 1 to 600000"),
        (r#"{"percent":0}"#, "0 percent is not within 1 to 1000"),
        (r#"{"percent":1001}"#, "1001 percent is not within 1 to 1000"),
        (
            r#"{"weeks":1}"#,
            "unknown variant `weeks`, expected `minutes` or `percent`, in `estimate`",
        ),
        ("7", "expected value, in `estimate`"),
    ] {
        is_not(&format!(r#""event":"estimate","skills":["git"],"estimate":{value}"#), why);
    }
    is_not(r#""event":"estimate","skills":["git"]"#, "missing field `estimate`");
    is_not(r#""event":"refresh","skills":[]"#, "`skills` is empty");
    is_not(r#""event":"undo","undo":"7""#, "'7' is not an event id");
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
    assert_eq!(read.event(&read.events()[0]).at, now());
    assert_eq!(read.event(&read.events()[0]).on, date(2026, 11, 19));

    is_foreign(&fields("0", ID, at, "2026-11-19"), "there is no version 0");
    is_foreign(
        &fields("\"1\"", ID, at, "2026-11-19"),
        "invalid type: string \"1\", expected u64, in `v`",
    );
    for id in ["", "7", "01900000000070008000000000000001", &format!("{{{ID}}}")] {
        is_foreign(&fields("1", id, at, "2026-11-19"), &format!("'{id}' is not an event id"));
    }
    for at in ["", "yesterday", "2026-11-20", "2026-11-20T09:12:33", "2026-13-20T09:12:33.123Z"] {
        is_foreign(&fields("1", ID, at, "2026-11-19"), &format!("'{at}' is not an instant"));
    }
    for on in ["", "today", "2026-1-1", "20261119", "2026-11-31", "2026-11-19T10:00", "+026-11-19"]
    {
        is_foreign(&fields("1", ID, at, on), &format!("'{on}' is not a date"));
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
        is_foreign(&line(1, &fields), &format!("duplicate field `{again}`"));
        is_foreign(
            &line(1, &fields).replace("{\"v\"", "{ \"v\""),
            &format!("duplicate field `{again}`"),
        );
    }
}

#[test]
fn equivalent_json_is_the_same_event() {
    let usual = line(1, r#""event":"start","skills":["git"]"#);
    let first = |log: &Log| log.event(&log.events()[0]);
    let event = first(&log(usual.as_str()));
    for (from, to) in [
        ("{\"v\":1,", "{ \"v\":1,"),
        ("{\"v\":1,", "{\"v\": 1 ,"),
        ("{\"v\":1,", "{\"w\":1,\"v\":1,"),
        ("\"id\"", " \"id\""),
        (".123Z", ".123+00:00"),
        (".123Z\",", ".123Z\" ,"),
        ("\"on\"", " \"on\""),
        ("\"on\"", "\"\\u006fn\""),
        ("\"on\"", "\"é\":1,\"on\""),
        ("\"git\"", "\"\\u0067it\""),
        ("8000", "8\\u0030\\u00300"),
    ] {
        let other = usual.replacen(from, to, 1);
        assert_ne!(other, usual);
        let log = log(other.as_str());
        assert_eq!(log.events().len(), 1, "{other}");
        assert_eq!(first(&log), event, "{other}");
        assert_eq!(log.json(&log.events()[0]), other);
    }
    for (from, to, why) in [
        ("7000-8", "70é0-8", "'01900000-0000-70é0-8000-000000000001' is not an event id"),
        ("09:12", "09:72", "'2026-11-20T09:72:34.123Z' is not an instant"),
        ("2026-11-20T", "2026-02-30T", "'2026-02-30T09:12:34.123Z' is not an instant"),
    ] {
        is_foreign(&usual.replacen(from, to, 1), why);
    }
}

#[test]
fn dates_in_the_future_are_refused() {
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
        is_foreign(&line(at, on), &format!("`on` is {on}, later than the event itself"));
    }
}

#[test]
fn equivalent_instants_are_the_same() {
    for at in [
        "2026-11-20T09:12:33.123Z",
        "2026-11-20T09:12:33.123000000Z",
        "2026-11-20T10:12:33.123+01:00",
        "2026-11-20t09:12:33.123z",
        "2026-11-19T23:12:33.123-10:00",
    ] {
        let text = line(0, r#""event":"x""#).replace("2026-11-20T09:12:33.123Z", at);
        assert_eq!(log(text).events()[0].at, now(), "{at}");
    }
}

#[test]
fn events_of_a_newer_version_are_read_where_understood() {
    let newer = |fields| line(1, fields).replace("\"v\":1", "\"v\":2");
    let known = log(newer(r#""event":"start","skills":["git"],"mood":1"#));
    assert_eq!(known.event(&known.events()[0]).change.name(), "start");
    assert_eq!((known.newer(), known.foreign_lines()), (1, 0));

    let other = log(newer(r#""event":"start","skills":{"git":1}"#));
    let change = other.event(&other.events()[0]).change;
    assert_eq!(change, Change::Unknown { event: "start".to_owned() });
    assert_eq!((other.newer(), other.foreign_lines()), (1, 0));
    assert!(!other.is_empty());
    assert!(other.newest_undoable().is_none());

    is_foreign(&newer(r#""event":7"#), "invalid type: integer `7`, expected a string, in `event`");
}

#[test]
fn written_events_are_read_back() {
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
        r#""event":"note","skills":["git"],"on":"2026-11-19","note":"n","links":["https://a.org"]"#,
        r#""event":"note","skills":["git"],"on":"2026-11-19","links":["https://a.org"]"#,
        r#""event":"done","skills":["git"],"on":"2026-11-19","evidence":["~/a.pdf","a talk"]"#,
        r#""event":"estimate","skills":["git"],"estimate":{"minutes":[600,900]},"on":"2026-11-19""#,
        r#""event":"estimate","skills":["git","http"],"estimate":{"percent":50},"on":"2026-11-19""#,
        r#""event":"estimate","skills":["git"],"estimate":null,"on":"2026-11-19""#,
        r#""event":"refresh","skills":["git"],"on":"2026-11-19""#,
        r#""event":"use","roadmaps":["backend"],"no_refresh":["devops"],"on":"2026-11-19""#,
        r#""event":"note","skills":["git"],"on":"2026-11-19","links":[]"#,
    ];
    for fields in lines {
        let line =
            format!(r#"{{"v":1,"id":"{}","at":"2026-11-20T09:12:33.123Z",{fields}}}"#, uuid(1));
        let log = log(line.as_str());
        assert_eq!(write::line(&log.event(&log.events()[0])), line);
    }
}
