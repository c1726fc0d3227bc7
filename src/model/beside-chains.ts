import { CHAINS_SHOWN, type Chain } from './chains.ts';
import type { StatementView } from './types/statement.ts';

/** How many entries a list that grows with the chains has at most where it is shown whole beside some of them. */
export const LIST_SHOWN = CHAINS_SHOWN;

/** A statement as it stands beside some of its chains; `counts` where a list of it is cut. */
export type StatementBesideChains = StatementView & { counts?: Record<string, number> };

/** The lists that grow with the chains, and what of each belongs to one. */
const NAMED: Readonly<Record<string, (chain: Chain) => string | null>> = {
  passages: ({ passage }) => passage,
  quotes: ({ passage }) => passage,
  sources: ({ recordedIn }) => recordedIn,
  citations: ({ citation }) => citation,
  citedSources: ({ source }) => source,
  restsOn: ({ endsAt }) => endsAt.source,
  publishers: ({ endsAt }) => endsAt.publisher,
};

/**
 * A statement with these of its chains. What thousands of documents print has thousands of passages, sources and
 * publishers: of such a list longer than LIST_SHOWN, or one that was cut before, stands what belongs to these chains,
 * and `counts` tells how many entries it has in all.
 */
export const besideChains = (view: StatementBesideChains, chains: readonly Chain[]): StatementBesideChains => {
  const { chains: _chains, counts: cut = {}, ...own } = view;
  const counts = { ...cut };
  const shown: Record<string, unknown> = { ...own };
  for (const [name, nameOf] of Object.entries(NAMED)) {
    const entries = shown[name] as (string | { passage: string })[];
    if (entries.length <= LIST_SHOWN && !(name in cut)) continue;
    counts[name] ??= entries.length;
    const named = new Set(chains.map(nameOf));
    shown[name] = entries.filter((entry) => named.has(typeof entry === 'string' ? entry : entry.passage));
  }
  return {
    ...(shown as Omit<StatementView, 'chains'>),
    ...(Object.keys(counts).length > 0 && { counts }),
    chains: [...chains],
  };
};
