import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/*
 * Programs of others that read what Dictum gives out; `.ci/prepare` installs them where that can be.
 */

const runs = (command: string, ...args: string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore' }).status === 0;

const PYTHONS = ['.tools/python/bin/python', 'python3'];
const python = PYTHONS.find((command) => runs(command, '-c', 'import rispy, rdflib, prov'));

/** Where `.ci/prepare` puts programs in Python. */
export const PYTHON_TOOLS = '.tools/python/bin';

/** What is missing for a reader, null where it is there. */
export const missing = {
  pandoc: runs('pandoc', '--version') ? null : 'no pandoc',
  biber: runs('biber', '--version') ? null : 'no biber',
  pythonClient: runs(`${PYTHON_TOOLS}/openapi-python-client`, '--version') ? null : 'no openapi-python-client',
  schemathesis: runs(`${PYTHON_TOOLS}/schemathesis`, '--version') ? null : 'no schemathesis',
  networkx: python !== undefined && runs(python, '-c', 'import networkx') ? null : 'no Python with networkx',
  python: python === undefined ? 'no Python with rispy, rdflib and prov' : null,
};

/** The name of a group of cases, with why it is skipped where it is. */
export const titled = (name: string, lacks: string | null): string =>
  lacks === null ? name : `${name} (skipped: ${lacks}; .ci/prepare installs it)`;

/** What pandoc reads in a form, as CSL-JSON. */
export const byPandoc = (form: 'bibtex' | 'biblatex' | 'csljson', text: string): Record<string, any>[] =>
  JSON.parse(execFileSync('pandoc', ['-f', form, '-t', 'csljson'], { input: text, encoding: 'utf8' }));

/** What biber makes of a BibTeX file when it copies it, and what it says about it. */
export const byBiber = (text: string): { copy: string; said: string } => {
  const folder = mkdtempSync(join(tmpdir(), 'dictum-'));
  try {
    writeFileSync(join(folder, 'a.bib'), text);
    const { stdout } = spawnSync('biber', ['--tool', '--nolog', 'a.bib'], { cwd: folder, encoding: 'utf8' });
    return { copy: readFileSync(join(folder, 'a_bibertool.bib'), 'utf8'), said: stdout };
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** What a library in Python reads in a form. */
export const byPython = (form: 'ris' | 'rdf' | 'turtle' | 'graphml' | 'prov', text: string): any =>
  JSON.parse(execFileSync(python!, ['tests/support/read_back.py', form], { input: text, encoding: 'utf8' }));
