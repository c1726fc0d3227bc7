import { keyText, type TypeName } from '../model/ids.ts';
import { fold } from '../model/text.ts';
import type { Questions } from '../store/port.ts';
import { takenIds } from './known.ts';

/*
 * Ids for what is drafted: words that tell a reader what it is, and a number where others have them.
 */

const LONGEST = 60;

/**
 * Words as an id: small letters of ASCII, digits, hyphens. What is written in another script has none of its own, and
 * is named by its digest-like sum.
 */
export const slugOf = (text: string, longest = LONGEST): string => {
  const words = fold(text)
    .replace(/['’]/gu, '')
    .split(/[^a-z0-9]+/u)
    .filter((word) => word !== '');
  let slug = '';
  for (const word of words) {
    if (slug.length + word.length + 1 > longest) break;
    slug += slug === '' ? word : `-${word}`;
  }
  if (slug !== '') return slug;
  let sum = 0;
  for (const character of text) sum = (sum * 31 + character.codePointAt(0)!) % 0x7fffffff;
  return `d${sum.toString(36)}`;
};

/** Ids that nothing in the draft has, nor in the graph, but for types whose records are written again where they are there. */
export class Ids {
  private readonly store: Questions;
  private readonly again: readonly TypeName[];
  private readonly given = new Set<string>();
  /** Of ids that were looked up, whether the graph has them. */
  private readonly known = new Map<string, boolean>();

  constructor(store: Questions, again: readonly TypeName[] = []) {
    this.store = store;
    this.again = again;
  }

  /** Looks ids up together that will be asked for. */
  async look(type: TypeName, ids: readonly string[]): Promise<void> {
    const taken = await takenIds(this.store, type, ids);
    for (const id of ids) this.known.set(keyText({ type, id }), taken.has(id));
  }

  async isTaken(type: TypeName, id: string): Promise<boolean> {
    const text = keyText({ type, id });
    if (!this.known.has(text)) await this.look(type, [id]);
    return this.known.get(text)!;
  }

  async free(type: TypeName, wanted: string): Promise<string> {
    for (let number = 1; ; number++) {
      const id = number === 1 ? wanted : `${wanted}-${number}`;
      if (this.given.has(keyText({ type, id }))) continue;
      this.given.add(keyText({ type, id }));
      if (this.again.includes(type) || !(await this.isTaken(type, id))) return id;
    }
  }
}
