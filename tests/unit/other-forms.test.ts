import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { importLines } from '../../src/ingest/ndjson.ts';
import { Refused } from '../../src/ingest/refused.ts';
import { rehearseLines } from '../../src/ingest/rehearse.ts';
import { storesOfCases } from '../support/one-store.ts';

const open = storesOfCases();
const CUT = /^f:1:(?:21|23) {2}the line\n {4}not JSON: the line ends before its record does; was the file cut off\?$/;
const line = (value: object): string => `${JSON.stringify(value)}\n`;

describe('a file in another form', () => {
  it.each<[string, string | Buffer, RegExp]>([
    ['a JSON array', '[\n {\n "type": "claim"\n }\n]\n', /^f:1 {2}the file\n {4}a JSON array.*jq -c '\.\[\]'$/],
    [
      'JSON over several lines',
      '{\n "type": "claim",\n "id": "c"\n}\n',
      /^f:1 {2}the file\n {4}JSON over several lines/,
    ],
    ['a data file', '# Claims\nclaims:\n  - { id: c, text: C }\n', /^f:1 {2}the file\n {4}.*dictum seed$/],
    ['UTF-16', Buffer.from('\uFEFF{"type":"claim"}\n{}\n', 'utf16le'), /^f:1 {2}the file\n {4}UTF-16/],
    ['an array in a line', '[{"type":"claim"}]\n', /^f:1 {2}the line\n {4}an array;/],
    ['an array behind a blank line', '\n[\n {\n "type": "claim"\n }\n]\n', /^f:2 {2}the file\n {4}a JSON array.*$/],
    ['a list over several lines', '{"type":"claim","notes":[\n "n"\n]}\n', /^f:1 {2}the file\n {4}JSON over several/],
    ['a line cut off', '{"type":"claim","id"', CUT],
    ['a line cut off after a comma', '{"type":"claim","i":1,', CUT],
    ['one with a record below', '{"type":"claim","i":1,\n{"type":"region","id":"r","name":"R"}\n', CUT],
    ['one that a value is missing in', '{"type":"claim","i":12', CUT],
    ['two records in a line', '{"type":"claim"} {}\n', /^f:1:18 {2}the line\n {4}not JSON: Unexpected non-whitespace/],
    ['half a character', Buffer.from([0xef, 0xbf]), /^f:1:1 {2}the line\n {4}not UTF-8 \(byte EF/],
    [
      'one behind U+FFFD',
      Buffer.from('\uFFFDa\xE9', 'utf8').fill(0xef, 4),
      /^f:1:3 {2}the line\n {4}not UTF-8 \(byte EF/,
    ],
    [
      'Windows-1252',
      Buffer.from('{"id":"\u00e9"}', 'latin1'),
      /^f:1:8 {2}the line\n {4}not UTF-8 \(byte E9, which is é/,
    ],
  ])('such as %s is told once, with the remedy', async (_what, text, message) => {
    const store = await open();
    const input = (): Readable => Readable.from([Buffer.from(text)]);
    await expect(rehearseLines(store, 'f', input())).rejects.toThrow(message);
    await expect(importLines(store, 'f', input(), () => undefined)).rejects.toThrow(message);
  });

  it('is read no further than a thousand faulty lines, and what later lines bring is not missed', async () => {
    const faulty = Array.from({ length: 1500 }, (_, i) => line({ type: 'claim', id: `c-${i}`, txt: 'T' }));
    const first = line({ type: 'region', id: 'a', name: 'A', broader: ['later'] });
    const work = rehearseLines(await open(), 'f', Readable.from([first, ...faulty]));
    const error: Refused = await work.catch((thrown) => thrown);
    expect(error.readTo).toBe(1001);
    expect(error.refusals.filter(({ record }) => record === 'region/a')).toEqual([]);
  });
});
