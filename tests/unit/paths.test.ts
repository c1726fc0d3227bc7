import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fieldFault, withFields } from '../../src/model/fields.ts';
import { dropRepeats, Id, keyOf, keyText, mapRefs, refPaths, refsOf } from '../../src/model/ids.ts';
import { includePathsOf, parseInclude } from '../../src/model/includes.ts';
import { didYouMean } from '../../src/model/suggest.ts';
import { ALL_TYPES, rankOf, TYPES } from '../../src/model/types.ts';

describe('the path of an include', () => {
  it.each([
    ['speakers', ['speakers']],
    ['passages.citations.source', ['passages', 'citations', 'source']],
    ['quotes.passage.source', ['quotes.passage', 'source']],
    ['event.partOf.host', ['event', 'partOf', 'host']],
    ['broader.regions', ['broader.regions']],
    ['passages.citations.source.publisher', ['passages', 'citations', 'source', 'publisher']],
  ])('%s is read as hops', (text, hops) => {
    expect(parseInclude('statement', text)).toEqual({ hops });
  });

  it('goes on from each type that a reference of several types may lead to', () => {
    expect(parseInclude('relation', 'from.speakers')).toEqual({ hops: ['from', 'speakers'] });
  });

  it.each([
    ['speeker', 'speeker'],
    ['speakers.nothing', 'nothing'],
    ['said', 'said'],
    ['', ''],
    ['speakers.', ''],
    ['speakers..represents.actor', '.represents.actor'],
    ['quotes', 'quotes'],
    ['__proto__', '__proto__'],
  ])('%j leaves the model at %j', (text, unknown) => {
    const parsed = parseInclude('statement', text);
    expect(parsed).toMatchObject({ unknown });
    expect('known' in parsed && parsed.known.length).toBeGreaterThan(0);
  });

  it('ends after four hops', () => {
    expect(parseInclude('statement', 'passages.citations.source.publisher.belongsTo')).toEqual({
      unknown: 'belongsTo',
      known: [],
    });
  });

  it('can follow every reference that a type has', () => {
    for (const type of ALL_TYPES)
      for (const path of includePathsOf(type.name).keys())
        expect(parseInclude(type.name, path), path).toEqual({ hops: [path] });
  });
});

describe('the path of a field', () => {
  const fault = (path: string) => fieldFault(TYPES.statement.view, path.split('.'));

  it.each(['label', 'speakers', 'chains.because.fact', 'quotes.exact', 'broader.regions', 'type'])(
    '%s fits',
    (path) => {
      expect(fault(path)).toBeNull();
    },
  );

  it.each([
    ['lable', 'lable'],
    ['chains.becuase', 'becuase'],
    ['speakers.name', 'name'],
    ['constructor', 'constructor'],
    ['', ''],
    ['quotes.', ''],
  ])('%j does not, at %j', (path, unknown) => {
    expect(fault(path)).toMatchObject({ unknown });
  });

  it('goes into any of several forms of a part', () => {
    expect(fieldFault(TYPES.passage.view, ['selectors', 'exact'])).toBeNull();
    expect(fieldFault(TYPES.passage.view, ['selectors', 'start'])).toBeNull();
  });
});

describe('a record reduced to fields', () => {
  const json = JSON.stringify({ type: 't', id: 'i', label: 'l', a: { b: 1, c: [{ d: 1, e: 2 }, { d: 3 }] }, n: null });
  const reduced = (...paths: string[]) =>
    JSON.parse(
      withFields(
        json,
        paths.map((path) => path.split('.')),
      ),
    ) as unknown;

  it.each<[string[], object]>([
    [['label'], { label: 'l' }],
    [['a.b'], { a: { b: 1 } }],
    [['a.c.d'], { a: { c: [{ d: 1 }, { d: 3 }] } }],
    [['a.c.d', 'a'], { a: { b: 1, c: [{ d: 1, e: 2 }, { d: 3 }] } }],
    [['a', 'a.b'], { a: { b: 1, c: [{ d: 1, e: 2 }, { d: 3 }] } }],
    [['n.x'], { n: null }],
    [['absent'], {}],
    [['id'], {}],
  ])('keeps of %j type, id and these', (paths, expected) => {
    expect(reduced(...paths)).toEqual({ type: 't', id: 'i', ...expected });
  });

  it('is left as it is where no field is named', () => {
    expect(withFields(json, [])).toBe(json);
  });
});

describe('ids', () => {
  it.each(['a', '0', '-', 'a-b', 'x'.repeat(128)])('may be %s', (id) => expect(Id.safeParse(id).success).toBe(true));
  it.each(['', 'A', 'a_b', 'a b', 'a/b', '\u00e9', 'a\n', 'x'.repeat(129), '!a'])('may not be %j', (id) =>
    expect(Id.safeParse(id).success).toBe(false),
  );

  it('make keys that are read back', () => {
    expect(keyOf(keyText({ type: 'claim', id: 'a-b' }))).toEqual({ type: 'claim', id: 'a-b' });
  });
});

describe('references', () => {
  const record = () => ({
    kind: 'disputes',
    from: { type: 'claim', id: 'c' },
    to: { type: 'statement', id: 's' },
    author: 'x',
    passages: ['p', 'q'],
    note: null,
  });
  const { refs } = TYPES.relation;

  it('are found at every depth of a schema', () => {
    expect(refs.map(({ path }) => path.join('.'))).toEqual(['from', 'to', 'author', 'passages.*']);
    expect(TYPES.statement.refs.map(({ path }) => path.join('.'))).toContain('quotes.*.passage');
    expect(TYPES.actor.refs.map(({ path }) => path.join('.'))).toContain('represents.*.actor');
  });

  it('lead to a later type only where that is a source which says so', () => {
    const later = ALL_TYPES.flatMap((type) =>
      type.refs
        .filter(({ types }) => types.some((target) => rankOf(target) > rankOf(type.name)))
        .map(({ path, types }) => [types, path.length > 1] as const),
    );
    expect(later).not.toEqual([]);
    for (const each of later) expect(each).toEqual([['source'], true]);
  });

  it('are visited with their pointers', () => {
    const seen: string[] = [];
    mapRefs(record(), refs, (key, pointer) => void seen.push(`${keyText(key)} ${pointer}`));
    expect(seen).toEqual([
      'claim/c /from/id',
      'statement/s /to/id',
      'actor/x /author',
      'passage/p /passages/0',
      'passage/q /passages/1',
    ]);
  });

  it('are replaced where something is given back', () => {
    const changed = record();
    mapRefs(changed, refs, ({ type, id }) => (type === 'passage' || id === 'c' ? `${id}-new` : undefined));
    expect(changed).toEqual({ ...record(), from: { type: 'claim', id: 'c-new' }, passages: ['p-new', 'q-new'] });
  });

  it('are passed over where nothing is given', () => {
    expect(refsOf({ passages: [], author: null }, refs)).toEqual([]);
    expect(refsOf(null, refs)).toEqual([]);
  });

  it('are named once in a list, where records were merged', () => {
    const merged = {
      passages: ['p', 'q', 'p'],
      represents: [{ actor: 'x' }, { actor: 'x', office: 'o' }, { actor: 'x' }],
      alternativeNames: ['n', 'n'],
    };
    dropRepeats(
      merged,
      [...refs, ...TYPES.actor.refs].filter(({ path }) => Object.hasOwn(merged, String(path[0]))),
    );
    expect(merged).toEqual({
      passages: ['p', 'q'],
      represents: [{ actor: 'x' }, { actor: 'x', office: 'o' }],
      alternativeNames: ['n', 'n'],
    });
  });

  it('are no part of a schema without them', () => {
    expect(refPaths(z.object({ a: z.string(), b: z.array(z.string()) }))).toEqual([]);
  });
});

describe('"did you mean"', () => {
  const known = ['speaker', 'representing', 'said'];
  it.each([
    ['speeker', 'speaker'],
    ['Speakers', 'speaker'],
    ['SPEAKER', 'speaker'],
    ['representin', 'representing'],
    ['sad', 'said'],
  ])('takes %s for %s', (word, meant) => {
    expect(didYouMean(word, known)).toBe(` (did you mean ${meant}?)`);
  });
  it('says nothing where nothing comes near, or nothing is known', () => {
    expect(didYouMean('completely-else', known)).toBe('');
    expect(didYouMean('speaker', [])).toBe('');
  });
});
