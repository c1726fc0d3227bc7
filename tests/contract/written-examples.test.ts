import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { expect, it } from 'vitest';
import { parseRecord } from '../../src/ingest/records.ts';
import { typeByPlural } from '../../src/model/types.ts';
import { onEveryEngine } from '../support/engines.ts';
import { findings, view, write } from '../support/store.ts';

/** The examples of data files that graph-seed/README.md shows. */
const examples = [
  ...readFileSync('graph-seed/README.md', 'utf8').matchAll(/^```yaml\n# yaml-language-server(.*?)^```$/gms),
].map(([, text]) => parse(`#${text}`) as Record<string, { id: string }[]>);

const changesOf = (file: Record<string, { id: string }[]>) =>
  Object.entries(file).flatMap(([plural, records]) =>
    records.map((record) => {
      const parsed = parseRecord(typeByPlural(plural)!.name, record);
      if ('faults' in parsed) throw new Error(`${record.id} ${JSON.stringify(parsed.faults)}`);
      return parsed.change;
    }),
  );

onEveryEngine('the examples of data files', (open) => {
  it('are taken, and are whole', async () => {
    expect(examples).toHaveLength(2);
    const store = await open();
    for (const file of examples) await write(store, ...changesOf(file));
    expect(await findings(store)).toEqual([]);
    expect(await view(store, 'citation', 'more-fn-2')).toMatchObject({ source: 'more-atlas', locator: '17' });
    expect(await view(store, 'region', 'more-isle')).toMatchObject({
      label: 'Остров',
      reach: { inPart: ['more-west'], disputed: ['more-east'] },
    });
  });
});
