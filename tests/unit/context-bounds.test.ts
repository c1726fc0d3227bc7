import { describe, expect, it } from 'vitest';
import { verifyQuotation } from '../../src/verify/quotation.ts';

const look = (text: string, quote: string, prefix?: string): string => {
  const { status, reason } = verifyQuotation(text, { quote, prefix });
  return [status, reason?.code].filter(Boolean).join(' ');
};

describe('a context', () => {
  it.each([
    ['They un-\nsay we sign the plan today.', 'we sign the plan today', 'say '],
    ['They un\u00AD\nsay we sign the plan today.', 'we sign the plan today', 'say '],
    ['They say 12 000 people were killed there today.', 'people were killed there today', '000 '],
    ['They say 12\u202F000 people were killed there today.', 'people were killed there today', '000 '],
  ])('does not begin within a word that goes on across white space: %j', (text, quote, prefix) => {
    expect(look(text, quote, prefix)).toBe('unverified other-context');
  });
});

describe('a word that a line break parts', () => {
  const UNSEEN = ['\u200B', '\u200D', '\uFEFF', '\u200E', '\u2060', '\u0001', '\u0301'];

  it.each(
    UNSEEN.flatMap((sign) => [[`un\u00AD${sign}\nacceptable to all of us`], [`un-${sign}\nacceptable to all of us`]]),
  )('is one word whatever stands between the hyphen and the break: %j', (text) => {
    expect(look(text, 'acceptable to all of us')).toBe('unverified within-word');
  });

  it('is one word however wide the break is', () => {
    expect(look(`un-${'\n'.repeat(70)}acceptable to all of us`, 'acceptable to all of us')).toBe(
      'unverified within-word',
    );
  });
});

describe('a number', () => {
  it.each([
    ['the total was 5 1/2 percent of all', 'the total was 5'],
    ['of 5 1/2 of the members agreed', '1/2 of the members agreed'],
    ['that 12  000 people were killed', '000 people were killed'],
  ])('is not cut in %j', (text, part) => {
    expect(look(text, part)).toBe('unverified within-word');
  });

  it.each([['In 2024 1/2 of the members agreed.', '1/2 of the members agreed']])(
    'ends before another in %j',
    (text, part) => {
      expect(look(text, part)).toBe('verified');
    },
  );
});
