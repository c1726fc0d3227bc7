import { expect, it } from 'vitest';
import { parseRecord } from '../../src/ingest/records.ts';
import type { CslItem } from '../../src/model/csl.ts';
import { plainText } from '../../src/model/rich-text.ts';
import { asBibtex } from '../../src/references/bibtex.ts';
import { asRis } from '../../src/references/ris.ts';
import { asText } from '../../src/references/styles.ts';
import { placed } from '../../src/references/notes.ts';

const RICH =
  'On <i>Homo <b>sapiens</b></i>, H<sub>2</sub>O & x<sup>2</sup>, <span style="font-variant:small-caps;">Caps</span>, <span class="nocase">iPhone</span>';
const PLAIN = 'On Homo sapiens, H2O & x2, Caps, iPhone';
const work = (title: string): CslItem & { id: string } => ({ id: 'x', type: 'article-journal', title });

it.each([
  [RICH, PLAIN],
  ['a < b and c > d', 'a < b and c > d'],
  ['<script>alert(1)</script>', '<script>alert(1)</script>'],
  ['<i>open', '<i>open'],
  ['closed</i>', 'closed</i>'],
  ['<i>a <b>b</i> c</b>', '<i>a b</i> c'],
  ['<I>large</I>', '<I>large</I>'],
  ['<i onclick="x">a</i>', '<i onclick="x">a</i>'],
])('of %j the text is %j', (rich, plain) => expect(plainText(rich)).toBe(plain));

it('takes time that grows with the text', () => {
  expect(plainText('<i>'.repeat(100_000))).toHaveLength(300_000);
  expect(plainText('<i>'.repeat(100_000) + '</i>'.repeat(100_000))).toBe('');
});

it('is commands in BibTeX, and nothing in RIS and in texts', () => {
  expect(asBibtex([work(RICH)])).toContain(
    'title = {{On \\textit{Homo \\textbf{sapiens}}, H\\textsubscript{2}O \\& x\\textsuperscript{2}, \\textsc{Caps}, {iPhone}}},',
  );
  expect(asBibtex([work('<i>50%</i> {a')])).toContain('title = {{\\textit{50\\%} \\{\\vphantom{\\}}a}},');
  expect(asRis([work(RICH)])).toContain(`TI  - ${PLAIN}`);
});

it.each(['text', 'html'] as const)('is italics in references as %s where that has any', (markup) => {
  const references = {
    works: [{ ...work('On <i>Homo</i> <script>x</script>'), 'container-title': 'A Journal' }],
    notes: placed([{ marker: '1', cites: [{ id: 'x' }] }]),
  };
  const text = asText(references, { style: 'apa', locale: 'en-US', layout: 'bibliography', markup });
  if (markup === 'text') expect(text).toContain('On Homo <script>x</script>');
  else {
    expect(text).toContain('On <i>Homo</i> &#60;script&#62;x&#60;/script&#62;');
    expect(text).not.toContain('<script>');
  }
});

it.each([
  ['{"type":"webpage","__proto__":{"a":1}}', '/csl/__proto__'],
  ['{"type":"webpage","__proto__":"a"}', '/csl/__proto__'],
  ['{"type":"webpage","author":[{"family":"a","__proto__":1}]}', '/csl/author/0/__proto__'],
  ['{"type":"webpage","issued":{"raw":"2025","__proto__":1}}', '/csl/issued/__proto__'],
])('of an item no member is lost in silence: %s', (csl, pointer) => {
  expect(parseRecord('source', { id: 'x', csl: JSON.parse(csl) as unknown })).toMatchObject({
    faults: [{ pointer, message: 'a member cannot be called "__proto__"; take it out' }],
  });
});
