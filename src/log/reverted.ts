import { changeNumber } from './change-sets.ts';
import type { RevertReport } from './revert.ts';
import { DictumError } from '../model/errors.ts';
import { keyText } from '../model/ids.ts';

const absent = (number: string): DictumError =>
  new DictumError('not-found', `there is no change set ${number.slice(0, 20)}`, {
    context: { recordType: 'change', id: number.slice(0, 200) },
  });

/** The number of a change set in an address. @throws DictumError `not-found` where it is none */
export const numberOf = (text: string): number => {
  const number = changeNumber(text);
  if (number === null) throw absent(text);
  return number;
};

type NotReverted = Exclude<RevertReport, { reverted: true } | { reason: 'repeated' }>;

/** How many records a change set may have changed that is undone over HTTP. */
export const MOST_REVERTED = 10_000;

const REASONS = {
  open: 'is an import that has not ended',
  migration: 'is what was there before there was a log',
  erased: 'changed what is erased since',
  large: `changed more than ${MOST_REVERTED} records; undo it on the server with: dictum revert`,
} as const;

/** Why a change set was not undone. */
export const notReverted = (number: number, report: NotReverted): DictumError => {
  const { reason } = report;
  if (reason === 'absent') return absent(String(number));
  if (reason === 'pruned')
    return new DictumError('gone', `change set ${number} was pruned from the log`, {
      context: { recordType: 'change', id: String(number) },
    });
  if (reason !== 'rests')
    return new DictumError('not-revertible', `change set ${number} ${REASONS[reason]}`, { context: { later: [] } });
  const { later, problems } = report;
  const told = later.map(({ key, revision }) => `${keyText(key)} (at revision ${revision})`);
  const detail =
    told.length > 0
      ? `change set ${number} cannot be undone, since others changed ${told.slice(0, 5).join(', ')}${told.length > 5 ? ` and ${told.length - 5} more` : ''} after it`
      : `change set ${number} cannot be undone: ${problems.map(({ message }) => message).join('; ')}`;
  return new DictumError('not-revertible', detail, {
    context: { later: later.map(({ key: { type, id }, revision }) => ({ type, id, revision })) },
    faults: problems.map(({ key, pointer, message }) => ({
      pointer: '',
      code: 'invalid-value',
      detail: `${keyText(key)} ${pointer}: ${message}`,
    })),
  });
};
