//! Finds cycles among the needs of shared definitions.

use std::collections::HashMap;

use crate::catalog::cycle::{Cycle, Waiting, find_cycles};
use crate::catalog::model::Id;
use crate::catalog::problem::{Code, Problems};
use crate::catalog::source::SourceFile;
use crate::catalog::unresolved::{Definition, Name, UnresolvedEntry, definitions};

/// Reports cycles among shared definitions, whether or not a roadmap uses them.
pub fn report_cycles(written: &[UnresolvedEntry], source: &SourceFile, problems: &mut Problems) {
    let all: Vec<&Definition> = definitions(written).collect();
    let by_name: HashMap<&Id, usize> = all
        .iter()
        .enumerate()
        .flat_map(|(at, own)| own.names().map(move |name| (&name.id, at)))
        .collect();
    let at = |name: &Name| by_name.get(&name.id).copied();
    let mut waiting: Vec<Waiting<'_>> = all
        .iter()
        .map(|own| Waiting {
            id: own.id.id.as_str(),
            needs: own.needs.iter().filter_map(at).collect(),
            around: Vec::new(),
            required: (!own.is_skill()).then(Vec::new),
        })
        .collect();
    for (group, own) in all.iter().enumerate() {
        for entry in own.inside() {
            let Some(inside) = at(entry.name()) else { continue };
            let optional = entry.optional().map(|optional| optional.value);
            waiting[inside].around.push(group);
            if let Some(required) = &mut waiting[group].required
                && !optional.unwrap_or_else(|| all[inside].is_optional())
            {
                required.push(inside);
            }
        }
    }
    for Cycle { message, help, needs, first } in find_cycles(&waiting) {
        let need = needs.first().and_then(|(needing, needed)| {
            all[*needing].needs.iter().find(|need| at(need) == Some(*needed))
        });
        let span = need.map_or(all[first].id.span, |need| need.span);
        problems.error(|| source.error(Code::Cycle, span, message).help(help));
    }
}
