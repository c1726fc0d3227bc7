import { describe, expect, it } from 'vitest';
import { directnessOf, type Evidence } from '../../src/model/directness.ts';
import type { Document } from '../../src/model/ends.ts';
import type { Side } from '../../src/model/sides.ts';

const side = (of: string, term: Partial<Side> = {}): Side => ({
  side: of,
  because: 'represents',
  through: of,
  office: null,
  from: null,
  to: null,
  ...term,
});
const speaker = (id: string, ...sides: Side[]) => ({ id, sides });
const document = (
  source: string,
  publisher: string | null,
  publisherSides: string[],
  ...authors: string[]
): Document => ({
  source,
  publisher,
  publisherSides,
  publisherSidesInTurn: [],
  statuses: [],
  authors,
  roots: null,
});
const publishedBy = (publisher: string | null, ...publisherSides: string[]) =>
  document('cited', publisher, publisherSides);
const article = document('article', 'newsroom', ['newsroom'], 'author');
const party = (id: string, ...sides: string[]) => ({ actor: id, sides, sidesInTurn: [] });

/** speaker-a, for state-a, at talks with speaker-b, for state-b. */
const talks = (changes: Partial<Evidence>): Evidence => ({
  statement: 'said',
  speakers: [speaker('speaker-a', side('state-a'))],
  said: '2025-02-20',
  event: 'talks',
  parties: [party('speaker-a', 'state-a'), party('speaker-b', 'state-b')],
  recordedIn: article,
  cited: publishedBy('press-a', 'state-a'),
  ...changes,
});
const of = (changes: Partial<Evidence>) => directnessOf(talks(changes)).directness;
const facts = (changes: Partial<Evidence>) =>
  directnessOf(talks(changes)).because.map(({ fact, ids }) => [fact, ...ids]);

describe('directness', () => {
  it('is own-side where the publisher stands on the side of the speaker', () => {
    expect(of({})).toBe('own-side');
    expect(facts({})).toEqual([
      ['publishedBy', 'source/cited', 'actor/press-a'],
      ['publisherOnSide', 'actor/press-a', 'actor/state-a'],
      ['speaksFor', 'actor/speaker-a', 'actor/state-a'],
    ]);
  });

  it('is counterpart where the publisher stands on the side of the other party of the event', () => {
    const cited = publishedBy('press-b', 'state-b');
    expect(of({ cited })).toBe('counterpart');
    expect(facts({ cited }).at(-1)).toEqual(['partyOf', 'event/talks', 'actor/speaker-b', 'actor/state-b']);
  });

  it('is third-party where the publisher stands on neither side', () => {
    const cited = publishedBy('press-c', 'state-c');
    expect(of({ cited })).toBe('third-party');
    expect(facts({ cited }).at(-1)).toEqual(['neitherSide', 'actor/press-c']);
  });

  it('is third-party where the other side took no part in the event, or no event is known', () => {
    expect(of({ cited: publishedBy('press-b', 'state-b'), parties: [party('speaker-a', 'state-a')] })).toBe(
      'third-party',
    );
    expect(of({ cited: publishedBy('press-b', 'state-b'), parties: [], event: null })).toBe('third-party');
  });

  it('is undetermined where the publisher is not known, and says so', () => {
    expect(directnessOf(talks({ cited: publishedBy(null) }))).toMatchObject({
      directness: 'undetermined',
      why: 'noPublisher',
      uncertain: false,
    });
    expect(facts({ cited: publishedBy(null) })).toEqual([['noPublisher', 'source/cited']]);
  });

  it('is decided by the document that it is recorded in where there is no footnote, and says so', () => {
    const release = (publisher: string | null, ...sides: string[]) =>
      talks({ cited: null, recordedIn: document('release', publisher, sides) });
    expect(directnessOf(release('press-a', 'state-a')).directness).toBe('own-side');
    expect(directnessOf(release('press-b', 'state-b')).directness).toBe('counterpart');
    expect(directnessOf(release('press-c', 'state-c')).directness).toBe('third-party');
    expect(directnessOf(release(null))).toMatchObject({ directness: 'undetermined', why: 'noPublisher' });
    expect(directnessOf(release('press-a', 'state-a')).because.map(({ fact, ids }) => [fact, ...ids])).toEqual([
      ['noCitation', 'source/release'],
      ['publishedBy', 'source/release', 'actor/press-a'],
      ['publisherOnSide', 'actor/press-a', 'actor/state-a'],
      ['speaksFor', 'actor/speaker-a', 'actor/state-a'],
    ]);
  });

  it('is first-hand where the speaker wrote the source that it is recorded in, footnote or not', () => {
    const recordedIn = { ...article, authors: ['speaker-a'] };
    for (const cited of [null, publishedBy('press-b', 'state-b')]) expect(of({ recordedIn, cited })).toBe('first-hand');
    expect(facts({ recordedIn })).toEqual([['authorOf', 'actor/speaker-a', 'source/article']]);
  });

  it('is first-hand where the speaker wrote the cited source', () => {
    const cited = { ...publishedBy('press-b', 'state-b'), authors: ['speaker-a'] };
    expect(of({ cited })).toBe('first-hand');
    expect(facts({ cited })).toEqual([['authorOf', 'actor/speaker-a', 'source/cited']]);
  });

  it('is own-side where one of several speakers stands on the side of the publisher, and names which', () => {
    const speakers = [speaker('speaker-a', side('state-a')), speaker('speaker-b', side('state-b'))];
    expect(of({ speakers, cited: publishedBy('press-b', 'state-b') })).toBe('own-side');
    expect(facts({ speakers, cited: publishedBy('press-b', 'state-b') }).at(-1)).toEqual([
      'speaksFor',
      'actor/speaker-b',
      'actor/state-b',
    ]);
  });

  it('never takes a speaker for the other party', () => {
    const speakers = [speaker('speaker-a', side('state-a')), speaker('speaker-b', side('state-c'))];
    expect(of({ speakers, cited: publishedBy('press-b', 'state-b') })).toBe('third-party');
  });

  it('is undetermined for a speaker on no side, who never makes a counterpart', () => {
    for (const publisher of [publishedBy('press-a', 'state-a'), publishedBy('press-b', 'state-b')])
      expect(directnessOf(talks({ speakers: [speaker('nobody')], cited: publisher }))).toMatchObject({
        directness: 'undetermined',
        why: 'noSide',
        uncertain: false,
        mayBe: ['undetermined'],
      });
    expect(facts({ speakers: [speaker('nobody')] }).at(-1)).toEqual(['noSide', 'actor/nobody']);
    // On whose side the other speaker stands is known: that is enough for the one, and not for the other.
    const speakers = [speaker('speaker-a', side('state-a')), speaker('nobody')];
    expect(of({ speakers })).toBe('own-side');
    expect(of({ speakers, cited: publishedBy('press-b', 'state-b') })).toBe('undetermined');
  });

  it('is own-side where a speaker published it, whatever sides are known', () => {
    const cited = publishedBy('nobody');
    expect(of({ speakers: [speaker('nobody')], cited })).toBe('own-side');
    expect(facts({ speakers: [speaker('nobody')], cited }).at(-1)).toEqual(['publisherSpeaks', 'actor/nobody']);
  });

  it('holds to whom the speaker represented when it was said', () => {
    const speakers = [
      speaker('speaker-a', side('state-a', { from: '2020', to: '2024' }), side('state-b', { from: '2025' })),
    ];
    expect(of({ speakers, said: '2023-05' })).toBe('own-side');
    expect(of({ speakers, said: '2025-02-20' })).toBe('third-party');
  });

  it('is uncertain where sides changed within the time, with all that it may be and the sides', () => {
    const speakers = [
      speaker('turned', side('state-a', { from: '2020', to: '2024' }), side('state-b', { from: '2025' })),
    ];
    const at = (said: string | null, cited = publishedBy('press-a', 'state-a')) =>
      directnessOf(talks({ speakers, said, cited, parties: [] }));
    expect(at(null)).toMatchObject({ directness: 'own-side', uncertain: true, mayBe: ['own-side', 'third-party'] });
    expect(
      at(null)
        .because.map(({ fact, ids }) => [fact, ...ids])
        .slice(-4),
    ).toEqual([
      ['speaksFor', 'actor/turned', 'actor/state-a'],
      ['speaksFor', 'actor/turned', 'actor/state-b'],
      ['changedSides', 'actor/turned', 'actor/state-a', 'actor/state-b'],
      ['undated', 'statement/said', 'actor/turned'],
    ]);
    expect(at('2024/2025').because.at(-1)).toEqual({
      fact: 'undecided',
      ids: ['statement/said', 'actor/turned'],
      period: '2024/2025',
    });
    // Whichever side it was, a third party stands on neither.
    expect(at(null, publishedBy('press-c', 'state-c'))).toMatchObject({ directness: 'third-party', uncertain: false });
    expect(at('2024')).toMatchObject({ directness: 'own-side', uncertain: false });
    expect(at('2024-12-31')).toMatchObject({ directness: 'own-side', uncertain: false });
    expect(at('2025-01-01')).toMatchObject({ directness: 'third-party', uncertain: false });
  });

  it('is not uncertain for one who stood on one side all along, or on several at once', () => {
    const offices = [
      speaker('promoted', side('state-a', { from: '2010', to: '2014' }), side('state-a', { from: '2016' })),
    ];
    expect(directnessOf(talks({ speakers: offices, said: null }))).toMatchObject({
      directness: 'own-side',
      uncertain: false,
    });
    const hats = [speaker('two-hats', side('state-a'), side('union'))];
    expect(directnessOf(talks({ speakers: hats, said: null }))).toMatchObject({
      directness: 'own-side',
      uncertain: false,
    });
  });

  it('is uncertain where the publisher, or another party of the event, changed sides', () => {
    const cited = { ...publishedBy('agency', 'state-a', 'state-b'), publisherSidesInTurn: [['state-a'], ['state-b']] };
    expect(directnessOf(talks({ cited }))).toMatchObject({
      directness: 'own-side',
      uncertain: true,
      mayBe: ['own-side', 'counterpart'],
    });
    expect(facts({ cited })).toContainEqual(['changedSides', 'actor/agency', 'actor/state-a', 'actor/state-b']);
    expect(facts({ cited })).toContainEqual(['undecided', 'source/cited', 'actor/agency']);
    const parties = [{ actor: 'turned', sides: ['state-b', 'state-c'], sidesInTurn: [['state-b'], ['state-c']] }];
    expect(directnessOf(talks({ cited: publishedBy('press-b', 'state-b'), parties }))).toMatchObject({
      directness: 'counterpart',
      uncertain: true,
      mayBe: ['counterpart', 'third-party'],
    });
  });

  it('is own-side for a state whose institution published it', () => {
    const speakers = [speaker('state-a', side('state-a', { because: 'isItself', through: null }))];
    expect(of({ speakers })).toBe('own-side');
    expect(facts({ speakers }).at(-1)).toEqual(['speaksFor', 'actor/state-a']);
  });

  it('names the institution through which a speaker speaks for a state, and the office', () => {
    const { because } = directnessOf(
      talks({ speakers: [speaker('speaker-a', side('state-a', { through: 'ministry-a', office: 'minister' }))] }),
    );
    expect(because.at(-1)).toEqual({
      fact: 'speaksFor',
      ids: ['actor/speaker-a', 'actor/ministry-a', 'actor/state-a'],
      office: 'minister',
    });
  });
});
