import type { Stretch } from './bounds.ts';
import { firstAtLeast } from './search.ts';

/*
 * Which of the places where its words stand is a passage's own. The passages of a source are placed together: in the order
 * in which they were recorded where that tells places apart, and no two at one place that were not recorded at one.
 */

/** A passage to be placed: where it was recorded, where its words stand now, and what else is known of it. */
export type Item = {
  /** What tells its words from those of others. */
  words: string;
  /** Where it was recorded, in whatever units, as long as they are the same for all. */
  recorded: Stretch | null;
  /** Places at which its words, and its context where it has one, stand; in order. */
  places: readonly Stretch[];
  hasContext: boolean;
  /** The place that is its own beyond doubt. */
  sure: Stretch | null;
};

/** Its place; or that others hold every place, or that nothing tells which of several it is; or nothing, where there is none. */
export type Placement =
  | { place: Stretch }
  | { taken: Stretch; by: number }
  | { undecided: readonly Stretch[]; rivals: readonly number[] }
  | null;

/** How many neighbours of a place are looked at for one that overlaps. */
const NEIGHBOURS = 64;
/** So many times it is tried whether what was placed tells where the rest is. */
const ROUNDS = 8;

type Placed = { index: number; item: Item; place: Stretch };

const overlap = (one: Stretch, other: Stretch): boolean => one.start < other.end && other.start < one.end;

/** Whether something tells where a passage stands, beside its words. */
const isTold = ({ recorded, hasContext }: Item): boolean => recorded !== null || hasContext;

/** Whether two passages cannot both stand at places that overlap: they were recorded apart, or nothing tells that they are one. */
const areApart = (one: Item, other: Item): boolean =>
  one.recorded !== null && other.recorded !== null
    ? !overlap(one.recorded, other.recorded)
    : one.words === other.words && !(isTold(one) && isTold(other));

/** Those of some placed passages that stand in the order in which they were recorded, as many as can be. */
const inOrder = (placed: readonly Placed[]): Placed[] => {
  const sorted = placed
    .filter(({ item }) => item.recorded !== null)
    .sort((a, b) => a.item.recorded!.start - b.item.recorded!.start || a.place.start - b.place.start);
  // The longest ascending run: for each length the one that ends lowest.
  const lowest: number[] = [];
  const before = new Int32Array(sorted.length).fill(-1);
  for (const [i, { place }] of sorted.entries()) {
    const length = firstAtLeast(lowest, place.start + 1, (each) => sorted[each]!.place.start);
    before[i] = length === 0 ? -1 : lowest[length - 1]!;
    lowest[length] = i;
  }
  const found: Placed[] = [];
  for (let i = lowest.at(-1) ?? -1; i >= 0; i = before[i]!) found.push(sorted[i]!);
  return found.toReversed();
};

/** The passages while they are placed. */
class Placing {
  private readonly items: readonly Item[];
  private readonly placed = new Map<number, Placed>();
  private byStart: Placed[] = [];
  /** Placed passages in their order, by which the others are told apart. */
  private backbone: Placed[] = [];
  /** Who else might stand at a place that nobody was given. */
  private readonly contested = new Map<number, number[]>();

  constructor(items: readonly Item[]) {
    this.items = items;
    for (const [index, { sure }] of items.entries()) if (sure !== null) this.put(index, sure);
  }

  private put(index: number, place: Stretch): void {
    this.placed.set(index, { index, item: this.items[index]!, place });
  }

  private isPlaced(index: number): boolean {
    return this.placed.has(index);
  }

  private refresh(): void {
    const all = [...this.placed.values()];
    this.byStart = all.sort((a, b) => a.place.start - b.place.start);
    this.backbone = inOrder(all);
  }

  /** A placed passage that a place belongs to, so that another cannot have it. */
  private holder(item: Item, place: Stretch): Placed | null {
    const after = firstAtLeast(this.byStart, place.end, (each) => each.place.start);
    for (let i = after - 1; i >= Math.max(0, after - NEIGHBOURS); i--) {
      const other = this.byStart[i]!;
      if (overlap(other.place, place) && areApart(item, other.item)) return other;
    }
    return null;
  }

  /** The placed neighbours of a passage in the recorded order. */
  private neighbours({ recorded }: Item): [Placed | undefined, Placed | undefined] {
    if (recorded === null) return [undefined, undefined];
    const after = firstAtLeast(this.backbone, recorded.start, (each) => each.item.recorded!.start);
    return [this.backbone[after - 1], this.backbone[after]];
  }

  private isBetween(item: Item, place: Stretch): boolean {
    const [before, after] = this.neighbours(item);
    return (
      (before === undefined || place.start >= before.place.start) &&
      (after === undefined || place.start <= after.place.start)
    );
  }

  /** Whether a place is as far from a neighbour as the passage was recorded from it. */
  private isLed(item: Item, place: Stretch): boolean {
    return this.neighbours(item).some(
      (neighbour) =>
        neighbour !== undefined &&
        place.start - neighbour.place.start === item.recorded!.start - neighbour.item.recorded!.start,
    );
  }

  private free(item: Item): Stretch[] {
    return item.places.filter((place) => this.holder(item, place) === null);
  }

  /** Of the places that are free those that what is known so far leaves. */
  private choices(item: Item): Stretch[] {
    const free = this.free(item);
    if (free.length < 2 || item.recorded === null) return free;
    const between = free.filter((place) => this.isBetween(item, place));
    const left = between.length === 0 ? free : between;
    const led = left.filter((place) => this.isLed(item, place));
    return led.length === 1 ? led : left;
  }

  /** How much speaks for a passage at a place. */
  private weight(item: Item, place: Stretch): number {
    return (
      (item.hasContext ? 4 : 0) +
      (item.recorded !== null && this.isBetween(item, place) ? 2 : 0) +
      (this.isLed(item, place) ? 1 : 0)
    );
  }

  /** Gives a place to those that claim it, as far as they may share it or one has more to say for itself. */
  private settle(place: Stretch, claimants: readonly number[]): void {
    const weights = claimants.map((index) => this.weight(this.items[index]!, place));
    const best = claimants.filter((_, i) => weights[i] === Math.max(...weights));
    const [first] = best.map((index) => this.items[index]!);
    if (best.every((index) => !areApart(first!, this.items[index]!) || this.items[index] === first))
      for (const index of best) this.put(index, place);
    else
      for (const index of claimants)
        this.contested.set(
          index,
          claimants.filter((other) => other !== index),
        );
  }

  /** Passages of the same words between the same neighbours, as many as there are places for them, take those in order. */
  private settleInOrder(open: ReadonlyMap<number, Stretch[]>): void {
    const groups = new Map<string, number[]>();
    for (const [index, places] of open) {
      const item = this.items[index]!;
      if (item.recorded === null) continue;
      const name = [item.words, places.map(({ start }) => start).join()].join(' ');
      groups.set(name, [...(groups.get(name) ?? []), index]);
    }
    for (const group of groups.values()) {
      const places = open.get(group[0]!)!;
      const sorted = group.toSorted((a, b) => this.items[a]!.recorded!.start - this.items[b]!.recorded!.start);
      const distinct = sorted.every((index, i) => i === 0 || areApart(this.items[sorted[i - 1]!]!, this.items[index]!));
      if (distinct && sorted.length === places.length)
        for (const [i, index] of sorted.entries()) this.put(index, places[i]!);
    }
  }

  private round(): void {
    this.refresh();
    this.contested.clear();
    const claims = new Map<string, { place: Stretch; claimants: number[] }>();
    const open = new Map<number, Stretch[]>();
    for (const [index, item] of this.items.entries()) {
      if (this.isPlaced(index) || item.places.length === 0) continue;
      const choices = this.choices(item);
      const [place] = choices;
      if (choices.length > 1) open.set(index, choices);
      else if (place !== undefined) {
        const name = `${place.start} ${place.end}`;
        const claim = claims.get(name) ?? { place, claimants: [] };
        claim.claimants.push(index);
        claims.set(name, claim);
      }
    }
    const before = this.placed.size;
    for (const { place, claimants } of claims.values()) this.settle(place, claimants);
    if (this.placed.size === before) this.settleInOrder(open);
  }

  private result(index: number): Placement {
    const placed = this.placed.get(index);
    if (placed !== undefined) return { place: placed.place };
    const item = this.items[index]!;
    if (item.places.length === 0) return null;
    const free = this.free(item);
    if (free.length > 0) return { undecided: this.choices(item), rivals: this.contested.get(index) ?? [] };
    const [place] = item.places;
    return { taken: place!, by: this.holder(item, place!)!.index };
  }

  run(): Placement[] {
    for (let rounds = 0, before = -1; rounds < ROUNDS && this.placed.size > before; rounds++) {
      before = this.placed.size;
      this.round();
    }
    this.refresh();
    return this.items.map((_, index) => this.result(index));
  }
}

/** Places passages of one source together. */
export const placed = (items: readonly Item[]): Placement[] => new Placing(items).run();
