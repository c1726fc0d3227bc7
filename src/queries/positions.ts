import { reducing } from '../model/fields.ts';
import type { TypeName } from '../model/ids.ts';
import { anyOf, listQuery, type Condition } from '../model/query.ts';
import {
  CAPACITIES,
  heldValue,
  positionsOf,
  readHeld,
  STANCES,
  type Capacity,
  type Held,
  type Stance,
} from '../model/stance.ts';
import type { DateRange } from '../model/time-order.ts';
import type { StatementView } from '../model/types/statement.ts';
import type { Composed, Part, Questions, SequenceRow } from '../store/port.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { fieldsParameter, rangeFrom } from './list-parameters.ts';
import { DEFAULT_LIMIT, flag, paging, readParameters, words, type RawParameters, type Read } from './parameters.ts';
import { derivePosition, NOTHING_BEYOND, Position, SHOWN, surelyBy, type Beyond, type Taken } from './position.ts';
import { presentIn } from './record.ts';
import { dateParameter } from './time-parameters.ts';

/*
 * Who holds which position on a claim, and which positions an actor holds: a page of them, in the order of sides and
 * speakers and of the ids of the others. Who took which stance is read from the index, with how often; of the statements
 * only those are read that are shown, so that a page at a hub costs what one anywhere does.
 */

export const positionParameters = {
  as: words('Only of sides, or only of speakers', CAPACITIES),
  stance: words(
    'Only where this is the latest stance; where it is not known which is the latest, where it is among them',
    STANCES,
  ),
  changed: flag('Only where different stances were taken (true), or only one (false)'),
  saidFrom: dateParameter('Of statements that may have been made from then on only'),
  saidTo: dateParameter('Of statements that may have been made until then only'),
  fields: fieldsParameter('Only these fields of each position, as dotted paths', Position, 'Position'),
  ...paging,
};
type Asked = Read<typeof positionParameters>;

type By = 'claim' | 'actor';
const OTHER = { claim: 'actor', actor: 'claim' } as const satisfies Record<By, TypeName>;

/** All stances that somebody took on a claim, by how many statements each. */
type Group = Omit<Held, 'stance'> & { counts: Map<Stance, number> };

/** How many entries of the index, and of how many positions the statements, a page looks at before it goes on in the next. */
const LOOKED_THROUGH = 5000;
const LOOKED_AT = 400;
/** How many statements are looked at that may be as late as the latest one. */
const RIVALS = 5;

class Reading {
  private readonly store: Questions;
  private readonly by: By;
  private readonly range: DateRange | null;
  /** The range, as lists of statements take it. */
  private readonly narrowed: string;

  constructor(store: Questions, by: By, range: DateRange | null) {
    this.store = store;
    this.by = by;
    this.range = range;
    const ends = [
      range?.from && `&saidFrom=${encodeURIComponent(range.from)}`,
      range?.to && `&saidTo=${encodeURIComponent(range.to)}`,
    ];
    this.narrowed = ends.filter(Boolean).join('');
  }

  /** The positions of some groups. */
  async of(groups: readonly Group[]): Promise<(Position | null)[]> {
    const parts = groups.map((group) => this.part(group, [...group.counts.keys()], this.range, true));
    const rows = await this.rows(groups, parts, SHOWN + 1);
    const [beyond, counts] = await Promise.all([this.beyond(groups, rows), this.counts(groups)]);
    const labels = await this.store.labels(
      groups.flatMap((group) => [
        { type: 'actor' as const, id: group.actor },
        { type: 'claim' as const, id: group.claim },
      ]),
    );
    return groups.map((group, i): Position | null => {
      const taken = rows[i]!.slice(0, SHOWN);
      if (taken.length === 0) return null;
      const { stances, ...derived } = derivePosition(group, taken, beyond[i]!);
      return {
        actor: { type: 'actor', id: group.actor, label: labels[2 * i] ?? group.actor },
        as: group.as,
        claim: { type: 'claim', id: group.claim, label: labels[2 * i + 1] ?? group.claim },
        ...derived,
        counts: Object.fromEntries(
          STANCES.map((stance) => [stance, counts[i]!.get(stance) ?? 0]),
        ) as Position['counts'],
        stances,
        more: rows[i]!.length > SHOWN,
        links: { statements: `/v1/statements?claim=${group.claim}&${group.as}=${group.actor}${this.narrowed}` },
      };
    });
  }

  /** By how many statements each stance was taken in the time that is asked for. */
  private async counts(groups: readonly Group[]): Promise<ReadonlyMap<Stance, number>[]> {
    const { range } = this;
    if (range === null) return groups.map(({ counts }) => counts);
    const asked = groups.flatMap((group, i) => [...group.counts.keys()].map((stance) => ({ i, group, stance })));
    const counted = await this.store.counts(
      asked.map(({ group, stance }) => ({ ...listQuery('statement', 1, this.selected(group, [stance])), range })),
    );
    const found = groups.map(() => new Map<Stance, number>());
    asked.forEach(({ i, stance }, n) => found[i]!.set(stance, counted[n]!));
    return found;
  }

  /** Of those with more statements than are shown, what else matters of these; see `Beyond`. */
  private async beyond(groups: readonly Group[], rows: readonly Taken[][]): Promise<Beyond[]> {
    const found = groups.map((): Beyond => NOTHING_BEYOND);
    const long = groups.flatMap((group, i) => {
      const dated = rows[i]!.filter(({ view }) => view.said !== null);
      const last = dated.find(({ isSure }) => isSure) ?? dated[0];
      if (rows[i]!.length <= SHOWN || last === undefined) return [];
      return [
        { i, group, last, others: STANCES.filter((stance) => stance !== last.stance && group.counts.has(stance)) },
      ];
    });
    if (long.length === 0) return found;
    const ask = async (
      make: (each: (typeof long)[number], n: number) => Part | null,
      perPart: number,
    ): Promise<Taken[][]> => {
      const parts = long.map(make);
      const asked = long.flatMap((each, n) => (parts[n] === null ? [] : [each]));
      const got = await this.rows(
        asked.map(({ group }) => group),
        parts.filter((part) => part !== null),
        perPart,
      );
      return long.map((each) => got[asked.indexOf(each)] ?? []);
    };
    const to = this.range?.to ?? null;
    // What is asked at once goes to Neo4j together.
    const [rivals, others] = await Promise.all([
      ask(
        ({ group, last, others }) =>
          others.length === 0 ? null : this.part(group, others, { from: last.view.said, to }, true),
        RIVALS,
      ),
      ask(
        ({ group, others }) =>
          others.length === 0 ? null : this.part(group, others, this.range ?? { from: null, to: null }, true),
        RIVALS,
      ),
    ]);
    const lastOthers = others.map((each) => each.find(({ isSure }) => isSure) ?? each[0] ?? null);
    const firsts = await ask(({ group, last }, n) => {
      const from = lastOthers[n]?.view.said ?? this.range?.from ?? null;
      return this.part(group, [last.stance], { from, to }, false);
    }, 1);
    long.forEach(({ i }, n) => {
      found[i] = { rivals: rivals[n]!, lastOther: lastOthers[n]!, first: firsts[n]![0] ?? null };
    });
    return found;
  }

  private part(group: Group, stances: readonly Stance[], range: DateRange | null, descending: boolean): Part {
    return { type: 'statement', ...this.selected(group, stances), sort: 'said', range, descending };
  }

  private selected(group: Group, stances: readonly Stance[]): { where: Condition[] } {
    const values = stances.map((stance) => heldValue(this.by, { ...group, stance }));
    return { where: [anyOf(positionsOf[this.by], ...values)] };
  }

  private async rows(groups: readonly Group[], parts: readonly Part[], perPart: number): Promise<Taken[][]> {
    if (parts.length === 0) return [];
    const { rows } = await this.store.sequence(parts, null, parts.length * perPart, perPart);
    const found: SequenceRow[][] = groups.map(() => []);
    for (const row of rows) found[row.part]!.push(row);
    return found.map((each, i) => each.flatMap(({ json }) => takenBy(JSON.parse(json) as StatementView, groups[i]!)));
  }
}

/** The stance of a statement on the claim; both, where a merge brought two of them together. */
const takenBy = (view: StatementView, group: Group): Taken[] =>
  view.stances.flatMap(({ claim, stance }) =>
    claim === group.claim ? [{ stance, view, isSure: surelyBy(group, view) }] : [],
  );

const groupsOf = (by: By, counts: readonly { value: string; count: number }[]): Group[] => {
  const groups = new Map<string, Group>();
  for (const { value, count } of counts) {
    const { stance, ...held } = readHeld(by, value);
    const name = `${held.as} ${held[OTHER[by]]}`;
    const group = groups.get(name) ?? { ...held, counts: new Map() };
    group.counts.set(stance, count);
    groups.set(name, group);
  }
  return [...groups.values()];
};

/** Whether a position may be asked for, by what is known without its statements. */
const mayBeAsked = ({ as, stance, changed }: Asked, isWhole: boolean, group: Group): boolean =>
  (as === undefined || as.includes(group.as)) &&
  (stance === undefined || stance.some((each) => group.counts.has(each as Stance))) &&
  (changed === undefined ||
    (changed ? group.counts.size > 1 : !isWhole || group.as === 'side' || group.counts.size === 1));

const isAsked = ({ stance, changed }: Asked, position: Position): boolean =>
  (changed === undefined || position.changed === changed) &&
  (stance === undefined ||
    (position.latest === null
      ? position.stances.some((each) => stance.includes(each.stance))
      : stance.includes(position.latest)));

/**
 * A page of the positions on a claim, or of an actor.
 * @throws DictumError `not-found`, `gone`, `invalid-parameters`, `invalid-cursor`, `cursor-mismatch`
 */
export const positionsOn =
  (by: By) =>
  async (store: Questions, id: string, raw: RawParameters): Promise<Composed> => {
    const asked = readParameters(raw, positionParameters);
    const {
      limit = DEFAULT_LIMIT,
      cursor,
      fields = [],
      limit: _limit,
      cursor: _cursor,
      fields: _fields,
      ...binds
    } = asked;
    const binding = ['positions', by, id, binds];
    const { readings } = await store.read([{ type: by, id }]);
    const present = presentIn(readings[0]!);
    if ('movedTo' in present) return present;
    const range = rangeFrom(asked, 'saidFrom', 'saidTo');
    const reading = new Reading(store, by, range);
    const prefix = asked.as?.length === 1 ? `${id} ${asked.as[0]!} ` : `${id} `;
    let place =
      cursor === undefined ? null : (decodeCursor(binding, cursor, ['string', 'string']) as [Capacity, string]);
    const found: Position[] = [];
    const most = asked.changed === undefined && asked.stance === undefined && range === null ? (limit + 1) * 3 : 1000;
    let [more, through, looked] = [true, 0, 0];
    while (more && found.length < limit && through < LOOKED_THROUGH && looked < LOOKED_AT) {
      const after = place === null ? null : `${id} ${place.join(' ')} ~`;
      const counts = await store.values(positionsOf[by], prefix, after, most);
      const groups = groupsOf(by, counts);
      const goesOn = counts.length === most;
      // Of the last one there may be further stances.
      if (goesOn) groups.pop();
      const wanted = groups.filter((group) => mayBeAsked(asked, range === null, group));
      const taken = wanted.slice(0, limit - found.length);
      const positions = await reading.of(taken);
      found.push(...positions.flatMap((each) => (each !== null && isAsked(asked, each) ? [each] : [])));
      const isCut = taken.length < wanted.length;
      const last = (isCut ? taken : groups).at(-1);
      if (last !== undefined) place = [last.as, last[OTHER[by]]];
      more = isCut || goesOn;
      through += counts.length;
      looked += taken.length;
    }
    return {
      json: JSON.stringify(found.map(reducing(fields))),
      included: null,
      page: { limit, nextCursor: more && place !== null ? encodeCursor(binding, place) : null },
    };
  };
