import { canonical } from './format.ts';
import { describePlace, firstDifference, syntaxFault, tooDeep, tooLarge } from './place.ts';

/** Something wrong with a bundle, and where. */
export type BundleFault = { where: string; message: string };

const BYTE_ORDER_MARK = '\uFEFF';

/**
 * What a canonical text may hold and readers of JSON take each in their own way: half of a surrogate pair (refused by
 * RFC 8785, which the library passes over), and a member that is no member like any other in the language of this
 * program. In this form both are written in one way, and no text within quotation marks can look like the second.
 */
const oddity = (text: string): { offset: number; message: string } | null => {
  for (const { index, 1: surrogate } of text.matchAll(/\\(?:(ud[89a-f][0-9a-f]{2})|.)/g))
    if (surrogate !== undefined) return { offset: index, message: 'half of a surrogate pair is no character' };
  const { index } = /[{,]"__proto__":/.exec(text) ?? {};
  return index === undefined ? null : { offset: index + 1, message: 'no record has a member of this name' };
};

/**
 * Reads the bytes of a bundle as JSON, and only if they are what its content is written as: one content, one sequence
 * of bytes. White space, another order of keys, a key given twice, another form of a number or an escape are found so.
 */
export const readCanonical = (bytes: Uint8Array): { value: unknown } | { faults: BundleFault[] } => {
  const fault = (where: string, message: string) => ({ faults: [{ where, message }] });
  if (bytes.length === 0) return fault('byte 0', 'the file is empty');
  // Whatever is not UTF-8 is decoded as U+FFFD, and so comes back as other bytes.
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const encoded = Buffer.from(text);
  if (!encoded.equals(bytes)) {
    const at = encoded.findIndex((byte, i) => byte !== bytes[i]);
    return fault(
      describePlace(text, new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, at)).length),
      'the bytes are not UTF-8',
    );
  }
  if (text.startsWith(BYTE_ORDER_MARK))
    return fault('byte 0', 'the file begins with a byte order mark; a bundle has none');
  const deep = tooDeep(text);
  if (deep !== null)
    return fault(`byte ${Buffer.byteLength(text.slice(0, deep))}`, 'it is nested more deeply than any bundle');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const { offset, message } = syntaxFault(text);
    return fault(describePlace(text, offset), message);
  }
  const infinite = tooLarge(text);
  if (infinite !== null) return fault(describePlace(text, infinite), 'the number is larger than JSON readers can hold');
  const form = canonical(value);
  if (form === text) {
    const odd = oddity(text);
    return odd === null ? { value } : fault(describePlace(text, odd.offset), odd.message);
  }
  const offset = firstDifference(text, form);
  return fault(
    describePlace(text, offset),
    `it is not written in the canonical form (RFC 8785): ${JSON.stringify(text.slice(offset, offset + 20))} stands where ${JSON.stringify(form.slice(offset, offset + 20))} should`,
  );
};
