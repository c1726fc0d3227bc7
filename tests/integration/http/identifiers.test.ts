import { describe, expect, it } from 'vitest';
import { parseRecord } from '../../../src/ingest/records.ts';
import { filedIdentifier } from '../../../src/model/identifiers.ts';
import { DOUBTED, duplicateFindings, readDuplicates } from '../../../src/queries/duplicates.ts';
import { serviceOver, worldOf, type Json } from '../../support/http.ts';
import { actor, event, forum, region, source, topic } from '../../support/world.ts';

const paper = (id: string, csl: object, fields = {}) => source(id, { csl: { type: 'webpage', ...csl }, ...fields });

const service = serviceOver(
  worldOf(
    region('north', { identifiers: { wikidata: 'http://www.wikidata.org/entity/Q1001' } }),
    actor('nord', {
      name: 'Nora Nord',
      sameAs: ['https://viaf.org/viaf/1234567/'],
      identifiers: { wikidata: 'q1002' },
    }),
    actor('nora', { name: 'NORA NORD', identifiers: { isni: '0000 0001 2103 2683' } }),
    actor('other-nora', { name: 'Nora Nord', represents: [{ actor: 'north-state', office: 'Envoy' }] }),
    actor('north-state', { kind: 'state', name: 'North', identifiers: { lei: '5493001KJTIIGC8Y1R12' } }),
    actor('again', { name: 'Somebody', identifiers: { wikidata: 'Q1002' } }),
    paper('by-doi', { DOI: 'https://doi.org/10.1000/ABC' }),
    paper('by-field', { title: 'B' }, { identifiers: { doi: 'doi:10.1000/abc' } }),
    paper('page', { URL: 'https://example.org/a?b=1' }),
    paper('same-page', { URL: 'http://EXAMPLE.org/a?b=1#part' }),
    paper('site', { URL: 'https://example.org/' }),
    paper('same-site', { URL: 'https://example.org' }),
  ),
);
const ids = async (type: string, identifier: string): Promise<string[]> =>
  (await service.get(`/v1/${type}?identifier=${encodeURIComponent(identifier)}`))['data']
    .map(({ id }: Json) => id)
    .toSorted();

describe('an identifier', () => {
  it.each([
    ['Q148', 'wikidata:Q148'],
    ['wikidata:Q148', 'wikidata:Q148'],
    ['https://www.wikidata.org/wiki/Q148', 'wikidata:Q148'],
    ['http://www.wikidata.org/entity/Q148', 'wikidata:Q148'],
    ['10.1000/ABC', 'doi:10.1000/abc'],
    ['doi:10.1000/abc', 'doi:10.1000/abc'],
    ['https://doi.org/10.1000/a%2Fb', 'doi:10.1000/a/b'],
    ['https://viaf.org/viaf/1234567', 'viaf:1234567'],
    ['viaf:1234567', 'viaf:1234567'],
    ['1234567', null],
    ['0000 0001 2103 2683', 'isni:0000000121032683'],
    ['https://isni.org/isni/0000000121032683', 'isni:0000000121032683'],
    ['5493001kjtiigc8y1r12', 'lei:5493001KJTIIGC8Y1R12'],
    ['https://example.org/a', 'url:example.org/a'],
    ['https://example.org/', null],
    ['javascript:alert(1)', null],
    ['something', null],
  ])('%s is %s', (text, filed) => expect(filedIdentifier(text)).toBe(filed));

  it('is kept bare, and refused where it is none', () => {
    const parsed = parseRecord('actor', {
      id: 'a',
      kind: 'person',
      name: 'A',
      identifiers: { doi: 'https://doi.org/10.1000/X' },
    });
    expect(parsed).toMatchObject({ change: { record: { identifiers: { doi: '10.1000/x', wikidata: null } } } });
    expect(
      parseRecord('actor', { id: 'a', kind: 'person', name: 'A', identifiers: { wikidata: 'P31' } }),
    ).toMatchObject({
      faults: [{ pointer: '/identifiers/wikidata', message: expect.stringContaining('Q148') }],
    });
  });

  it('finds records by any of its forms, wherever it stands in them', async () => {
    for (const form of ['Q1002', 'wikidata:q1002', 'https://www.wikidata.org/wiki/Q1002'])
      expect(await ids('actors', form)).toEqual(['again', 'nord']);
    expect(await ids('regions', 'Q1001')).toEqual(['north']);
    expect(await ids('actors', 'viaf:1234567')).toEqual(['nord']);
    expect(await ids('actors', 'isni:0000000121032683')).toEqual(['nora']);
    expect(await ids('sources', 'https://doi.org/10.1000/abc')).toEqual(['by-doi', 'by-field']);
    expect(await ids('sources', 'https://example.org/a?b=1')).toEqual(['page', 'same-page']);
    expect((await service.ask('/v1/actors?identifier=nonsense')).body).toMatchObject({
      errors: [{ parameter: 'identifier', detail: expect.stringContaining('no identifier that is known') }],
    });
  });
});

const namesakes = serviceOver(
  worldOf(
    ...Array.from({ length: 250 }, (_, i) => [
      actor(`person-${i}`, { name: `Name ${i}` }),
      actor(`state-${i}`, { name: `Name ${i}`, kind: 'state' }),
    ]).flat(),
    actor('zed', { name: 'Zed' }),
    actor('zed-again', { name: 'Zed' }),
  ),
);

const term = { actor: 'land', office: 'Envoy', period: '2019/2022' };
const report = { csl: { type: 'report', title: 'Report', issued: { 'date-parts': [[2025, 2, 20]] } } };
const kinds = serviceOver(
  worldOf(
    actor('land', { kind: 'state', name: 'Land' }),
    actor('house', { kind: 'institution', name: 'House' }),
    ...['three-a', 'three-b', 'three-c'].map((id) => actor(id, { identifiers: { wikidata: 'Q5' } })),
    actor('as-one', { identifiers: { isni: '0000 0001 2103 2683' } }),
    actor('as-again', { sameAs: ['https://isni.org/isni/0000000121032683'] }),
    actor('envoy', { name: 'Ida Iks', represents: [term] }),
    actor('envoy-again', { name: 'I. Iks', alternativeNames: ['IDA IKS'], represents: [term] }),
    actor('other-envoy', { name: 'Ida Iks', represents: [{ ...term, period: '2023/..' }] }),
    actor('ida-state', { kind: 'state', name: 'Ida Iks' }),
    event('talks', { name: 'Talks', date: '2025' }),
    event('talks-again', { name: 'talks', date: '2025' }),
    event('later-talks', { name: 'Talks', date: '2026' }),
    forum('pact', { name: 'Pact' }),
    forum('pact-again', { name: 'PACT' }),
    region('west', { identifiers: { wikidata: 'Q7' } }),
    region('west-again', { sameAs: ['https://www.wikidata.org/wiki/Q7'] }),
    topic('trade', { name: 'Trade' }),
    topic('trade-again', { name: 'trade' }),
    paper('doi', { title: 'D', DOI: '10.1000/1' }),
    paper('doi-again', { title: 'E' }, { identifiers: { doi: '10.1000/1' } }),
    paper('page', { title: 'F', URL: 'https://e.org/a' }),
    paper('page-again', { title: 'G', URL: 'http://e.org/a' }),
    source('report', { ...report, publisher: 'house' }),
    source('report-again', { ...report, publisher: 'house' }),
    source('other-house', { ...report, publisher: 'land' }),
    paper('undated', { title: 'Report' }),
    paper('undated-again', { title: 'Report' }),
  ),
);

const isSame = ({ by }: { by: string }): boolean => by !== 'words';

describe('duplicates', () => {
  it('are records with one identifier, or one name and the same terms', async () => {
    const told = async (type: string): Promise<unknown> =>
      (await service.get(`/v1/duplicates?type=${type}`))['data'].map(({ by, value, records }: Json) => [
        by,
        value,
        records.map(({ id }: Json) => id).toSorted(),
      ]);
    expect(await told('actor')).toEqual([
      ['identifier', 'wikidata:Q1002', ['again', 'nord']],
      // Of the same name, but with an office: that may be somebody else.
      ['name', 'nora nord', ['nora', 'nord']],
    ]);
    expect(await told('source')).toEqual([
      ['identifier', 'doi:10.1000/abc', ['by-doi', 'by-field']],
      ['identifier', 'url:example.org/a?b=1', ['page', 'same-page']],
    ]);
  });

  it('are told by a check, with what may be done', async () => {
    const said = (await duplicateFindings(service.store)).map(({ where, message }) => `${where}: ${message}`);
    expect(said).toEqual([
      'actor/again: it has the same identifier as nord, wikidata:Q1002, and so is probably the same',
      'actor/nord: it has the same name as nora, nora nord, and so is probably the same',
      'source/by-field: it has the same identifier as by-doi, doi:10.1000/abc, and so is probably the same; where independent roots are counted they are one',
      'source/same-page: it has the same identifier as page, url:example.org/a?b=1, and so is probably the same; where independent roots are counted they are one',
    ]);
  });

  it('are the same ones however they are asked for, of every kind and number', async () => {
    const { store } = kinds;
    const asked: string[] = [];
    for (const type of DOUBTED)
      for (const { by, value, records } of (await readDuplicates(store, { type })).duplicates.filter(isSame))
        for (const { id } of records.slice(1)) asked.push(`${type}/${id}: ${by} ${records[0]!.id} ${value}`);
    const found = (await duplicateFindings(store)).filter(({ message }) => message.startsWith('it has the same'));
    const checked = found.map(({ where, message }) => {
      const [, by, first, value] = /^it has the same (\w+) as (\S+), (.*), and so is/.exec(message)!;
      return `${where}: ${by} ${first} ${value}`;
    });
    expect(checked).toEqual(asked);
    expect(asked.toSorted()).toEqual([
      'actor/as-one: identifier as-again isni:0000000121032683',
      'actor/envoy: name envoy-again ida iks',
      'actor/three-b: identifier three-a wikidata:Q5',
      'actor/three-c: identifier three-a wikidata:Q5',
      'event/talks-again: name talks talks',
      'forum/pact: name pact-again pact',
      'region/west-again: identifier west wikidata:Q7',
      'source/doi-again: identifier doi doi:10.1000/1',
      'source/page-again: identifier page url:e.org/a',
      'source/report-again: name report report',
      'topic/trade-again: name trade trade',
    ]);
  });

  it('come in pages that go on to the end', async () => {
    const found: string[] = [];
    let pages = 0;
    for (let url: string | undefined = '/v1/duplicates?type=actor&limit=1'; url !== undefined; pages++) {
      const { data, links }: Json = await service.get(url);
      found.push(...data.map(({ by, records }: Json) => `${by} ${records.map(({ id }: Json) => id).toSorted()}`));
      url = links.next;
    }
    expect(found).toEqual(['identifier again,nord', 'name nora,nord']);
    expect(pages).toBeGreaterThan(1);
  });

  it('are looked for in a bounded number of values for each page', async () => {
    const { store } = namesakes;
    let asked = 0;
    const list = store.list.bind(store);
    store.list = (query) => ((asked += 1), list(query));
    const first = await readDuplicates(store, {});
    expect([first.duplicates, asked]).toEqual([[], 200]);
    const second = await readDuplicates(store, { cursor: first.nextCursor! });
    expect([second.duplicates.map(({ value }) => value), asked]).toEqual([['zed'], 252]);
    const alike: [number, number][] = [];
    for (let cursor = second.nextCursor; cursor !== null;) {
      const page = await readDuplicates(store, { cursor });
      alike.push([page.duplicates.length, asked]);
      cursor = page.nextCursor;
    }
    // Of the numbers of their names none is like another.
    expect(alike.map(([found]) => found)).toEqual([0, 0, 0, 0, 0]);
  });
});
