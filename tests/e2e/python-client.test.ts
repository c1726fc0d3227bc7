import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { commandLine } from '../support/command.ts';
import { missing, PYTHON_TOOLS, titled } from '../support/readers.ts';

/*
 * openapi-python-client (https://github.com/openapi-generators/openapi-python-client) makes a client of the API
 * description that has every operation, and that client calls every one of them.
 */

const line = commandLine();
const run = promisify(execFile);
const DESCRIPTION = 'openapi/openapi.json';
/** The one that the README names. */
const CONFIG = 'openapi/python-client.yaml';

describe.skipIf(missing.pythonClient)(titled('the client in Python that is generated', missing.pythonClient), () => {
  it('has all operations, and each answers with and without every parameter', { timeout: 300_000 }, async () => {
    await line.dictum(['seed', 'graph-seed']);
    const { url } = await line.serve();
    const made = await run(
      join(PYTHON_TOOLS, 'openapi-python-client'),
      `generate --meta none --config ${CONFIG} --path ${DESCRIPTION} --output-path ${join(line.folder, 'client')}`.split(
        ' ',
      ),
    );
    expect(made.stdout + made.stderr).not.toMatch(/warning|omitted|removal/i);
    const { stdout } = await run(join(PYTHON_TOOLS, 'python'), [
      'tests/support/every_get.py',
      line.folder,
      DESCRIPTION,
      url,
    ]);
    const { wrong, operations, calls, first } = JSON.parse(stdout);
    expect(wrong).toEqual([]);
    const gets = Object.values<any>(JSON.parse(readFileSync(DESCRIPTION, 'utf8')).paths).filter(
      ({ get }) => get !== undefined && (get.security ?? []).length === 0,
    );
    expect(operations).toBe(gets.length);
    expect(calls).toBeGreaterThan(operations * 5);
    expect(first).toEqual(['Statement', ['sergey-lavrov']]);
  });
});
