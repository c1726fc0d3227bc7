import { z } from 'zod';
import type { BaseView, Look } from './define.ts';
import { Edtf } from './edtf.ts';
import { ref } from './ids.ts';
import { sortedUnique } from './order.ts';
import { periodOf } from './periods.ts';
import { holdingIn } from './sides.ts';

/*
 * How regions are reached from those below. A region may lie in another in part only, or as some source says and others
 * dispute, or for a time. What lies further up is then reached so too, unless another way leads there that has none of
 * it. What was said, went on or held at a time is in a region by those steps alone that may have held then.
 */

/** A step up from a region that is more than that it lies there. */
const Step = z
  .object({
    lower: ref('region', 'The region that lies there.'),
    upper: ref('region', 'The one that it lies in.'),
    part: z.boolean().describe('Whether with a part of it only.'),
    accordingTo: ref('source', 'The source that says so, where others say that it does not.').nullable(),
    period: Edtf.nullable().describe('From when to when.'),
  })
  .describe('A step from a region to one above it, in part, as a source says, or for a time.');
type Step = z.output<typeof Step>;

const Way = z
  .object({ region: ref('region', 'The region above.'), steps: z.array(Step) })
  .describe('A way up to a region: its steps that are in part, as a source says, or for a time.');

/** How many ways up to one region are told. */
const WAYS = 8;

export const reach = z
  .object({
    inPart: z.array(ref('region', 'A region.')).describe('Those that it lies in with a part of it only.'),
    disputed: z.array(ref('region', 'A region.')).describe('Those that it lies in as some source says.'),
    ways: z
      .array(Way)
      .describe(
        `The ways up to those, and to regions that it lies in for a time: the best first, at most ${WAYS} to each.`,
      ),
  })
  .describe(
    'Which of the regions above are reached through an inclusion in part or one that is disputed, and no other way.',
  );
export type Reach = z.output<typeof reach>;

type RegionView = BaseView & { ancestors: string[]; reach: Reach };

/** The regions that something lies in, all above them, and how these are reached. */
export type Reached = { regions: string[]; reach: Reach };

/** A region that something lies in; `step`: how, where that is more than plainly. */
export type Link = { region: string; step: Step | null };

const PLAIN = 0;
const IN_PART = 1;
const DISPUTED = 2;

const kindOf = (steps: readonly Step[]): number =>
  steps.some(({ accordingTo }) => accordingTo !== null) ? DISPUTED : steps.some(({ part }) => part) ? IN_PART : PLAIN;

/** Whether a step may have held in a time; null, in any. */
const mayHold = ({ period }: Step, time: string | null): boolean =>
  period === null || holdingIn([periodOf({ period })], time).length > 0;

/** The ways up to a region from one below it; the empty one where it is plain. */
const waysTo = ({ ways }: Reach, region: string): Step[][] => {
  const found = ways.filter((way) => way.region === region).map(({ steps }) => steps);
  return found.length === 0 ? [[]] : found;
};

/** Ways to one region: the best first, each once; one that is plain at all times stands for all. */
const bestOf = (ways: readonly Step[][]): Step[][] =>
  ways.some((way) => way.length === 0)
    ? [[]]
    : [...new Map(ways.map((way) => [JSON.stringify(way), way])).values()]
        .sort((a, b) => kindOf(a) - kindOf(b) || a.length - b.length)
        .slice(0, WAYS);

/** What is reached by ways to some regions, of which those count that may have been in a time. */
const reachedOn = (ways: Iterable<readonly [region: string, way: Step[]]>, time: string | null): Reached => {
  const held = new Map<string, Step[][]>();
  for (const [region, way] of ways)
    if (way.every((step) => mayHold(step, time))) held.set(region, [...(held.get(region) ?? []), way]);
  const regions = sortedUnique(held.keys());
  const best = regions.map((region) => ({ region, ways: bestOf(held.get(region)!) }));
  const reached = (by: number): string[] =>
    best.flatMap(({ region, ways: [way] }) => (kindOf(way!) === by ? [region] : []));
  return {
    regions,
    reach: {
      inPart: reached(IN_PART),
      disputed: reached(DISPUTED),
      ways: best.flatMap(({ region, ways: to }) =>
        to.flatMap((steps) => (steps.length === 0 ? [] : [{ region, steps }])),
      ),
    },
  };
};

/** What is reached by some links in a time; null: whenever it was. */
export const reachedBy = (links: readonly Link[], look: Look, time: string | null = null): Reached => {
  const ways = links.flatMap(({ region, step }): [string, Step[]][] => {
    const first = step === null ? [] : [step];
    const view = look<RegionView>('region', region);
    const further = (view?.ancestors ?? []).flatMap((above) =>
      waysTo(view!.reach, above).map((steps): [string, Step[]] => [above, [...first, ...steps]]),
    );
    return [[region, first], ...further];
  });
  return reachedOn(ways, time);
};

/** The same of regions that something lies in plainly. */
export const reachedFrom = (regions: readonly string[], look: Look, time: string | null = null): Reached =>
  reachedBy(
    regions.map((region) => ({ region, step: null })),
    look,
    time,
  );

/** What of this may have been so in a time. */
export const reachedIn = ({ regions, reach: how }: Reached, time: string | null): Reached =>
  reachedOn(
    regions.flatMap((region) => waysTo(how, region).map((way) => [region, way] as const)),
    time,
  );

/** What a rule is called where it rests on such an inclusion. */
const QUALIFIED = { inPart: 'in-part', disputed: 'disputed' } as const;

/** A rule by which a region is reached, as it is called. */
export const ruleFor = (rule: string, region: string, { inPart, disputed }: Reach): string =>
  disputed.includes(region)
    ? `${rule}-${QUALIFIED.disputed}`
    : inPart.includes(region)
      ? `${rule}-${QUALIFIED.inPart}`
      : rule;
