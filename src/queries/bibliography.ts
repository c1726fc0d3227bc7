import { DictumError, type Fault } from '../model/errors.ts';
import type { TypeName } from '../model/ids.ts';
import type { ChainQuery } from '../store/chains.ts';
import type { Store } from '../store/port.ts';
import { LAYOUTS, LOCALES, STYLES, type Appearance, type References, type Style } from '../references/appearance.ts';
import { readChains } from './chain-page.ts';
import { listPage, readListRequest, type Fixed } from './list.ts';
import { listParameters, recordParameters } from './list-parameters.ts';
import { readParameters, withoutDefaults, word, type Parameters, type RawParameters } from './parameters.ts';
import { claimParameters, statementParameters } from './provenance-form.ts';
import { readRecord } from './record.ts';
import { documentOf } from './footnotes.ts';
import { citedRecords, isCitable, referencesOf, type Citable } from './references.ts';

/*
 * References for people who write: what a record or a list has to cite, in the forms that bibliography programs read and
 * in the styles of the field.
 */

/** The parameters that make an answer a formatted one. */
export const appearanceParameters = {
  style: word('With this the answer is formatted text or HTML: the citation style', STYLES, null, 'invalid-value'),
  locale: word(
    'With this the answer is formatted text or HTML: the language of the words that the style adds',
    LOCALES,
    null,
    'invalid-value',
  ),
  layout: word(
    'With this the answer is formatted text or HTML: footnotes in their order, or a bibliography. When left out, footnotes; of sources, a bibliography',
    LAYOUTS,
    null,
    'invalid-value',
  ),
};

/** The parameters of a record or a list of this type beside its own. */
export const bibliographyParameters = (type: TypeName): Parameters => (isCitable(type) ? appearanceParameters : {});

/** Whether an answer is asked for as a formatted one. */
export const isFormatted = (raw: RawParameters): boolean =>
  Object.keys(appearanceParameters).some((name) => Object.hasOwn(raw, name));

/** References, and how to format them where that was asked for; the next page where there is one. */
export type Bibliography = {
  references: References;
  appearance: Omit<Appearance, 'markup'>;
  nextCursor: string | null;
};

/** Splits off the parameters of the appearance from the rest. */
const split = (raw: RawParameters): { appearance: RawParameters; rest: RawParameters } => {
  const of = (formatted: boolean) =>
    Object.fromEntries(Object.entries(raw).filter(([name]) => Object.hasOwn(appearanceParameters, name) === formatted));
  return { appearance: of(true), rest: of(false) };
};

/** References hold nothing but what is cited. @throws DictumError `invalid-parameters` where more was asked for */
const rejectBeside = (raw: RawParameters, names: readonly string[]): void => {
  const faults = names
    .filter((name) => Object.hasOwn(raw, name))
    .map((parameter): Fault => ({
      parameter,
      code: 'invalid-value',
      detail: 'references have only what is cited; leave this out, or accept application/json',
    }));
  if (faults.length > 0)
    throw new DictumError('invalid-parameters', 'references cannot hold what was asked for', { faults });
};

const appearanceOf = (type: Citable, raw: RawParameters): Omit<Appearance, 'markup'> => {
  const {
    style = STYLES[0],
    locale = LOCALES[0],
    layout = type === 'source' ? 'bibliography' : 'footnotes',
  } = readParameters(split(raw).appearance, appearanceParameters);
  return { style: style as Style, locale, layout: layout as (typeof LAYOUTS)[number] };
};

/**
 * The references of one record; of a statement a page of those of its chains. @throws DictumError `invalid-parameters`,
 * `not-found`, `gone`
 */
export const recordReferences = async (
  store: Store,
  type: Citable,
  id: string,
  given: RawParameters,
): Promise<Bibliography | { movedTo: string }> => {
  const raw = withoutDefaults(given, recordParameters(type));
  // What is given beside is told first: the chains of a statement have other fields than it has itself.
  rejectBeside(raw, ['fields', 'include', 'form']);
  if (type === 'statement') return chainReferences(store, { type, id }, raw);
  readParameters(raw, { ...recordParameters(type), ...appearanceParameters });
  const found = await readRecord(store, { type, id }, citedRecords(type));
  if ('movedTo' in found) return found;
  return {
    references: referencesOf([found], found.related, type === 'citation' ? 'marker' : 1),
    appearance: appearanceOf(type, raw),
    nextCursor: null,
  };
};

/** The place where a page of references begins: that of its first record, and how many footnotes stand before it. */
const countedCursor = (cursor: string | undefined): { cursor: string | undefined; before: number } => {
  const [, place, before] = /^(.*)\.(\d{1,9})$/.exec(cursor ?? '') ?? [];
  return { cursor: place ?? cursor, before: Number(before ?? 0) };
};
const nextCounted = (cursor: string | null, before: number, { notes }: References): string | null =>
  cursor === null ? null : `${cursor}.${before + notes.length}`;

/** The references of a page of a list, in the order of the list; footnotes of one document in the order of its text. */
export const listReferences = async (
  store: Store,
  type: Citable,
  given: RawParameters,
  fixed: Fixed | null,
): Promise<Bibliography> => {
  const parameters = listParameters(type, fixed?.filter ?? null);
  const raw = withoutDefaults(given, parameters);
  readParameters(raw, { ...parameters, ...appearanceParameters });
  rejectBeside(raw, ['fields', 'include', 'form', 'facets', 'count']);
  const appearance = appearanceOf(type, raw);
  const { rest } = split(raw);
  const document = await documentOf(store, type, rest);
  if (document !== null) {
    const found = await store.compose('footnotes', document, rest);
    if ('movedTo' in found) throw new TypeError('a list does not move');
    return { references: JSON.parse(found.json) as References, appearance, nextCursor: found.page.nextCursor };
  }
  const { cursor, before } = countedCursor(rest['cursor'] as string | undefined);
  const request = readListRequest(type, cursor === undefined ? rest : { ...rest, cursor }, fixed);
  const { page, nextCursor } = await listPage(store, {
    ...request,
    query: { ...request.query, include: citedRecords(type) },
  });
  const references = referencesOf(page.rows, page.related, before + 1);
  return { references, appearance, nextCursor: nextCounted(nextCursor, before, references) };
};

/** The references of a page of the chains of evidence of a statement or a claim. */
export const chainReferences = async (
  store: Store,
  of: ChainQuery['of'],
  asked: RawParameters,
): Promise<Bibliography | { movedTo: string }> => {
  const parameters = of.type === 'claim' ? claimParameters : statementParameters;
  const raw = withoutDefaults(asked, parameters);
  const { limit, cursor: given } = readParameters(raw, { ...parameters, ...appearanceParameters });
  rejectBeside(raw, ['fields', 'include', 'count']);
  const { cursor, before } = countedCursor(given);
  const place = { ...(limit !== undefined && { limit }), ...(cursor !== undefined && { cursor }) };
  const found = await readChains(store, of, place, citedRecords('statement'));
  if ('movedTo' in found) return found;
  const references = referencesOf(found.rows, found.related, before + 1);
  return {
    references,
    appearance: appearanceOf('statement', raw),
    nextCursor: nextCounted(found.nextCursor, before, references),
  };
};
