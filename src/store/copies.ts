import { keyText } from '../model/ids.ts';
import { compareText, sortedUnique } from '../model/order.ts';
import { IDENTIFIER, MOST_OF_ONE_DOCUMENT, namesDocument } from '../model/support.ts';
import type { Grounds } from './grounds.ts';
import type { IndexKeyChange } from './stored.ts';

/*
 * Sources that are copies of one document, since they have one DOI or one address of a page: where roots are counted,
 * each of them rests on the next, in order of id, and the last on the first. So they are one, whatever each rests on.
 */

type Asked = Pick<Grounds, 'groundsOf' | 'identifiersOf' | 'identified'>;

/** The copies among sources. `groups`: the ids of each document's; `next`: those that a source rests on as a copy. */
export type Copies = { groups: readonly (readonly string[])[]; next(source: string): string[] };

const isDocument = (sources: readonly string[]): boolean =>
  sources.length > 1 && sources.length <= MOST_OF_ONE_DOCUMENT;

/** Sources, and all others that are copies of the same documents. */
export const copiesOf = async (
  asked: Pick<Asked, 'identifiersOf' | 'identified'>,
  sources: readonly string[],
): Promise<Copies> => {
  const names = await asked.identifiersOf(sources);
  const identifiers = [...new Set([...names.values()].flat().filter(namesDocument))];
  const found = await asked.identified(identifiers, MOST_OF_ONE_DOCUMENT + 1);
  const groups = new Map(
    [...found].filter(([, of]) => isDocument(of)).map(([identifier, of]) => [identifier, sortedUnique([...of])]),
  );
  return {
    groups: [...groups.values()],
    next: (source) =>
      (names.get(source) ?? []).flatMap((identifier) => {
        const group = groups.get(identifier);
        return group === undefined ? [] : [group[(group.indexOf(source) + 1) % group.length]!];
      }),
  };
};

/** By which identifiers of documents a change lets its source be known, or no longer. */
const namingSteps = ({ owner, counts }: IndexKeyChange): [identifier: string, step: number][] =>
  owner.type !== 'source'
    ? []
    : [...counts].flatMap(([indexKey, step]): [string, number][] => {
        const [filter, identifier] = indexKey.split('\0') as [string, string];
        return filter === IDENTIFIER && namesDocument(identifier) ? [[identifier, step]] : [];
      });

/**
 * The sources that rest on others since a write changed of what they are copies. `alone`: those of them that change
 * nothing for the other copies, as most do: they rest on nothing else, and the document is not named after them.
 * @param freed the sources that rest on fewer others than before
 */
export const copiedAnew = async (
  asked: Asked,
  changes: readonly IndexKeyChange[],
  freed: ReadonlySet<string>,
): Promise<{ all: string[]; alone: string[] }> => {
  const renamed = changes
    .map((change) => ({ id: change.owner.id, steps: namingSteps(change) }))
    .filter(({ steps }) => steps.length > 0);
  if (renamed.length === 0) return { all: [], alone: [] };
  const net = new Map<string, number>();
  for (const { steps } of renamed)
    for (const [identifier, step] of steps) net.set(identifier, (net.get(identifier) ?? 0) + Math.sign(step));
  const ids = renamed.map(({ id }) => id);
  const names = await asked.identifiersOf(ids);
  const grounds = await asked.groundsOf(ids.map((id) => ({ type: 'source', id })));
  const identifiers = new Set([...net.keys(), ...[...names.values()].flat().filter(namesDocument)]);
  const found = await asked.identified([...identifiers], MOST_OF_ONE_DOCUMENT + 1 + Math.max(0, ...net.values()));
  const all = new Set<string>();
  const alone = new Set<string>();
  for (const { id, steps } of renamed) {
    const known = new Set([...(names.get(id) ?? []), ...steps.map(([identifier]) => identifier)]);
    const shared = [...known]
      .map((identifier) => (found.get(identifier) ?? []).filter((other) => other !== id))
      .filter((others) => others.length > 0);
    const restsOnNone = (grounds.get(keyText({ type: 'source', id })) ?? []).length === 0 && !freed.has(id);
    const isPlain = restsOnNone && shared.length <= 1 && (shared[0] ?? []).some((other) => compareText(other, id) < 0);
    for (const [identifier] of steps) {
      const of = found.get(identifier) ?? [];
      const [after, before] = [of.length, of.length - net.get(identifier)!];
      const [isList, wasList] = [after > MOST_OF_ONE_DOCUMENT, before > MOST_OF_ONE_DOCUMENT];
      if (isList && wasList) continue;
      if (isPlain && isList === wasList) alone.add(id);
      else for (const each of [id, ...of]) all.add(each);
    }
  }
  return { all: [...all], alone: [...alone] };
};
