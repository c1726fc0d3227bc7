import type { FastifyReply } from 'fastify';
import { CSV_MEDIA } from './negotiate.ts';

/*
 * Rows as comma-separated values (RFC 4180).
 */

/** What spreadsheets take for a formula, or lets one begin in a cell of its own (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** A number is none, whatever its sign. */
const NUMBER = /^-?\d+(?:\.\d+)?$/;

/** A cell, with an apostrophe before what a spreadsheet would run. */
const cellOf = (value: string): string => {
  const safe = FORMULA.test(value) && !NUMBER.test(value) ? `'${value}` : value;
  return /[",\r\n;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** Rows as text, each with its end of line. */
export const csvOf = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map(cellOf).join(',')}\r\n`).join('');

/** Makes an answer a table, in a file of this name. */
export const asTable = (reply: FastifyReply, name: string): FastifyReply =>
  reply
    .type(`${CSV_MEDIA}; charset=utf-8; header=present`)
    .header('content-disposition', `attachment; filename="${name}.csv"`);
