import { besideChains } from '../model/beside-chains.ts';
import { standingIn } from '../model/capacity.ts';
import { chainsOfPassage, type Chain } from '../model/chains.ts';
import { keyText, type Key } from '../model/ids.ts';
import { anyOf, placeOf, type ListQuery, type Place, type Selection } from '../model/query.ts';
import type { ActorView } from '../model/types/actor.ts';
import type { EventView } from '../model/types/event.ts';
import type { PassageView } from '../model/types/passage.ts';
import type { StatementView } from '../model/types/statement.ts';
import { related, viewOf } from './include.ts';
import type { Reading, Related, Row } from './rows.ts';
import type { Later } from './later.ts';

/*
 * Chains of evidence a page at a time, once for every engine. The first chains of a statement stand in the statement;
 * of one that has more, the passages of the page are read, and their chains made as they are when it is derived.
 */

/**
 * Where a chain of evidence stands: the place of its statement, the passage (its number in the statement, and its id, should
 * others have come before it meanwhile), and the number of the chain among those of the passage.
 */
export type ChainPlace = Place & { passage: number; passageId: string; chain: number };

/** One page of the chains of evidence of a statement, or of all statements that express a claim, one after another as they are listed. */
export type ChainQuery = {
  of: Key & { type: 'claim' | 'statement' };
  after: ChainPlace | null;
  /** How many chains at most. */
  limit: number;
  count: boolean;
  /** Fields of statements, those of their chains among them, whose referenced records are to come with the page. */
  include: ListQuery['include'];
};
export type ChainPage = {
  /** What stands at the address of the statement or claim. */
  reading: Reading;
  /** The statements of the page, each with those of its chains that are on it, and with its long lists cut to these (besideChains). */
  rows: Row[];
  /** The place of the last chain, where further ones follow. */
  last: ChainPlace | null;
  /** How many chains there are in all; null unless asked for. */
  total: number | null;
  related: Related[];
};

/** What an engine answers, all of it from one state. */
export type ChainGround = {
  read: (key: Key) => Later<Reading>;
  fetch: (keys: readonly Key[]) => Later<Related[]>;
  /** The places after one of the statements that express a claim, in their order. */
  statements: (claim: string, after: Place | null, limit: number) => Later<Place[]>;
  /** How many chains the statements that express a claim have in all. */
  count: (claim: string) => Later<number>;
};

/** The order of the statements that express a claim. */
const ORDER = 'said';

/** The statements that express a claim. */
export const expressing = (claim: string): Selection & { sort: string } => ({
  type: 'statement',
  where: [anyOf('claim', claim)],
  range: null,
  sort: ORDER,
});

/** A chain, with the number of its passage in the statement and its own among those of the passage. */
type Placed = { chain: Chain; passage: number; nth: number };
type Start = Pick<Placed, 'passage' | 'nth'>;

export const chainPage = async (query: ChainQuery, ground: ChainGround): Promise<ChainPage> => {
  const { of, after, limit, count, include } = query;
  const reading = await ground.read(of);
  if (reading.state !== 'found') return { reading, rows: [], last: null, total: null, related: [] };
  const found: { row: Row; placed: Placed[] }[] = [];
  // One more than is shown, to know whether there are further ones.
  let wanted = limit + 1;
  for await (const row of statementsFrom(query, reading.json, ground)) {
    const start = after?.id === row.id ? startAfter(viewOf<StatementView>(row), after) : { passage: 0, nth: 0 };
    const placed = await chainsFrom(viewOf<StatementView>(row), start, wanted, ground);
    if (placed.length > 0) found.push({ row, placed });
    wanted -= placed.length;
    if (wanted === 0) break;
  }
  const more = wanted === 0;
  const shown = more ? withoutLast(found) : found;
  const rows = shown.map(({ row, placed }) => withChains(row, placed));
  return {
    reading,
    rows,
    last: more ? placeIn(shown.at(-1)!) : null,
    total: count ? await countOf(of, reading.json, ground) : null,
    related: await related(rows, include, ground.fetch),
  };
};

const withoutLast = <T extends { placed: Placed[] }>(found: readonly T[]): T[] =>
  found
    .map((each, i) => (i === found.length - 1 ? { ...each, placed: each.placed.slice(0, -1) } : each))
    .filter(({ placed }) => placed.length > 0);

const placeIn = ({ row, placed }: { row: Row; placed: Placed[] }): ChainPlace => {
  const { chain, passage, nth } = placed.at(-1)!;
  return { key: row.key, id: row.id, passage, passageId: chain.passage, chain: nth };
};

/** The statement of a page with its chains there, in the same text where those are all that it has. */
const withChains = (row: Row, placed: readonly Placed[]): Row => {
  const view = viewOf<StatementView>(row);
  if (placed.length === view.chains.length && placed.length === view.chainCount) return row;
  const shown = besideChains(
    view,
    placed.map(({ chain }) => chain),
  );
  return { ...row, json: JSON.stringify(shown) };
};

const countOf = (of: Key, json: string, ground: ChainGround): Later<number> =>
  of.type === 'claim' ? ground.count(of.id) : viewOf<StatementView>({ json }).chainCount;

/**
 * The statements from the place on where the page begins. One that the page before left off in is taken up again,
 * unless it is no longer where it was.
 */
async function* statementsFrom(
  { of, after, limit }: ChainQuery,
  json: string,
  ground: ChainGround,
): AsyncGenerator<Row> {
  if (of.type === 'statement') {
    yield { ...of, key: '', json };
    return;
  }
  const places = [...(after === null ? [] : [after]), ...(await ground.statements(of.id, after, limit + 1))];
  for (const { key, id } of places) {
    const [record] = await ground.fetch([{ type: 'statement', id }]);
    if (record === undefined) continue;
    const row = { ...record, key };
    const view = viewOf<StatementView>(row);
    if (view.claims.includes(of.id) && placeOf(view, ORDER).key === key) yield row;
  }
}

/** Where a statement goes on: after a chain, wherever the passage of that stands now; where it is gone, what follows has its place. */
const startAfter = ({ passages }: StatementView, { passage, passageId, chain }: ChainPlace): Start => {
  const now = passages[passage] === passageId ? passage : passages.indexOf(passageId);
  return now === -1 ? { passage, nth: 0 } : { passage: now, nth: chain + 1 };
};

/** The chains of a statement from one on, at most so many. */
const chainsFrom = async (
  view: StatementView,
  start: Start,
  most: number,
  { fetch }: ChainGround,
): Promise<Placed[]> => {
  const all =
    view.chains.length === view.chainCount ? standing(view) : await made(view, start.passage, most + 1, fetch);
  return all
    .filter(({ passage, nth }) => passage > start.passage || (passage === start.passage && nth >= start.nth))
    .slice(0, most);
};

/** The chains that stand in a statement. */
const standing = ({ chains, passages }: StatementView): Placed[] => {
  let [passage, nth] = [0, 0];
  return chains.map((chain) => {
    if (passages[passage] !== chain.passage) [passage, nth] = [passages.indexOf(chain.passage, passage), 0];
    return { chain, passage, nth: nth++ };
  });
};

/** The chains of so many of a statement's passages, made from the records. */
const made = async (
  statement: StatementView,
  first: number,
  count: number,
  fetch: ChainGround['fetch'],
): Promise<Placed[]> => {
  const passages = statement.passages.slice(first, first + count);
  const keys: Key[] = [
    ...passages.map((id): Key => ({ type: 'passage', id })),
    ...[...statement.speakers, ...statement.speakingFor, ...statement.reportedBy].map((id): Key => ({
      type: 'actor',
      id,
    })),
    ...(statement.event === null ? [] : [{ type: 'event' as const, id: statement.event }]),
  ];
  const records = new Map((await fetch(keys)).map((record) => [keyText(record), record]));
  const view = <V extends PassageView | ActorView | EventView>(type: Key['type'], id: string): V[] => {
    const record = records.get(keyText({ type, id }));
    return record === undefined ? [] : [viewOf<V>(record)];
  };
  const uttered = {
    statement,
    speakers: standingIn(
      statement.speakers.flatMap((id) => view<ActorView>('actor', id)),
      statement.speakingFor.flatMap((id) => view<ActorView>('actor', id)),
      statement.said,
    ),
    event: statement.event === null ? null : (view<EventView>('event', statement.event)[0] ?? null),
    tellers: statement.reportedBy.flatMap((id) => view<ActorView>('actor', id)),
  };
  return passages.flatMap((id, i) =>
    view<PassageView>('passage', id).flatMap((passage) =>
      chainsOfPassage(uttered, passage).map((chain, nth) => ({ chain, passage: first + i, nth })),
    ),
  );
};
