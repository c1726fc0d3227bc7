import type { z } from 'zod';
import { TYPES } from '../../model/types.ts';

/*
 * Half of an answer are names of fields. In what is stored of one each of the model's names is two characters that JSON
 * has nowhere in it (a control character and one more), so that a row is short, and several fit into a page. Which
 * characters stand for which name follows from the model, and so a store keeps to it for as long as it is of that model.
 */

/** The characters that follow a control character: those of ASCII that are seen. */
const [FIRST, EACH] = [0x20, 95];
/** Control characters that are used: the odd ones after a comma, the even ones after a brace. */
const MOST = 15 * EACH;

/** Every name of a field in the answers of the model, within fields too. */
const namesOfModel = (): string[] => {
  const names = new Set<string>();
  const seen = new Set<unknown>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    const schema = value as Partial<z.ZodObject>;
    if (schema._zod?.def === undefined) return;
    for (const [part, within] of Object.entries(schema._zod.def)) {
      if (part === 'shape') for (const name of Object.keys(within as object)) names.add(name);
      for (const each of part === 'shape' || Array.isArray(within) ? Object.values(within as object) : [within])
        visit(each);
    }
  };
  for (const { view } of Object.values(TYPES)) visit(view);
  return [...names]
    .filter((name) => /^[A-Za-z]+$/.test(name))
    .sort()
    .slice(0, MOST);
};

type Names = { codes: ReadonlyMap<string, string>; texts: readonly (string | undefined)[] };
let made: Names | null = null;
const names = (): Names => {
  if (made !== null) return made;
  const codes = new Map<string, string>();
  for (const [i, name] of namesOfModel().entries()) {
    const [row, column] = [Math.floor(i / EACH), String.fromCharCode(FIRST + (i % EACH))];
    codes.set(`,"${name}":`, String.fromCharCode(2 * row + 1) + column);
    codes.set(`{"${name}":`, String.fromCharCode(2 * row + 2) + column);
  }
  const texts: string[] = [];
  for (const [text, code] of codes) texts[numberOf(code)] = text;
  return (made = { codes, texts });
};

const numberOf = (code: string): number => (code.charCodeAt(0) - 1) * EACH + code.charCodeAt(1) - FIRST;

/** A part of a JSON text with its names as codes. */
export const shortNames = (json: string): string => {
  const { codes } = names();
  return json.replace(/[,{]"[A-Za-z]+":/g, (text) => codes.get(text) ?? text);
};

const CODE = new RegExp(`[${String.fromCharCode(1)}-${String.fromCharCode(0x1f)}][ -~]`, 'g');

/** The text that was given to `shortNames`; codes of no name of this model stay as they are. */
export const longNames = (text: string): string => {
  const { texts } = names();
  return text.replace(CODE, (code) => texts[numberOf(code)] ?? code);
};
