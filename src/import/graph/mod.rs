//! The graph files of roadmap.sh: nodes with a type, a label and a place on the page,
//! and edges. Topics follow each other on a line. Subtopics belong to the topic that an
//! edge, a box or their position connects them with.

mod content;
mod layout;

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

use super::draft::{At, Draft, Item};
use super::json::{self, Many, Maybe, Text};
use super::report::{Remark, Tally};
use super::{ImportError, Kind};
use content::Content;
use layout::{Layout, Rect};

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    title: Maybe<Heading>,
    #[serde(default)]
    description: Text,
    #[serde(default)]
    nodes: Many<Node>,
    #[serde(default)]
    edges: Many<Edge>,
}

/// One title, or one for each kind of page.
#[derive(Deserialize)]
#[serde(untagged)]
enum Heading {
    Text(String),
    Pages {
        #[serde(default)]
        page: Option<String>,
        #[serde(default)]
        card: Option<String>,
    },
}

#[derive(Deserialize)]
struct Node {
    #[serde(default)]
    id: Text,
    #[serde(default, rename = "type")]
    kind: Text,
    #[serde(default)]
    data: Maybe<Data>,
    #[serde(default, rename = "positionAbsolute")]
    absolute: Maybe<Point>,
    #[serde(default)]
    position: Maybe<Point>,
    #[serde(default)]
    width: Maybe<f64>,
    #[serde(default)]
    height: Maybe<f64>,
    #[serde(default)]
    measured: Maybe<Size>,
}

#[derive(Deserialize, Default)]
struct Data {
    #[serde(default)]
    label: Text,
    #[serde(default)]
    legend: Maybe<Legend>,
}

#[derive(Deserialize)]
struct Legend {
    #[serde(default)]
    label: Text,
}

#[derive(Deserialize)]
struct Point {
    x: f64,
    y: f64,
}

#[derive(Deserialize)]
struct Size {
    width: f64,
    height: f64,
}

#[derive(Deserialize)]
struct Edge {
    #[serde(default)]
    source: Text,
    #[serde(default)]
    target: Text,
}

impl Node {
    fn label(&self) -> &str {
        self.data.0.as_ref().map_or("", |data| &data.label.0)
    }

    /// Its text in the legend of the page, in lower case.
    fn legend(&self) -> String {
        let legend = self.data.0.as_ref().and_then(|data| data.legend.0.as_ref());
        legend.map_or_else(String::new, |legend| legend.label.0.to_lowercase())
    }

    fn rect(&self) -> Rect {
        let place = self.absolute.0.as_ref().or(self.position.0.as_ref());
        let measured = self.measured.0.as_ref();
        let width = self.width.0.or(measured.map(|size| size.width));
        let height = self.height.0.or(measured.map(|size| size.height));
        Rect {
            x: place.map_or(0.0, |place| place.x),
            y: place.map_or(0.0, |place| place.y),
            width: width.unwrap_or(0.0),
            height: height.unwrap_or(0.0),
        }
    }

    fn is(&self, kind: &str) -> bool {
        self.kind.0 == kind
    }

    fn is_entry(&self) -> bool {
        self.is("topic") || self.is("subtopic")
    }
}

/// Reads a whole file.
pub fn read(
    text: &str,
    pages: &[(String, String)],
    tally: &mut Tally,
) -> Result<Draft, ImportError> {
    let file: File = serde_json::from_str(text)
        .map_err(|error| ImportError::Unreadable { kind: Kind::Graph, why: json::why(&error) })?;
    let mut draft = Draft { summary: file.description.0, ..Draft::default() };
    let nodes = file.nodes.list;
    draft.title = nodes.iter().find(|node| node.is("title")).map(|node| node.label().to_owned());
    if let (None, Some(heading)) = (&draft.title, file.title.0) {
        draft.title = match heading {
            Heading::Text(text) => Some(text),
            Heading::Pages { page, card } => page.or(card),
        };
    }
    for _ in 0..file.nodes.others + file.edges.others {
        tally.add(Remark::Drawing, 0, "");
    }
    let edges = edges(&nodes, &file.edges.list, tally);
    let layout = Layout::new(&nodes.iter().map(Node::rect).collect::<Vec<_>>(), &edges);
    let owners = owners(&nodes, &layout);
    let mut content = Content::new(pages);
    let order = layout.walk(&nodes.iter().map(Node::is_main).collect::<Vec<_>>());
    build(&nodes, &order, &owners, &layout, &mut draft, &mut content, tally);
    content.report_unused(tally);
    let used = |node: &Node| {
        node.is_entry() || node.is_heading() || node.is("title") || node.label().trim().is_empty()
    };
    let lines = ["horizontal", "vertical", "section", "legend"];
    for node in nodes.iter().filter(|node| !used(node) && !lines.contains(&node.kind.0.as_str())) {
        tally.add(Remark::Drawing, 0, node.label());
    }
    Ok(draft)
}

impl Node {
    /// Whether it is text between topics, on their line.
    fn is_heading(&self) -> bool {
        (self.is("paragraph") || self.is("label")) && !self.label().trim().is_empty()
    }

    /// Whether it can be on the line of topics.
    fn is_main(&self) -> bool {
        self.is("title") || self.is("topic") || self.is_heading()
    }
}

/// The edges between existing nodes, by index.
fn edges(nodes: &[Node], edges: &[Edge], tally: &mut Tally) -> Vec<(usize, usize)> {
    let by_id: HashMap<&str, usize> =
        nodes.iter().enumerate().map(|(at, node)| (node.id.0.as_str(), at)).collect();
    let mut found = Vec::with_capacity(edges.len());
    for edge in edges {
        match (by_id.get(edge.source.0.as_str()), by_id.get(edge.target.0.as_str())) {
            (Some(source), Some(target)) => found.push((*source, *target)),
            _ => tally.add(Remark::Edge, 0, &edge.target.0),
        }
    }
    found
}

/// The topic of each subtopic: the one at the other end of an edge, directly or through
/// other subtopics, or else that of the nearest node in the same box or column.
fn owners(nodes: &[Node], layout: &Layout) -> Vec<Option<usize>> {
    let mut owner: Vec<Option<usize>> = vec![None; nodes.len()];
    let mut queue: Vec<usize> = Vec::new();
    for (at, node) in nodes.iter().enumerate() {
        if node.is("topic") {
            owner[at] = Some(at);
            queue.push(at);
        }
    }
    let mut next = 0;
    while next < queue.len() {
        let at = queue[next];
        next += 1;
        for &other in layout.neighbours(at) {
            if owner[other].is_none() && nodes[other].is("subtopic") {
                owner[other] = owner[at];
                queue.push(other);
            }
        }
    }
    let boxes: Vec<usize> = (0..nodes.len()).filter(|at| nodes[*at].is("section")).collect();
    let is_owned: Vec<bool> = owner.iter().map(Option::is_some).collect();
    let loose: Vec<usize> =
        (0..nodes.len()).filter(|at| nodes[*at].is("subtopic") && owner[*at].is_none()).collect();
    for (at, near) in layout.nearest(&loose, &is_owned, &boxes) {
        owner[at] = owner[near];
    }
    owner
}

/// Puts topics into stages, and subtopics into topics.
fn build(
    nodes: &[Node],
    order: &[usize],
    owners: &[Option<usize>],
    layout: &Layout,
    draft: &mut Draft,
    content: &mut Content<'_>,
    tally: &mut Tally,
) {
    let mut inside: HashMap<usize, Vec<usize>> = HashMap::new();
    let mut ownerless = Vec::new();
    for at in (0..nodes.len()).filter(|at| nodes[*at].is("subtopic")) {
        match owners[at] {
            Some(topic) => inside.entry(topic).or_default().push(at),
            None => ownerless.push(at),
        }
    }
    let on_line: HashSet<usize> = layout.connected();
    let has_headings = order.iter().any(|at| nodes[*at].is_heading() && on_line.contains(at));
    let mut stage: Option<At> = None;
    let mut loose: Vec<usize> = Vec::new();
    for &at in order {
        let node = &nodes[at];
        if node.is_heading() {
            if on_line.contains(&at) {
                close(nodes, &mut loose, draft, content, tally);
                stage = draft.add(None, Item::new(0, node.label()));
            } else {
                tally.add(Remark::Drawing, 0, node.label());
            }
            continue;
        }
        if !node.is("topic") {
            continue;
        }
        let mut children = inside.remove(&at).unwrap_or_default();
        layout.by_place(&mut children);
        if children.is_empty() && stage.is_none() && !has_headings {
            loose.push(at);
            continue;
        }
        close(nodes, &mut loose, draft, content, tally);
        let item = entry(node, content, tally);
        let choose = choose(node, children.iter().map(|child| &nodes[*child]));
        let parent = stage.filter(|_| has_headings);
        add(draft, parent, item, choose, &children, nodes, content, tally);
    }
    close(nodes, &mut loose, draft, content, tally);
    layout.by_place(&mut ownerless);
    for at in ownerless {
        let item = entry(&nodes[at], content, tally);
        add(draft, None, item, None, &[], nodes, content, tally);
    }
}

#[expect(clippy::too_many_arguments, reason = "one place where an entry and its parts meet")]
fn add(
    draft: &mut Draft,
    parent: Option<At>,
    item: Item,
    choose: Option<Choice>,
    children: &[usize],
    nodes: &[Node],
    content: &mut Content<'_>,
    tally: &mut Tally,
) {
    let title = item.title.clone();
    let Some(at) = draft.add(parent, item) else {
        tally.add(Remark::TooMany, 0, &title);
        return;
    };
    let mut group = at;
    if let Some(choice) = choose {
        tally.add(Remark::Choice, 0, &title);
        // A stage cannot be a choice, so the options get a group in it.
        if parent.is_none() {
            let inner = Item::new(0, format!("{title}: options"));
            group = draft.add(Some(at), inner).unwrap_or(at);
        }
        draft.items[group].choose = Some(1);
        draft.items[group].comments.push(format!("A guess: one of these is enough, as {choice}."));
    }
    for &child in children {
        let item = entry(&nodes[child], content, tally);
        let title = item.title.clone();
        if draft.add(Some(group), item).is_none() {
            tally.add(Remark::TooMany, 0, &title);
        }
    }
}

/// Adds a stage of the consecutive topics without subtopics collected so far.
fn close(
    nodes: &[Node],
    loose: &mut Vec<usize>,
    draft: &mut Draft,
    content: &mut Content<'_>,
    tally: &mut Tally,
) {
    let titles: Vec<&str> = loose.iter().map(|at| nodes[*at].label().trim()).collect();
    let title = match titles.as_slice() {
        [] => return,
        [one] => (*one).to_owned(),
        [first, last] => format!("{first}, {last}"),
        [first, .., last] => format!("{first} to {last}"),
    };
    let stage = draft.add(None, Item::new(0, title));
    for at in std::mem::take(loose) {
        let item = entry(&nodes[at], content, tally);
        let title = item.title.clone();
        if draft.add(stage, item).is_none() {
            tally.add(Remark::TooMany, 0, &title);
        }
    }
}

fn entry(node: &Node, content: &mut Content<'_>, tally: &mut Tally) -> Item {
    let mut item = Item::new(0, node.label());
    let legend = node.legend();
    if legend.contains("optional")
        || legend.contains("not recommend")
        || legend.contains("wouldn't")
    {
        item.optional = true;
        item.comments.push("Assumed to be optional, as the legend says so.".to_owned());
        tally.add(Remark::Optional, 0, node.label());
    }
    if let Some(page) = content.page(&node.id.0, node.label(), tally) {
        item.summary = page.summary;
        item.links = page.links;
    }
    item
}

/// Why subtopics are assumed to be options.
type Choice = &'static str;

fn choose<'n>(topic: &Node, children: impl Iterator<Item = &'n Node>) -> Option<Choice> {
    let (mut count, mut alternatives) = (0, 0);
    for child in children {
        count += 1;
        alternatives += usize::from(child.legend().contains("alternative"));
    }
    if count < 2 {
        return None;
    }
    let title = topic.label().trim().to_lowercase();
    if title.starts_with("pick ") || title.starts_with("choose ") {
        return Some("the title says so");
    }
    (alternatives > 0).then_some("the legend says so")
}
