import { DictumError, type Fault } from '../model/errors.ts';
import type { TypeName } from '../model/ids.ts';
import type { Store } from '../store/port.ts';
import { asBibtex, asRis, asText, LAYOUTS, LOCALES, STYLES, type References, type Style } from './formatter.ts';
import { listPage, readListRequest, type Fixed } from './list.ts';
import { listParameters, recordParameters } from './list-parameters.ts';
import { readParameters, word, type Parameters, type RawParameters } from './parameters.ts';
import { claimParameters, statementsOfClaim } from './provenance.ts';
import { readRecord } from './record.ts';
import { citedRecords, isCitable, referencesOf, type Citable } from './references.ts';

/*
 * References for people who write: what a record or a list has to cite, in the forms that bibliography programs read and
 * in the styles of the field.
 */

/** The parameters that make an answer a formatted one. */
export const appearanceParameters = {
  style: word(
    'With this the answer is formatted text or HTML: the citation style',
    STYLES,
    STYLES[0]!,
    'invalid-value',
  ),
  locale: word(
    'With this the answer is formatted text or HTML: the language of the words that the style adds',
    LOCALES,
    LOCALES[0],
    'invalid-value',
  ),
  layout: word(
    'With this the answer is formatted text or HTML: footnotes in their order, or a bibliography. When left out, footnotes; of sources, a bibliography',
    LAYOUTS,
    LAYOUTS[0],
    'invalid-value',
  ),
};

/** The parameters of a record or a list of this type beside its own. */
export const bibliographyParameters = (type: TypeName): Parameters => (isCitable(type) ? appearanceParameters : {});

/** Whether an answer is asked for as a formatted one. */
export const isFormatted = (raw: RawParameters): boolean =>
  Object.keys(appearanceParameters).some((name) => Object.hasOwn(raw, name));

/** References and how they were asked for; the next page where there is one. */
export type Bibliography = {
  references: References;
  appearance: RawParameters;
  source: boolean;
  limit: number;
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

/** The references of one record. @throws DictumError `invalid-parameters`, `not-found`, `gone` */
export const recordReferences = async (
  store: Store,
  type: Citable,
  id: string,
  raw: RawParameters,
  parameters: Parameters = recordParameters(type),
): Promise<Bibliography | { movedTo: string }> => {
  readParameters(raw, { ...parameters, ...appearanceParameters });
  rejectBeside(raw, ['fields', 'include']);
  const found = await readRecord(store, { type, id }, citedRecords(type));
  if ('movedTo' in found) return found;
  return {
    references: referencesOf([found.json], found.related),
    appearance: split(raw).appearance,
    source: type === 'source',
    limit: 1,
    nextCursor: null,
  };
};

/** The references of a page of a list, in the order of the list. */
export const listReferences = async (
  store: Store,
  type: Citable,
  raw: RawParameters,
  fixed: Fixed | null,
): Promise<Bibliography> => {
  readParameters(raw, { ...listParameters(type, fixed?.filter ?? null), ...appearanceParameters });
  rejectBeside(raw, ['fields', 'include', 'facets', 'count']);
  const { appearance, rest } = split(raw);
  const request = readListRequest(type, rest, fixed);
  const { page, nextCursor } = await listPage(store, {
    ...request,
    query: { ...request.query, include: citedRecords(type) },
  });
  return {
    references: referencesOf(
      page.rows.map((row) => row.json),
      page.related,
    ),
    appearance,
    source: type === 'source',
    limit: request.query.limit,
    nextCursor,
  };
};

/** The references of a page of the statements that express a claim. */
export const claimReferences = async (
  store: Store,
  id: string,
  raw: RawParameters,
): Promise<Bibliography | { movedTo: string }> => {
  const { fields: _fields, ...place } = readParameters(raw, { ...claimParameters, ...appearanceParameters });
  rejectBeside(raw, ['fields']);
  const found = await statementsOfClaim(store, id, place, citedRecords('statement'));
  if ('movedTo' in found) return found;
  return {
    references: referencesOf(
      found.page.rows.map((row) => row.json),
      found.page.related,
    ),
    appearance: split(raw).appearance,
    source: false,
    limit: found.limit,
    nextCursor: found.nextCursor,
  };
};

/** The forms that references can be had in, by media type. */
export const FORMS = {
  'application/vnd.citationstyles.csl+json': async ({ references }: Bibliography) => JSON.stringify(references.items),
  'application/x-bibtex': ({ references }: Bibliography) => asBibtex(references.items),
  'application/x-research-info-systems': ({ references }: Bibliography) => asRis(references.items),
  'text/plain': (bibliography: Bibliography) => formatted(bibliography, 'text'),
  'text/html': (bibliography: Bibliography) => formatted(bibliography, 'html'),
} as const;

const formatted = ({ references, appearance, source }: Bibliography, markup: 'text' | 'html'): Promise<string> => {
  const {
    style = STYLES[0]!,
    locale = LOCALES[0],
    layout = source ? 'bibliography' : 'footnotes',
  } = readParameters(appearance, appearanceParameters);
  return asText(references, { style: style as Style, locale, layout: layout as (typeof LAYOUTS)[number], markup });
};
