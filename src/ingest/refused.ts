import { keyText } from '../model/ids.ts';
import type { Problem } from '../store/port.ts';

/** Where a record stands that somebody wrote; `column` (from 1) where a fault of the form of a file is told. */
export type Place = { file: string; line: number; column?: number };

/** A record, or a part of one, that is not taken: where it stands, what is wrong, and the remedy. */
export type Refusal = Place & { record: string; pointer: string; message: string };

const inWords = ({ file, line, column, record, pointer, message }: Refusal): string =>
  `${file}:${line}${column === undefined ? '' : `:${column}`}  ${record}${pointer && ` ${pointer}`}\n    ${message}`;

/** How many refusals of one kind are told, and how many in all; of the others how many there are. */
const TOLD_OF_A_KIND = 20;
const TOLD = 200;

/** What refusals have in common that are the same but for ids, numbers and what is quoted. */
const kindOf = ({ pointer, message }: Refusal): string =>
  `${pointer} ${message}`
    .split('"')
    .filter((_, i) => i % 2 === 0)
    .join('"')
    .replaceAll(/[\p{L}\p{N}_-]+/gu, (word) => (/[-\p{N}]/u.test(word) ? '0' : word));

/** Refusals, or notes of what is taken, in words and in their order; where many are of one kind, the first of those. */
export const allInWords = (refusals: readonly Refusal[], before = ''): string => {
  const told: string[] = [];
  const ofKind = new Map<string, { told: Refusal; count: number; left: number }>();
  for (const refusal of refusals) {
    const kind = kindOf(refusal);
    const of = ofKind.get(kind) ?? { told: refusal, count: 0, left: 0 };
    ofKind.set(kind, of);
    of.count += 1;
    if (of.count > TOLD_OF_A_KIND || told.length === TOLD) of.left += 1;
    else told.push(before + inWords(refusal));
  }
  const left = [...ofKind.values()].filter(({ left }) => left > 0).sort((a, b) => b.left - a.left);
  const more = left.slice(0, TOLD_OF_A_KIND).map(({ told: { file, line, pointer, message }, left, count }) => {
    const like = count === left ? 'like this' : 'more like this';
    return `and ${left} ${like}: ${file}:${line}${pointer && ` ${pointer}`}: ${message}`;
  });
  const others = left.slice(TOLD_OF_A_KIND).reduce((sum, { left }) => sum + left, 0);
  return [...told, ...more, ...(others > 0 ? [`and ${others} of other kinds`] : [])].join('\n');
};

/** `next`: the first line that is not written, where lines before it are; `readTo`: the last line that was looked at. */
export type RefusedBeside = { next?: number; readTo?: number | null };

export class Refused extends Error {
  override readonly name = 'Refused';
  readonly refusals: readonly Refusal[];
  readonly next: number;
  readonly readTo: number | null;

  constructor(refusals: readonly Refusal[], { next = 1, readTo = null }: RefusedBeside = {}) {
    super(allInWords(refusals));
    this.refusals = refusals;
    this.next = next;
    this.readTo = readTo;
  }
}

/**
 * What is left of problems without references to records that are only refused themselves, and so are right to refer
 * to.
 */
export const withoutRefused = (problems: readonly Problem[], refused: ReadonlySet<string>): Problem[] =>
  problems.filter(({ missing }) => missing === undefined || !refused.has(keyText(missing)));
