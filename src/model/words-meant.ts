import { didYouMean } from './suggest.ts';

/*
 * What was probably meant by a field or a value that is not known: what people call it elsewhere, else what is spelt
 * alike.
 */

/** What is meant by names that are none here, in lower case and without - and _. */
type AlsoCalled = Readonly<Record<string, readonly string[]>>;

/**
 * What people call fields that have another name here; the first of these that the record has was meant. Behind a point
 * is a field within it.
 */
const ALSO_CALLED: AlsoCalled = {
  date: ['said', 'accessed', 'retrieved', 'checkedAt', 'period', 'csl.issued'],
  when: ['said', 'date', 'accessed', 'retrieved', 'period'],
  time: ['said', 'date', 'retrieved', 'checkedAt', 'period'],
  start: ['date', 'period'],
  begin: ['date', 'period'],
  end: ['date', 'period'],
  published: ['csl.issued'],
  issued: ['csl.issued'],
  who: ['speakers', 'participants', 'author', 'member'],
  actor: ['speakers', 'participants', 'member', 'author'],
  actors: ['participants', 'speakers'],
  name: ['claim', 'actor', 'region', 'text', 'csl.title', 'source'],
  title: ['name', 'text', 'office', 'csl.title'],
  label: ['name', 'text'],
  url: ['csl.URL', 'sameAs', 'source'],
  link: ['csl.URL', 'sameAs'],
  number: ['marker'],
  place: ['locatedIn', 'locator'],
  location: ['place', 'locatedIn', 'locator'],
  page: ['locator'],
  pages: ['locator'],
  paragraph: ['locator'],
  quotation: ['quotes', 'exact'],
  words: ['exact', 'quotes'],
  id: ['claim', 'actor', 'region', 'source', 'passage'],
  state: ['actor', 'member', 'represents', 'belongsTo'],
  country: ['actor', 'member', 'represents', 'locatedIn'],
  text: ['exact', 'name', 'selectors', 'claims'],
  claim: ['claims', 'text'],
  proposition: ['text', 'claims'],
  language: ['from'],
  quote: ['quotes', 'exact'],
  kind: ['mode', 'status'],
  type: ['kind', 'mode', 'stance'],
  comment: ['note'],
  parent: ['broader', 'partOf', 'belongsTo'],
  lang: ['language'],
  term: ['period', 'represents'],
  since: ['period', 'from'],
  until: ['period', 'to'],
  surname: ['familyName'],
  lastname: ['familyName'],
  firstname: ['givenName'],
  alias: ['alternativeNames'],
  aliases: ['alternativeNames'],
  role: ['office', 'represents'],
  position: ['office', 'represents'],
  memberof: ['belongsTo'],
  employer: ['belongsTo'],
  capacity: ['speakingFor'],
  onbehalfof: ['speakingFor'],
  via: ['reportedBy'],
  footnote: ['citations'],
  footnotes: ['citations'],
  sources: ['works'],
  doi: ['identifiers.doi'],
  wikidata: ['identifiers.wikidata'],
  archive: ['archived'],
  predecessor: ['successorOf'],
  subject: ['from', 'topics'],
  object: ['to'],
};

/**
 * What people say for values that have another name here, such as kinds of actors, or else types; the first of these
 * that is known was meant.
 */
const VALUES_ALSO_CALLED: AlsoCalled = {
  yes: ['true'],
  no: ['false'],
  country: ['state', 'actor', 'actors'],
  nation: ['state'],
  government: ['state'],
  organisation: ['institution', 'actor', 'actors'],
  organization: ['institution', 'actor', 'actors'],
  company: ['institution'],
  ministry: ['institution'],
  agency: ['institution'],
  newspaper: ['institution', 'article-newspaper'],
  politician: ['person'],
  minister: ['person'],
  human: ['person'],
  rejects: ['denies'],
  refutes: ['denies', 'disputes'],
  opposes: ['denies', 'disputes'],
  contradicts: ['denies', 'disputes'],
  against: ['denies'],
  supports: ['affirms', 'agreesWith'],
  confirms: ['affirms', 'agreesWith'],
  asserts: ['affirms'],
  says: ['affirms'],
  for: ['affirms'],
  questions: ['doubts'],
  neutral: ['doubts'],
  paraphrase: ['indirect-speech'],
  reported: ['indirect-speech'],
  communique: ['joint-document'],
  opinion: ['analysis'],
  withdrawn: ['retracted'],
  deleted: ['gone'],
  removed: ['gone'],
  full: ['member'],
  online: ['webpage'],
  date: ['said', 'date', 'issued'],
  time: ['said', 'date', 'issued'],
  news: ['article-newspaper'],
  person: ['actor', 'actors'],
  persons: ['actor', 'actors'],
  people: ['actor', 'actors'],
  countries: ['actor', 'actors'],
  state: ['actor', 'actors'],
  states: ['actor', 'actors'],
  institution: ['actor', 'actors'],
  institutions: ['actor', 'actors'],
  organisations: ['actor', 'actors'],
  organizations: ['actor', 'actors'],
  speaker: ['actor', 'actors'],
  speakers: ['actor', 'actors'],
  document: ['source', 'sources'],
  documents: ['source', 'sources'],
  article: ['source', 'sources'],
  articles: ['source', 'sources'],
  footnote: ['citation', 'citations'],
  footnotes: ['citation', 'citations'],
  quote: ['statement', 'statements'],
  quotes: ['statement', 'statements'],
  place: ['region', 'regions'],
  places: ['region', 'regions'],
  meeting: ['event', 'events'],
  meetings: ['event', 'events'],
};

/** What people call parameters that have another name here. */
const PARAMETERS_ALSO_CALLED: AlsoCalled = {
  date: ['saidFrom', 'dateFrom', 'issuedFrom', 'during', 'at'],
  when: ['during', 'at', 'saidFrom'],
  from: ['saidFrom', 'dateFrom', 'issuedFrom', 'since'],
  since: ['saidFrom', 'dateFrom', 'issuedFrom'],
  after: ['saidFrom', 'dateFrom', 'issuedFrom', 'since', 'cursor'],
  start: ['saidFrom', 'dateFrom', 'issuedFrom'],
  to: ['saidTo', 'dateTo', 'issuedTo'],
  until: ['saidTo', 'dateTo', 'issuedTo'],
  at: ['during'],
  before: ['saidTo', 'dateTo', 'issuedTo'],
  end: ['saidTo', 'dateTo', 'issuedTo'],
  saidafter: ['saidFrom'],
  saidbefore: ['saidTo'],
  page: ['cursor'],
  offset: ['cursor'],
  skip: ['cursor'],
  perpage: ['limit'],
  pagesize: ['limit'],
  size: ['limit'],
  top: ['limit'],
  order: ['sort'],
  orderby: ['sort'],
  sortby: ['sort'],
  query: ['q'],
  search: ['q'],
  text: ['q'],
  name: ['q'],
  title: ['q'],
  words: ['q'],
  actor: ['speaker', 'actorName', 'participant'],
  person: ['speaker', 'participant'],
  by: ['speaker', 'author'],
  state: ['representing', 'memberOf'],
  country: ['representing', 'region'],
  about: ['topic', 'region'],
  doi: ['identifier'],
  url: ['identifier'],
  wikidata: ['identifier'],
  type: ['kind', 'mode', 'cslType', 'status'],
  kind: ['type', 'mode', 'status'],
  expand: ['include'],
  embed: ['include'],
  select: ['fields'],
  total: ['count'],
  groupby: ['facets'],
  aggregate: ['facets'],
};

const told = (names: AlsoCalled, word: string, known: readonly string[]): string => {
  const name = word.toLowerCase().replace(/[_-]/g, '');
  const meant = (Object.hasOwn(names, name) ? names[name]! : []).find((each) => known.includes(each.split('.')[0]!));
  return meant === undefined ? didYouMean(word, known) : ` (did you mean ${meant}?)`;
};

/** "did you mean" for a field that is not known; empty where nothing comes near. */
export const fieldMeant = (name: string, known: readonly string[]): string => told(ALSO_CALLED, name, known);

/** "did you mean" for a value that is none of a closed set, such as the types; empty where nothing comes near. */
export const valueMeant = (value: string, known: readonly string[]): string => told(VALUES_ALSO_CALLED, value, known);

/** "did you mean" for a parameter; empty where nothing comes near. */
export const parameterMeant = (name: string, known: readonly string[]): string =>
  told(PARAMETERS_ALSO_CALLED, name, known);
