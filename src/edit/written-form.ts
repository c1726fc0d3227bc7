import type { Key } from '../model/ids.ts';
import { TYPES } from '../model/types.ts';
import { isObject } from './merge-patch.ts';

/*
 * A record that somebody sends back as it was answered, as it is to be written.
 */

/** What an answer has beside the fields of the record. */
const OF_ANSWERS: readonly string[] = ['type', 'label', 'revision'];

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The stored form of what stands as it was answered: a short form that was sent back flattens no long one. */
const keptForm = (sent: unknown, answered: unknown, stored: unknown): unknown => {
  if (isSame(sent, answered)) return stored;
  const areLists = Array.isArray(sent) && Array.isArray(answered) && Array.isArray(stored);
  if (!areLists || answered.length !== stored.length) return sent;
  return sent.map((item) => {
    const at = answered.findIndex((known) => isSame(known, item));
    return at === -1 ? item : stored[at];
  });
};

/**
 * The record that somebody means who sends an answer, or what is written, back with some of it changed: without what is
 * derived, and with the long form of whatever is as it was answered. `standing`: what is written now, and its answer;
 * null where there is none.
 */
export const writtenForm = (
  { type, id }: Key,
  sent: Record<string, unknown>,
  standing: { written: Record<string, unknown>; answer: Record<string, unknown> } | null,
): Record<string, unknown> => {
  const { written: schema, view, unanswered } = TYPES[type];
  const fields = Object.entries(sent).filter(
    ([name]) => Object.hasOwn(schema.shape, name) || !(OF_ANSWERS.includes(name) || Object.hasOwn(view.shape, name)),
  );
  const left = standing === null ? [] : unanswered.filter((name) => !Object.hasOwn(sent, name));
  return Object.fromEntries([
    ['id', id],
    ...fields.map(([name, value]): [string, unknown] =>
      standing === null || !Object.hasOwn(standing.answer, name) || name === 'id'
        ? [name, value]
        : [name, keptForm(value, standing.answer[name], standing.written[name])],
    ),
    // What no answer has is not taken out by leaving it out.
    ...left.map((name): [string, unknown] => [name, standing!.written[name]]),
  ]);
};

/** What is wrong with the type and the id that a record names itself, where it stands under others. */
export const addressFaults = (
  { type, id }: Key,
  sent: Record<string, unknown>,
): { pointer: string; message: string }[] =>
  (
    [
      ['type', type],
      ['id', id],
    ] as const
  ).flatMap(([name, value]) =>
    !Object.hasOwn(sent, name) || sent[name] === value
      ? []
      : [
          {
            pointer: `/${name}`,
            message:
              `${JSON.stringify(sent[name])} is not ${value}, which the address names; leave it out, or write to the ` +
              'other address',
          },
        ],
  );

/** What is wrong where something else than an object was sent. */
export const notAnObject = (sent: unknown): { pointer: string; message: string }[] =>
  isObject(sent) ? [] : [{ pointer: '', message: 'send the record as a JSON object' }];
