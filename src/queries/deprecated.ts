/**
 * What a parameter still takes from an earlier version (`old` of a filter): since when it is deprecated, and until when
 * it is taken at least, which is a year. Answers say both (RFC 9745, RFC 8594), and so does the API description.
 */
export const DEPRECATED = { since: '2026-12-01', until: '2027-12-01' } as const;
