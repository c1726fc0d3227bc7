import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/*
 * Compares the API description with that of the last release by oasdiff (https://github.com/oasdiff/oasdiff), and fails
 * for what a client of that release could stumble over, unless it stands in openapi/released/allowed.json with its
 * date and reason.
 */

const RELEASED = 'openapi/released/0.1.0.json';
const ALLOWED = 'openapi/released/allowed.json';
const OASDIFF = process.env['OASDIFF'] ?? '.tools/bin/oasdiff';

/** What only a new parameter can bring (`form=written`, `include`) is nothing that a client of the last release meets. */
const withoutWritten = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutWritten);
  if (typeof value !== 'object' || value === null) return value;
  const { anyOf, ...rest } = value as { anyOf?: { $ref?: string }[] };
  const met = anyOf?.filter(({ $ref }) => !$ref?.match(/\/Partial|(AsWritten|OfChain|OfIds)$/));
  if (met?.length === 1 && anyOf!.length > 1) return withoutWritten({ ...rest, ...met[0] });
  return Object.fromEntries(
    Object.entries({ ...rest, ...(met ? { anyOf: met } : {}) }).map(([name, part]) => [name, withoutWritten(part)]),
  );
};

if (!existsSync(OASDIFF)) throw new Error(`${OASDIFF} is not there; .ci/prepare installs it where there is Go`);
const folder = mkdtempSync(join(tmpdir(), 'dictum-description-'));
const current = join(folder, 'openapi.json');
writeFileSync(current, JSON.stringify(withoutWritten(JSON.parse(readFileSync('openapi/openapi.json', 'utf8')))));
// Nearly all fields are optional in the description, since `fields` may leave them out; clients have need of them all the same.
const levels = join(folder, 'levels.txt');
writeFileSync(levels, 'response-optional-property-removed err\n');
type Change = { id: string; text: string; operation?: string; path?: string };
const { stdout, stderr, status } = spawnSync(
  OASDIFF,
  ['breaking', RELEASED, current, '--format', 'json', '--severity-levels', levels],
  {
    encoding: 'utf8',
    maxBuffer: 1e9,
  },
);
rmSync(folder, { recursive: true });
if (status !== 0) throw new Error(`oasdiff ended with ${status}: ${stderr}`);

const allowed = JSON.parse(readFileSync(ALLOWED, 'utf8')) as { id: string; text?: string }[];
const isAllowed = (change: Change): boolean =>
  allowed.some(({ id, text = '' }) => new RegExp(`^${id}$`).test(change.id) && new RegExp(text).test(change.text));
const breaking = (JSON.parse(stdout || '[]') as Change[]).filter((change) => !isAllowed(change));
for (const { id, text, operation, path } of breaking) console.log(`${operation ?? ''} ${path ?? ''}: ${text} [${id}]`);
if (breaking.length > 0) {
  console.log(
    `${breaking.length} changes break what clients of the last release rely on; what is meant goes to ${ALLOWED}`,
  );
  process.exitCode = 1;
}
