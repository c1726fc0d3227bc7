import { hash } from 'node:crypto';
import { keyText } from '../model/ids.ts';
import type { Line } from './records.ts';
import type { Refusal } from './refused.ts';

/** How many records are remembered for that: some 100 MB. */
const REMEMBERED = 1_000_000;

/** The records of the first lines of a file, so that one id with two contents is found. */
export class Seen {
  private readonly lines = new Map<string, { line: number; content: string }>();

  refusalOf({ change, place }: Line): Refusal[] {
    const address = keyText(change.key);
    const content = hash('sha1', JSON.stringify([change.record, change.mergedInto]));
    const before = this.lines.get(address);
    if (before === undefined && this.lines.size < REMEMBERED) this.lines.set(address, { line: place.line, content });
    if (before === undefined || before.content === content) return [];
    const message = `the id is taken by line ${before.line}, with another content; ids are unique within their type`;
    return [{ ...place, record: address, pointer: '/id', message }];
  }
}
