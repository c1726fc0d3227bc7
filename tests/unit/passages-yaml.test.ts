import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { passagesYaml } from '../../src/ingest/passages.ts';

const TEXT = 'Mr. Example spoke.[1] He left.² Nobody cared.\n\n[1] “Ministers meet”, Example Gazette. Page 2.\n² Ibid.';

describe('the passages of a text for a data file', () => {
  it('are whole sentences with their footnotes, and footnotes are none', () => {
    const { passages, citations } = parse(passagesYaml(TEXT, 'src', 'x')) as Record<string, Record<string, unknown>[]>;
    expect(passages!.map(({ id, citations: of }) => [id, of])).toEqual([
      ['x-p1-s1', ['x-fn-1']],
      ['x-p1-s2', ['x-fn-2']],
      ['x-p1-s3', undefined],
    ]);
    expect(citations).toEqual([
      { id: 'x-fn-1', marker: '1' },
      { id: 'x-fn-2', marker: '2' },
    ]);
  });

  it('show their words beside them, unless they are not to', () => {
    expect(passagesYaml(TEXT, 'src', 'x')).toContain('# Mr. Example spoke.[1]\n');
    expect(passagesYaml(TEXT, 'src', 'x')).toContain('# write the source in: [1] “Ministers meet”, Example Gazette.\n');
    expect(passagesYaml(TEXT, 'src', 'x', false)).not.toContain('Example');
  });
});
