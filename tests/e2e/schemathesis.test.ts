import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { commandLine } from '../support/command.ts';
import { missing, PYTHON_TOOLS, titled } from '../support/readers.ts';

/*
 * Schemathesis (https://schemathesis.io) asks what the API description allows and what it forbids, and holds what comes to
 * it. What it cannot know of the graph it is told in tests/support/schemathesis_hooks.py. Here it tries one operation of
 * each kind a little; EXAMPLES=n makes it n requests of each of all of them, as the campaign does.
 */

const line = commandLine();
const run = promisify(execFile);

const EXAMPLES = Number(process.env['EXAMPLES'] ?? 0);
/** One of what there is for every type. */
const SOME =
  '^/(v1/(claims(/.*)?|links|search|paths|coverage|changes.*|autocomplete|verify-quote|facets/claims/.*|regions/[^/]*/forums.*|statements/[^/]*/bundle|proposals.*|whoami)|health.*|metrics|problems.*)$';
/** It waits for one after another, so what is sent for nothing but its own kind of fault is left to the campaign. */
const bounds =
  EXAMPLES > 0
    ? ['--phases', 'examples,coverage,fuzzing,stateful', '-n', String(EXAMPLES)]
    : ['--phases', 'examples,coverage,fuzzing', '-n', '3', '--include-path-regex', SOME];

describe.skipIf(missing.schemathesis)(titled('Schemathesis', missing.schemathesis), () => {
  it('finds nothing', { timeout: EXAMPLES > 0 ? 7_200_000 : 300_000 }, async () => {
    await line.dictum(['seed', 'graph-seed']);
    const scopes = 'read,write,admin,texts,export,metrics,propose';
    const token = (await line.dictum(['token', 'create', '--name', 'schemathesis', '--scope', scopes])).out.trim();
    const { url } = await line.serve();
    // Which 400 is right of a request that is as described, our own check knows.
    const checks = '-c all --exclude-checks positive_data_acceptance --continue-on-failure --no-shrink';
    const manner = `--no-color -w 2 --generation-database none --seed ${process.env['SEED'] ?? '1'} ${checks}`;
    const asWriter = ['-H', `Authorization: Bearer ${token}`];
    const config = join(process.cwd(), 'tests/support/schemathesis.toml');
    const args = ['--config-file', config, 'run', `${url}/openapi.json`, ...manner.split(' '), ...asWriter, ...bounds];
    const { code, out } = await run(join(process.cwd(), PYTHON_TOOLS, 'schemathesis'), args, {
      cwd: line.folder,
      env: {
        ...process.env,
        PYTHONPATH: join(process.cwd(), 'tests/support'),
        PYTHONDONTWRITEBYTECODE: '1',
        SCHEMATHESIS_HOOKS: 'schemathesis_hooks',
      },
      maxBuffer: 2 ** 28,
    }).then(
      ({ stdout }) => ({ code: 0, out: stdout }),
      ({ code, stdout }: { code: number; stdout: string }) => ({ code, out: stdout }),
    );
    const found = out.slice(Math.max(0, out.indexOf('FAILURES')));
    expect([code, code === 0 ? '' : found.slice(0, 20_000)]).toEqual([0, '']);
    expect(Number(/(\d+) generated/.exec(out)?.[1])).toBeGreaterThan(1000);
  });
});
