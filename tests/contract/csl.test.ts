import { expect, it } from 'vitest';
import { parseRecord } from '../../src/ingest/records.ts';
import type { Change } from '../../src/store/port.ts';
import { onEveryEngine } from '../support/engines.ts';
import { allFindings, listed, view, write } from '../support/store.ts';
import { MANAGED, REGISTERED } from '../support/works.ts';
import { keyText } from '../../src/model/ids.ts';
import { anyOf } from '../../src/model/query.ts';

/*
 * CSL-JSON items as others give them go in whole and come out so.
 */

const sourceOf = (id: string, csl: object): Change => {
  const parsed = parseRecord('source', { id, csl });
  if ('faults' in parsed) throw new Error(JSON.stringify(parsed.faults));
  return parsed.change;
};

onEveryEngine('CSL-JSON of others', (open) => {
  it('comes out as it went in, and is found by what it says', async () => {
    const store = await open(sourceOf('managed', MANAGED), sourceOf('registered', REGISTERED));
    expect((await view(store, 'source', 'managed'))['csl']).toEqual(MANAGED);
    expect(await view(store, 'source', 'registered')).toMatchObject({ csl: REGISTERED, issued: null });
    const [written] = await store.written([{ type: 'source', id: 'registered' }]);
    expect(JSON.parse(written!).csl).toEqual(REGISTERED);
    expect(await listed(store, 'source', { where: [anyOf('cslType', 'article-journal')] })).toEqual(['registered']);
  });

  it('with members that CSL calls otherwise is taken, and told with the write and by the check as what was probably meant', async () => {
    const csl = {
      type: 'book',
      Title: 'A Record',
      doi: '10.1000/1',
      publisherplace: 'Northland',
      authors: [{ family: 'Nord' }],
      editor: [{ Family: 'Sud', given: 'A', ORCID: 'x' }],
      issued: { dateparts: [[2020]] },
      ISBN: '1',
      isbn: '1',
      abstract: 'a',
      'is-referenced-by-count': 3,
    };
    const store = await open(sourceOf('s', csl), sourceOf('managed', MANAGED), sourceOf('registered', REGISTERED));
    expect((await view(store, 'source', 's'))['csl']).toEqual(csl);
    const told = (await allFindings(store)).map(({ where, kind, message }) => [where, kind, message]);
    const meant = (pointer: string, name: string, member: string): unknown[] => [
      'source/s',
      'advice',
      `/csl/${pointer}: ${name} is no member of CSL, so nothing reads it; was ${member} meant?`,
    ];
    expect(told).toEqual([
      meant('Title', 'Title', 'title'),
      meant('doi', 'doi', 'DOI'),
      meant('publisherplace', 'publisherplace', 'publisher-place'),
      meant('authors', 'authors', 'author'),
      meant('editor/0/Family', 'Family', 'family'),
      meant('issued/dateparts', 'dateparts', 'date-parts'),
    ]);
    const dated = {
      ...csl,
      accessed: { raw: '5 May 2024' },
      issued: { raw: 'spring of 2020' },
      submitted: { literal: 'soon' },
    };
    const { remarks } = await write(store, sourceOf('s', dated), sourceOf('managed', MANAGED));
    expect(remarks!.map(({ key, pointer, message }) => [keyText(key), 'advice', `${pointer}: ${message}`])).toEqual([
      ...told.slice(0, -1),
      [
        'source/s',
        'advice',
        expect.stringMatching(/^\/csl\/issued: no date can be read of "spring of 2020"; give YYYY/),
      ],
      ['source/s', 'advice', expect.stringMatching(/^\/csl\/accessed: no date can be read of "5 May 2024"; give YYYY/)],
    ]);
    expect(await write(store, sourceOf('s', dated))).not.toHaveProperty('remarks');
  });

  it('whose date nobody can know is refused of a new record alone', async () => {
    const store = await open();
    const impossible = sourceOf('s', { type: 'book', issued: { 'date-parts': [[2023, 2, 30]] } });
    expect(await store.write([impossible])).toMatchObject({
      written: false,
      problems: [{ pointer: '/csl/issued', message: expect.stringContaining('there is no such date as 2023-2-30') }],
    });
    expect(await store.write([impossible], { acceptExisting: true })).toMatchObject({ written: true });
    expect(await view(store, 'source', 's')).toMatchObject({ issued: null });
  });
});
