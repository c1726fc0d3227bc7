import { Ajv } from 'ajv';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { once } from '../../src/model/once.ts';
import { plainText } from '../../src/model/rich-text.ts';
import { asBibtex } from '../../src/references/bibtex.ts';
import { asRis } from '../../src/references/ris.ts';
import type { Work } from '../../src/references/work.ts';
import { serviceOver, theSeed, worldOf, type Json } from '../support/http.ts';
import { byBiber, byPandoc, byPython, missing, titled } from '../support/readers.ts';
import { WORKS } from '../support/works.ts';
import { HOSTILE } from '../support/hostile.ts';
import { actor, citation, claim, passage, source, statement } from '../support/world.ts';

/*
 * What goes out is read back by programs of others as it was put in.
 */

const service = serviceOver(
  worldOf(
    actor('state-a', { kind: 'state' }),
    actor('state-b', { kind: 'state' }),
    actor('envoy', {
      represents: [
        { actor: 'state-a', office: 'Envoy', to: '2014' },
        { actor: 'state-b', office: 'Envoy', from: '2016' },
      ],
    }),
    actor('press', {
      kind: 'institution',
      name: 'Harbour Press',
      sameAs: ['https://example.org/press', 'urn:x:press'],
    }),
    ...Object.entries(WORKS).map(([id, csl]) => source(id, { csl })),
    source('by-actors', {
      csl: { type: 'book', title: 'By actors' },
      publisher: 'press',
      authors: ['press', 'envoy'],
    }),
    citation('note', { source: 'a-day', accessed: '2024-03~' }),
    passage('span', { source: 'a-site', citations: ['note'] }),
    claim('peace', { text: 'Peace is "near" <b>&' }),
    ...[
      ['in-2012', '2012-05-02'],
      ['in-2018', '2018'],
    ].map(([id, said]) => statement(id!, { speakers: ['envoy'], claims: ['peace'], passages: ['span'], said })),
  ),
);
const seed = serviceOver(theSeed);

/** Works whose titles and names hold what could break a form. */
const hostile = HOSTILE.map((title, i): Work => ({
  id: `hostile-${i}`,
  type: 'article-newspaper',
  title,
  'container-title': title,
  author: [{ literal: title }, { family: 'Wang', given: 'Yi' }],
}));
const onOneLine = (title: string): string => title.replace(/\s+/g, ' ').trim();

const SOURCES = '/v1/sources?limit=200';
const text = async (accept: string, url = SOURCES, of = service): Promise<string> =>
  (await of.ask(url, { headers: { accept } })).text;
const bibtex = (of = service) => text('application/x-bibtex', SOURCES, of);
const csl = async (of = service): Promise<Json[]> =>
  JSON.parse(await text('application/vnd.citationstyles.csl+json', SOURCES, of)) as Json[];

/** A work as BibTeX can tell it: what is not in its words is a note. */
const inBibtex = ({ URL, note, ...work }: Json): Json => ({
  ...work,
  ...(URL?.startsWith('http') ? { URL } : {}),
  ...(URL?.startsWith('www') ? { note: `${note} ${URL}` } : note === undefined ? {} : { note }),
});

describe.skipIf(missing.pandoc !== null)(titled('BibTeX read by pandoc', missing.pandoc), () => {
  it.each(['bibtex', 'biblatex'] as const)('as %s is what was put in', async (form) => {
    const back = new Map(byPandoc(form, await bibtex()).map((item) => [item['id'] as string, item]));
    for (const [id, work] of Object.entries(WORKS)) {
      const { 'event-title': event, language, ...rest } = inBibtex(work);
      const { language: tag, ...found } = back.get(id)!;
      // pandoc calls the title of an event by its old name, and writes tags of languages small.
      expect(found).toEqual({ id, ...rest, ...(event !== undefined && { event }) });
      expect(tag?.toLowerCase()).toBe(language?.toLowerCase());
    }
    expect(back.get('by-actors')).toMatchObject({
      author: [{ literal: 'Harbour Press' }, { literal: 'envoy' }],
      publisher: 'Harbour Press',
    });
  });
});

describe.skipIf(missing.pandoc !== null)(titled('Hostile BibTeX read by pandoc', missing.pandoc), () => {
  it('is what was put in, but for quotation marks, which TeX draws', () => {
    const back = byPandoc('bibtex', asBibtex(hostile));
    expect(back).toHaveLength(hostile.length);
    back.forEach((item, i) => {
      const name = onOneLine(HOSTILE[i]!);
      if (/['`‘]/.test(name)) return;
      // Titles have markup, names have none.
      const title = plainText(name);
      expect([item['title'], item['container-title'], item['author']]).toEqual([
        title,
        title,
        [{ literal: name }, { family: 'Wang', given: 'Yi' }],
      ]);
    });
  });
});

describe.skipIf(missing.biber !== null)(titled('BibTeX read by biber', missing.biber), () => {
  it('is taken without a fault, every entry of it, and no field is lost', async () => {
    for (const given of [await bibtex(), await bibtex(seed), asBibtex(hostile)]) {
      const { copy, said } = byBiber(given);
      expect(said).not.toMatch(/WARN|ERROR/);
      const count = (found: string) => found.match(/^@/gm)!.length;
      expect(count(copy)).toBe(count(given));
      // The year and the month stand in the date too, and an address under its new name.
      const names = (found: string) =>
        new Set([...found.matchAll(/^ +([A-Za-z]+) +?=/gm)].map(([, name]) => name!.toLowerCase()));
      const [before, after] = [names(given), names(copy)];
      for (const [old, name] of [
        ['year', 'date'],
        ['month', 'date'],
        ['journal', 'journaltitle'],
        ['address', 'location'],
      ] as const)
        if (before.delete(old)) before.add(name);
      expect([...before].filter((name) => !after.has(name))).toEqual([]);
    }
  });
});

describe.skipIf(missing.python !== null)(titled('RIS read by rispy', missing.python), () => {
  it('is what was put in', async () => {
    const back = new Map(
      (byPython('ris', await text('application/x-research-info-systems')) as Json[]).map((item) => [item['id'], item]),
    );
    expect(back.size).toBe(Object.keys(WORKS).length + 1);
    expect(back.get('a-day')).toMatchObject({
      type_of_reference: 'NEWS',
      title: WORKS['a-day']!.title,
      secondary_title: 'Harbour Daily',
      authors: ['Adams, Zoe', 'Office for A and B, Samplia'],
      date: '2024/02/20/',
      year: '2024',
      language: 'en-GB',
      urls: [WORKS['a-day']!.URL],
    });
    expect(back.get('a-site')).toMatchObject({
      type_of_reference: 'ELEC',
      secondary_title: 'Samplia Online',
      publisher: 'Ministry of Trade and Industry, Samplia',
      access_date: '2024/03/01/',
      urls: ['https://пример.рф/страница?x=«y»'],
    });
    expect(back.get('a-range')).toMatchObject({
      start_page: '12',
      end_page: '15',
      volume: '3',
      date: '2024-12-30/2025-01-02',
      doi: '10.1234/AbC_1<2>',
      issn: '1234-5679',
      authors: ['王, 毅'],
    });
    expect(back.get('a-report')).toMatchObject({
      date: '1900~',
      issn: 'S/2024/7',
      publisher: 'Ministry of Trade and Industry',
      place_published: 'Port Sample',
    });
    expect(back.get('a-text')).toMatchObject({ notes: ['As printed.', 'www.example.org/a b'] });
    expect(back.get('a-text')).not.toHaveProperty('urls');
  });
});

describe.skipIf(missing.python !== null)(titled('Hostile RIS read by rispy', missing.python), () => {
  it('is what was put in', () => {
    const back = byPython('ris', asRis(hostile)) as Json[];
    expect(back.map((item) => [item['title'], item['authors']])).toEqual(
      HOSTILE.map((title) => [plainText(onOneLine(title)), [onOneLine(title), 'Wang, Yi']]),
    );
  });
});

describe('CSL-JSON', () => {
  /** The file csl-data.json of the Citation Style Language project, where somebody has it: no registry carries it. */
  const schema = process.env['CSL_SCHEMA'];
  const isValid = once(() =>
    // A type may have several names in the schema, and `examples` is not checked.
    new Ajv({ strict: false }).compile(JSON.parse(readFileSync(schema!, 'utf8')) as object),
  );

  const isCsl = (items: unknown): void => expect(isValid()(items), JSON.stringify(isValid().errors)).toBe(true);
  const withoutSchema = schema === undefined ? 'CSL_SCHEMA names no csl-data.json' : null;

  it.skipIf(withoutSchema !== null)(titled('is valid by the schema of CSL', withoutSchema), async () => {
    for (const items of [await csl(), await csl(seed)]) {
      isCsl(items);
      expect(items.length).toBeGreaterThan(3);
    }
    for (const url of ['/v1/citations', '/v1/statements', '/v1/statements/in-2012']) {
      const items = JSON.parse(await text('application/vnd.citationstyles.csl+json', url)) as Json[];
      isCsl(items);
      expect(items[0]).toMatchObject({ id: 'a-day', accessed: { 'date-parts': [[2024, 3]], circa: true } });
    }
  });

  it('is what was put in', async () => {
    const back = new Map((await csl()).map((item) => [item['id'], item]));
    for (const [id, work] of Object.entries(WORKS)) expect(back.get(id)).toEqual({ id, ...work });
  });

  it.skipIf(missing.pandoc !== null)(titled('is read by pandoc', missing.pandoc), async () => {
    const items = byPandoc('csljson', JSON.stringify(await csl()));
    const members = (item: Json) => Object.keys(item).sort();
    const given = new Map((await csl()).map((item) => [item['id'], item]));
    expect(items).toHaveLength(given.size);
    for (const item of items) expect(members(item)).toEqual(members(given.get(item['id'])!));
  });
});

describe.skipIf(missing.python !== null)(titled('JSON-LD read by rdflib and prov', missing.python), () => {
  const SCHEMA = 'application/ld+json;profile="https://schema.org"';
  const PROV = 'application/ld+json;profile="http://www.w3.org/ns/prov#"';
  type Triple = [subject: string, property: string, object: string, type: string];

  it('has texts, dates and addresses as they were put in', async () => {
    const triples = byPython('rdf', await text(SCHEMA, '/v1/statements/in-2018')) as Triple[];
    const of = (subject: string, property: string) =>
      triples.filter(([s, p]) => s === `urn:dictum:${subject}` && p.endsWith(property)).map(([, , ...value]) => value);
    expect(of('claim/peace', 'schema.org/text')).toEqual([['Peace is "near" <b>&', '']]);
    expect(of('statement/in-2018', 'dateCreated')).toEqual([['2018', 'http://www.w3.org/2001/XMLSchema#gYear']]);
    expect(of('source/a-site', 'schema.org/url')).toEqual([['https://пример.рф/страница?x=«y»', '']]);
    const provenance = byPython('rdf', await text(PROV, '/v1/statements/in-2012/provenance')) as Triple[];
    expect(provenance).toContainEqual([
      'urn:dictum:citation/note',
      'urn:dictum:accessed',
      '2024-03~',
      'http://id.loc.gov/datatypes/edtf/EDTF',
    ]);
  });

  it('has the delegations of PROV, each with its activity', async () => {
    const relations = byPython('prov', await text(PROV, '/v1/claims/peace/provenance')) as string[][];
    expect(relations.filter(([kind]) => kind === 'Delegation')).toEqual([
      ['Delegation', 'dictum:actor/envoy', 'dictum:actor/state-a', 'dictum:assertion/in-2012'],
      ['Delegation', 'dictum:actor/envoy', 'dictum:actor/state-b', 'dictum:assertion/in-2018'],
    ]);
    expect(relations).toContainEqual(['Derivation', 'dictum:passage/span', 'dictum:citation/note']);
    expect(relations).toContainEqual(['Derivation', 'dictum:citation/note', 'dictum:source/a-day']);
    expect(relations).toContainEqual(['Association', 'dictum:assertion/in-2012', 'dictum:actor/envoy']);
  });
});
