/*
 * Addresses of lists with a parameter more or less. What was chosen stands in the address, and nowhere else.
 */

export type Pairs = readonly (readonly [name: string, value: string])[];

/** The parameters of an address in their order, without those that only lead through pages. */
export const pairsOf = (url: string): Pairs =>
  [...new URLSearchParams(url.split('?')[1] ?? '')].filter(([name, value]) => name !== 'cursor' && value !== '');

/**
 * An address as the interface takes it: without parameters that are empty, which forms send, and without the language of
 * names, which pages have alone; else as it is.
 */
export const asData = (url: string): string => {
  const [path, query = ''] = url.split('?', 2) as [string, string?];
  const given = query.split('&').filter((pair) => /=./.test(pair) && !pair.startsWith('lang='));
  return given.length === 0 ? path : `${path}?${given.join('&')}`;
};

/** Filters keep their commas and marks, so that people can read them. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replaceAll('%2C', ',').replaceAll('%3A', ':').replaceAll('%2F', '/');

export const addressOf = (path: string, pairs: Pairs): string =>
  pairs.length === 0 ? path : `${path}?${pairs.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join('&')}`;

/** With one value of a parameter more: beside others of it, which any may be. */
export const withValue = (pairs: Pairs, name: string, value: string): Pairs => {
  const at = pairs.findIndex(([other, given]) => other === name && !given.startsWith('all:'));
  return at === -1
    ? [...pairs, [name, value]]
    : pairs.map((pair, i) => (i === at ? [name, `${pair[1]},${value}`] : pair));
};

/** Without a value of a parameter, in whichever form it was given. */
export const withoutValue = (pairs: Pairs, name: string, value: string): Pairs =>
  pairs.flatMap((pair): Pairs => {
    if (pair[0] !== name) return [pair];
    const each = pair[1].startsWith('all:') ? 'all:' : '';
    const rest = pair[1]
      .slice(each.length)
      .split(',')
      .filter((given) => given.trim().replace(/^!/, '') !== value);
    return rest.length === 0 ? [] : [[name, `${each}${rest.join(',')}`]];
  });

/** With this one value of a parameter, or without it. */
export const withOnly = (pairs: Pairs, name: string, value: string | null): Pairs => [
  ...pairs.filter(([other]) => other !== name),
  ...(value === null ? [] : [[name, value] as const]),
];
