import { bundled, nameIn } from './cypher-state.ts';
import type { Ask, Columns } from './query.ts';

/*
 * What a question asks at once goes as one query, since most of what a small query costs is that it is one.
 */

type Shared = Readonly<Record<string, unknown>>;
type Waiting = { one: unknown; resolve: (columns: Columns) => void; reject: (error: unknown) => void };
type Kind = { query: string; shared: Shared; waiting: Waiting[] };

/** Asks together what is asked before anything is answered, as far as each is the only one of `asked`; each gets its own columns. */
export const together = (ask: Ask): Ask => {
  let kinds = new Map<string, Kind>();
  const send = async (): Promise<void> => {
    // In one order, so that the same queries always make the same text.
    const sent = [...kinds.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, kind]) => kind);
    kinds = new Map();
    try {
      const columns = await askAll(ask, sent);
      sent.forEach(({ waiting }, i) =>
        waiting.forEach(({ resolve }, j) =>
          resolve(Object.fromEntries(Object.entries(columns[i]!).map(([name, values]) => [name, [values[j]]]))),
        ),
      );
    } catch (error) {
      for (const { reject } of sent.flatMap(({ waiting }) => waiting)) reject(error);
    }
  };
  return (query, parameters = {}) => {
    const { asked, ...shared } = parameters;
    if (asked === undefined) return ask(query, parameters);
    return new Promise((resolve, reject) => {
      const name = `${query}${JSON.stringify(shared)}`;
      const kind = kinds.get(name) ?? { query, shared, waiting: [] };
      if (kinds.size === 0) queueMicrotask(() => void send());
      kinds.set(name, kind);
      kind.waiting.push({ one: (asked as unknown[])[0], resolve, reject });
    });
  };
};

/** The columns of each kind of question, with an entry for each that waits. */
const askAll = async (ask: Ask, kinds: readonly Kind[]): Promise<Columns[]> => {
  const [only] = kinds;
  if (kinds.length === 1 && only!.waiting.length === 1)
    return [await ask(only!.query, { ...only!.shared, asked: [only!.waiting[0]!.one] })];
  const entry = Object.fromEntries(kinds.map(({ waiting }, i) => [nameIn(i, 'asked'), waiting.map(({ one }) => one)]));
  const shared = Object.fromEntries(
    kinds.flatMap((kind, i) => Object.entries(kind.shared).map(([name, value]) => [nameIn(i, name), value])),
  );
  const columns = await ask(bundled(kinds.map(({ query }) => query)), { asked: [entry], ...shared });
  return kinds.map((_, i) =>
    Object.fromEntries(
      Object.entries(columns)
        .filter(([name]) => name.startsWith(nameIn(i, '')))
        .map(([name, [own]]) => [name.slice(nameIn(i, '').length), own]),
    ),
  );
};
