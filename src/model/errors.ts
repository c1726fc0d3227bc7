/*
 * The closed catalogue of errors. Each code has a stable address under /problems/, a title, what it means, what to do,
 * and the context that every error of that code carries. How a code is told over HTTP stands in http/problem.ts.
 */
type Entry = { title: string; meaning: string; remedy: string; context?: Readonly<Record<string, string>> };

export const CATALOGUE = {
  'invalid-parameters': {
    title: 'Invalid parameters',
    meaning: 'One or more parameters are unknown or have a value that cannot be understood. Nothing was looked up.',
    remedy: 'See errors: each names the parameter, what is wrong and what was probably meant.',
  },
  'unknown-parameter': {
    title: 'Unknown parameter',
    meaning: 'The route has no parameter of this name.',
    remedy: 'Use one of those that detail names.',
  },
  'invalid-value': {
    title: 'Invalid value',
    meaning: 'The value has the wrong form, or is not one of those allowed.',
    remedy: 'Give a value as detail describes it.',
  },
  'unknown-record': {
    title: 'Unknown record',
    meaning: 'A filter names a record that is not there, or was deleted. Nothing was looked up.',
    remedy: 'Use the id that detail names, or look it up with /v1/search or /v1/autocomplete.',
  },
  'unknown-sort': {
    title: 'Unknown sort',
    meaning: 'The list has no sort of this name.',
    remedy: 'Use one of those that detail names; a minus before it turns it round.',
  },
  'unknown-field': {
    title: 'Unknown field',
    meaning: 'The record has no field at this path.',
    remedy: 'Use a dotted path of fields that the record has.',
  },
  'unknown-include': {
    title: 'Unknown include',
    meaning: 'The record has no reference at this path.',
    remedy: 'Use a dotted path of reference fields that detail names.',
  },
  'unknown-facet': {
    title: 'Unknown facet',
    meaning: 'The list cannot be counted by this name.',
    remedy: 'Use one of those that detail names.',
  },
  'invalid-cursor': {
    title: 'Invalid cursor',
    meaning: 'The cursor was not made by this service, or was cut or altered.',
    remedy: 'Take the cursor from page.nextCursor or links.next, or begin again without one.',
  },
  'cursor-mismatch': {
    title: 'Cursor of another list',
    meaning: 'The cursor was made for another filter or sort. Used here it would skip or repeat records.',
    remedy: 'Use a cursor with exactly the parameters of the page that gave it, or begin again without one.',
  },
  'invalid-body': {
    title: 'Invalid body',
    meaning: 'The body of the request cannot be read, or does not fit its schema.',
    remedy: 'Send what the API description gives for this route; see errors.',
  },
  'quotation-empty': {
    title: 'Empty quotation',
    meaning: 'The quotation has nothing but punctuation and space.',
    remedy: 'Give the words that are quoted.',
  },
  'quotation-too-short': {
    title: 'Quotation too short',
    meaning: 'The quotation has so few characters that it could be anywhere.',
    remedy: 'Give more of it, or the words directly before or after it as prefix or suffix.',
  },
  'malformed-request': {
    title: 'Malformed request',
    meaning: 'The request is not well-formed HTTP, or its address is not well-formed.',
    remedy: 'Check the address for stray % signs, and the client.',
  },
  'not-found': {
    title: 'Not found',
    meaning: 'There is no record of this type and id.',
    remedy: 'Look the id up with /v1/search or /v1/autocomplete.',
    context: { recordType: 'type of the record', id: 'id asked for' },
  },
  gone: {
    title: 'Gone',
    meaning: 'The record was deleted.',
    remedy: 'Remove the reference to it.',
    context: { recordType: 'type of the record', id: 'id asked for' },
  },
  'no-token': {
    title: 'Token required',
    meaning: 'This needs a token, and none came with the request.',
    remedy: 'Send one as Authorization: Bearer TOKEN. dictum token create makes one.',
    context: { scope: 'the scope that the token needs' },
  },
  'invalid-token': {
    title: 'Invalid token',
    meaning: 'The token is unknown, revoked, expired, or not meant for this service. Nothing was looked up.',
    remedy: 'Send another, or none where everybody may read.',
  },
  'insufficient-scope': {
    title: 'Insufficient scope',
    meaning: 'The token is valid, and does not allow this.',
    remedy: 'Use a token with the scope that scope names.',
    context: { scope: 'the scope that lacks' },
  },
  'issuer-unreachable': {
    title: 'Issuer unreachable',
    meaning: 'The keys of the OpenID issuer, by which its tokens are verified, cannot be fetched.',
    remedy: 'Try again after as long as Retry-After says, or use a token of this service.',
  },
  'precondition-required': {
    title: 'Precondition required',
    meaning:
      'A change of a record has to say which revision of it is meant, so that nobody overwrites what they have not seen.',
    remedy:
      'Send If-Match with the revision in quotation marks, as the ETag of the record begins, or If-None-Match: * to create it.',
  },
  'precondition-failed': {
    title: 'Precondition failed',
    meaning:
      'The record does not stand at the revision that is meant: somebody changed it, or it is there already. Nothing was written.',
    remedy: 'Look at what stands, and at what was changed since; make the change anew on that, with its revision.',
    context: {
      recordType: 'type of the record',
      id: 'id of the record',
      revision: 'the revision that stands',
      standing: 'the record as it is written now',
      changedSince: 'where it differs from the revision that was meant; null where that is not known',
      differs: 'where what was sent differs from it; null where nothing was',
    },
  },
  'invalid-record': {
    title: 'Invalid record',
    meaning: 'What was sent does not fit the model, or not what it refers to. Nothing was written.',
    remedy: 'See errors: each names the place by a JSON pointer, what is wrong and what to do.',
  },
  'in-use': {
    title: 'In use',
    meaning: 'Others refer to the record. Nothing was written.',
    remedy: 'Change those that detail names first, or merge the record into another.',
  },
  'proposal-decided': {
    title: 'Proposal decided',
    meaning:
      'What is meant of the proposal is not open: it was accepted, rejected or superseded, or is no part of it. Nothing was written.',
    remedy: 'Look at the proposal: it tells what became of each record.',
    context: { id: 'id of the proposal' },
  },
  'own-proposal': {
    title: 'Own proposal',
    meaning: 'Proposals have to be accepted by somebody else than who made them. Nothing was written.',
    remedy: 'Let somebody else look at it.',
    context: { id: 'id of the proposal' },
  },
  'not-revertible': {
    title: 'Not revertible',
    meaning:
      'The change set cannot be undone: what it changed stands otherwise since, it is of a kind that has no ' +
      'before, or it is too large to be undone by one request. Nothing was written.',
    remedy:
      'Undo what came later first, or change the records as they should be; detail says where the shell can do it.',
    context: { later: 'the records that were changed since, each with the revision that stands' },
  },
  'key-reused': {
    title: 'Idempotency key reused',
    meaning: 'The key came with another request before. Nothing was written.',
    remedy: 'Use a new key for each change, and the same one only to repeat it.',
  },
  behind: {
    title: 'Behind',
    meaning: 'This instance does not see the change yet that Dictum-Bookmark names.',
    remedy: 'Try again after as long as Retry-After says, or read without it.',
  },
  'foreign-origin': {
    title: 'Foreign origin',
    meaning: 'A page of another site asked, or the service was asked under a name that is not its own.',
    remedy: 'Ask under the address that PUBLIC_URL names, or under localhost on the same machine.',
  },
  'unknown-route': {
    title: 'Unknown route',
    meaning: 'The service has no such address.',
    remedy: 'See /docs for every address.',
  },
  'method-not-allowed': {
    title: 'Method not allowed',
    meaning: 'The address exists, but not with this method.',
    remedy: 'Use a method that the Allow header names.',
  },
  'not-acceptable': {
    title: 'Not acceptable',
    meaning: 'The route answers in none of the media types that the Accept header names.',
    remedy: 'Accept one of those that detail names.',
  },
  'unsupported-media-type': {
    title: 'Unsupported media type',
    meaning: 'The body has a media type that the route does not read.',
    remedy: 'Send JSON as application/json.',
  },
  'request-timeout': {
    title: 'Request timeout',
    meaning: 'The request did not come to its end in the time that the service waits for it.',
    remedy: 'Send the headers within 15 seconds, and all of it within a minute.',
  },
  'too-large': {
    title: 'Too large',
    meaning: 'The body, the address or a header of the request is larger than the service reads.',
    remedy: 'Send less at once.',
  },
  'bundle-too-large': {
    title: 'Bundle too large',
    meaning: 'The evidence of the statement takes more than a bundle may, which is 16 MiB.',
    remedy: 'Read it in pages under /v1/statements/{id}/provenance.',
    context: { recordType: 'type of the record', id: 'id asked for' },
  },
  'as-of-too-large': {
    title: 'Too large for a moment',
    meaning: 'What is asked of the graph as it was takes more records than are put back for one request.',
    remedy: 'Make a store of that moment with dictum checkout, and ask that.',
  },
  pruned: {
    title: 'Pruned',
    meaning: 'The log was pruned: what stood at that moment is not known any more.',
    remedy: 'Ask as of a later change; detail names the first that can be asked for.',
    context: { first: 'the number of the first change set that can be asked for' },
  },
  erased: {
    title: 'Erased',
    meaning: 'What stood there at that moment was erased for good, and with it what follows from it.',
    remedy: 'Ask as of a later change, or for what stands now.',
    context: { recordType: 'type of the record that was erased', id: 'its id' },
  },
  'rate-limited': {
    title: 'Too many requests',
    meaning: 'This client has sent more requests than the service takes from one.',
    remedy: 'Wait for as long as Retry-After says.',
  },
  'too-slow': {
    title: 'Too slow',
    meaning: 'The query took longer than the service allows and was stopped.',
    remedy: 'Narrow the filter, leave out count and facets, or ask for a smaller page.',
  },
  'damaged-record': {
    title: 'Damaged record',
    meaning: 'The record is stored otherwise than it was saved, or cannot be read. All others are answered.',
    remedy: 'Restore the store from a backup (dictum restore), or do what dictum check says of it.',
    context: { recordType: 'type of the record', id: 'id of the record' },
  },
  'damaged-store': {
    title: 'Damaged store',
    meaning: 'The database file is damaged where the answer would come from.',
    remedy: 'Run dictum check, which says where, and restore the store from a backup (dictum restore).',
  },
  'store-unreachable': {
    title: 'Store unreachable',
    meaning: 'The service runs, but its store does not answer.',
    remedy: 'Try again after as long as Retry-After says.',
  },
  loading: {
    title: 'Being loaded',
    meaning:
      'Very many records are being written into the store, or it is being migrated to this version. It answers once that has ended.',
    remedy:
      'Wait for the end; detail says what is under way. Where an import was stopped, run it again: it passes ' +
      'over what is written, and ends by filing it. Where a migration was, run dictum migrate.',
  },
  overloaded: {
    title: 'Overloaded',
    meaning: 'The service has more work than it can do in time.',
    remedy: 'Try again after as long as Retry-After says.',
  },
  internal: {
    title: 'Internal error',
    meaning: 'A fault of the service. It has been logged under the request id.',
    remedy: 'Report it with the request id, which the x-request-id header carries.',
  },
} as const satisfies Record<string, Entry>;

export type ErrorCode = keyof typeof CATALOGUE;

/** One thing wrong with a request: the parameter, or the JSON pointer into the body. */
export type Fault = ({ parameter: string } | { pointer: string }) & { code: ErrorCode; detail: string };

type Beside = { context?: Record<string, unknown>; faults?: readonly Fault[]; cause?: unknown };

/** An error that a client is told of. `context` carries what the catalogue lists for the code. */
export class DictumError extends Error {
  override readonly name = 'DictumError';
  readonly code: ErrorCode;
  readonly context: Readonly<Record<string, unknown>>;
  readonly faults: readonly Fault[];

  constructor(code: ErrorCode, detail: string, { context = {}, faults = [], cause }: Beside = {}) {
    super(detail, { cause });
    this.code = code;
    this.context = context;
    this.faults = faults;
  }
}
