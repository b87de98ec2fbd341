// Asks the search of a site without a browser: its scripts are the same, and read their files from
// the disk. The question is on standard input, the answer on standard output.
import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { runInThisContext } from "node:vm";
import { gzipSync } from "node:zlib";

const { site, theme, texts = [], queries = [] } = JSON.parse(await text(process.stdin));
const run = (file) => runInThisContext(readFileSync(file, "utf8"), { filename: file });

for (const name of ["terms", "finding"]) run(`${theme}/${name}.js`);
const search = globalThis.archbookSearch;
const loaded = new Map();
search.load = async (name) => {
  if (loaded.has(name)) return;
  const file = `${site}/_/${name}`;
  loaded.set(name, gzipSync(readFileSync(file), { level: 6 }).length);
  run(file);
};

const terms = texts.map((it) => search.words(it).flatMap(({ pieces, whole }) => [...pieces, whole]).filter(Boolean));
const answers = [];
for (const query of queries) {
  const before = [...loaded.values()].reduce((sum, it) => sum + it, 0);
  const start = performance.now();
  const { found, isPartial, wrong } = await search.find(query);
  const shown = [];
  for (const it of found) {
    if (shown.length >= 10 && found.length > 1000) break;
    const [href, id, title, , , , headings] = await search.describe(it.document);
    shown.push({ href, id, title, headings: it.headings.map((at) => headings[at - 1]?.[0]) });
  }
  const took = performance.now() - start;
  const bytes = [...loaded.values()].reduce((sum, it) => sum + it, 0) - before;
  answers.push({ query, count: found.length, isPartial, wrong, shown, took, bytes });
}
process.stdout.write(JSON.stringify({ terms, answers }));
