import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandLine } from '../support/command.ts';
import { titled } from '../support/readers.ts';

/*
 * An OpenRefine (https://openrefine.org) without its browser matches a column of spellings with records, and adds columns.
 */

const line = commandLine();
const isThere = spawnSync('which', ['openrefine']).status === 0 && spawnSync('java', ['-version']).status === 0;
const missing = isThere ? null : 'no openrefine';

type Json = Record<string, any>;

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

/** The ways in which people write a name. */
const spellings = (name: string): string[] => {
  const words = name.split(' ');
  return [
    name,
    name.toUpperCase(),
    name.toLowerCase(),
    `  ${name} `,
    ...(words.length === 2 ? [`${words[1]} ${words[0]}`, `${words[1]}, ${words[0]}`] : []),
  ];
};

describe.skipIf(missing)(titled('OpenRefine', missing), () => {
  let refine: ChildProcess;
  let origin = '';
  let service = '';
  let known: { id: string; label: string }[] = [];

  const token = async (): Promise<string> =>
    ((await (await fetch(`${origin}/command/core/get-csrf-token`)).json()) as Json)['token'];
  const post = async (command: string, query: Json, form: Json = {}): Promise<Json> => {
    const address = `${origin}/command/core/${command}?${new URLSearchParams({ ...query, csrf_token: await token() })}`;
    return (await fetch(address, { method: 'POST', body: new URLSearchParams(form) })).json() as Promise<Json>;
  };
  const untilDone = async (project: string): Promise<void> => {
    for (;;) {
      const running = (await (await fetch(`${origin}/command/core/get-processes?project=${project}`)).json()) as Json;
      if (running['processes'].length === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  };

  beforeAll(async () => {
    await line.dictum(['seed', 'graph-seed']);
    const { url } = await line.serve();
    service = `${url}/reconcile`;
    const actors = (await (await fetch(`${url}/v1/actors?limit=200&fields=label`)).json()) as Json;
    known = actors['data'];
    const port = await freePort();
    origin = `http://127.0.0.1:${port}`;
    const folder = join(line.folder, 'refine');
    // A group of its own, since it is started by a script.
    refine = spawn(
      'openrefine',
      ['-i', '127.0.0.1', '-p', String(port), '-d', folder, '-m', '512M', '-x', 'refine.headless=true'],
      { detached: true, stdio: 'ignore' },
    );
    for (;;) {
      if (await token().then(Boolean, () => false)) break;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }, 180_000);
  afterAll(() => void process.kill(-refine.pid!, 'SIGKILL'));

  it('matches 200 spellings, only surely, and adds what is known of them', { timeout: 240_000 }, async () => {
    const written = known.flatMap(({ id, label }) => spellings(label).map((spelling) => ({ id, spelling })));
    const rows = Array.from({ length: 190 }, (_, i) => written[i % written.length]!);
    const nobody = Array.from({ length: 10 }, (_, i) => ({ id: '', spelling: `Qwxz Nobody ${i}` }));
    const column = [...rows, ...nobody];
    const upload = new FormData();
    const csv = ['name', ...column.map(({ spelling }) => `"${spelling.replaceAll('"', '""')}"`)].join('\n');
    upload.set('project-file', new Blob([csv], { type: 'text/csv' }), 'names.csv');
    upload.set('project-name', 'names');
    upload.set('format', 'text/line-based/*sv');
    const options = { separator: ',', headerLines: 1, encoding: 'UTF-8', trimStrings: false };
    upload.set('options', JSON.stringify(options));
    const made = await fetch(`${origin}/command/core/create-project-from-upload?csrf_token=${await token()}`, {
      method: 'POST',
      body: upload,
      redirect: 'manual',
    });
    const project = new URL(made.headers.get('location')!, origin).searchParams.get('project')!;

    const guessed = await post('guess-types-of-column', { project, columnName: 'name', service });
    expect(guessed['types'].map(({ id }: Json) => id)).toContain('actor');

    const manifest = (await (await fetch(service)).json()) as Json;
    const spaces = { identifierSpace: manifest['identifierSpace'], schemaSpace: manifest['schemaSpace'] };
    const engine = JSON.stringify({ facets: [], mode: 'row-based' });
    const config = { mode: 'standard-service', service, ...spaces, autoMatch: true, columnDetails: [], limit: 0 };
    const type = { id: 'actor', name: 'Actor' };
    await post('reconcile', { project }, { engine, columnName: 'name', config: JSON.stringify({ ...config, type }) });
    await untilDone(project);

    const extension = JSON.stringify({ properties: [{ id: 'kind', name: 'Kind' }] });
    const asked = { engine, baseColumnName: 'name', columnInsertIndex: '1', endpoint: service, ...spaces, extension };
    await post('extend-data', { project }, asked);
    await untilDone(project);

    const read = await post('get-rows', { project, start: 0, limit: 300 });
    const found = (read['rows'] as Json[]).map(({ cells: [name, kind] }) => ({
      match: read['pool']?.recons?.[name.r]?.m?.id ?? name.r?.m?.id ?? null,
      kind: kind?.v ?? null,
    }));
    expect(found).toHaveLength(200);
    // Whatever was matched by itself is who was meant; and of spellings nearly all are.
    const wrong = found.filter(({ match }, i) => match !== null && match !== `actors/${column[i]!.id}`);
    expect(wrong).toEqual([]);
    expect(found.filter(({ match }) => match !== null).length).toBeGreaterThan(150);
    for (const { match, kind } of found)
      expect([match, kind]).toEqual(
        match === null ? [null, null] : [match, expect.stringMatching(/^(person|state|institution|group)$/)],
      );
    expect(found.slice(-10).every(({ match }) => match === null)).toBe(true);
  });
});
