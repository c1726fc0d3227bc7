import { stringify } from 'yaml';
import { keyText } from '../model/ids.ts';
import type { ProposalEvent } from '../proposals/events.ts';
import type { Proposal, WholeProposal } from '../proposals/form.ts';
import { counted } from './run.ts';

/*
 * Proposals in words, for reading.
 */

/** A proposal in a line. */
export const lineOf = ({ id, state, counts, by, at, comment }: Proposal): string =>
  `${id}  ${state.padEnd(10)}  ${counts.open} open, ${counts.accepted} accepted, ${counts.rejected} rejected  ${at.slice(0, 10)} by ${by}${comment === null ? '' : `: ${comment}`}\n`;

/** Something that happened to one, in a line. */
export const eventLine = ({ at, event, proposal, by, records, text, change }: ProposalEvent): string =>
  `${at}  ${event.padEnd(10)}  ${proposal}  by ${by}${records === 0 ? '' : `, ${counted(records, 'record')}`}${change === null ? '' : `, change ${change}`}${text === null ? '' : `: ${text}`}\n`;

/** The longest value that is shown whole: a snapshot may have the text of a book. */
const LONGEST_SHOWN = 500;

const shortened = (value: unknown): unknown =>
  typeof value === 'string' && value.length > LONGEST_SHOWN ? `${value.slice(0, LONGEST_SHOWN)}…` : value;

type Proposable = WholeProposal['changes'][number];

const becameOf = ({ decision }: Proposable): string => {
  if (decision === null) return 'open';
  const { state, by, at, reason, change } = decision;
  return `${state} ${at.slice(0, 10)} by ${by}${change === null ? '' : `, change ${change}`}${reason === null ? '' : `: ${reason}`}`;
};

/** What would be written of a change, but for its address. */
const contentOf = ({ change }: Proposable): object => {
  if (change.op === 'put') return change.record;
  if (change.op === 'patch') return { patch: change.patch };
  return change.op === 'merge' ? { mergedInto: change.into } : { deleted: true };
};

const recordTold = (each: Proposable): string => {
  const { change, note } = each;
  const lines = [
    ...stringify(contentOf(each), (_name, value: unknown) => shortened(value), {
      lineWidth: 0,
      aliasDuplicateObjects: false,
    })
      .trimEnd()
      .split('\n'),
    ...(note?.reasons ?? []).map((reason) => `# ${reason}`),
    ...(note?.by === undefined ? [] : [`# proposed by ${note.by}`]),
    ...(note?.like ?? []).map(({ id, text }) => `# like ${id}: ${text}`),
  ];
  const sure =
    note === null || note.confidence === 0 || note.confidence === 1 ? '' : `  ${Math.round(note.confidence * 100)} %`;
  return `\n${keyText(change)}  ${becameOf(each)}${sure}\n${lines.map((line) => `  ${line}\n`).join('')}`;
};

/** A proposal with its records, each with what became of it. */
export const wholeTold = (whole: WholeProposal): string =>
  [
    lineOf(whole),
    ...(whole.supersedes === null ? [] : [`in place of ${whole.supersedes}\n`]),
    ...(whole.supersededBy === null ? [] : [`superseded by ${whole.supersededBy}\n`]),
    ...whole.open.map((each) => `open: ${each}\n`),
    ...whole.gone.map(
      ({ id, status, reason }) => `passage ${id} ${status}: ${reason ?? 'it does not stand in this text'}\n`,
    ),
    ...whole.made.map(({ by, at, change }) => `made beside it by ${by}, ${at.slice(0, 10)}: change ${change}\n`),
    ...whole.comments.map(({ by, at, text }) => `comment of ${by}, ${at.slice(0, 10)}: ${text}\n`),
    ...whole.changes.map(recordTold),
  ].join('');
