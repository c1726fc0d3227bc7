import { LineCounter, parseDocument } from 'yaml';
import { expect, it } from 'vitest';
import { yamlFaults } from '../../src/ingest/yaml-faults.ts';

const faultsOf = (text: string): string[] => {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  return yamlFaults(document, lines, text).map(({ line, column, message }) => `${line}:${column} ${message}`);
};
const PASSAGES = '  - id: p\n    source: s\n'.repeat(60);
const NO_FURTHER = 'The file was read no further';

/** What stands in a file, the place of the fault, and words of the remedy. */
const BREAKING: [string, string, string, string][] = [
  [
    'a sentence before its records',
    `A sentence is said.\npassages:\n${PASSAGES}`,
    '1:1',
    'neither a key with its colon',
  ],
  ['a bracket that is never closed', `passages: [\n${PASSAGES}`, '2:3', 'a bracket [ or { is open before it'],
  ['a quotation mark that is never closed', 'claims:\n  - id: c\n    text: "C\n  - id: d\n', '3:11', 'never closed'],
  ['one that is closed lines below', 'claims:\n  - id: c\n    text: "C\n      "D" E"\n', '3:11', 'ends in line 4'],
  ['a quotation within a text', "claims:\n  - id: c\n    text: 'it's so'\n", '3:15', 'write those within it twice'],
  ['a colon in a text', 'claims:\n  - id: c\n    text: Talks: over\n', '3:11', 'put quotation marks around'],
  ['an indent of its own', 'claims:\n  - id: c\n    text: T\n   note: N\n', '4:1', 'indent the line as those'],
  ['no space behind a dash', 'claims:\n  - id: c\n    text: T\n  -id: d\n', '4:1', 'put a space behind the -'],
  ['none in the first item', 'claims:\n  -id: x\n    text: T\n', '2:8', 'put a space behind the -'],
  ['no space behind a colon', 'claims:\n  - id: c\n    name:foo\n', '3:5', 'put a space behind the colon'],
  ['none with more keys below', 'claims:\n  - id:c\n    text: T\n', '2:5', 'put a space behind the colon'],
  ['none behind a key in quotation marks', 'claims: "C"\n"name":foo\n', '2:1', 'put a space behind the colon'],
  ['no colon', 'claims:\n  - id: c\n    url http://x\n', '3:5', 'indent the line as those'],
  ['a tab and what follows from it', 'claims:\n  - id: c\n    text: T\n\t- id: d\n', '4:1', 'indent by spaces'],
  ['two documents', 'claims:\n  - { id: c, text: C }\n---\nclaims: []\n', '3:1', 'a second document begins here'],
];

it.each(BREAKING)('tells of %s alone, and that no more was read', (_what, text, place, remedy) => {
  const faults = faultsOf(text);
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatch(new RegExp(`^${place} not YAML: .*\\. ${NO_FURTHER}$`));
  expect(faults[0]).toContain(remedy);
});

it('tells of several faults that do not follow from one another, each of them', () => {
  expect(faultsOf('claims:\n\t- { id: c, id: d, text: !x "\\d" }\n')).toEqual([
    expect.stringMatching(/^2:1 .*indent by spaces$/),
    expect.stringMatching(/^2:13 .*leave one of the two out/),
    expect.stringMatching(/^2:26 .*names a type of value/),
    expect.stringMatching(/^2:30 .*begins an escape/),
  ]);
  const doubled = faultsOf(`claims:\n  - id: c\n${'    id: c\n'.repeat(15)}`);
  expect(doubled.filter((fault) => /; leave one of the two out[^.]*$/.test(fault))).toHaveLength(15);
  expect(faultsOf('claims:\n  -id: c\n  -id: d\n')).toEqual([expect.stringMatching(/^3:3 .*put a space behind the -/)]);
});

it('finds nothing wrong with what may stand in a file', () => {
  expect(faultsOf('---\n# Claims\r\nclaims:\r\n  - { id: c, text: "C: \\"C\\"" }\r\n')).toEqual([]);
});

it('tells where an alias stands within what it names, and takes each other alias', () => {
  expect(faultsOf('topics: &t\n  - &u\n    id: b\n    name: *t\n  - { id: c, name: [*u, &v [*v]] }\n')).toEqual([
    expect.stringMatching(/^4:11 \*t stands within what &t names.*; write out what is meant/),
    expect.stringMatching(/^5:29 \*v stands within/),
  ]);
  expect(faultsOf('topics: &t\n  - { id: &t b, name: *t }\n  - &a { id: c, name: *t }\n  - *a\n')).toEqual([]);
});
