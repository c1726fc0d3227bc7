import { describe, expect, it } from 'vitest';
import { unfenced } from '../../../src/draft/outside-reader.ts';

describe('What a model sets its answer in', () => {
  it('is taken away', () => {
    for (const text of [
      '{"a":1}',
      '```json\n{"a":1}\n```',
      '```\r\n\r\n{"a":1}\r\n```',
      'Here it is: ```JSON \n{"a":1}```\nTell me more.',
      ' <think>{"b":2}\n```\n</think>\n```\n{"a":1}\n```',
    ])
      expect(unfenced(text)).toBe('{"a":1}');
    for (const text of ['nothing', '```json', '```json\n{"a":1}']) expect(unfenced(text)).toBe(text);
  });

  it('takes no longer than the answer is long where no fence closes', () => {
    const many = 200_000;
    for (const part of ['\n', ' \n', '`\n', '<think>\n']) {
      const text = `\`\`\`\n${part.repeat(many)}.`;
      expect(unfenced(text)).toBe(text);
    }
    const open = `${'```json'.repeat(many)}.`;
    expect(unfenced(open)).toBe(open);
  });
});
