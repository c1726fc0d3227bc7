import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseRecord } from '../../src/ingest/records.ts';
import { skeletonOf } from '../../src/ingest/skeleton.ts';
import { ALL_TYPES } from '../../src/model/types.ts';

const recordIn = (yaml: string, plural: string): Record<string, unknown> =>
  (parse(yaml) as Record<string, Record<string, unknown>[]>)[plural]![0]!;

describe('a record to be filled in', () => {
  it.each(ALL_TYPES.map(({ name, plural, written }) => ({ name, plural, fields: Object.keys(written.shape) })))(
    'of type $name shows each of its fields once, and behind no # those that it cannot do without',
    ({ name, plural, fields }) => {
      const skeleton = skeletonOf(name, 'my-id');
      expect(Object.keys(recordIn(skeleton.replaceAll(/^ {4}# /gm, '    '), plural))).toEqual(fields);
      const needed = recordIn(skeleton, plural);
      expect(needed['id']).toBe('my-id');
      for (const field of Object.keys(needed)) {
        const { [field]: _, ...without } = needed;
        const parsed = parseRecord(name, without);
        expect('faults' in parsed && parsed.faults.map(({ pointer }) => pointer), field).toContain(`/${field}`);
      }
    },
  );

  it('names the words of a closed set, and the type of a reference', () => {
    const skeleton = skeletonOf('statement', 's');
    expect(skeleton).toContain('    mode: direct-quote  # One of direct-quote, indirect-speech,');
    expect(skeleton).toContain('    speakers: [some-actor]');
  });

  it('shows beside a bare value the object that says more of it', () => {
    expect(skeletonOf('statement', 's')).toMatch(
      / claims: \[some-claim\] .* Or: \{ claim: some-claim, stance: affirms \}\n/,
    );
    const actor = skeletonOf('actor', 'a');
    expect(actor).toMatch(/ name: "" .* Or: \{ name: "", language: "", kind: official, period: "" \}\n/);
    expect(actor).toMatch(
      / belongsTo: \[some-actor\] .* Or: \{ actor: some-actor, period: "", .*source: some-source \}\n/,
    );
    expect(actor).toContain('represents: [{ actor: some-actor, office: "", acting: false, period: "",');
  });
});
