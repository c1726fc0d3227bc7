import Table from 'cli-table3';
import { forTerminal } from '../model/unseen-characters.ts';

const NO_LINES = Object.fromEntries(
  [
    'top',
    'top-mid',
    'top-left',
    'top-right',
    'bottom',
    'bottom-mid',
    'bottom-left',
    'bottom-right',
    'left',
    'left-mid',
    'mid',
    'mid-mid',
    'right',
    'right-mid',
  ].map((part) => [part, '']),
);

/** Prints rows for reading. What is in bold are its heads alone. */
export const printTable = (columns: readonly string[], rows: readonly string[][]): unknown =>
  process.stdout.write(table(columns, rows));

/** Columns for reading: as wide as the terminal, the last ones wrapped. */
const table = (columns: readonly string[], rows: readonly string[][]): string => {
  if (rows.length === 0) return 'Nothing found.\n';
  const width = process.stdout.columns ?? 160;
  const natural = columns.map((column, i) => Math.max(column.length, ...rows.map((row) => row[i]!.length)) + 2);
  const most = Math.max(14, Math.floor(width / columns.length));
  const spare = Math.max(0, width - natural.reduce((sum, wanted) => sum + Math.min(wanted, most), 0));
  const wide = natural.filter((wanted) => wanted > most).length;
  const colWidths = natural.map((wanted) =>
    wanted <= most ? wanted : Math.min(wanted, most + Math.floor(spare / wide)),
  );
  const made = new Table({
    head: [...columns],
    colWidths,
    wordWrap: true,
    chars: { ...NO_LINES, middle: ' ' },
    style: { head: process.stdout.isTTY ? ['bold'] : [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  made.push(...rows.map((row) => row.map(forTerminal)));
  return `${made.toString()}\n`;
};
