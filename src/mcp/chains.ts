import type { z } from 'zod';
import type { BaseView } from '../model/define.ts';
import type { Key } from '../model/ids.ts';
import type { PassageView } from '../model/types/passage.ts';
import type { StatementView } from '../model/types/statement.ts';
import { tellFacts } from '../queries/facts.ts';
import type { ProvenanceChain } from '../queries/provenance-form.ts';
import { cut, type Asked } from './bounds.ts';
import { addressOf, type Context } from './items.ts';

/** What of a chain is read: all that is told of it, and nothing of what its records hold beside. */
const FIELDS = [
  'statement.label',
  'statement.said',
  'statement.mode',
  'speakers',
  'passage.label',
  'passage.verification.status',
  'recordedIn.label',
  'citation.label',
  'citation.marker',
  'citation.ibidOf',
  'source.id',
  'source.title',
  'source.URL',
  'publisher.label',
  'directness',
  'statuses',
  'uncertain',
  'because',
].map((field) => `chains.${field}`);

type Chain = Pick<
  z.output<typeof ProvenanceChain>,
  'speakers' | 'source' | 'directness' | 'uncertain' | 'because' | 'statuses'
> & {
  statement: StatementView;
  passage: PassageView;
  recordedIn: BaseView;
  citation: (BaseView & { marker: string; ibidOf: string | null }) | null;
  publisher: BaseView | null;
};

/** How many reasons of a directness are told. */
const REASONS = 8;

const chainItem = (context: Context, chain: Chain): object => {
  const { statement, speakers, passage, recordedIn, citation, source, publisher } = chain;
  const open = (key: Key, label: string): object => ({
    id: key.id,
    label: cut(label),
    address: addressOf(context, key),
  });
  return {
    sentence: cut(statement.label),
    address: addressOf(context, statement),
    said: statement.said,
    mode: statement.mode,
    speakers: speakers.map(({ id, name, representing }) => ({
      ...open({ type: 'actor', id }, name),
      representing: representing.map(({ id: side }) => side),
    })),
    passage: open(passage, passage.label),
    recordedIn: open(recordedIn, recordedIn.label),
    footnote: citation && { ...open(citation, citation.label), marker: citation.marker, ibidOf: citation.ibidOf },
    source: source && {
      ...open({ type: 'source', id: source.id }, String(source.title ?? source.id)),
      url: source.URL ?? null,
    },
    publisher: publisher && open(publisher, publisher.label),
    evidence: {
      directness: chain.directness,
      uncertain: chain.uncertain,
      verification: passage.verification.status,
      // Documents that were corrected or retracted, or are gone: whoever quotes this has to say so.
      ...(chain.statuses.length > 0 && { documents: chain.statuses }),
      because: chain.because.slice(0, REASONS).map(({ text = '' }) => text),
    },
  };
};

/** A page of the chains of evidence of a claim or a statement. */
export const chainsOf = async (
  context: Context,
  { type, id }: Key,
  page: { limit: string; cursor?: string },
): Promise<Asked> => {
  const query = type === 'claim' ? 'claimProvenance' : 'statementProvenance';
  const found = await context.store.compose(query, id, { fields: FIELDS, ...page, count: 'true' });
  // Only the id that was found is asked for.
  if ('movedTo' in found) return chainsOf(context, { type, id: found.movedTo }, page);
  const [told] = await tellFacts(context.store, [found.json], { members: ['text'] });
  const { chains } = JSON.parse(told!) as { chains: Chain[] };
  return {
    items: chains.map((chain) => chainItem(context, chain)),
    nextCursor: found.page.nextCursor,
    total: found.page.total ?? null,
  };
};
