//! The rules for the content of every shipped roadmap. Each test lists all violations
//! at once.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::rc::Rc;
use std::sync::LazyLock;

use career_roadmap::catalog::{
    Catalog, Cost, Entry, Folders, Id, Ix, Listing, Need, Resource, ResourceKind, Roadmap, Skill,
    SkillKind,
};
use career_roadmap::progress::Status;
use career_roadmap::query::{Evaluation, Remaining};

/// The required first line of each file, for editors.
const FIRST_LINE: &str = "# yaml-language-server: $schema=../schema/roadmap.schema.json";

/// The width at which the overview and the prompt show titles of stages and skills.
const STAGE_TITLE: usize = 24;

/// The built-in roadmaps.
static SHIPPED: LazyLock<Vec<Roadmap>> = LazyLock::new(|| {
    let catalog = Catalog::open(&Folders::default());
    let load = |listing: &Listing| {
        let loaded = catalog.load(&listing.id);
        Rc::unwrap_or_clone(loaded.unwrap_or_else(|broken| panic!("{:#?}", broken.problems)))
    };
    catalog.listings().iter().map(load).collect()
});

fn roadmap(id: &str) -> &'static Roadmap {
    SHIPPED.iter().find(|roadmap| roadmap.id.as_str() == id).expect(id)
}

/// Returns the name and text of every file in `roadmaps/`, including `skills.yaml`.
fn files() -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("roadmaps");
    let file = |entry: std::io::Result<fs::DirEntry>| {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, fs::read_to_string(&path).unwrap())
    };
    fs::read_dir(folder).unwrap().map(file).collect()
}

/// The violations found.
#[derive(Default)]
struct Offenders(BTreeSet<String>);

impl Offenders {
    fn add(&mut self, what: String) {
        self.0.insert(what);
    }

    #[track_caller]
    fn none(self) {
        let lines: Vec<_> = self.0.into_iter().collect();
        assert!(lines.is_empty(), "\n{}\n", lines.join("\n"));
    }
}

/// Expects `wrong` to find nothing in any skill, including shared ones.
#[track_caller]
fn each_skill(wrong: impl Fn(&Roadmap, &Entry, &Skill) -> Option<String>) {
    let mut offenders = Offenders::default();
    for roadmap in SHIPPED.iter() {
        for (_, entry, skill) in roadmap.skills() {
            if let Some(what) = wrong(roadmap, entry, skill) {
                offenders.add(format!("{}: {}: {what}", roadmap.id.as_str(), entry.id.as_str()));
            }
        }
    }
    offenders.none();
}

/// Expects `wrong` to be false for every resource.
#[track_caller]
fn each_resource(wrong: impl Fn(&Resource) -> bool) {
    each_skill(|_, _, skill| {
        skill
            .resources
            .iter()
            .find(|resource| wrong(resource))
            .map(|resource| resource.url.to_string())
    });
}

/// Counts the sentences in `text`: ends followed by a space or by nothing.
fn sentences(text: &str) -> usize {
    let ends = |(at, c): (usize, char)| {
        matches!(c, '.' | '!' | '?')
            && text[at + 1..].chars().next().is_none_or(char::is_whitespace)
    };
    text.char_indices().filter(|end| ends(*end)).count()
}

fn summary_is_wrong(summary: Option<&str>) -> Option<String> {
    let Some(summary) = summary else { return Some("no summary".into()) };
    let count = sentences(summary);
    (!(1..=3).contains(&count)).then(|| format!("a summary of {count} sentences"))
}

#[test]
fn every_summary_has_one_to_three_sentences() {
    each_skill(|_, entry, _| summary_is_wrong(entry.summary.as_deref()));
    let mut offenders = Offenders::default();
    for roadmap in SHIPPED.iter() {
        let groups = roadmap.entries().filter(|(_, entry)| !entry.is_skill());
        let groups = groups.map(|(_, entry)| (entry.id.as_str(), entry.summary.as_deref()));
        let stages = roadmap.stages().iter();
        let stages = stages.map(|stage| (stage.id.as_str(), stage.summary.as_deref()));
        let role = roadmap.role.as_ref().and_then(|role| role.summary.as_deref());
        let own = [("itself", roadmap.summary.as_deref()), ("role", role)];
        for (what, summary) in groups.chain(stages).chain(own) {
            if let Some(wrong) = summary_is_wrong(summary) {
                offenders.add(format!("{}: {what}: {wrong}", roadmap.id.as_str()));
            }
        }
    }
    offenders.none();
}

#[test]
fn every_skill_has_hours() {
    each_skill(|_, _, skill| skill.hours.is_none().then(|| "no hours".into()));
}

#[test]
fn only_a_degree_takes_more_than_a_thousand_hours() {
    each_skill(|_, entry, skill| {
        let hours = skill.hours?.max_minutes / 60;
        (hours > 1000 && entry.id.as_str() != "degree").then(|| format!("{hours} hours"))
    });
}

#[test]
fn every_skill_has_a_proof() {
    each_skill(|_, _, skill| skill.done_when.is_empty().then(|| "no done_when".into()));
}

#[test]
fn every_skill_has_two_to_five_resources_and_one_of_them_is_free() {
    each_skill(|_, _, skill| {
        let count = skill.resources.len();
        (!(2..=5).contains(&count)).then(|| format!("{count} resources"))
    });
    each_skill(|_, _, skill| {
        let free = skill.resources.iter().any(|resource| resource.cost == Some(Cost::Free));
        (!free).then(|| "no free resource".into())
    });
}

#[test]
fn every_resource_has_a_title_a_kind_and_a_cost() {
    each_resource(|resource| {
        resource.title.is_none() || resource.kind.is_none() || resource.cost.is_none()
    });
}

#[test]
fn every_link_is_https_without_parameters() {
    each_resource(|resource| !resource.url.as_str().starts_with("https://"));
    // Without any parameters there are no tracking parameters.
    each_resource(|resource| resource.url.as_str().contains(['?', '&', '#']));
}

#[test]
fn no_skill_has_the_same_link_twice() {
    each_skill(|_, _, skill| {
        let mut seen = BTreeSet::new();
        let links =
            skill.resources.iter().map(|resource| resource.url.as_str().trim_end_matches('/'));
        links.into_iter().find(|url| !seen.insert(*url)).map(str::to_owned)
    });
}

#[test]
fn whoever_asks_for_a_skill_is_a_source_of_its_roadmap() {
    each_skill(|roadmap, _, skill| {
        let known = |id: &Id| roadmap.sources.iter().any(|source| source.id == *id);
        let lost = skill.asked_by.iter().find(|id| !known(id))?;
        Some(format!("asked by {}", lost.as_str()))
    });
}

#[test]
fn every_kind_of_skill_is_used() {
    let kinds = [
        SkillKind::Technical,
        SkillKind::Practice,
        SkillKind::Soft,
        SkillKind::Education,
        SkillKind::Career,
    ];
    let backend = roadmap("backend");
    for kind in kinds {
        assert!(backend.skills().any(|(_, _, skill)| skill.kind == kind), "{kind:?}");
    }
}

#[test]
fn every_fact_has_a_source_and_its_year_or_undated() {
    let mut offenders = Offenders::default();
    for roadmap in SHIPPED.iter() {
        let role = roadmap.role.as_ref().expect("every shipped roadmap describes its role");
        let mut say = |what: String| offenders.add(format!("{}: {what}", roadmap.id.as_str()));
        if role.facts.is_empty() || role.responsibilities.len() < 3 {
            say("too few facts or responsibilities".into());
        }
        for fact in &role.facts {
            let source = fact.source.as_ref();
            let source = roadmap.sources.iter().find(|known| Some(&known.id) == source);
            let year = match source {
                None => {
                    say(format!("no source: {}", fact.text));
                    continue;
                }
                Some(source) => source.year.map_or("undated".into(), |year| year.to_string()),
            };
            let fact = fact.text.trim_end_matches('.');
            if !fact.ends_with(&format!("({year})")) {
                say(format!("({year}) does not end: {fact}"));
            }
        }
    }
    offenders.none();
}

#[test]
fn every_stage_has_a_level_and_a_title_that_fits() {
    let mut offenders = Offenders::default();
    for roadmap in SHIPPED.iter() {
        let mut last = None;
        for stage in roadmap.stages() {
            let mut say = |what| {
                offenders.add(format!("{}: {}: {what}", roadmap.id.as_str(), stage.id.as_str()));
            };
            if stage.level.is_none() {
                say("no level");
            }
            if stage.level < last {
                say("easier than the stage before");
            }
            last = stage.level;
            if stage.title.chars().count() > STAGE_TITLE {
                say("the title is too long");
            }
        }
    }
    offenders.none();
}

/// Returns the options of a choice.
fn options<'a>(roadmap: &'a Roadmap, choice: &str) -> Vec<(Ix, &'a Entry)> {
    let group = roadmap.with_id(choice).unwrap_or_else(|| panic!("there is no {choice}"));
    roadmap.children(group).map(|ix| (ix, roadmap.entry(ix))).collect()
}

#[test]
fn the_choices_of_the_guides_are_choices() {
    let backend = roadmap("backend");
    let choices = [
        ("server-language", false),
        ("web-framework", false),
        ("relational-database", false),
        ("nosql-database", false),
        ("cloud-provider", false),
        ("version-control", false),
        ("server-administration", false),
        ("experience", false),
        ("cms", true),
        // Optional, so that forecasts count the hours of a degree only on request.
        ("education", true),
        ("certification", true),
    ];
    for (id, optional) in choices {
        let entry = backend.entry(backend.with_id(id).unwrap_or_else(|| panic!("no {id}")));
        assert_eq!((entry.choose(), entry.optional), (Some(1), optional), "{id}");
        assert!(options(backend, id).len() > 1, "{id}");
    }
    let paths: Vec<_> =
        options(backend, "education").iter().map(|(_, entry)| entry.id.as_str()).collect();
    assert_eq!(paths, ["online-courses", "self-study", "bootcamp", "degree"]);
}

#[test]
fn every_language_has_a_framework_and_every_framework_needs_a_language() {
    for (id, language) in [("backend", "server-language"), ("full-stack", "fullstack-language")] {
        let roadmap = roadmap(id);
        let languages = options(roadmap, language);
        let frameworks = options(roadmap, "web-framework");
        let needs = |framework: &Entry, language| framework.needs.contains(&Need::Entry(language));
        for (language, entry) in &languages {
            let some = frameworks.iter().any(|(_, framework)| needs(framework, *language));
            assert!(some, "{id}: no framework for {}", entry.id.as_str());
        }
        for (_, framework) in &frameworks {
            let some = languages.iter().any(|(language, _)| needs(framework, *language));
            assert!(some, "{id}: {} needs no language", framework.id.as_str());
        }
    }
}

#[test]
fn every_roadmap_can_be_reached_from_backend() {
    let roadmaps = &*SHIPPED;
    let mut reached = BTreeSet::from(["backend"]);
    let mut open = vec!["backend"];
    while let Some(id) = open.pop() {
        let from = roadmaps.iter().find(|roadmap| roadmap.id.as_str() == id).expect(id);
        for next in &from.leads_to {
            assert!(
                next.why.is_some(),
                "{id} does not say why it leads to {}",
                next.roadmap.as_str()
            );
            if reached.insert(next.roadmap.as_str()) {
                open.push(next.roadmap.as_str());
            }
        }
    }
    let all: BTreeSet<_> = roadmaps.iter().map(|roadmap| roadmap.id.as_str()).collect();
    assert_eq!(reached, all);
}

#[test]
fn skills_are_defined_once_and_shared_ones_are_used_at_least_twice() {
    let mut users: BTreeMap<String, (BTreeSet<String>, bool)> = BTreeMap::new();
    let mut offenders = Offenders::default();
    for roadmap in SHIPPED.iter() {
        for (_, entry) in roadmap.entries() {
            let (roadmaps, shared) =
                users.entry(entry.id.as_str().into()).or_insert((BTreeSet::new(), entry.shared));
            roadmaps.insert(roadmap.id.as_str().into());
            if roadmaps.len() > 1 && !(*shared && entry.shared) {
                offenders.add(format!("{} is defined more than once", entry.id.as_str()));
            }
        }
    }
    let skills = &files()["skills.yaml"];
    for id in skills.lines().filter_map(|line| line.strip_prefix("  - id: ")) {
        if users.get(id).is_none_or(|(roadmaps, _)| roadmaps.len() < 2) {
            offenders.add(format!("skills.yaml: fewer than two roadmaps name {id}"));
        }
    }
    offenders.none();
}

#[test]
fn every_file_names_its_schema_first() {
    for (name, text) in files() {
        assert_eq!(text.lines().next(), Some(FIRST_LINE), "{name}");
    }
}

/// Topics of the guides that their readers look for.
const NAMED: &[(&str, &[&str])] = &[
    ("backend", &["PHP", "Python", "Ruby", "C#", ".NET", "Java", "JavaScript", "Node.js", "SQL"]),
    ("backend", &["HTML", "CSS", "TypeScript", "JSON", "XML", "HTTP"]),
    ("backend", &["Laravel", "Phalcon", "CodeIgniter", "Symfony", "Express", "AdonisJS", "NestJS"]),
    ("backend", &["Django", "CherryPy", "Ruby on Rails", "Spring", "ASP.NET"]),
    ("backend", &["MySQL", "PostgreSQL", "MongoDB", "Cassandra", "DynamoDB", "HBase"]),
    ("backend", &["REST", "SOAP", "GraphQL", "OpenAPI", "Swagger"]),
    ("backend", &["WordPress", "Joomla", "Magento", "Drupal", "Wix"]),
    ("backend", &["Git", "Mercurial", "GitHub", "CI/CD", "Linux", "Windows"]),
    ("backend", &["AWS", "Azure", "Google Cloud", "OWASP", "GDPR", "CCPA"]),
    ("backend", &["HackerRank", "LeetCode", "Udemy", "Coursera", "edX", "LinkedIn Learning"]),
    ("backend", &["Upwork", "Freelancer", "Fiverr"]),
    ("backend", &["Indeed", "Glassdoor", "ZipRecruiter", "LinkedIn", "Stack Overflow"]),
    ("backend", &["Oracle Certified Professional", "AWS Certified Developer"]),
    ("backend", &["Internship", "Co-op", "Open source", "Hackathon", "Meetup", "YouTube"]),
    ("backend", &["to-do list", "blog", "photo gallery", "résumé builder", "project management"]),
    ("backend", &["Cover letter", "Interviews", "Referrals", "Caching", "Unit testing"]),
    ("wordpress-backend", &["PHP", "MySQL", "REST API", "Plugin API", "Widget API", "JavaScript"]),
    ("wordpress-backend", &["Block editor", "Gutenberg", "Headless", "React", "Vue.js"]),
    ("wordpress-backend", &["WordCamp", "Udemy", "Coursera", "LinkedIn Learning", "WooCommerce"]),
    ("wordpress-backend", &["theme", "encryption", "mentor", "scal", "backup", "Shopify"]),
    ("devops", &["automat", "CI/CD", "AWS", "Azure", "Google Cloud"]),
    ("architect", &["Microservices", "GDPR", "CCPA", "AWS", "Azure", "Google Cloud", "workflow"]),
    ("tech-lead", &["CTO", "mentor", "lead"]),
    ("senior-backend", &["design at scale", "complex projects", "mentor"]),
];

#[test]
fn the_topics_of_the_guides_are_in_the_roadmap() {
    let mut offenders = Offenders::default();
    for (id, names) in NAMED {
        let text = words_of(roadmap(id)).to_lowercase();
        for name in names.iter().filter(|name| !text.contains(&name.to_lowercase())) {
            offenders.add(format!("{id}: {name} is nowhere"));
        }
    }
    offenders.none();
}

/// Returns every title and summary of a roadmap, including the titles of its resources.
fn words_of(roadmap: &Roadmap) -> String {
    let mut words = vec![roadmap.title.as_str()];
    words.extend(roadmap.summary.as_deref());
    if let Some(role) = &roadmap.role {
        words.extend(role.summary.as_deref());
        words.extend(role.responsibilities.iter().map(String::as_str));
        words.extend(role.facts.iter().map(|fact| fact.text.as_str()));
    }
    for stage in roadmap.stages() {
        words.push(&stage.title);
        words.extend(stage.summary.as_deref());
    }
    for (_, entry) in roadmap.entries() {
        words.push(&entry.title);
        words.extend(entry.summary.as_deref());
        let resources = entry.skill().into_iter().flat_map(|skill| &skill.resources);
        words.extend(resources.filter_map(|resource| resource.title.as_deref()));
    }
    words.join("\n")
}

#[test]
fn every_roadmap_has_one_to_three_milestones_and_a_month_of_review() {
    let mut offenders = Offenders::default();
    for roadmap in SHIPPED.iter() {
        let milestones = roadmap.stages().iter().filter(|stage| stage.milestone.is_some()).count();
        if !(1..=3).contains(&milestones) {
            offenders.add(format!("{}: {milestones} milestones", roadmap.id.as_str()));
        }
        if roadmap.reviewed.is_none() {
            offenders.add(format!("{}: no month of review", roadmap.id.as_str()));
        }
    }
    offenders.none();
}

#[test]
fn every_choice_names_a_default_option() {
    let mut offenders = Offenders::default();
    for roadmap in SHIPPED.iter() {
        for (ix, entry) in roadmap.entries().filter(|(_, entry)| entry.choose().is_some()) {
            let first = roadmap.children(ix).next().map(|first| roadmap.entry(first));
            let summaries = [entry.summary.as_deref(), first.and_then(|e| e.summary.as_deref())];
            if !summaries.into_iter().flatten().any(|text| text.contains("If in doubt")) {
                offenders.add(format!("{}: {}", roadmap.id.as_str(), entry.id.as_str()));
            }
        }
    }
    offenders.none();
}

#[test]
fn a_link_has_the_same_kind_and_cost_everywhere() {
    let mut seen: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for roadmap in SHIPPED.iter() {
        for (_, entry, skill) in roadmap.skills() {
            for resource in &skill.resources {
                let what = format!("{:?} {:?}", resource.kind, resource.cost);
                let at = format!("{what} in {}", entry.id.as_str());
                let known = seen.entry(resource.url.to_string()).or_default();
                if !known.iter().any(|other| other.starts_with(&what)) {
                    known.insert(at);
                }
            }
        }
    }
    let mut offenders = Offenders::default();
    for (url, kinds) in seen.into_iter().filter(|(_, kinds)| kinds.len() > 1) {
        offenders.add(format!("{url}: {kinds:?}"));
    }
    offenders.none();
}

#[test]
fn a_beginner_can_follow_something_from_start_to_end_in_the_first_two_stages() {
    let mut offenders = Offenders::default();
    for roadmap in SHIPPED.iter() {
        let technical = roadmap
            .skills()
            .filter(|(_, entry, skill)| entry.stage < 2 && skill.kind == SkillKind::Technical);
        for (_, entry, skill) in technical {
            let guided = |resource: &Resource| {
                matches!(
                    resource.kind,
                    Some(ResourceKind::Course | ResourceKind::Practice | ResourceKind::Video)
                )
            };
            if !skill.resources.iter().any(guided) {
                offenders.add(format!("{}: {}", roadmap.id.as_str(), entry.id.as_str()));
            }
        }
    }
    offenders.none();
}

/// Returns the options that a forecast assumes in each choice.
fn assumed(roadmap: &Roadmap, statuses: &[Status]) -> BTreeMap<Ix, Vec<Ix>> {
    let evaluation = Evaluation::from_statuses(roadmap, statuses);
    let remaining = Remaining::of(&evaluation);
    let choices = roadmap.entries().filter(|(_, entry)| entry.choose().is_some());
    choices.map(|(choice, _)| (choice, remaining.options(choice).collect())).collect()
}

#[test]
fn beginners_get_the_advised_options() {
    let pinned = [
        ("backend", "server-language", "python"),
        ("backend", "web-framework", "django"),
        ("backend", "relational-database", "postgresql"),
        ("backend", "server-administration", "linux-server"),
        ("backend", "version-control", "git"),
        ("backend", "cms", "wordpress"),
        ("backend", "nosql-database", "mongodb"),
        ("backend", "cloud-provider", "aws"),
        ("backend", "infrastructure-as-code", "terraform"),
        ("backend", "api-styles", "graphql"),
        ("backend", "experience", "personal-project"),
        ("backend", "practice-projects", "todo-app"),
        ("frontend", "frontend-framework", "react"),
        ("full-stack", "fullstack-language", "nodejs"),
        ("full-stack", "web-framework", "express"),
        ("full-stack", "relational-database", "postgresql"),
        ("full-stack", "frontend-framework", "react"),
        ("devops", "automation-language", "python"),
        ("devops", "server-administration", "linux-server"),
        ("devops", "relational-database", "postgresql"),
        ("devops", "pipeline-platform", "github-actions"),
        ("devops", "configuration-management", "ansible"),
        ("devops", "gitops", "argo-cd"),
        ("devops", "monitoring-stack", "prometheus-and-grafana"),
        ("devops", "log-platform", "loki"),
        ("architect", "cloud-provider", "aws"),
        ("tech-lead", "delivery-method", "kanban"),
        ("ai-engineer", "relational-database", "postgresql"),
        ("ai-engineer", "prototype-interface", "streamlit"),
        ("ai-engineer", "vector-store", "pgvector"),
        ("ai-engineer", "agent-framework", "pydantic-ai"),
        ("ai-engineer", "model-serving", "vllm"),
        ("ai-engineer", "cloud-provider", "aws"),
        ("data-engineer", "warehouse-platform", "bigquery"),
        ("data-engineer", "transformation-tool", "dbt"),
        ("data-engineer", "bi-tool", "metabase"),
        ("data-engineer", "orchestrator", "airflow"),
        ("data-engineer", "table-format", "iceberg"),
        ("data-engineer", "data-cloud", "google-cloud"),
        ("wordpress-backend", "headless-frontend", "react"),
    ];
    let mut offenders = Offenders::default();
    for (id, choice, option) in pinned {
        let roadmap = roadmap(id);
        let assumed = assumed(roadmap, &vec![Status::Todo; roadmap.len()]);
        let choice_ix = roadmap.with_id(choice).unwrap_or_else(|| panic!("{id}: no {choice}"));
        let got: Vec<_> =
            assumed[&choice_ix].iter().map(|ix| roadmap.entry(*ix).id.as_str()).collect();
        if got != [option] {
            offenders.add(format!("{id}: {choice}: {got:?}, not {option}"));
        }
    }
    offenders.none();
}

/// Whether `skill` is inside `choice`, or in an option of another choice in which an
/// option of `choice` needs something.
fn is_related(roadmap: &Roadmap, choice: Ix, skill: Ix) -> bool {
    let is_option =
        |ix: &Ix| roadmap.entry(*ix).parent.is_some_and(|p| roadmap.entry(p).choose().is_some());
    let around: Vec<Ix> = std::iter::once(skill).chain(roadmap.around(skill)).collect();
    if around.contains(&choice) {
        return true;
    }
    let choices: Vec<Ix> = around
        .iter()
        .filter(|ix| is_option(ix))
        .filter_map(|ix| roadmap.entry(*ix).parent)
        .collect();
    if choices.is_empty() {
        return false;
    }
    // Everything that the options of this choice need, directly or indirectly.
    let mut open: Vec<Ix> = roadmap.within(choice).collect();
    let mut seen: BTreeSet<Ix> = open.iter().copied().collect();
    while let Some(ix) = open.pop() {
        for need in &roadmap.entry(ix).needs {
            if let Need::Entry(on) = need
                && seen.insert(*on)
            {
                open.push(*on);
                open.extend(roadmap.around(*on).filter(|group| seen.insert(*group)));
            }
        }
    }
    choices
        .iter()
        .any(|other| seen.contains(other) || roadmap.within(*other).any(|ix| seen.contains(&ix)))
}

#[test]
fn unrelated_progress_does_not_change_the_advised_options() {
    let mut offenders = Offenders::default();
    for roadmap in SHIPPED.iter() {
        let mut statuses = vec![Status::Todo; roadmap.len()];
        let before = assumed(roadmap, &statuses);
        for (skill, entry, _) in roadmap.skills() {
            statuses[skill.at()] = Status::Done;
            let after = assumed(roadmap, &statuses);
            statuses[skill.at()] = Status::Todo;
            for (choice, options) in &before {
                if after[choice] != *options && !is_related(roadmap, *choice, skill) {
                    offenders.add(format!(
                        "{}: {} flips when {} is done",
                        roadmap.id.as_str(),
                        roadmap.entry(*choice).id.as_str(),
                        entry.id.as_str()
                    ));
                }
            }
        }
    }
    offenders.none();
}

/// Returns the words of a text, in lower case, without punctuation.
fn plain_words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '\'');
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

#[test]
fn no_eight_consecutive_words_are_copied_from_a_guide() {
    const RUN: usize = 8;
    let guides = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/guides");
    let Ok(folder) = fs::read_dir(&guides) else {
        eprintln!("SKIPPED: the guides are not here");
        return;
    };
    let mut runs: BTreeSet<Vec<String>> = BTreeSet::new();
    for guide in folder {
        let text = fs::read_to_string(guide.unwrap().path()).unwrap();
        runs.extend(plain_words(&text).windows(RUN).map(<[_]>::to_vec));
    }
    let mut offenders = Offenders::default();
    for roadmap in SHIPPED.iter() {
        // The titles of the sources are the titles of the guides.
        for line in words_of(roadmap).lines().chain(proofs(roadmap).lines()) {
            for run in plain_words(line).windows(RUN).filter(|run| runs.contains(*run)) {
                offenders.add(format!("{}: {}", roadmap.id.as_str(), run.join(" ")));
            }
        }
    }
    offenders.none();
}

/// Returns every proof and reason of a roadmap, one per line.
fn proofs(roadmap: &Roadmap) -> String {
    let skills = roadmap.skills().flat_map(|(_, _, skill)| skill.done_when.iter());
    let reasons = roadmap.leads_to.iter().filter_map(|next| next.why.as_ref());
    let milestones = roadmap.stages().iter().filter_map(|stage| stage.milestone.as_ref());
    let lines: Vec<&str> = skills.chain(reasons).chain(milestones).map(String::as_str).collect();
    lines.join("\n")
}
