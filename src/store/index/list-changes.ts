import { comparePlaces, type Place } from '../../model/query.ts';
import { cut, FILLED } from './blocks.ts';
import { all, ask, askEach, type Block, type List, type Steps } from './steps.ts';

/**
 * A block to write: in the place of the one at `at`, or a new one where that is null; `place`: of its first record,
 * null where that stays.
 */
export type BlockWrite = { list: List; at: unknown; place: Place | null; rids: Uint32Array };

/** What a write changes of lists, and of where records stand in them. */
export class ListChanges {
  readonly blocks: BlockWrite[] = [];
  /** Blocks that go, by what the engine finds them again. */
  readonly removed: unknown[] = [];
  /** Where records stand that this write moves or takes away, by number; and where they stood. */
  private readonly now = new Map<number, { id: string; sorts: readonly string[] }>();
  private readonly before = new Map<number, { id: string; sorts: readonly string[] }>();
  /** Where others stand, by sort and number, as far as they were looked at. */
  private readonly places = new Map<string, Place>();

  moved(rid: number, id: string, sorts: readonly string[], previous: readonly string[]): void {
    this.now.set(rid, { id, sorts });
    this.before.set(rid, { id, sorts: previous });
  }

  /** Makes a list of records, which are put in order. */
  *build(list: List, rids: Uint32Array): Steps<void> {
    const { sort } = list;
    yield* this.place(sort, rids);
    const ordered = [...rids].sort((a, b) => comparePlaces(this.at(a, sort), this.at(b, sort)));
    for (const block of cut(ordered, FILLED)) this.add(list, block);
  }

  /** Takes records out of a list, from where they stood before, and puts others in where they stand now. */
  *change(list: List, gone: readonly number[], come: readonly number[]): Steps<void> {
    const { sort } = list;
    const touched = new Map<string, { block: Block; gone: Set<number>; come: number[] }>();
    const changes = [
      ...gone.map((rid) => ({ rid, isGone: true, place: this.previous(rid, sort) })),
      ...come.map((rid) => ({ rid, isGone: false, place: this.at(rid, sort) })),
    ];
    const heads = yield* ask('heads', { ...list, places: changes.map(({ place }) => place) });
    const names = heads.map(({ key, id }) => `${key}\0${id}`);
    const first = new Map(names.map((name, i) => [name, heads[i]!]));
    const blocks = yield* askEach(
      'blocks',
      [...first.values()].map((from) => ({ ...list, from, descending: false, many: false })),
    );
    [...first.keys()].forEach((name, i) => touched.set(name, { block: blocks[i]![0]!, gone: new Set(), come: [] }));
    changes.forEach(({ rid, isGone }, i) => {
      const of = touched.get(names[i]!)!;
      if (isGone) of.gone.add(rid);
      else of.come.push(rid);
    });
    yield* all([...touched.values()].map((each) => this.changeBlock(list, each)));
  }

  private add(list: List, rids: Uint32Array): void {
    this.blocks.push({ list, at: null, place: this.at(rids[0]!, list.sort), rids });
  }

  private *changeBlock(
    list: List,
    { block, gone, come }: { block: Block; gone: ReadonlySet<number>; come: readonly number[] },
  ): Steps<void> {
    const left = block.rids.filter((rid) => !gone.has(rid));
    const merged = yield* this.merged(list.sort, left, come);
    const [first, ...others] = cut(merged);
    if (first === undefined) {
      this.removed.push(block.at);
      return;
    }
    // The first record may be the same and stand elsewhere.
    const isSame = first[0] === block.rids[0] && !gone.has(first[0]!);
    if (!isSame) yield* this.place(list.sort, [first[0]!]);
    this.blocks.push({ list, at: block.at, place: isSame ? null : this.at(first[0]!, list.sort), rids: first });
    yield* this.place(
      list.sort,
      others.map((rids) => rids[0]!),
    );
    for (const rids of others) this.add(list, rids);
  }

  /**
   * Puts records into a list where they belong; of few, only those are looked at that they meet. What this write takes
   * away stands where it stood, and the engine knows of no place of it any more.
   */
  private *merged(sort: number, rids: Uint32Array, come: readonly number[]): Steps<number[]> {
    if (come.length === 0) return [...rids];
    if (come.length * 8 >= rids.length || rids.some((rid) => this.now.has(rid))) {
      yield* this.place(sort, rids);
      return [...rids, ...come].sort((a, b) => comparePlaces(this.at(a, sort), this.at(b, sort)));
    }
    const found = [...rids];
    const ordered = [...come].sort((a, b) => comparePlaces(this.at(a, sort), this.at(b, sort)));
    const positions = yield* askEach(
      'before',
      ordered.map((rid) => ({ rids, sort, place: this.at(rid, sort), including: true })),
    );
    // From the end, so that those before stay where they are.
    for (let i = ordered.length - 1; i >= 0; i--) found.splice(positions[i]!, 0, ordered[i]!);
    return found;
  }

  /** Learns where records stand in an order. */
  private *place(sort: number, rids: ArrayLike<number>): Steps<void> {
    const missing = Array.from(rids).filter((rid) => !this.now.has(rid) && !this.places.has(`${sort} ${rid}`));
    if (missing.length === 0) return;
    const found = yield* ask('places', { sort, rids: missing });
    missing.forEach((rid, i) => this.places.set(`${sort} ${rid}`, found[i]!));
  }

  private at(rid: number, sort: number): Place {
    const moved = this.now.get(rid);
    return moved === undefined ? this.places.get(`${sort} ${rid}`)! : { key: moved.sorts[sort]!, id: moved.id };
  }

  private previous(rid: number, sort: number): Place {
    const { id, sorts } = this.before.get(rid)!;
    return { key: sorts[sort]!, id };
  }
}
