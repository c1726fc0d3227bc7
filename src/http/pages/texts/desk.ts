/*
 * The desk, where proposals are looked at.
 */

export const DESK = {
  desk: {
    title: 'Desk',
    lead: 'What waits for somebody to look at it. Nothing of it is in the graph until it is accepted.',
    none: 'Nothing waits here.',
    states: { open: 'Open', accepted: 'Accepted', rejected: 'Rejected', superseded: 'Superseded' },
    counts: '{open} open, {accepted} accepted, {rejected} rejected',
    by: 'proposed by {by}, {at}',
    untitled: 'Proposal {id}',
    keys: 'j and k go on and back, a accepts, e corrects, x rejects.',
    text: 'The text',
    statements: 'Statements',
    others: 'Other records',
    acceptAll: 'Accept all that is open',
    accept: 'Accept',
    reject: 'Reject',
    reason: 'Why not',
    claim: 'Claim',
    speakers: 'Speakers, by their ids',
    mode: 'How it has come down',
    stance: '{stance}:',
    unknown: 'Speaker not known',
    sure: '{percent} % sure',
    reasons: 'Why it is proposed',
    like: 'Same claim as',
    itself: 'A claim of its own',
    alike: '{percent} % alike',
    decided: '{state} by {by}',
    writing: 'A token with the scope write accepts and rejects.',
    comments: 'Comments',
    say: 'Say something',
    send: 'Send',
  },
};
