import type { Integer } from 'neo4j-driver';
import { keyText } from '../../model/ids.ts';
import { referredIn } from '../../model/index-keys.ts';
import { comparePlaces, type Place } from '../../model/query.ts';
import { firstPosition } from '../index/blocks.ts';
import { wordsOf } from '../index/sets.ts';
import {
  runInRounds,
  type Answer,
  type Asked,
  type Block,
  type List,
  type Request,
  type Steps,
  type Term,
} from '../index/steps.ts';
import { decodeValues } from '../index/values.ts';
import { indexRound, type IndexPart } from './cypher-index.ts';
import { matchOf } from './lucene.ts';
import {
  columnId,
  END,
  fieldName,
  integer,
  listOf,
  placed,
  placeWithin,
  sortable,
  splitValue,
  valueOf,
} from './records.ts';
import type { Ask } from './query.ts';

/*
 * Answers what the index asks, a round by one query. Only where a place within a block is looked for it takes two more: of
 * every twentieth record, and of those between.
 */

/** What is asked of parts of the query. */
type AskedOf = Partial<Record<IndexPart, object[]>>;
/** What each part that was asked answers, as lists that begin with a number of the round. */
export type Found = Partial<Record<IndexPart, any[][]>>;
export type SendRound = (asked: AskedOf) => Promise<Found>;

/** Answers of some kinds that take no query, within a write. */
export type Others = { [N in 'numbers' | 'summed' | 'filters' | 'terms']?: (of: any) => Promise<unknown> };

export const bytesIn = (bytes: Int8Array): Uint8Array =>
  new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const wordsIn = (bytes: Int8Array): Uint32Array => wordsOf(bytesIn(bytes));

/** Bytes as they are sent. */
export const bytesFor = ({ buffer, byteOffset, byteLength }: Uint8Array): Int8Array =>
  new Int8Array(buffer as ArrayBuffer, byteOffset, byteLength);

const termIn = ([tid, records, few, summed]: [number, number, Int8Array | null, boolean | null]): Term => ({
  tid,
  records,
  rids: few === null ? null : wordsIn(few),
  isSummed: summed === true,
});

export const joinedRids = (blocks: readonly Uint32Array[]): Uint32Array => {
  const all = new Uint32Array(blocks.reduce((sum, rids) => sum + rids.length, 0));
  let at = 0;
  for (const rids of blocks) {
    all.set(rids, at);
    at += rids.length;
  }
  return all;
};

const numbersOf = (rids: ArrayLike<number>): object[] => Array.from(rids, integer);

/** By what a block is found again: its list, and where its first record stands. */
export type BlockAt = { list: Integer; place: string; tail: string };

const blockIn = (list: List, [head, tail, rids]: [string, string, Int8Array]): Block => ({
  ...placeWithin({ head, tail }),
  at: { list: listOf(list), place: head, tail } satisfies BlockAt,
  rids: wordsIn(rids),
});

/** What a place within a block is looked for by: the positions that are asked of, and what is known of them. */
class Search {
  private readonly of: Asked<'before'>;
  private low = 0;
  private high: number;
  private asked: number[] = [];

  constructor(of: Asked<'before'>) {
    this.of = of;
    this.high = of.rids.length;
  }

  /** The records to look at next: some that part what is left into as many parts, or all of it. */
  next(): { sort: number; rids: number[] } {
    const left = this.high - this.low;
    const stride = left > 32 ? Math.ceil(Math.sqrt(left)) : 1;
    this.asked = [];
    for (let at = this.low + stride - 1; at < this.high; at += stride) this.asked.push(at);
    return { sort: this.of.sort, rids: this.asked.map((at) => this.of.rids[at]!) };
  }

  learn(places: readonly Place[]): void {
    const { place, including } = this.of;
    const isBeyond = (at: Place): boolean => comparePlaces(at, place) >= (including ? 1 : 0);
    const first = firstPosition(places.length, (i) => isBeyond(places[i]!));
    if (first < places.length) this.high = this.asked[first]!;
    if (first > 0) this.low = this.asked[first - 1]! + 1;
  }

  get position(): number | null {
    return this.low === this.high ? this.low : null;
  }
}

/** Answers rounds by a query that has these parts. */
export const answeringBy = (
  send: SendRound,
  others: Others = {},
): ((round: readonly Request[]) => Promise<unknown[]>) => {
  const placesOf = async (wanted: readonly { sort: number; rids: readonly number[] }[]): Promise<Place[][]> => {
    const places = wanted.map(({ sort, rids }, i) => ({
      i: integer(i),
      sort: integer(sort),
      numbers: numbersOf(rids),
    }));
    const found: Place[][] = [];
    for (const [i, each] of (await send({ places })).places!)
      found[i] = each.map(([key, id]: [string, string]) => ({ key, id }));
    return found;
  };
  const positionsOf = async (wanted: readonly Asked<'before'>[]): Promise<number[]> => {
    const searches = wanted.map((of) => new Search(of));
    for (;;) {
      const open = searches.filter(({ position }) => position === null);
      if (open.length === 0) return searches.map(({ position }) => position!);
      const places = await placesOf(open.map((each) => each.next()));
      open.forEach((each, i) => each.learn(places[i]!));
    }
  };
  /** The first blocks of lists, for places that lie before them. */
  const firstOf = async (lists: readonly List[]): Promise<Place[]> => {
    const following = lists.map((list, i) => ({ i: integer(i), list: listOf(list), place: '', tail: '' }));
    const found: Place[] = [];
    for (const [i, head, tail] of (await send({ following })).following!) found[i] ??= placeWithin({ head, tail });
    return found;
  };
  return async (round) => {
    const asked: AskedOf = {};
    const add = (part: IndexPart, of: object): unknown => (asked[part] ??= []).push(of);
    const answers: unknown[] = [];
    const searched: number[] = [];
    const headed: { i: number; at: number; list: List; place: Place }[] = [];
    const apart: Promise<void>[] = [];
    for (const [at, { name, of }] of round.entries()) {
      const i = integer(at);
      const other = others[name as keyof Others];
      if (other !== undefined) {
        apart.push(other(of).then((answer) => void (answers[at] = answer)));
        continue;
      }
      switch (name) {
        case 'last':
          add('last', { i });
          break;
        case 'term': {
          const { type, filter, value } = of;
          const { ref, before, id } = referredIn(type, filter, value);
          answers[at] = null;
          const address = ref && `${ref}/${id}`;
          add('terms', { i, field: fieldName(type, filter), ...splitValue(value), before, address });
          break;
        }
        case 'list':
          add('wholes', { i, list: listOf(of) });
          break;
        case 'blocks': {
          const { from, descending, many } = of;
          const { head, tail } = from === null ? { head: descending ? END : '', tail: '' } : placed(from);
          const one = { i, list: listOf(of), place: head, tail };
          answers[at] = [];
          if (descending) add(many ? 'precedingMany' : 'preceding', one);
          else {
            if (from !== null) add('holding', one);
            add(many ? 'followingMany' : 'following', one);
          }
          break;
        }
        case 'heads':
          answers[at] = [];
          for (const [j, place] of of.places.entries()) {
            const { head, tail } = placed(place);
            add('heads', { i: integer(headed.length), list: listOf(of), place: head, tail });
            headed.push({ i: at, at: j, list: of, place });
          }
          break;
        case 'before':
          searched.push(at);
          break;
        case 'places':
          add('places', { i, sort: integer(of.sort), numbers: numbersOf(of.rids) });
          break;
        case 'values':
          add('values', { i, numbers: numbersOf(of) });
          break;
        case 'columns':
          add('columns', { i, ids: of.blocks.map((block) => integer(columnId(of.field, block))) });
          break;
        case 'sum':
          answers[at] = new Map();
          add('sums', { i, tid: integer(of) });
          break;
        case 'match':
          add('matches', { i, matching: matchOf(of.words, [of.type]) });
          break;
        case 'field':
          answers[at] = null;
          add('fields', { i, name: fieldName(of.type, of.filter) });
          break;
        case 'commonest':
          add('commonest', {
            i,
            field: integer(of.field),
            most: integer(of.limit),
            count: of.after && integer(of.after.count),
            id: sortable(of.after?.id ?? ''),
          });
          break;
        case 'names':
          add('names', { i, tids: of.map(integer) });
          break;
        case 'labels':
          add('labels', { i, addresses: of.ids.map((id) => keyText({ type: of.type, id })) });
          break;
        case 'terms':
          add('byNumber', { i, tids: of.map(integer) });
          break;
        default:
          throw new Error(`${name} is asked within a write alone`);
      }
    }
    const [found, positions] = await Promise.all([
      Object.keys(asked).length === 0 ? null : send(asked),
      positionsOf(searched.map((at) => round[at]!.of as Asked<'before'>)),
      ...apart,
    ]);
    searched.forEach((at, i) => (answers[at] = positions[i]));
    if (found === null) return answers;
    const each = (part: IndexPart, read: (...of: any[]) => unknown): void => {
      for (const [i, ...of] of found[part] ?? []) answers[i] = read(...of);
    };
    const blocks = (part: IndexPart): void => {
      for (const [i, ...block] of found[part] ?? [])
        (answers[i] as Block[]).push(blockIn(round[i]!.of as List, block as [string, string, Int8Array]));
    };
    each('last', (last) => last);
    each('terms', (...term) => termIn(term as Parameters<typeof termIn>[0]));
    each('wholes', (rids) => joinedRids(rids.map(wordsIn)));
    for (const part of ['holding', 'following', 'followingMany', 'preceding', 'precedingMany'] as const) blocks(part);
    each('places', (list) => list.map(([key, id]: [string, string]): Place => ({ key, id })));
    for (const part of ['values', 'columns'] as const)
      each(part, (list) => list.map(([bytes]: [Int8Array | null]) => (bytes === null ? null : bytesIn(bytes))));
    each('sums', (counts) => decodeValues(bytesIn(counts)));
    each('matches', (numbers) => numbers);
    each('fields', (field, terms): Answer<'field'> => ({ field, terms }));
    each('commonest', (size, list) => ({
      size,
      values: list.map(([value, n]: [string, number]) => ({ id: valueOf(value), n })),
    }));
    each('names', (list) => list.map(valueOf));
    each('labels', (list) => list.map(([label]: [string | null]) => label));
    each('byNumber', (list) => list.map(termIn));
    const heads = new Map<number, Place>(
      (found.heads ?? []).map(([i, head, tail]) => [i as number, placeWithin({ head, tail })]),
    );
    const lacking = headed.filter((_, i) => !heads.has(i));
    const first = lacking.length === 0 ? [] : await firstOf(lacking.map(({ list }) => list));
    headed.forEach(
      (each, i) => ((answers[each.i] as Place[])[each.at] = heads.get(i) ?? first[lacking.indexOf(each)]!),
    );
    return answers;
  };
};

/** What a question of the index comes to. */
export const answered = <T>(ask: Ask, steps: Steps<T>): Promise<T> =>
  runInRounds(
    steps,
    answeringBy(async (asked) => {
      const columns = await ask(indexRound(asked), { asked: [asked] });
      return Object.fromEntries(Object.entries(columns).map(([name, [own]]) => [name, own]));
    }),
  );
