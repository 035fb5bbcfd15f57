//! The JSON Schema in the repository, for editors of people who do not have the
//! program.
//!
//! `SNAPSHOTS=overwrite cargo test --test schema` writes it.

use std::path::Path;

use career_roadmap::catalog::schema;
use snapbox::{Assert, Data};

#[test]
fn the_schema_in_the_repository_is_up_to_date() {
    let expected = Data::read_from(Path::new("schema/roadmap.schema.json"), None);
    Assert::new().action_env("SNAPSHOTS").eq(schema(), expected.raw());
}
