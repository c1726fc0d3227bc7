/*
 * Addresses that people write. Most kinds are only text; those of the web may become links, and some kinds would run
 * or reveal something where a program follows them.
 */

/** What a browser leaves out of an address before it looks at its scheme, and what nobody sees. */
// oxlint-disable-next-line no-control-regex
const UNSEEN = /[\u0000-\u0020\u007f-\u00a0\p{Default_Ignorable_Code_Point}\p{White_Space}]/gu;

/** Whether an address is of a scheme that runs a script, holds its own content or names a file. */
export const isUnsafeAddress = (address: string): boolean =>
  /^(?:javascript|vbscript|data|file):/i.test(address.replace(UNSEEN, ''));

/** Addresses by the names of the members that hold them, anywhere in a record. */
const HOLDS_ADDRESSES = /^(?:url|uri|sameAs)$/i;

/** The addresses in a record that are not taken: where each stands, and the remedy. */
export const addressFaults = (record: unknown): [pointer: string, message: string][] => {
  const faults: [string, string][] = [];
  const path: string[] = [];
  const visit = (value: unknown, isAddress: boolean): void => {
    if (typeof value === 'string') {
      if (isAddress && isUnsafeAddress(value))
        faults.push([
          path.map((name) => `/${pointerPart(name)}`).join(''),
          'an address of the scheme javascript, vbscript, data or file is not taken; give one of http or https, or ' +
            'leave it out',
        ]);
    } else if (typeof value === 'object' && value !== null) {
      for (const name of Object.keys(value)) {
        path.push(name);
        visit((value as Record<string, unknown>)[name], Array.isArray(value) ? isAddress : HOLDS_ADDRESSES.test(name));
        path.pop();
      }
    }
  };
  visit(record, false);
  return faults;
};

/** The name of a member as a JSON pointer writes it. */
export const pointerPart = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

const WEB = /^https?:\/\/[^\s/\\?#]/i;

/**
 * An address of http or https, as it can stand in a link: as it was written, but for signs that an IRI cannot hold.
 * Null for any other, which is not to become a link.
 */
export const webAddress = (address: string): string | null => {
  const trimmed = address.trim();
  if (!WEB.test(trimmed) || !URL.canParse(trimmed)) return null;
  // oxlint-disable-next-line no-control-regex
  return trimmed.replace(/[\u0000-\u0020\u007f-\u009f<>"{}|\\^`]|\p{White_Space}/gu, encodeURIComponent);
};
