import { AFFIRMED_BY, DENIED_BY, DISPUTED_BY, DISPUTING, type Disputing } from '../../model/disputes.ts';
import { keyText, type Key } from '../../model/ids.ts';
import { IDENTIFIER, RESTS_ON, ROOTED, ROOTS, SHOWN_ROOTS } from '../../model/support.ts';
import type { Sides } from '../disputes.ts';
import type { Grounds } from '../grounds.ts';
import type { Database } from './sqlite.ts';
import { filedUnder, valuesOf } from './terms.ts';

/** Keeps the roots of claims, each with the number of its record. */
export const keepRoots = (database: Database, kept: readonly { rid: number; roots: readonly string[] }[]): void => {
  for (const { rid, roots } of kept) {
    if (roots.length === 0) database.prepare('DELETE FROM root WHERE rid = ?').run(rid);
    else
      database
        .prepare('INSERT OR REPLACE INTO root VALUES (?, ?, ?, ?)')
        .run(rid, roots.length, JSON.stringify(roots.slice(0, SHOWN_ROOTS)), JSON.stringify(roots));
  }
};

/** By which rules a record is disputed. */
export const disputedBy = (database: Database, key: Key): Disputing[] => {
  const filed = valuesOf(database, key, DISPUTED_BY);
  return DISPUTING.filter((rule) => filed.includes(rule));
};

/** Who affirms and denies claims, and how they are filed, read from a database. */
export const sidesIn = (database: Database): Sides => ({
  sidesOn: (claims) =>
    new Map(
      claims.map((claim) => [
        keyText(claim),
        { affirm: valuesOf(database, claim, AFFIRMED_BY), deny: valuesOf(database, claim, DENIED_BY) },
      ]),
    ),
  filedDisputed: (claims) =>
    new Set(claims.filter(({ key }) => disputedBy(database, key).includes('stance')).map(({ key }) => keyText(key))),
});

/** What roots are found by, read from a database. */
export const groundsIn = (database: Database): Grounds => ({
  groundsOf: (keys) => new Map(keys.map((key) => [keyText(key), valuesOf(database, key, RESTS_ON)])),
  restingOn: (sources) =>
    sources.flatMap((source) =>
      [...ROOTED, 'source' as const].flatMap((type) => filedUnder(database, type, { filter: RESTS_ON, value: source })),
    ),
  identifiersOf: (sources) =>
    new Map(sources.map((id) => [id, valuesOf(database, { type: 'source', id }, IDENTIFIER)])),
  identified: (identifiers, most) =>
    new Map(
      identifiers.map((value) => [
        value,
        filedUnder(database, 'source', { filter: IDENTIFIER, value }, most).map(({ id }) => id),
      ]),
    ),
  keptRoots: (claims) => {
    const find = database.prepare(
      'SELECT o.all_roots AS roots FROM record r JOIN root o ON o.rid = r.rid WHERE r.type = ? AND r.id = ?',
    );
    return new Map(
      claims.map((claim) => [keyText(claim), JSON.parse(find.get(claim.type, claim.id)?.roots ?? '[]') as string[]]),
    );
  },
  filedRoots: (owners) =>
    new Map(owners.map(({ key }) => [keyText(key), Number(valuesOf(database, key, ROOTS)[0] ?? 0)])),
});
