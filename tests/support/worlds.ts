import fc from 'fast-check';
import { TYPE_NAMES, type TypeName } from '../../src/model/ids.ts';
import { STANCES, type Stance } from '../../src/model/stance.ts';
import { NORMALISATION, textDigest } from '../../src/model/text.ts';
import { isTurnedRound } from '../../src/model/time-order.ts';
import { CHECK_STATUSES } from '../../src/model/verify-status.ts';
import type { Change } from '../../src/store/port.ts';
import { time } from './times.ts';
import { record } from './world.ts';

/*
 * Arbitrary small worlds. Ids come from a small alphabet, so that references hit; hierarchies, ibids and whom actors
 * act for lead from later letters to earlier ones, so that a world as a whole is taken.
 */

export const IDS = ['a', 'b', 'c', 'd'] as const;
type Id = (typeof IDS)[number];

const NAMES = [
  'Peace Talks',
  'peace',
  'PEACE',
  '\u00c9vian',
  'Evian',
  '\u0130zmir',
  '\u0131zmir',
  '\u4e2d\u56fd\u5916\u4ea4\u90e8',
  '\u05e9\u05dc\u05d5\u05dd',
  '\ufa0e',
  '\u{10428}',
  '\ufffd',
  'a b',
  'a-b',
  'z%_*',
];
export const name = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...NAMES) },
  {
    weight: 1,
    arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }).filter((text) => text.trim() !== ''),
  },
);

export const date = fc.constantFrom(
  '2024',
  '2024-12',
  '2024-12-31',
  '2025',
  '2025-02',
  '2025-02~',
  '2025-02-20',
  '2025-02-20?',
  '2025-02-21',
  '2026-01',
);
/** When something was: of the forms of a time mostly those that are near one another. */
const when = fc.oneof({ weight: 2, arbitrary: date }, { weight: 1, arbitrary: time });
/** A term: it does not end before it begins. */
const term = fc
  .record({ from: fc.option(date, { nil: null }), to: fc.option(date, { nil: null }) })
  .filter((ends) => !isTurnedRound(ends));
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });

const before = (id: Id): Id[] => IDS.slice(0, IDS.indexOf(id));
const some = (ids: readonly Id[], most = 2) => fc.subarray([...ids], { maxLength: Math.min(most, ids.length) });
const one = (ids: readonly Id[] = IDS) => fc.constantFrom(...ids);
const oneBefore = (id: Id) => (id === 'a' ? fc.constant(null) : maybe(one(before(id))));

/** From when to when something holds, in one of its forms. */
const period = fc.oneof(
  term,
  fc
    .constantFrom('2025/..', '2024/', '../2025-02', '2024-12-31/2025-02-20', '2025')
    .map((whole) => ({ period: whole })),
);
const attributed = fc.tuple(maybe(one()), period).map(([of, ends]) => ({ source: of, ...ends }));
/** Links as they may be written: the id alone, or with what is said of it. */
const links = (field: string, ids: readonly Id[]) =>
  some(ids, 2).chain((chosen) =>
    fc.tuple(
      ...chosen.map((id) =>
        fc.oneof(
          fc.constant(id),
          attributed.map((said) => ({ [field]: id, ...said })),
        ),
      ),
    ),
  );
const anyName = fc.oneof(
  { weight: 3, arbitrary: name },
  {
    weight: 1,
    arbitrary: fc
      .tuple(name, maybe(fc.constantFrom('ru', 'ru-Latn', 'zh-Hant')), maybe(fc.constantFrom('official', 'former')))
      .map(([text, language, kind]) => ({ name: text, language, kind })),
  },
);
const named = {
  name: anyName,
  identifiers: fc.constantFrom({}, { wikidata: 'Q1' }, { wikidata: 'https://www.wikidata.org/wiki/Q1', viaf: '12' }),
  alternativeNames: fc.uniqueArray(anyName, { maxLength: 2, selector: (made) => JSON.stringify(made) }),
};
const broader = (id: Id) => fc.record({ ...named, broader: some(before(id)) });

const cslOf = fc.record(
  {
    type: fc.constantFrom('webpage', 'book'),
    title: name,
    DOI: fc.constantFrom('10.1000/a', 'https://doi.org/10.1000/A', '10.1000/b'),
    URL: fc.constantFrom('https://example.org/', 'https://example.org/a', 'http://example.org/a#b'),
  },
  { requiredKeys: ['type'] },
);
const issued = fc.constantFrom<object[]>(
  {},
  { issued: { 'date-parts': [[2025]] } },
  { issued: { 'date-parts': [[2025, 2, 20]] } },
  {
    issued: {
      'date-parts': [
        [2024, 12],
        [2025, 3],
      ],
    },
  },
);
const SPANS = ['0'.repeat(64), 'a'.repeat(64)] as const;
const digested = maybe(
  fc.constantFrom(...SPANS).map((span) => ({ algorithm: 'sha-256', normalisation: NORMALISATION, span })),
);
const check = fc.record({
  snapshot: one(),
  status: fc.constantFrom(...CHECK_STATUSES),
  checkedAt: fc.constantFrom('2025-03-01T12:00:00Z', '2025-03-01T12:30:00+01:00', '2025-03-02T00:00:00Z'),
  span: fc.constantFrom(...SPANS),
});
const stance = fc.constantFrom(...STANCES);
const link = (claim: string, taken: Stance | null) => (taken === null ? claim : { claim, stance: taken });
const end = fc.record({ type: fc.constantFrom('claim', 'statement'), id: one() });

/** A footnote that cites several works; an ibid is of the first work of an earlier one. */
const severalWorks = (id: Id): fc.Arbitrary<object> =>
  fc
    .tuple(fc.subarray([...IDS], { minLength: 1, maxLength: 2 }), oneBefore(id), maybe(when))
    .map(([sources, earlier, accessed]) => ({
      marker: String(IDS.indexOf(id) + 1),
      section: 'II',
      works: [
        ...sources.map((source) => ({ source, accessed })),
        ...(earlier === null ? [] : [{ ibidOf: { citation: earlier } }]),
      ],
    }));

/** The fields of a record of each type, given its id. */
const FIELDS: Record<TypeName, (id: Id) => fc.Arbitrary<object>> = {
  region: (id) =>
    fc.record({
      ...named,
      broader: some(before(id)).chain((chosen) =>
        fc.tuple(
          ...chosen.map((above) =>
            fc.oneof(
              fc.constant(above),
              fc
                .tuple(fc.boolean(), maybe(one()), period)
                .map(([part, accordingTo, ends]) => ({ region: above, part, accordingTo, ...ends })),
            ),
          ),
        ),
      ),
    }),
  topic: broader,
  actor: (id) =>
    fc.record({
      kind: fc.constantFrom('person', 'state', 'institution', 'group'),
      ...named,
      period: maybe(fc.constantFrom('1991/..', '2025/', '../2025-02-20')),
      successorOf: some(IDS, 1),
      locatedIn: some(IDS, 1),
      belongsTo: links('actor', before(id)),
      represents: fc.uniqueArray(
        fc
          .tuple(
            fc.record({
              actor: id === 'a' ? fc.constant(null as never) : one(before(id)),
              office: maybe(name),
              acting: fc.boolean(),
            }),
            attributed,
          )
          .map(([fields, said]) => ({ ...fields, ...said })),
        { maxLength: id === 'a' ? 0 : 2, selector: (made) => JSON.stringify(made) },
      ),
    }),
  forum: (id) => fc.record({ ...named, actor: maybe(one()), partOf: oneBefore(id) }),
  event: (id) =>
    fc.record({
      ...named,
      date: maybe(when),
      partOf: oneBefore(id),
      host: maybe(one()),
      place: maybe(one()),
      participants: some(IDS),
      hostedBy: some(IDS, 1),
    }),
  source: () =>
    fc.record({
      csl: fc.tuple(cslOf, issued).map(([csl, date]) => ({ ...csl, ...date })),
      publisher: maybe(one()),
      authors: some(IDS, 1),
      referenceData: fc.boolean(),
      status: maybe(fc.record({ kind: fc.constantFrom('corrected', 'retracted', 'gone'), date: maybe(date) })),
    }),
  snapshot: () =>
    fc
      .record({
        source: one(),
        retrieved: fc.oneof(when, fc.constantFrom('2025-02-20T23:30:00-03:00', '2025-02-20T10:00:00Z')),
        mediaType: fc.constantFrom('text/plain', 'text/html; charset=utf-8'),
        of: name,
        stored: fc.boolean(),
      })
      .map(({ of, stored, ...fields }) => ({
        ...fields,
        digest: { algorithm: 'sha-256', normalisation: NORMALISATION, text: textDigest(of) },
        ...(stored && { text: of }),
      })),
  membership: () =>
    fc
      .tuple(
        fc.record({ member: one(), forum: one(), source: one(), status: fc.constantFrom('member', 'observer') }),
        period,
      )
      .map(([fields, ends]) => ({ ...fields, ...ends })),
  citation: (id) =>
    fc
      .record({
        marker: fc.constant(String(IDS.indexOf(id) + 1)),
        source: one(),
        ibidOf: oneBefore(id),
        accessed: maybe(when),
      })
      .map((fields) => (fields.ibidOf === null ? fields : { ...fields, source: null }))
      .chain((fields) =>
        fc.oneof(
          { weight: 3, arbitrary: fc.constant(fields) },
          { weight: id === 'd' ? 2 : 0, arbitrary: severalWorks(id) },
        ),
      ),
  passage: () =>
    fc.record({
      source: one(),
      locator: maybe(fc.record({ paragraph: fc.integer({ min: 1, max: 12 }) })),
      citations: some(IDS),
      digest: digested,
      checks: fc.uniqueArray(check, { maxLength: 2, selector: (made) => JSON.stringify(made) }),
    }),
  claim: () => fc.record({ text: name, note: maybe(name) }),
  statement: () =>
    fc
      .record({
        made: fc.oneof(
          {
            weight: 4,
            arbitrary: fc.subarray([...IDS], { minLength: 1, maxLength: 2 }).map((speakers) => ({ speakers })),
          },
          {
            weight: 1,
            arbitrary: some(IDS).map((actors) => ({
              speakers: [],
              speakerUnknown: actors.length === 0,
              candidates: actors.map((actor) => ({ actor })),
            })),
          },
        ),
        speakingFor: some(IDS, 1),
        reportedBy: some(IDS, 1),
        mode: fc.constantFrom('direct-quote', 'indirect-speech', 'readout'),
        claims: fc
          .subarray([...IDS], { minLength: 1, maxLength: 2 })
          .chain((ids) => fc.tuple(...ids.map((claim) => maybe(stance).map((taken) => link(claim, taken))))),
        passages: fc.subarray([...IDS], { minLength: 1, maxLength: 2 }),
        said: maybe(when),
        event: maybe(one()),
        topics: some(IDS),
        regions: some(IDS),
        forums: some(IDS),
        actors: some(IDS),
        events: some(IDS, 1),
        note: maybe(name),
      })
      .map(({ made, ...fields }) => ({ ...fields, ...made })),
  relation: () =>
    fc
      .record({
        kind: fc.constantFrom('agreesWith', 'disputes', 'retracts', 'translates'),
        from: end,
        to: end,
        author: one(),
        passages: some(IDS, 1),
      })
      .filter(({ from, to }) => from.type !== to.type || from.id !== to.id),
  check: () =>
    fc
      .tuple(fc.record({ type: fc.constantFrom('passage', 'statement'), id: one() }), check)
      .map(([of, fields]) => ({ of, ...fields })),
};

/** A record of a type under an id; with `restsOn` between sources left to `links`. */
const recordOf = (type: TypeName, id: Id): fc.Arbitrary<Change> =>
  FIELDS[type](id).map((fields) => record(type, id, fields as Record<string, unknown>));

/** A source that rests on others, rings included. */
const linked = fc.tuple(one(), FIELDS.source('a'), some(IDS, 3)).map(([id, fields, on]) =>
  record('source', id, {
    ...fields,
    restsOn: on.filter((each) => each !== id).map((source) => ({ source, how: 'cites' })),
  }),
);

/** A record of every type under every id. */
export const world: fc.Arbitrary<Change[]> = fc
  .tuple(...TYPE_NAMES.flatMap((type) => IDS.map((id) => recordOf(type, id))), linked, linked)
  .map((changes) => [...new Map(changes.map((change) => [`${change.key.type}/${change.key.id}`, change])).values()]);

const deletionOf = fc
  .record({ type: fc.constantFrom(...TYPE_NAMES), id: one() })
  .map((key): Change => ({ key, record: null, mergedInto: null }));
const mergeOf = fc
  .tuple(fc.constantFrom(...TYPE_NAMES), fc.uniqueArray(one(), { minLength: 2, maxLength: 2 }))
  .map(([type, [id, into]]): Change => ({ key: { type, id: id! }, record: null, mergedInto: into! }));
const writeOf = fc.tuple(fc.constantFrom(...TYPE_NAMES), one()).chain(([type, id]) => recordOf(type, id));

/** A record that may well stand above itself. */
const circular = one().chain((id) =>
  fc.oneof(
    some(IDS).map((broader) => record('region', id, { name: id, broader })),
    some(IDS, 1).map((belongsTo) => record('actor', id, { kind: 'institution', name: id, belongsTo })),
    one().map((partOf) => record('event', id, { name: id, partOf })),
    one().map((ibidOf) => record('citation', id, { marker: '*', ibidOf })),
  ),
);

/** Changes of any kind to a world; some will be refused. */
export const changes: fc.Arbitrary<Change[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: writeOf },
    { weight: 1, arbitrary: linked },
    { weight: 2, arbitrary: circular },
    { weight: 2, arbitrary: mergeOf },
    { weight: 2, arbitrary: deletionOf },
  ),
  { minLength: 1, maxLength: 3 },
);
