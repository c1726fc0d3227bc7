/*
 * Looks at every regular expression in src: recheck proves that it takes no longer than in proportion to what it reads,
 * or it is named here with what bounds that. None may take exponentially long.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';
import { check } from 'recheck';

/** What bounds the texts of those that may take the square of their length, or that cannot be decided in time: by a folder or file, or by the expression itself. */
const BOUNDED = new Map([
  ['src/draft/', 'a line, a footnote or a paragraph of a document that whoever runs the command gives'],
  ['src/store/model-digest.ts', 'the sources of the program'],
  ['src/store/neo4j/constraints.ts', 'what the server says of its own constraints'],
  ['src/http/address.ts', 'a setting'],
  ['src/references/bibtex.ts', 'the pages of one item'],
  ['src/references/styles.ts', 'one reference'],
  [String.raw`\d[eE]\+?\d|\d{300}`, '300 digits'],
  // Looks back over ten marks of ten characters at most.
  ['src/verify/sentences.ts', 'a hundred characters before each place'],
]);
/** Far longer than any of the others takes, so that a busy machine decides the same. */
const LONGEST_MS = 120_000;
/** How many are looked at together. */
const TOGETHER = 2;

const patterns = new Map();
const files = readdirSync('src', { recursive: true }).filter((name) => /\.tsx?$/.test(name));
for (const file of files.map((name) => join('src', name))) {
  const add = (pattern, flags) => patterns.set(`${flags} ${pattern}`, { pattern, flags, file });
  new Visitor({
    Literal: ({ regex }) => void (regex && add(regex.pattern, regex.flags)),
    NewExpression: ({ callee, arguments: [pattern, flags] }) => {
      const isText = typeof pattern?.value === 'string' && typeof (flags?.value ?? '') === 'string';
      if (callee.name === 'RegExp' && isText) add(pattern.value, flags?.value ?? '');
    },
  }).visit(parseSync(file, readFileSync(file, 'utf8')).program);
}

const faults = [];
const waiting = [...patterns.values()];
const isBounded = ({ pattern, file }) => [...BOUNDED.keys()].some((key) => key === pattern || file.startsWith(key));
const look = async () => {
  for (let each = waiting.pop(); each !== undefined; each = waiting.pop()) {
    const { pattern, flags, file } = each;
    const { status, complexity } = await check(pattern, flags, { timeout: LONGEST_MS, randomSeed: 1 });
    const isExponential = complexity?.type === 'exponential';
    if (status === 'safe' || (!isExponential && isBounded(each))) continue;
    faults.push(`${file}: /${pattern}/${flags}: ${complexity?.summary ?? 'not decided in time'}`);
  }
};
await Promise.all(Array.from({ length: TOGETHER }, look));
console.log(`${patterns.size} regular expressions, ${faults.length} that may take too long`);
for (const fault of faults) console.log(fault);
process.exitCode = faults.length > 0 ? 1 : 0;
