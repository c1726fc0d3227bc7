import type { Because } from '../model/because.ts';
import { keyOf, keyText, type Key, type TypeName } from '../model/ids.ts';
import { sentenceOf } from '../model/sentences.ts';
import { TYPES } from '../model/types.ts';
import type { Questions } from '../store/port.ts';
import { labelsOf, type Labels } from './labels.ts';

/*
 * Tells the facts of an answer: each gets its sentence, with the names that its records have now, and the addresses of
 * these. Answers are JSON texts that are passed on as they are, and so are not taken apart for it: the facts in them are
 * found as the model writes them (because.ts). No text of a record can look so, since quotation marks in it are escaped.
 */

const TEXT = '"(?:[^"\\\\]|\\\\.)*"';
const FACT = new RegExp(
  `\\{"fact":"\\w+","ids":\\[(?:"[a-z]+/[a-z0-9-]+",?)*\\](?:,"office":${TEXT})?(?:,"period":${TEXT})?\\}`,
  'g',
);

/** How many code points of a label a sentence has at most. */
const LABEL_SHOWN = 120;

/** What has a title or a sentence of its own for a label, which is set apart from the words around it. */
const SET_APART: readonly TypeName[] = ['source', 'statement', 'claim'];

const nameIn = ({ type, id }: Key, labels: Labels): string => {
  const label = [...(labels.get(keyText({ type, id })) ?? id)];
  const shown = label.length > LABEL_SHOWN ? `${label.slice(0, LABEL_SHOWN).join('').trimEnd()}…` : label.join('');
  return SET_APART.includes(type) ? `“${shown}”` : shown;
};

const addressOf = ({ type, id }: Key): string => `/v1/${TYPES[type].plural}/${id}`;

/** How facts are told: `members`, those of each that are asked for, or null for all; `labelsOf`, where names are from. */
export type Telling = {
  members?: readonly string[] | null;
  labelsOf?: (store: Questions, keys: readonly Key[]) => Promise<Labels>;
};

/** JSON texts of answers with their facts told; in one question for all of them, and in none where there are no facts. */
export const tellFacts = async (
  store: Questions,
  texts: readonly string[],
  { members = null, labelsOf: namesOf = labelsOf }: Telling = {},
): Promise<string[]> => {
  const found = new Map<string, Because>();
  for (const text of texts)
    for (const [fact] of text.includes('{"fact":') ? text.matchAll(FACT) : [])
      if (!found.has(fact)) found.set(fact, JSON.parse(fact) as Because);
  if (found.size === 0) return [...texts];
  const keysIn = ({ ids }: Because): Key[] => ids.map(keyOf);
  const isNamed = members === null || members.includes('text');
  const labels = isNamed ? await namesOf(store, [...found.values()].flatMap(keysIn)) : new Map<string, string>();
  const told = new Map(
    [...found].map(([text, fact]) => {
      const keys = keysIn(fact);
      const whole = {
        ...fact,
        text: sentenceOf(
          fact,
          keys.map((key) => nameIn(key, labels)),
        ),
        links: keys.map(addressOf),
      };
      const asked = Object.entries(whole).filter(([name]) => members === null || members.includes(name));
      return [text, JSON.stringify(Object.fromEntries(asked))];
    }),
  );
  return texts.map((text) => text.replaceAll(FACT, (fact) => told.get(fact) ?? fact));
};
