import type { TypeName } from '../src/model/ids.ts';
import { chanceOf, isoDay, personName, placeName, roughly, sentence, topicWord, type Chance } from './words.ts';

/*
 * The world that statements are made in: places, topics, actors, forums, events, sources and claims. Hierarchies are
 * the same in every graph; actors, events, sources and claims grow with the number of statements.
 */

export type Line = { type: TypeName; record: Record<string, unknown> & { id: string } };

/** How many there are of each. */
export type World = {
  seed: number;
  statements: number;
  persons: number;
  events: number;
  wires: number;
  articles: number;
  claims: number;
};

/** Statements of an article, on average. */
export const PER_ARTICLE = 20;

export const worldOf = (statements: number, seed: number): World => ({
  seed,
  statements,
  persons: Math.max(10, Math.round(statements / 40)),
  events: Math.max(40, Math.round(statements / 200)),
  wires: Math.max(10, Math.round(statements / 25)),
  articles: Math.ceil(statements / PER_ARTICLE),
  claims: Math.max(10, Math.round(statements / 3)),
});

/** The days after 1 January 2000 that statements fall on. */
export const DAYS = 9300;

const STATES = 64;
/** Ministries and what belongs to them, press of the states, and press of no state. */
const OFFICES = 256;
const PRESS = 40;
const FORUMS = 24;

/** What chance is drawn for, so that the same number draws another one for each. */
export const KIND = {
  region: 1,
  topic: 2,
  state: 3,
  office: 4,
  person: 5,
  forum: 6,
  event: 7,
  source: 8,
  claim: 9,
  article: 10,
  statement: 11,
  passage: 12,
  relation: 13,
  membership: 14,
  press: 15,
  contested: 16,
  position: 17,
} as const;

/** A hierarchy by the sizes of its levels, from the top: numbers run through the levels, and each has one above it. */
const hierarchy = (sizes: readonly number[]): { count: number; above: (n: number) => number | null } => ({
  count: sizes.reduce((sum, size) => sum + size, 0),
  above: (n) => {
    let before = 0;
    for (const [level, size] of sizes.entries()) {
      if (n < before + size) {
        const upper = sizes[level - 1];
        return upper === undefined ? null : before - upper + Math.floor(((n - before) * upper) / size);
      }
      before += size;
    }
    return null;
  },
});

const REGION_LEVELS = [4, 16, STATES, 128, 256];
/** The first region of the level of countries. */
const COUNTRIES = 20;
export const REGIONS = hierarchy(REGION_LEVELS);
export const TOPICS = hierarchy([8, 24, 72, 144]);
const EVENT_OF: readonly (number | null)[] = [null, 0, 0, 1, 1, 2, 3, 6];

const broader = (type: 'region' | 'topic', above: number | null): string[] =>
  above === null ? [] : [`${type}-${above}`];

/** Fewer of the wide regions and topics are spoken of than of those beneath, but the first of each are hubs. */
export const famousRegion = (chance: Chance): string => `region-${chance.famous(REGIONS.count)}`;
export const famousTopic = (chance: Chance): string => `topic-${chance.famous(TOPICS.count)}`;
export const famousForum = (chance: Chance): string => `forum-${chance.famous(FORUMS)}`;
const state = (n: number): string => `state-${n % STATES}`;

/** Press and ministries publish, some much more than others. */
const publisher = (chance: Chance): string =>
  chance.is(0.5) ? `press-${chance.famous(PRESS)}` : `office-${chance.famous(OFFICES)}`;

function* places({ seed }: World): Generator<Line> {
  for (let n = 0; n < REGIONS.count; n++)
    yield {
      type: 'region',
      record: {
        id: `region-${n}`,
        ...placeName(n, chanceOf(seed, KIND.region, n)),
        broader: broader('region', REGIONS.above(n)),
      },
    };
  for (let n = 0; n < TOPICS.count; n++)
    yield {
      type: 'topic',
      record: {
        id: `topic-${n}`,
        name: `${topicWord(chanceOf(seed, KIND.topic, n))} ${n}`,
        broader: broader('topic', TOPICS.above(n)),
      },
    };
}

function* actors({ seed, persons }: World): Generator<Line> {
  for (let n = 0; n < STATES; n++) {
    const { name, alternativeNames } = placeName(COUNTRIES + n, chanceOf(seed, KIND.state, n));
    yield {
      type: 'actor',
      record: { id: state(n), kind: 'state', name, alternativeNames, locatedIn: [`region-${COUNTRIES + n}`] },
    };
  }
  // A ministry belongs to its state, a department to the ministry, an office to the department.
  for (let n = 0; n < OFFICES; n++) {
    const level = Math.floor(n / STATES);
    const name = `${['Ministry', 'Department', 'Office', 'Mission'][level]!} of ${placeName(COUNTRIES + (n % STATES), chanceOf(seed, KIND.office, n)).name} ${n}`;
    yield {
      type: 'actor',
      record: {
        id: `office-${n}`,
        kind: 'institution',
        name,
        belongsTo: [level === 0 ? state(n) : `office-${n - STATES}`],
      },
    };
  }
  for (let n = 0; n < PRESS; n++) {
    yield {
      type: 'actor',
      record: {
        id: `press-${n}`,
        kind: 'institution',
        name: `${placeName(n, chanceOf(seed, KIND.press, n)).name} News`,
        belongsTo: n % 3 === 0 ? [state(n)] : [],
      },
    };
  }
  for (let n = 0; n < persons; n++) {
    const chance = chanceOf(seed, KIND.person, n);
    const from = 2000 + chance.below(15);
    const terms = [
      {
        actor: chance.is(0.7) ? `office-${chance.below(OFFICES)}` : state(chance.below(STATES)),
        office: 'Minister',
        from: String(from),
        ...(chance.is(0.5) ? { to: String(from + 3 + chance.below(6)) } : {}),
      },
    ];
    yield { type: 'actor', record: { id: `actor-${n}`, kind: 'person', ...personName(n, chance), represents: terms } };
  }
}

function* occasions({ seed, events }: World): Generator<Line> {
  for (let n = 0; n < FORUMS; n++)
    yield {
      type: 'forum',
      record: { id: `forum-${n}`, name: `${placeName(n * 7, chanceOf(seed, KIND.forum, n)).name} Forum` },
    };
  for (let n = 0; n < events; n++) {
    const chance = chanceOf(seed, KIND.event, n);
    const outer = EVENT_OF[n % EVENT_OF.length]!;
    const place = { host: famousForum(chance), place: `region-${chance.below(REGIONS.count)}` };
    yield {
      type: 'event',
      record: {
        id: `event-${n}`,
        name: `${outer === null ? 'Summit' : 'Meeting'} on ${topicWord(chance)} ${n}`,
        date: roughly(chance.below(DAYS), chance),
        ...(outer === null ? place : { partOf: `event-${n - (n % EVENT_OF.length) + outer}` }),
        participants: [...new Set([state(chance.famous(STATES)), state(chance.below(STATES))])],
      },
    };
  }
}

/** Of ten sources seven are first, two rest on one of these, and one on one of those: copies are shallow. */
const copied = (n: number, chance: Chance): number | null => {
  const place = n % 10;
  if (place < 7 || n < 10) return null;
  const block = chance.famous(Math.floor(n / 10)) * 10;
  return block + (place < 9 ? chance.below(7) : 7 + chance.below(2));
};

function* sources({ seed, wires }: World): Generator<Line> {
  yield {
    type: 'source',
    record: { id: 'source-reference', csl: { type: 'book', title: 'Who is a member of what' }, referenceData: true },
  };
  for (let n = 0; n < wires; n++) {
    const chance = chanceOf(seed, KIND.source, n);
    const [year, month, day] = isoDay(chance.below(DAYS)).split('-').map(Number);
    const copy = copied(n, chance);
    yield {
      type: 'source',
      record: {
        id: `source-${n}`,
        csl: {
          type: chance.one(['webpage', 'report', 'speech', 'article-newspaper']),
          title: `Report on ${topicWord(chance)} ${n}`,
          issued: { 'date-parts': [[year, month, day]] },
          URL: `https://example.org/source/${n}`,
        },
        ...(chance.is(0.95) ? { publisher: publisher(chance) } : {}),
        restsOn: copy === null ? [] : [{ source: `source-${copy}`, how: chance.one(['cites', 'quotes']) }],
      },
    };
  }
  for (let n = 0; n < STATES * 3; n++) {
    const chance = chanceOf(seed, KIND.membership, n);
    const forum = (n + Math.floor(n / STATES) * 5) % FORUMS;
    yield {
      type: 'membership',
      record: {
        id: `membership-${n}`,
        member: state(n),
        forum: `forum-${forum}`,
        source: 'source-reference',
        from: String(1950 + chance.below(70)),
      },
    };
  }
}

function* claims({ seed, claims }: World): Generator<Line> {
  for (let n = 0; n < claims; n++)
    yield { type: 'claim', record: { id: `claim-${n}`, text: sentence(chanceOf(seed, KIND.claim, n), 3000) } };
}

/** Everything that articles and the statements in them refer to, each after what it refers to. */
export function* worldLines(world: World): Generator<Line> {
  for (const part of [places, actors, occasions, sources, claims]) yield* part(world);
}

/** An article's own source record. */
export const articleLine = (
  { seed, persons }: World,
  n: number,
  wires: readonly number[],
): Line & { day: number; authors: string[] } => {
  const chance = chanceOf(seed, KIND.article, n, 1);
  const day = Math.floor(DAYS * Math.sqrt(chance.next()));
  const [year, month, date] = isoDay(day).split('-').map(Number);
  const authors = chance.is(0.6) ? [`actor-${chance.below(persons)}`] : [];
  return {
    type: 'source',
    day,
    authors,
    record: {
      id: `article-${n}`,
      csl: {
        type: 'article-newspaper',
        title: `On ${topicWord(chance)} and ${topicWord(chance)} ${n}`,
        issued: { 'date-parts': [[year, month, date]] },
        language: chance.one(['en', 'en', 'en', 'ru', 'zh', 'ar']),
        URL: `https://example.org/article/${n}`,
      },
      publisher: `press-${chance.famous(PRESS)}`,
      authors,
      restsOn: chance.is(0.2) ? [{ source: `source-${wires[0]!}`, how: 'quotes' }] : [],
    },
  };
};
