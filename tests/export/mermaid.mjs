// Parses a flowchart from stdin with Mermaid's parser and prints its boxes and arrows
// as JSON. The argument is the folder of the packages.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const require = createRequire(`${process.argv[2]}/package.json`);
const { JSDOM } = require('jsdom');
const { window } = new JSDOM('<!doctype html><body></body>');
globalThis.window = window;
globalThis.document = window.document;
const entry = pathToFileURL(`${process.argv[2]}/node_modules/mermaid/dist/mermaid.core.mjs`);
const { default: mermaid } = await import(entry.href);

const text = readFileSync(0, 'utf8');
await mermaid.parse(text);
const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
// Mermaid keeps character codes in an internal form until it draws.
const label = (text) => text.replace(/ﬂ°°?(\w+)¶ß/g, (_, sign) =>
  /^\d+$/.test(sign) ? String.fromCodePoint(Number(sign)) : `&${sign};`);
console.log(JSON.stringify({
  boxes: [...db.getVertices().values()].map((box) => [box.id, label(box.text), box.classes.join(' ')]),
  groups: db.getSubGraphs().map((group) => [group.id, label(group.title), group.nodes]),
  arrows: db.getEdges().map((edge) => [edge.start, edge.end]),
}));
