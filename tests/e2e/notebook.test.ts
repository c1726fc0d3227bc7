import { execFile, spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { commandLine } from '../support/command.ts';
import { PYTHON_TOOLS, titled } from '../support/readers.ts';

/*
 * The notebook of docs/ runs, and says what it shows.
 */

const line = commandLine();
const NOTEBOOK = 'docs/on-whose-account.ipynb';
const python = join(PYTHON_TOOLS, 'python');
const needs = 'import nbclient, ipykernel, pandas, networkx, matplotlib';
const missing = spawnSync(python, ['-c', needs]).status === 0 ? null : 'no Jupyter';

type Output = { text?: string[] | string; data?: Record<string, string[] | string> };
const toldBy = ({ text = '', data = {} }: Output): string =>
  'image/png' in data ? 'picture' : [data['text/plain'] ?? text].flat().join('');

describe.skipIf(missing)(titled('the notebook', missing), () => {
  it('is answered as it stands', { timeout: 180_000 }, async () => {
    await line.dictum(['seed', 'graph-seed']);
    const { url } = await line.serve();
    const { stdout } = await promisify(execFile)(python, ['tests/support/run_notebook.py', NOTEBOOK], {
      env: { ...process.env, DICTUM_URL: url, MPLBACKEND: 'module://matplotlib_inline.backend_inline' },
    });
    const { cells } = JSON.parse(readFileSync(NOTEBOOK, 'utf8')) as { cells: { outputs?: Output[] }[] };
    const shown = cells.map(({ outputs = [] }) => outputs.map(toldBy));
    expect(shown.flat().filter((output) => output === 'picture')).toHaveLength(2);
    expect(JSON.parse(stdout)).toEqual(shown);
    expect(statSync(NOTEBOOK).size).toBeLessThan(100_000);
  });
});
