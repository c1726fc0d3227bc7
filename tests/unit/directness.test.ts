import { describe, expect, it } from 'vitest';
import { directnessOf, type Evidence } from '../../src/model/directness.ts';
import type { Side } from '../../src/model/types/actor.ts';

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
const publishedBy = (publisher: string | null, ...publisherSides: string[]) => ({
  citation: 'note',
  source: 'cited',
  publisher,
  publisherSides,
  authors: [] as string[],
});

/** speaker-a, for state-a, at talks with speaker-b, for state-b. */
const talks = (changes: Partial<Evidence>): Evidence => ({
  speakers: [speaker('speaker-a', side('state-a'))],
  said: '2025-02-20',
  event: 'talks',
  parties: [
    { actor: 'speaker-a', sides: ['state-a'] },
    { actor: 'speaker-b', sides: ['state-b'] },
  ],
  recordedIn: 'article',
  sourceAuthors: ['author'],
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
    expect(
      of({ cited: publishedBy('press-b', 'state-b'), parties: [{ actor: 'speaker-a', sides: ['state-a'] }] }),
    ).toBe('third-party');
    expect(of({ cited: publishedBy('press-b', 'state-b'), parties: [], event: null })).toBe('third-party');
  });

  it('is third-party where the publisher is not known, and says so', () => {
    expect(of({ cited: publishedBy(null) })).toBe('third-party');
    expect(facts({ cited: publishedBy(null) })).toEqual([['noPublisher', 'source/cited']]);
  });

  it('is uncited where the passage has no footnote', () => {
    expect(of({ cited: null })).toBe('uncited');
    expect(facts({ cited: null })).toEqual([['noCitation']]);
  });

  it('is first-hand where the speaker wrote the source that it is recorded in, footnote or not', () => {
    for (const cited of [null, publishedBy('press-b', 'state-b')])
      expect(of({ sourceAuthors: ['speaker-a'], cited })).toBe('first-hand');
    expect(facts({ sourceAuthors: ['speaker-a'] })).toEqual([['authorOf', 'actor/speaker-a', 'source/article']]);
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
    const speakers = [speaker('speaker-a', side('state-a')), speaker('speaker-b')];
    expect(of({ speakers, cited: publishedBy('press-b', 'state-b') })).toBe('third-party');
  });

  it('holds to whom the speaker represented when it was said', () => {
    const speakers = [
      speaker('speaker-a', side('state-a', { from: '2020', to: '2024' }), side('state-b', { from: '2025' })),
    ];
    expect(of({ speakers, said: '2023-05' })).toBe('own-side');
    expect(of({ speakers, said: '2025-02-20' })).toBe('third-party');
    expect(of({ speakers, said: null })).toBe('own-side');
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
    expect(because.at(-1)).toMatchObject({
      fact: 'speaksFor',
      ids: ['actor/speaker-a', 'actor/ministry-a', 'actor/state-a'],
    });
    expect(because.at(-1)?.text).toContain('minister');
  });

  it('is third-party for a speaker on no side', () => {
    expect(of({ speakers: [speaker('speaker-a')] })).toBe('third-party');
  });
});
