import { createReadStream, existsSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importLines } from '../../src/ingest/ndjson.ts';
import type { DictumError } from '../../src/model/errors.ts';
import { openEmbedded } from '../../src/store/embedded/store.ts';
import { openDatabase } from '../../src/store/embedded/sqlite.ts';
import { StoreRefused } from '../../src/store/migration.ts';
import type { Store } from '../../src/store/port.ts';
import { answers } from '../support/answers.ts';
import { appOver, ask } from '../support/http.ts';
import { temporaryFolder } from '../support/engines.ts';
import { ODD, RELEASED_EXPORT, releasedStore } from '../support/released.ts';
import { closing, findings, migrated, view, write } from '../support/store.ts';
import { summit } from '../support/summit.ts';
import { claim } from '../support/world.ts';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const path = (): string => join(folder, 'dictum.sqlite');

const open = (options: { readers?: number; migrate?: boolean } = {}): Store =>
  openEmbedded({ folder, many: 2, readers: 0, timeoutMs: 300_000, ...options });

const using = async <T>(use: (store: Store) => Promise<T>, options = {}): Promise<T> => closing(open(options), use);

const codeOf = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'answered',
    (error: DictumError) => error.code,
  );

/** Does something to the file behind the store's back. */
const change = (sql: string): void => {
  const database = openDatabase(path(), { readOnly: false, tolerant: true });
  database.exec(sql);
  database.close();
};

/** What the file holds of a record. */
const writtenOf = (id: string): string => {
  const database = openDatabase(path(), { readOnly: true, tolerant: true });
  try {
    return database.prepare('SELECT written FROM record WHERE id = ?').get(id).written;
  } finally {
    database.close();
  }
};

/** What a fresh store answers that the export of 0.1.0 was imported into. */
const imported = async (): Promise<unknown[]> => {
  const other = await temporaryFolder();
  const store = openEmbedded({ folder: other, many: 2, readers: 0, timeoutMs: 300_000 });
  try {
    await importLines(store, 'export', createReadStream(RELEASED_EXPORT), () => undefined, { acceptExisting: true });
    return await answers(store);
  } finally {
    await store.close();
    await rm(other, { recursive: true, force: true });
  }
};

describe('a store of 0.1.0', () => {
  it('is refused as loading until it is migrated, answers then what an import of its export does, and is kept', async () => {
    releasedStore(folder);
    await using(async (store) => {
      expect(await codeOf(store.ping())).toBe('loading');
      expect(await codeOf(store.scan(null, 1))).toBe('loading');
      expect(await migrated(store)).not.toEqual([]);
      expect((await findings(store)).filter(({ where }) => !ODD.includes(where))).toEqual([]);
      expect(await answers(store)).toEqual(await imported());
    });
    expect((await readdir(folder)).filter((name) => !/-(wal|shm)$/.test(name)).sort()).toEqual([
      'dictum-0.1.0.sqlite',
      'dictum.sqlite',
    ]);
    expect(await using(migrated)).toEqual([]);
  });

  it('is told over HTTP to be loading, and when to ask again', async () => {
    releasedStore(folder);
    await using(async (store) => {
      const app = await appOver(store);
      for (const path of [
        '/v1/statements',
        '/v1/claims/relations-will-deepen/provenance',
        '/v1/export',
        '/health/ready',
      ]) {
        const { status, body, headers } = await ask(app, path);
        expect({ path, status, code: body['code'], retry: headers['retry-after'] }).toEqual({
          path,
          status: 503,
          code: 'loading',
          retry: '30',
        });
      }
      await migrated(store);
      expect((await ask(app, '/v1/statements')).status).toBe(200);
      await app.close();
    });
  });

  it('is migrated on a thread of its own where threads answer', async () => {
    releasedStore(folder);
    await using(
      async (store) => {
        expect(await codeOf(store.ping())).toBe('loading');
        await migrated(store);
        expect(await codeOf(store.ping())).toBe('answered');
        expect(await view(store, 'actor', 'lost-envoy')).toMatchObject({ id: 'lost-envoy' });
      },
      { readers: 1 },
    );
  });

  it('goes on where it was, wherever it was left', async () => {
    releasedStore(folder);
    const steps: string[] = [];
    for (;;) {
      const done = await using((store) => store.migrate());
      if (done === null) break;
      steps.push(done.step);
    }
    expect(new Set(steps).size).toBe(steps.length);
    expect(await using(answers)).toEqual(await imported());
  });

  it('is begun anew where it was written to meanwhile', async () => {
    releasedStore(folder);
    await using(async (store) => {
      for (let i = 0; i < 4; i++) await store.migrate();
    });
    change(
      `UPDATE meta SET version = version + 1; UPDATE record SET written = replace(written, 'Africa', 'Afrika') WHERE type = 'region' AND id = 'africa'`,
    );
    await using(async (store) => {
      await migrated(store);
      expect(await view(store, 'region', 'africa')).toMatchObject({ label: 'Afrika' });
    });
  });

  it('is not migrated where it may not be, nor while another has it open', async () => {
    releasedStore(folder);
    expect(() => open({ migrate: false })).toThrow(/run dictum migrate/);
    const other = openDatabase(path(), { readOnly: false });
    await expect(using((store) => store.migrate())).rejects.toThrow(/another process has it open/);
    other.close();
    expect(await using(migrated)).not.toEqual([]);
  });
});

describe('a store that another model derived', () => {
  it('is derived anew, and keeps what cannot be', async () => {
    await using((store) => write(store, ...summit()));
    change(
      `UPDATE derivation SET digest = 'other';
       UPDATE record SET derived = '{}', sorts = '["x"]'; DELETE FROM block; DELETE FROM filed; DELETE FROM term; DELETE FROM name;
       UPDATE record SET written = '{"id":"concluded","sp' WHERE type = 'statement' AND id = 'concluded';`,
    );
    await using(async (store) => {
      await migrated(store);
      await expect(store.written([{ type: 'statement', id: 'concluded' }])).rejects.toThrow(/is damaged/);
      expect(writtenOf('concluded')).toBe('{"id":"concluded","sp');
      expect(await view(store, 'statement', 'said-by-a')).toMatchObject({ speakers: ['speaker-a'] });
    });
  });

  it('files what could not be derived once it is written anew, also under what others add to it', async () => {
    await using((store) => write(store, ...summit()));
    const broken = '[]';
    change(
      `UPDATE derivation SET digest = 'other'; UPDATE record SET written = '${broken}' WHERE type = 'claim' AND id = 'shared'`,
    );
    const other = await temporaryFolder();
    await using(async (store) => {
      await migrated(store);
      expect((await findings(store)).map(({ where }) => where)).toContain('claim/shared');
      const [said] = summit().filter(({ key }) => key.id === 'said-by-a');
      const [shared] = summit().filter(({ key }) => key.id === 'shared');
      await write(store, { ...said!, record: { ...said!.record, note: 'Written while its claim could not be read.' } });
      await write(store, shared!);
      await write(store, said!);
      // The log knows nothing of what was done behind its back.
      expect((await findings(store)).filter(({ message }) => !message.includes('the log leads'))).toEqual([]);
      const whole = openEmbedded({ folder: other, many: 2, readers: 0, timeoutMs: 300_000 });
      await write(whole, ...summit());
      expect(await answers(store)).toEqual(await answers(whole));
      await whole.close();
    });
    await rm(other, { recursive: true });
  });

  it('is refused where a later release made it, or where it has a type that is not known', async () => {
    await using((store) => write(store, claim('c')));
    change(`UPDATE derivation SET digest = 'other', release = '99.0.0'`);
    expect(() => open()).toThrow(/made by Dictum 99\.0\.0.*run that version/);
    change(`UPDATE derivation SET release = '0.2.0'; UPDATE record SET type = 'verdict'`);
    await expect(using((store) => store.migrate())).rejects.toThrow(/verdict/);
  });
});

describe('a file that holds no store', () => {
  it.each([
    ['nothing', ''],
    ['something else', 'not a database at all, but a text that is long enough to be one'.repeat(40)],
  ])('is refused with the remedy where it holds %s', async (_what, text) => {
    await writeFile(path(), text);
    expect(() => open()).toThrow(StoreRefused);
    expect(() => open()).toThrow(/restore/);
    expect(await readFile(path(), 'utf8')).toBe(text);
  });

  it('is refused where only its log is there', async () => {
    await writeFile(`${path()}-wal`, 'x');
    expect(() => open()).toThrow(/is missing/);
    expect(existsSync(path())).toBe(false);
  });
});
