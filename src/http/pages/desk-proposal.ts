import { createHash } from 'node:crypto';
import { invalidParameter } from '../../queries/parameters.ts';
import { keyText, type Key, type TypeName } from '../../model/ids.ts';
import type { Accepting, WholeProposal } from '../../proposals/form.ts';
import { lastDone } from '../../proposals/last.ts';
import { actorsIn, put } from './desk-puts.ts';
import { passageIn, type DocumentNamed } from './desk-sources.ts';

/*
 * A proposal as the desk shows it: its statements, each with the claim and the words that it rests on, and the rest.
 */

type Item = WholeProposal['changes'][number];
type Fields = Readonly<Record<string, unknown>>;

/** A statement of a proposal with what it refers to in it. */
export type StatementShown = {
  id: string;
  item: Item;
  mode: string;
  speakers: string[];
  stance: string;
  claim: {
    id: string;
    text: string | null;
    like: { id: string; text: string; likeness: number; shared?: string[] | undefined }[];
  };
  passages: { id: string; words: string | null }[];
  quotes: string[];
};

export const fieldsOf = ({ change }: Item): Fields => ('record' in change ? change.record : {});

const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];

const linkOf = (claims: unknown): { claim: string; stance: string } => {
  const [first] = Array.isArray(claims) ? (claims as unknown[]) : [];
  return typeof first === 'object' && first !== null
    ? { claim: '', stance: 'affirms', ...first }
    : { claim: typeof first === 'string' ? first : '', stance: 'affirms' };
};

/** The words of a passage, which a draft gives as why it is proposed. */
export const wordsOf = (item: Item | undefined): string | null => item?.note?.reasons[0] ?? null;

export const ofType = ({ changes }: WholeProposal, type: TypeName): Item[] =>
  changes.filter(({ change }) => change.type === type);

export const statementsIn = (proposal: WholeProposal): StatementShown[] => {
  const byKey = new Map(proposal.changes.map((item) => [keyText(item.change), item]));
  return ofType(proposal, 'statement').map((item) => {
    const fields = fieldsOf(item);
    const { claim, stance } = linkOf(fields['claims']);
    const own = byKey.get(keyText({ type: 'claim', id: claim }));
    const text = own === undefined ? null : fieldsOf(own)['text'];
    const quotes = Array.isArray(fields['quotes']) ? (fields['quotes'] as { exact?: unknown }[]) : [];
    return {
      id: item.change.id,
      item,
      mode: typeof fields['mode'] === 'string' ? fields['mode'] : '',
      speakers: textsOf(fields['speakers']),
      stance,
      claim: { id: claim, text: typeof text === 'string' ? text : null, like: own?.note?.like ?? [] },
      passages: textsOf(fields['passages']).map((id) => ({
        id,
        words: wordsOf(byKey.get(keyText({ type: 'passage', id }))),
      })),
      quotes: quotes.flatMap(({ exact }) => (typeof exact === 'string' ? [exact] : [])),
    };
  });
};

/** What actors are called that are proposed themselves, by their addresses. */
export const namesIn = (proposal: WholeProposal): Map<string, string> =>
  new Map(
    ofType(proposal, 'actor').flatMap((item) => {
      const { name } = fieldsOf(item);
      return typeof name === 'string' ? [[keyText(item.change), name] as const] : [];
    }),
  );

/** What a form says of a statement that is new: the passage and words of it, and whose they are. */
export type MadeOf = Record<'passage' | 'words' | 'speakers' | 'text' | 'same' | 'mode', string>;

/**
 * The records of a statement that somebody makes of words of the text: its claim, where that is new, a passage of another
 * document that it stands in too, and itself.
 * @throws DictumError `invalid-parameters` where the words do not stand in the passage, or nothing is claimed
 */
export const madeOf = (
  proposal: WholeProposal,
  { passage, words, speakers, text, same, mode }: MadeOf,
  document: DocumentNamed | null = null,
) => {
  const item = ofType(proposal, 'passage').find(({ change }) => change.id === passage);
  if (item === undefined) throw invalidParameter('passage', 'choose a passage of this text');
  const exact = words.trim();
  if (exact !== '' && wordsOf(item)?.includes(exact) !== true)
    throw invalidParameter('words', `“${exact}” does not stand in that passage`);
  const known = same.trim().replace(/^claim\//u, '');
  if (known === '' && text.trim() === '') throw invalidParameter('text', 'say what is claimed, or choose a claim');
  const { ids: said, added } = actorsIn(speakers);
  const id = `${passage.slice(0, 100)}-${createHash('sha256')
    .update(JSON.stringify([exact, said, text, same]))
    .digest('hex')
    .slice(0, 8)}`;
  const also = document === null ? null : passageIn(document, id);
  return [
    ...added,
    ...(also?.added ?? []),
    ...(known === '' ? [put('claim', id, { text: text.trim() })] : []),
    put('statement', id, {
      mode,
      speakers: said,
      ...(said.length === 0 && { speakerUnknown: true }),
      claims: [known === '' ? id : known],
      passages: [passage, ...(also === null ? [] : [also.id])],
      ...(exact !== '' && { quotes: [{ passage, exact }] }),
    }),
  ];
};

/** What a form of the desk says of a record. */
export type Corrected = { text: string | null; same: string | null; speakers: string | null; mode: string | null };

/** What is accepted of a proposal: a record as a form corrects it. */
export const acceptedIn = (
  proposal: WholeProposal,
  key: Key,
  { text, same, speakers, mode }: Corrected,
  document: DocumentNamed | null = null,
): Partial<Accepting> => {
  const statement = key.type === 'statement' ? statementsIn(proposal).find(({ id }) => id === key.id) : undefined;
  if (statement === undefined) return { records: [key], corrected: [] };
  const corrected: Accepting['corrected'] = [];
  const { claim, stance } = statement;
  const record: Record<string, unknown> = { ...fieldsOf(statement.item) };
  const another = same !== null && same !== '' && same !== claim.id;
  const { ids: said, added } = actorsIn(speakers);
  if (another) record['claims'] = stance === 'affirms' ? [same] : [{ claim: same, stance }];
  if (speakers !== null && said.join() !== statement.speakers.join()) {
    record['speakers'] = said;
    record['candidates'] = [];
    record['speakerUnknown'] = said.length === 0;
  }
  if (mode !== null && mode !== '') record['mode'] = mode;
  const also = document === null ? null : passageIn(document, key.id);
  if (also !== null) record['passages'] = [...statement.passages.map(({ id }) => id), also.id];
  corrected.push({ ...key, record });
  if (!another && text !== null && text.trim() !== '' && claim.text !== null && text.trim() !== claim.text) {
    const own = ofType(proposal, 'claim').find(({ change }) => change.id === claim.id)!;
    corrected.push({ type: 'claim', id: claim.id, record: { ...fieldsOf(own), text: text.trim() } });
  }
  return { records: [key], corrected, added: [...added, ...(also?.added ?? [])] };
};

/** What the desk says is missing of a statement. */
export type Missing = 'speaker' | 'claim' | 'passage' | 'name';

/** What open statements lack; `known` are the actors that the graph or the proposal has. */
export const missingIn = (
  proposal: WholeProposal,
  known: ReadonlySet<string>,
): { id: string; what: Missing; name: string | null }[] =>
  statementsIn(proposal).flatMap(({ id, item, speakers, claim, passages }) => {
    if (item.decision !== null) return [];
    const lacks = (what: Missing, name: string | null = null) => ({ id, what, name });
    return [
      ...(speakers.length === 0 ? [lacks('speaker')] : []),
      ...(claim.id === '' ? [lacks('claim')] : []),
      ...(passages.length === 0 ? [lacks('passage')] : []),
      ...speakers.filter((speaker) => !known.has(speaker)).map((speaker) => lacks('name', speaker)),
    ];
  });

/** What was done last with a proposal: a decision about some records, or a change set that was made beside it. */
export type LastShown = { by: string; at: string } & (
  | { state: 'accepted' | 'rejected'; first: string; count: number }
  | { state: 'made'; change: number }
);

/** What was done last with a proposal, which can be taken back; null where nothing was. */
export const lastShown = ({ changes, made }: WholeProposal): LastShown | null => {
  const decided = changes.flatMap(({ change, decision }) => (decision === null ? [] : [{ change, decision }]));
  const last = lastDone(decided, made);
  if (last === null) return null;
  if (last.made !== null) return { state: 'made', ...last.made };
  const { state, by, at } = last.decision;
  const statement = last.decided.find(({ change }) => change.type === 'statement') ?? last.decided[0]!;
  return { state, by, at, first: statement.change.id, count: last.decided.length };
};

/** The statement to go on with: the next one that is open, behind `id` first. */
export const nextOpen = (proposal: WholeProposal, id: string): string | null => {
  const statements = statementsIn(proposal);
  const at = statements.findIndex((statement) => statement.id === id);
  const next = [...statements.slice(at + 1), ...statements.slice(0, at + 1)].find(({ item }) => item.decision === null);
  return next?.id ?? null;
};
