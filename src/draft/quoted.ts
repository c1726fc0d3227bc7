/*
 * Words in quotation marks.
 */

/** Words between quotation marks, without those, in UTF-16 units. */
export type Quoted = { start: number; end: number };

/** Marks that open, and those that may close what they open: „ “ in German, “ ” in English, ” ” in Swedish, « » and its reverse. */
const PAIRS: Readonly<Record<string, string>> = {
  '“': '”“',
  '„': '“”',
  '«': '»',
  '»': '«',
  '‹': '›',
  '「': '」',
  '『': '』',
  '"': '"',
  '”': '”',
  '‘': '’',
};

/** An apostrophe within a word closes nothing. */
const closes = (text: string, at: number, mark: string): boolean =>
  mark !== '’' || !/[\p{L}\p{N}]/u.test(text[at + 1] ?? '');

/** Single marks open only where a word begins, and double ones that look alike too. */
const opens = (text: string, at: number, mark: string): boolean =>
  !/[‘"”»]/u.test(mark) || !/[\p{L}\p{N}.,!?]/u.test(text[at - 1] ?? ' ');

/**
 * What is quoted in a paragraph, in order; what is quoted within a quotation is a part of it. A mark that nothing
 * closes quotes to the end of the paragraph.
 */
export const quotedIn = (text: string): Quoted[] => {
  const found: Quoted[] = [];
  for (let at = 0; at < text.length; at++) {
    const mark = text[at]!;
    const ends = PAIRS[mark];
    if (ends === undefined || !opens(text, at, mark)) continue;
    let end = at + 1;
    let also = mark === '"' ? '”' : '';
    while (end < text.length && !((ends + also).includes(text[end]!) && closes(text, end, text[end]!))) {
      // What opens with a straight mark may close with a round one, where that closes nothing else.
      if (text[end] === '“') also = '';
      end += 1;
    }
    // An opening mark by itself, as where a quotation goes on in the next paragraph; one that may be an apostrophe is none.
    if (end === text.length && mark !== '“' && mark !== '«' && mark !== '„') continue;
    const [start, words] = [at + 1, text.slice(at + 1, end)];
    if (words.trim() !== '')
      found.push({ start: start + words.length - words.trimStart().length, end: start + words.trimEnd().length });
    at = end;
  }
  return found;
};

/** A quotation without what stands within its marks and says whose it is, as in French and Russian: “…, said Adams. …”. */
export const partsOf = (text: string, { start, end }: Quoted, incise: RegExp | null): Quoted[] => {
  if (incise === null) return [{ start, end }];
  const parts: Quoted[] = [];
  let from = start;
  const part = (to: number): void => {
    const words = text.slice(from, to);
    const [lead, trail] = [words.length - words.trimStart().length, words.length - words.trimEnd().length];
    if (words.trim() !== '') parts.push({ start: from + lead, end: to - trail });
  };
  for (const { index, 0: words } of text.slice(start, end).matchAll(incise)) {
    part(start + index);
    from = start + index + words.length;
  }
  part(end);
  return parts;
};
