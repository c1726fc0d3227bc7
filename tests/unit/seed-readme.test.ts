import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { seed } from '../../src/ingest/seed.ts';
import { TYPES } from '../../src/model/types.ts';
import { temporaryFolder } from '../support/engines.ts';
import { storesOfCases } from '../support/one-store.ts';
import { view } from '../support/store.ts';

const open = storesOfCases();

/** The YAML of a section of the description of data files. */
const exampleUnder = async (heading: string): Promise<string> => {
  const text = await readFile(new URL('../../graph-seed/README.md', import.meta.url), 'utf8');
  return /```yaml\n([^]*?)```/.exec(text.slice(text.indexOf(`## ${heading}\n`)))![1]!;
};

it('the example of statements in full is taken, and shows every field of a statement that is not told elsewhere', async () => {
  const folder = await temporaryFolder();
  try {
    const example = await exampleUnder('Statements in full');
    await writeFile(join(folder, 'example.yaml'), example);
    const store = await open();
    expect(await seed(store, folder)).toMatchObject({ written: true, created: 13 });
    expect(await view(store, 'statement', 'example-nora-denies')).toMatchObject({
      stances: [
        { claim: 'example-border-closed', stance: 'denies' },
        { claim: 'example-talks-open', stance: 'affirms' },
      ],
      speaksFor: [{ speaker: 'example-nora', sides: ['example-north'], inferred: false }],
    });
    const elsewhere = ['id', 'event', 'topics', 'regions', 'forums', 'actors', 'events', 'note'];
    const shown = Object.keys(TYPES.statement.written.shape).filter((field) => !elsewhere.includes(field));
    for (const field of shown) expect(example, field).toContain(`${field}:`);
  } finally {
    await rm(folder, { recursive: true });
  }
});
