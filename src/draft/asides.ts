import type { Attribution } from './attribution.ts';
import { compact, type Plain } from './plain.ts';
import type { Rules } from './speech-rules.ts';

/*
 * What stands aside: it says who somebody is, and nothing of what they say.
 */

const BETWEEN_COMMAS = /^,\s[^,;:.“”"«»„]{2,160},/u;
const BETWEEN_DASHES = /^(?:\s-\s[^-“”"«»„.;:]{2,160}\s-(?=\s)|\s?[—–]\s?[^—–“”"«»„.;:]{2,160}[—–])/u;

/** Blanks relative clauses and the like between commas, and what stands behind a name between commas or dashes. */
export const blankAsides = (plain: Plain, rules: Rules, attribution: Attribution): void => {
  if (rules.aside !== null)
    for (const each of plain.matches(rules.aside))
      if (!/[“”"«»„]/u.test(each.words) && !attribution.tellsWho(each.words))
        plain.blank({ start: each.start + 1, end: each.end - 1 });
  for (const mention of attribution.who.actorsIn(plain, plain.start, plain.end)) {
    const rest = plain.slice(mention.end);
    const commas = mention.isPerson ? BETWEEN_COMMAS.exec(rest)?.[0] : undefined;
    const dashes = BETWEEN_DASHES.exec(rest)?.[0];
    const place =
      commas !== undefined
        ? { start: mention.end + 1, end: mention.end + commas.length - 1 }
        : dashes !== undefined
          ? { start: mention.end, end: mention.end + dashes.length }
          : null;
    const isName =
      place !== null &&
      attribution.who
        .actorsIn(plain, place.start, place.end)
        .some((other) => compact(plain.slice(place.start, place.end)).trim() === other.words);
    const isClause =
      place !== null &&
      rules.joined?.test(plain.slice(place.start, place.end).replace(/^(\s*\p{L}+\s).*$/su, '$1')) === true;
    if (place !== null && !isName && !isClause && attribution.verbsIn(plain, place.start, place.end, true).length === 0)
      plain.blank(place);
  }
};
