import { describe, expect, it } from 'vitest';
import type { BaseView } from '../../src/model/define.ts';
import { keyOf, keyText, TYPE_NAMES, type Key, type TypeName } from '../../src/model/ids.ts';
import { referencesOf, referringIndexKey } from '../../src/model/references.ts';
import { findPaths, WAVE, type Ground, type Pair } from '../../src/store/paths.ts';
import type { PathQuery } from '../../src/store/paths.ts';
import type { Reading, Related } from '../../src/store/port.ts';

/*
 * The search over graphs with hubs that would take long to write into a store.
 */

const view = (type: TypeName, id: string, fields: object = {}): BaseView => ({ type, id, label: id, ...fields });
const said = (id: string, ...speakers: string[]): BaseView => view('statement', id, { speakers });
const many = (count: number, of: string, ...speakers: string[]): BaseView[] =>
  Array.from({ length: count }, (_, i) => said(`${of}-${i}`, ...speakers));

/** A ground over some records, and what was asked of it. */
const over = (views: readonly BaseView[]) => {
  const records = new Map(views.map((each) => [keyText(each), each]));
  const filed = new Map<string, string[]>();
  for (const each of views) {
    for (const { field, key } of referencesOf(each)) {
      const { filter, value } = referringIndexKey(each.type, field, key);
      const indexKey = `${each.type} ${filter} ${value}`;
      if (!filed.has(indexKey)) filed.set(indexKey, []);
      filed.get(indexKey)!.push(keyText(each));
    }
  }
  const asked: { of: string[]; got: number }[] = [];
  const fetch = (keys: readonly Key[]): Related[] =>
    keys.map((key) => ({ ...key, json: JSON.stringify(records.get(keyText(key))), revision: 1 }));
  const answer = (of: Iterable<string>, pairs: Pair[], limit: number): Pair[] => {
    const some = pairs.slice(0, limit);
    asked.push({ of: [...new Set(of)], got: some.length });
    return some;
  };
  const ground: Ground = {
    read: (keys) =>
      keys.map((key): Reading =>
        records.has(keyText(key))
          ? { state: 'found', key, json: JSON.stringify(records.get(keyText(key))), revision: 1 }
          : { state: 'absent', key },
      ),
    fetch,
    related: () => [],
    referred: (addresses, { types, end }, limit) =>
      answer(
        addresses,
        addresses.flatMap((at) =>
          referencesOf(records.get(at)!)
            .filter(({ key }) => types.has(key.type) || keyText(key) === end)
            .map(({ key }): Pair => [at, keyText(key)]),
        ),
        limit,
      ),
    referring: (lookups, limit) =>
      answer(
        lookups.map(({ at }) => at),
        lookups.flatMap(({ at, type, filter, value }) =>
          (filed.get(`${type} ${filter} ${value}`) ?? []).map((other): Pair => [at, other]),
        ),
        limit,
      ),
    weigh: (lookups) =>
      lookups.reduce((sum, { type, filter, value }) => sum + (filed.get(`${type} ${filter} ${value}`)?.length ?? 0), 0),
  };
  const find = async (
    from: string,
    to: string,
    {
      through = TYPE_NAMES,
      maxLength = 6,
      limit = 20,
    }: Partial<Pick<PathQuery, 'through' | 'maxLength' | 'limit'>> = {},
  ) => {
    const { paths, complete, more } = await findPaths(
      { from: keyOf(from), to: keyOf(to), through, maxLength, limit, include: [] },
      ground,
    );
    return { paths: paths.map((path) => path.map(keyText).join(' ')), complete, more };
  };
  return { find, asked };
};

const hub = (id: string): BaseView => view('actor', id, { kind: 'state' });

describe('the search at hubs', () => {
  it('comes to a hub from the other end, and does not look at what refers to it', async () => {
    for (const [from, to] of [
      ['actor/hub', 'claim/c'],
      ['claim/c', 'actor/hub'],
    ] as const) {
      const { find, asked } = over([
        hub('hub'),
        ...many(WAVE * 3, 's', 'hub'),
        view('claim', 'c'),
        view('statement', 'one', { speakers: ['hub'], claims: ['c'] }),
      ]);
      const path = [from, 'statement/one', to].join(' ');
      expect(await find(from, to)).toEqual({ paths: [path], complete: true, more: false });
      expect(asked.filter(({ of }) => of.includes('actor/hub'))).toEqual([]);
    }
  });

  it('looks at no more references in a wave than it is to, and then says that it is not complete', async () => {
    const { find, asked } = over([
      hub('a'),
      hub('b'),
      ...many(WAVE * 2, 'a', 'a'),
      ...many(WAVE * 2, 'b', 'b'),
      said('z', 'a', 'b'),
    ]);
    expect(await find('actor/a', 'actor/b')).toEqual({ paths: [], complete: false, more: false });
    expect(Math.max(...asked.map(({ got }) => got))).toBe(WAVE + 1);
    expect(asked.reduce((sum, { got }) => sum + got, 0)).toBeLessThan(WAVE * 10);
  });

  it('still finds what is among the references that it looks at', async () => {
    const { find } = over([
      hub('a'),
      hub('b'),
      said('both', 'a', 'b'),
      ...many(WAVE * 2, 'a', 'a'),
      ...many(WAVE * 2, 'b', 'b'),
    ]);
    expect(await find('actor/a', 'actor/b')).toEqual({
      paths: ['actor/a statement/both actor/b'],
      complete: false,
      more: false,
    });
  });

  it('is complete where all that hangs together with one end was seen, however large the other', async () => {
    const { find } = over([
      hub('a'),
      ...many(WAVE * 2, 'a', 'a'),
      view('claim', 'alone'),
      view('statement', 'single', { claims: ['alone'] }),
    ]);
    expect(await find('actor/a', 'claim/alone')).toEqual({ paths: [], complete: true, more: false });
  });

  it('takes every way in a graph full of ways, up to the limit', async () => {
    const { find } = over([hub('a'), hub('b'), ...many(500, 'both', 'a', 'b')]);
    const found = await find('actor/a', 'actor/b', { limit: 2 });
    expect(found).toEqual({
      paths: ['actor/a statement/both-0 actor/b', 'actor/a statement/both-1 actor/b'],
      complete: true,
      more: true,
    });
  });

  it('goes round a hub of a type that no path may lead through', async () => {
    const { find, asked } = over([
      hub('a'),
      ...many(WAVE * 2, 's', 'a', 'x'),
      view('actor', 'x', { belongsTo: ['a'] }),
    ]);
    expect(await find('actor/a', 'actor/x', { through: ['event', 'actor'] })).toEqual({
      paths: ['actor/a actor/x'],
      complete: true,
      more: false,
    });
    expect(asked.every(({ got }) => got < 10)).toBe(true);
  });
});
