import { anyOf } from '../model/query.ts';
import { locatorText, type PassageView } from '../model/types/passage.ts';
import type { StatementView } from '../model/types/statement.ts';
import type { SourceText } from '../verify/source-text.ts';
import { wordsQuoted } from '../model/quotes.ts';
import { referringIndexKey } from '../model/references.ts';
import { checkQuotes, type QuoteCheck, type Quoted } from '../verify/quotes.ts';
import { checkPassages, type PassageCheck } from '../verify/passages.ts';
import { CHECK_STATUSES, type CheckStatus } from '../model/verify-status.ts';
import type { Questions } from '../store/port.ts';
import type { Outcome } from './record-checks.ts';
import { everything, idOf } from './verify-sources.ts';

/*
 * Checks the passages of a source, and the words that statements quote from them, against a copy of its text.
 */

export type Totals = Record<CheckStatus, number>;

export type SourceCheck = {
  source: string;
  text: { digest: string; codePoints: number };
  passages: (PassageCheck & { locator: string })[];
  totals: Totals;
  quotes: QuoteCheck[];
  quoteTotals: Totals;
};

export const totalsOf = (checks: readonly { status: CheckStatus }[]): Totals =>
  Object.fromEntries(
    CHECK_STATUSES.map((status) => [status, checks.filter((check) => check.status === status).length]),
  ) as Totals;

/**
 * What is looked for in the texts of a source: its passages, and the words that statements quote from them, in the
 * order of their lists.
 */
export type Wanted = { source: string; passages: PassageView[]; quotes: Quoted[] };

/** The field of statements that names where words stand which they translate, and of how many passages it is asked at once. */
const ORIGINAL = 'quotes.translation.original.passage';
const AT_ONCE = 200;

/** @throws DictumError `not-found`, `gone` */
export const wantedOf = async (store: Questions, id: string): Promise<Wanted> => {
  const source = await idOf(store, { type: 'source', id });
  const passages: PassageView[] = [];
  for await (const passage of everything<PassageView>(store, 'passage', anyOf('source', source)))
    passages.push(passage);
  const ids = new Set(passages.map((passage) => passage.id));
  const quotes: Quoted[] = [];
  const where = [anyOf('source', source), anyOf('has', 'quote')];
  const add = (view: StatementView): void => {
    for (const { words } of wordsQuoted(view.quotes)) {
      const { passage, exact, start, end } = words;
      if (ids.has(passage)) quotes.push({ statement: view.id, passage, exact, start, end });
    }
  };
  const seen = new Set<string>();
  for await (const view of everything<StatementView>(store, 'statement', ...where)) {
    seen.add(view.id);
    add(view);
  }
  // What others translate from this source.
  const keys = [...ids].map((id) => referringIndexKey('statement', ORIGINAL, { type: 'passage', id }));
  for (let first = 0; first < keys.length; first += AT_ONCE) {
    const some = keys.slice(first, first + AT_ONCE);
    const condition = anyOf(some[0]!.filter, ...some.map(({ value }) => value));
    for await (const view of everything<StatementView>(store, 'statement', condition))
      if (!seen.has(view.id)) {
        seen.add(view.id);
        add(view);
      }
  }
  return { source, passages, quotes };
};

/** Looks for all of it in a text. */
export const checkIn = (text: SourceText, wanted: Wanted): Pick<SourceCheck, 'passages' | 'quotes'> => {
  const passages = checkPassages(text, wanted.passages).map((check, i) => ({
    ...check,
    locator: locatorText(wanted.passages[i]!.locator),
  }));
  return { passages, quotes: checkQuotes(text, wanted.passages, passages, wanted.quotes) };
};

/** Checks every passage of a source, and every quote from them. @throws DictumError `not-found`, `gone` */
export const checkSource = async (store: Questions, id: string, text: SourceText): Promise<SourceCheck> => {
  const wanted = await wantedOf(store, id);
  const { passages, quotes } = checkIn(text, wanted);
  return {
    source: wanted.source,
    text: { digest: text.digest, codePoints: text.length },
    passages,
    totals: totalsOf(passages),
    quotes,
    quoteTotals: totalsOf(quotes),
  };
};

/** What a check of a source comes to, record by record: of words that a statement quotes several times from it, what is worst. */
export const outcomesOf = ({ passages, quotes }: Pick<SourceCheck, 'passages' | 'quotes'>): Outcome[] => {
  const ofPassages = passages.flatMap(({ id, span, status, method }): Outcome[] =>
    span === null ? [] : [{ of: { type: 'passage', id }, span, status, method }],
  );
  const ofQuotes = new Map<string, Outcome>();
  const rank = ({ status }: Outcome): number => CHECK_STATUSES.indexOf(status);
  for (const { statement, span, status, method } of quotes) {
    const outcome: Outcome = { of: { type: 'statement', id: statement }, span, status, method };
    const other = ofQuotes.get(`${statement} ${span}`);
    if (other === undefined || rank(outcome) > rank(other)) ofQuotes.set(`${statement} ${span}`, outcome);
  }
  return [...ofPassages, ...ofQuotes.values()];
};
