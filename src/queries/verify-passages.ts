import { anyOf } from '../model/query.ts';
import { locatorText, type PassageView } from '../model/types/passage.ts';
import type { StatementView } from '../model/types/statement.ts';
import type { SourceText } from '../verify/source-text.ts';
import { checkQuotes, type QuoteCheck, type Quoted } from '../verify/quotes.ts';
import { checkPassages, type PassageCheck } from '../verify/passages.ts';
import { CHECK_STATUSES, type CheckStatus } from '../model/verify-status.ts';
import type { Store } from '../store/port.ts';
import type { Outcome } from './record-checks.ts';
import { everything, idOf } from './verify-sources.ts';

/*
 * Checks the passages of a source, and the words that statements quote from them, against a copy of its text.
 */

type Totals = Record<CheckStatus, number>;

export type SourceCheck = {
  source: string;
  text: { digest: string; codePoints: number };
  passages: (PassageCheck & { locator: string })[];
  totals: Totals;
  quotes: QuoteCheck[];
  quoteTotals: Totals;
};

const totalsOf = (checks: readonly { status: CheckStatus }[]): Totals =>
  Object.fromEntries(
    CHECK_STATUSES.map((status) => [status, checks.filter((check) => check.status === status).length]),
  ) as Totals;

/** The words that statements quote from passages of a source. */
const quotesFrom = async (store: Store, source: string, passages: ReadonlySet<string>): Promise<Quoted[]> => {
  const found: Quoted[] = [];
  const where = [anyOf('source', source), anyOf('has', 'quote')];
  for await (const { id, quotes } of everything<StatementView>(store, 'statement', ...where))
    for (const { passage, exact, start, end } of quotes)
      if (passages.has(passage)) found.push({ statement: id, passage, exact, start, end });
  return found;
};

/** Checks every passage of a source, and every quote from them, in the order of their lists. @throws DictumError `not-found`, `gone` */
export const checkSource = async (store: Store, id: string, text: SourceText): Promise<SourceCheck> => {
  const source = await idOf(store, { type: 'source', id });
  const passages: PassageView[] = [];
  for await (const passage of everything<PassageView>(store, 'passage', anyOf('source', source)))
    passages.push(passage);
  const checks = checkPassages(text, passages).map((check, i) => ({
    ...check,
    locator: locatorText(passages[i]!.locator),
  }));
  const quotes = checkQuotes(
    text,
    passages,
    checks,
    await quotesFrom(store, source, new Set(passages.map((passage) => passage.id))),
  );
  return {
    source,
    text: { digest: text.digest, codePoints: text.length },
    passages: checks,
    totals: totalsOf(checks),
    quotes,
    quoteTotals: totalsOf(quotes),
  };
};

/** What a check of a source comes to, record by record: of words that a statement quotes several times from it, what is worst. */
export const outcomesOf = ({ passages, quotes }: SourceCheck): Outcome[] => {
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
