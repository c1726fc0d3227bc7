import { z } from 'zod';
import { defineType, given, kept, list, optional, Prose, type ViewOf } from '../define.ts';
import { speaksForOf, standingIn } from '../capacity.ts';
import { CHAINS_SHOWN, chainsOfPassage, nearestBy, nearSpeakers } from '../chains.ts';
import { DISPUTED, DISPUTED_BY } from '../disputes.ts';
import { BECAME, kindsOf, SOURCE_STATUS, STATUSES, statusesIn } from '../document-status.ts';
import { Edtf } from '../edtf.ts';
import { above } from '../hierarchy.ts';
import { ref } from '../ids.ts';
import { sortedUnique } from '../order.ts';
import { DERIVED } from '../statement-derived.ts';
import { DIRECTNESS_FILTERS, DIRECTNESS_FILTERS_FOR_SPEAKERS, SPOKEN_FILTERS } from '../statement-filters.ts';
import { Candidate, checkMode, checkSpeakers } from '../statement-rules.ts';
import { checkStances, claimOf, claimsBy, ClaimLink, STANCES, stancesOf } from '../stance.ts';
import { ROOT_COUNTS, ROOTS } from '../support.ts';
import { textDigest } from '../text.ts';
import { reachedFrom, ruleFor } from '../reach.ts';
import { checkQuote, Quote, quoteVerifications, verificationsOf, wordsQuoted } from '../quotes.ts';
import { VERIFICATIONS } from '../verify-status.ts';
import { representedBy, type ActorView } from './actor.ts';
import type { EventView } from './event.ts';
import type { PassageView } from './passage.ts';

/** How a statement has come down. */
export const MODES = ['direct-quote', 'indirect-speech', 'readout', 'joint-document', 'analysis'] as const;

/** One act of asserting: by whom, how it has come down, when, at which event, about what; recorded in passages. */
export const statement = defineType({
  name: 'statement',
  plural: 'statements',
  about: 'One act of asserting: by whom, how it has come down, when, at which event, about what; recorded in passages.',
  written: {
    mode: z
      .enum(MODES)
      .describe('How the statement has come down; `analysis` is a conclusion of the author of the source itself.'),
    speakers: z
      .array(ref('actor', 'An actor.'))
      .describe('Who made the statement; none where nobody knows, with `speakerUnknown` or `candidates`.'),
    speakerUnknown: z.boolean().default(false).describe('True where nobody knows who made the statement.'),
    candidates: list(Candidate, 'Who may have made the statement, where that is not known for certain.'),
    speakingFor: list(
      ref('actor', 'A state or institution.'),
      'For whom it was said, where the source tells; else all that the speakers represented then count.',
    ),
    reportedBy: list(
      ref('actor', 'An actor.'),
      'Who told it on, between the speaker and the source: the official who tells a paper what another said.',
    ),
    claims: z
      .array(ClaimLink)
      .min(1)
      .describe(
        'What it is on: claims that it affirms by their ids, or each with its stance (affirms, denies, doubts).',
      ),
    passages: z.array(ref('passage', 'A passage.')).min(1).describe('Where it is written.'),
    said: optional(
      Edtf.describe(
        'When it was said (EDTF); an interval is the time within which it was; null where the source gives no date.',
      ),
    ),
    event: optional(ref('event', 'The event at which it was said.')),
    quotes: list(Quote, "Words that the source gives as the speaker's own."),
    topics: list(ref('topic', 'A topic.'), 'Topics that it is about.'),
    regions: list(ref('region', 'A region.'), 'Regions that it is about.'),
    forums: list(ref('forum', 'A forum.'), 'Forums that it is about.'),
    actors: list(ref('actor', 'An actor.'), 'Actors that it mentions.'),
    events: list(ref('event', 'An event.'), 'Events that it is about.'),
    note: optional(Prose.describe('Anything a reader needs to know about how it was recorded.')),
  },
  derived: DERIVED,
  long: { claims: 'stances' },
  gathers: [{ from: 'check', through: 'of' }],
  label: (record, look) =>
    stancesOf(record.claims)
      .map(({ claim, stance }) => `${stance === 'affirms' ? '' : `${stance}: `}${look('claim', claim)?.label ?? claim}`)
      .join(' '),
  derive: (record, look, report, { rule, advise, gathered }) => {
    const speakers = record.speakers.flatMap((id) => look<ActorView>('actor', id) ?? []);
    const named = record.speakingFor.flatMap((id) => look<ActorView>('actor', id) ?? []);
    const standing = standingIn(speakers, named, record.said);
    const speaksFor = speaksForOf(speakers, named, standing, record.said);
    const event = record.event === null ? null : look<EventView>('event', record.event);
    const passages = record.passages.flatMap((id) => look<PassageView>('passage', id) ?? []);
    const tellers = record.reportedBy.flatMap((id) => look<ActorView>('actor', id) ?? []);
    const chains = passages.flatMap((passage) =>
      chainsOfPassage({ statement: record, speakers: standing, event, tellers }, passage),
    );
    const statuses = statusesIn(...chains.map((chain) => chain.statuses));
    const uncited = chains.filter((chain) => chain.citation === null);
    const atOrAbout = [...(record.event === null ? [] : [record.event]), ...record.events];
    const forums = atOrAbout.flatMap((id) => look<EventView>('event', id)?.forums ?? []);
    const reached = reachedFrom(record.regions, look, record.said);
    const quoted = wordsQuoted(record.quotes);
    for (const { pointer, words, original } of quoted)
      // What was translated may stand in any document.
      checkQuote(words, original ? [words.passage] : record.passages, look, pointer, { report, rule });
    checkStances(record.claims, rule);
    checkSpeakers(record, report);
    checkMode(record, look, report, advise);
    for (const { source, status } of statuses)
      // What is only gone from its address says nothing of its words; that is told once, of the document.
      if (status !== 'gone')
        advise('', `it rests on source/${source} or is recorded there, and that ${BECAME[status]}`);
    const words = quoted.map((each) => each.words);
    const found = quoteVerifications(words, look, gathered);
    return {
      claims: [...new Set(record.claims.map(claimOf))],
      stances: stancesOf(record.claims),
      sides: sortedUnique(speaksFor.flatMap(({ sides }) => sides)),
      speaksFor,
      representing: sortedUnique(
        named.length > 0
          ? speaksFor.flatMap(({ representing, sides }) => [...representing.map(({ id }) => id), ...sides])
          : speakers.flatMap((view) => representedBy(view, record.said)),
      ),
      ...nearestBy(chains),
      sourceStatus: kindsOf(statuses),
      bySpeaker: nearSpeakers(chains),
      sources: sortedUnique(chains.map((chain) => chain.recordedIn)),
      citations: [...new Set(chains.flatMap((chain) => chain.citation ?? []))],
      citedSources: sortedUnique(chains.flatMap((chain) => chain.source ?? [])),
      restsOn: sortedUnique(chains.map((chain) => chain.endsAt.source)),
      publishers: sortedUnique(chains.flatMap((chain) => chain.endsAt.publisher ?? [])),
      withoutFootnote: uncited.length === chains.length,
      passagesWithoutFootnote: uncited.length,
      eventForums: sortedUnique(forums),
      byForums: sortedUnique(speakers.flatMap((view) => view.asForums)),
      reach: reached.reach,
      broader: {
        regions: reached.regions.filter((id) => !record.regions.includes(id)),
        topics: above('topic', record.topics, look),
        events: above('event', atOrAbout, look),
      },
      verification: verificationsOf(passages, words, found),
      quoteVerification: found.filter((_, i) => !quoted[i]!.original),
      originalVerification: record.quotes.map(({ translation }) => {
        const at = translation?.original ? words.indexOf(translation.original) : -1;
        return at === -1 ? null : found[at]!;
      }),
      verifiable: passages.some((passage) => passage.digest !== null),
      chainCount: chains.length,
      chains: chains.slice(0, CHAINS_SHOWN),
    };
  },
  filters: {
    speaker: { about: 'Made by this actor', ref: 'actor', values: (view) => view.speakers },
    ...SPOKEN_FILTERS,
    representing: {
      about: 'Made by anyone who represents this state or institution',
      ref: 'actor',
      values: (view) => view.representing,
    },
    claim: { about: 'On this claim, whatever its stance', ref: 'claim', values: (view) => view.claims },
    stance: {
      about: 'Takes this stance on a claim; together with claim=, on that claim',
      oneOf: STANCES,
      values: (view) => [...new Set(view.stances.map(({ stance }) => stance))],
    },
    affirms: { about: 'Affirms this claim', ref: 'claim', values: (view) => claimsBy(view, 'affirms') },
    denies: { about: 'Denies this claim', ref: 'claim', values: (view) => claimsBy(view, 'denies') },
    doubts: { about: 'Doubts this claim', ref: 'claim', values: (view) => claimsBy(view, 'doubts') },
    side: {
      about: 'Counts for this side: a state, or an institution that belongs to none',
      ref: 'actor',
      values: (view) => view.sides,
    },
    forum: { about: 'About this forum', ref: 'forum', values: (view) => view.forums },
    byForum: {
      about: 'Made by the actor that this forum is when it speaks',
      ref: 'forum',
      values: (view) => view.byForums,
    },
    region: {
      about: 'About this region or one under it',
      ref: 'region',
      values: (view) => view.regions,
      broader: (view) => view.broader.regions,
    },
    topic: {
      about: 'About this topic or one under it',
      ref: 'topic',
      values: (view) => view.topics,
      broader: (view) => view.broader.topics,
    },
    event: {
      about: 'Said at this event or about it, or at or about one within it',
      ref: 'event',
      values: (view) => [...(view.event === null ? [] : [view.event]), ...view.events],
      broader: (view) => view.broader.events,
    },
    mentions: { about: 'Mentions this actor', ref: 'actor', values: (view) => view.actors },
    source: { about: 'Recorded in this source', ref: 'source', values: (view) => view.sources },
    passage: { about: 'Recorded in this passage', ref: 'passage', values: (view) => view.passages },
    restsOn: {
      about:
        'Rests on this source: the one that a footnote cites, or where there is no footnote the one it is recorded in',
      ref: 'source',
      values: (view) => view.restsOn,
    },
    citedSource: {
      about: 'Rests on a footnote that cites this source',
      ref: 'source',
      values: (view) => view.citedSources,
    },
    publisher: {
      about:
        'Rests on a source that this actor published: one that a footnote cites, or without a footnote the one it ' +
        'is recorded in',
      ref: 'actor',
      values: (view) => view.publishers,
    },
    [ROOTS]: {
      about:
        'Rests on so many independent roots, sources that do not rest on one another and are not of one DOI or ' +
        `address; ${ROOT_COUNTS.length} stands for more too`,
      oneOf: ROOT_COUNTS,
      atLeast: 'minIndependentRoots',
      values: kept,
    },
    mode: { about: 'How it has come down', oneOf: MODES, values: (view) => [view.mode] },
    [SOURCE_STATUS]: {
      about: 'Recorded in, or rests on, a document of which this became since it was published',
      oneOf: STATUSES,
      values: (view) => view.sourceStatus,
    },
    ...DIRECTNESS_FILTERS,
    ...DIRECTNESS_FILTERS_FOR_SPEAKERS,
    verification: {
      about: 'Whether its passages, and the words that it quotes, were found in a snapshot of their source',
      oneOf: VERIFICATIONS,
      values: (view) => view.verification,
    },
    quoteDigest: {
      about: 'Has verbatim words with this SHA-256 digest',
      text: 'whole',
      values: (view) => wordsQuoted(view.quotes).map(({ words }) => textDigest(words.exact)),
    },
    has: {
      about:
        'Has a footnote, verbatim words, a passage that can be verified by digest, a date, or a known publisher of ' +
        'what it rests on',
      oneOf: ['citation', 'quote', 'digest', 'date', 'publisher'],
      values: (view) => [
        ...(view.withoutFootnote ? [] : ['citation']),
        ...(view.quotes.length > 0 ? ['quote'] : []),
        ...(view.verifiable ? ['digest'] : []),
        ...(view.said === null ? [] : ['date']),
        ...(view.publishers.length > 0 ? ['publisher'] : []),
      ],
    },
  },
  inherited: [
    {
      from: 'relation',
      through: 'statements',
      filters: { [DISPUTED]: 'disagreement' },
      about: 'Whether a relation disputes or corrects it, or is made by it',
    },
    {
      from: 'relation',
      through: 'statements',
      filters: { [DISPUTED_BY]: DISPUTED_BY },
      about: 'By which rule it is disputed',
    },
  ],
  range: {
    about: 'it was said',
    during: 'statements that were made',
    from: 'saidFrom',
    to: 'saidTo',
    sort: 'said',
    date: (view) => view.said,
  },
  texts: (view) =>
    given([
      ['label', view.label],
      ...wordsQuoted(view.quotes).map(({ words, quote, original }) => {
        const { language, translation } = view.quotes[quote]!;
        return original
          ? (['quotes.translation.original.exact', words.exact, translation?.from ?? null] as const)
          : (['quotes.exact', words.exact, language ?? null] as const);
      }),
      ['note', view.note],
    ]),
  evidence: (view) => {
    const regions = sortedUnique([...view.regions, ...view.broader.regions]);
    const pairs = (forums: string[], rule: string) =>
      forums.flatMap((forum) => regions.map((region) => ({ forum, region, rule: ruleFor(rule, region, view.reach) })));
    return [
      ...pairs(sortedUnique(view.forums), 'statement-about-both'),
      ...pairs(view.eventForums, 'event-took-up-region'),
    ];
  },
});
export type StatementView = ViewOf<typeof statement>;
