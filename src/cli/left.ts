import type { Left } from '../ingest/file-writer.ts';
import { keyText } from '../model/ids.ts';
import { say } from './run.ts';

const REASONS = {
  both: 'others changed it too since the file was written last',
  unknown: 'it stands otherwise, and nothing is known of what the file said before',
} as const;

/** Tells of records that were left as they stand, though a file says otherwise. */
export const tellLeft = (left: readonly Left[]): void => {
  for (const { key, fields, reason } of left)
    say(
      `left as it is: ${keyText(key)}${fields.length > 0 ? ` (${fields.join(', ')})` : ''}: ${REASONS[reason]}; dictum diff shows how, --force writes what the file says`,
    );
};
