import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
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

describe.skipIf(missing.pythonClient)(titled('the client in Python that is generated', missing.pythonClient), () => {
  it('has all operations, and each answers with and without every parameter', { timeout: 300_000 }, async () => {
    await line.dictum(['seed', 'graph-seed']);
    const { url } = await line.serve();
    const config = join(line.folder, 'config.yaml');
    // A stream of lines is text; the generator knows no more of it.
    writeFileSync(config, 'content_type_overrides:\n  application/x-ndjson: text/plain\npost_hooks: []\n');
    const made = await run(
      join(PYTHON_TOOLS, 'openapi-python-client'),
      `generate --meta none --config ${config} --path ${DESCRIPTION} --output-path ${join(line.folder, 'client')}`.split(
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
