import { ACCESSED, COMPARED, IBID, LOCATOR, NEXT_WORK, NOTE_NUMBER, OP_CIT, SIGNAL } from './footnote-words.ts';
import { datesIn } from './dates.ts';
import { textIn, type Csl } from './document.ts';
import { DOI_IN, itemOf, tidy, TITLE, URL_IN } from './footnote-item.ts';

/*
 * What footnotes cite: the works of each, and which of them are works of footnotes before them: "Ibid.", "n. 3 above",
 * "Smith, op. cit.", or the same address, title or author and title again.
 */

export type Note = { label: string; text: string };

/** A work of a footnote before: the number of that among the footnotes, and of the work in it, both from 0. */
export type Back = { note: number; work: number };

export type Work = {
  /** What of the footnote says it. */
  text: string;
  back: Back | null;
  /** The members of its CSL-JSON item; null where it points back, or says nothing that can be told. */
  csl: Csl | null;
  locator: string | null;
  /** EDTF. */
  accessed: string | null;
  reason: string;
  /** From 0 to 1. */
  confidence: number;
};

export type ResolvedNote = Note & { works: Work[] };

/** "Doe, War and Words", in which nothing else tells that it is a work. */
const NAME_AND_TITLE = /^\p{Lu}[\p{L}'’-]+,\s+\p{Lu}/u;

/** What stands before the first sign of a footnote. */
const FIRST_WORDS = /^\p{Lu}[^,.;:()“”"]{3,80}(?=,\s)/u;

/** Parts that semicolons divide; each has to say a work by itself, else they are one. */
const partsOf = (text: string): string[] => {
  const parts = text
    .split(/;\s+(?![^“«„]*[”»])/u)
    .flatMap((part) => COMPARED.exec(part.trim())?.slice(1) ?? part)
    .flatMap((part) => part.split(NEXT_WORK))
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const isWork = (part: string): boolean => {
    const plain = part.replace(SIGNAL, '');
    return (
      [URL_IN, DOI_IN, TITLE, IBID, OP_CIT, NOTE_NUMBER].some((pattern) => pattern.test(plain)) ||
      datesIn(plain).length > 0 ||
      NAME_AND_TITLE.test(plain) ||
      (FIRST_WORDS.test(plain) && LOCATOR.test(plain)) ||
      /\b(?:1[89]|20)\d\d\b/u.test(plain)
    );
  };
  return parts.length > 1 && parts.every(isWork) ? parts : [text.trim()];
};

const accessedIn = (text: string): { accessed: string | null; rest: string } => {
  const found = ACCESSED.exec(text);
  if (found === null) return { accessed: null, rest: text };
  const after = text.slice(found.index + found[0].length);
  const [date] = datesIn(after);
  if (date === undefined || date.start > 3) return { accessed: null, rest: text };
  const rest = `${text.slice(0, found.index)}${after.slice(date.end)}`.replace(/[,(\s]*\(\s*\)|\(\s*\)/gu, ' ');
  return { accessed: date.edtf, rest: rest.replace(/\(\s*[,.)]*\s*$/u, '') };
};

/** How many words of a title a short form has at least, where the title has as many. */
const SHORT_TITLE = 2;

/** Articles at the beginning of titles, which short forms leave out. */
const ARTICLE = /^(?:the|an?|der|die|das|ein|eine|les?|la|un|une|el|los|las|il|lo|gli) /u;
const titleOf = (csl: Csl): string => plainOf(textIn(csl, 'title')).replace(ARTICLE, '');
/** A title without what stands behind its colon. */
const mainTitleOf = (csl: Csl): string => plainOf(textIn(csl, 'title').split(/[:.?!]\s/u)[0]!).replace(ARTICLE, '');

const plainOf = (text: string): string =>
  text
    .toLocaleLowerCase('en')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** The family names, or names, of whoever wrote an item. */
const familiesOf = (csl: Csl): string[] =>
  ((csl['author'] ?? []) as { family?: string; literal?: string }[]).map(({ family, literal = '' }) =>
    // In scripts without capitals a name is one text, and its last word the family's.
    plainOf(family ?? (/^\p{Lo}/u.test(literal) ? literal.split(/\s+/u).at(-1)! : literal)),
  );

/** "Doe 2019", "Doe (2019)", by itself but for a page. */
const AUTHOR_AND_YEAR = /^(\p{Lu}[\p{L}’'-]+),?\s\(?((?:1[89]|20)\d\d)[a-z]?\)?(?=[,:.;]|$)/u;
const LEAST_LETTERS = 6;
const SURNAME = /\p{Lu}[\p{L}’'-]{2,}/u;

const yearOf = (csl: Csl): string | undefined => {
  const year = (csl['issued'] as { 'date-parts'?: (string | number)[][] } | undefined)?.['date-parts']?.[0]?.[0];
  return year === undefined ? undefined : String(year);
};

/** Whether the words of a footnote begin with a name, given names and what leads to a work aside. */
const startsWith = (text: string, name: string): boolean =>
  plainOf(text.replace(SIGNAL, '')).split(' ').slice(0, 3).includes(plainOf(name));

class Notes {
  readonly done: ResolvedNote[] = [];

  private readonly notes: readonly Note[];

  constructor(notes: readonly Note[]) {
    this.notes = notes;
  }

  /** The work that a work points back to in the end. */
  private itemAt({ note, work }: Back): Csl | null {
    const found = this.done[note]?.works[work];
    return found === undefined ? null : found.back === null ? found.csl : this.itemAt(found.back);
  }

  /** The last of the works that are described before, which fits. */
  private last(fits: (csl: Csl, text: string) => boolean): Back | null {
    for (let note = this.done.length - 1; note >= 0; note--)
      for (let work = this.done[note]!.works.length - 1; work >= 0; work--) {
        const { csl, text } = this.done[note]!.works[work]!;
        if (csl !== null && fits(csl, text)) return { note, work };
      }
    return null;
  }

  /** "Doe, War and Words": the name of an author and the beginning of a title of theirs. */
  private byShortTitle(text: string): Back | null {
    const plain = plainOf(text);
    return this.last((csl) => {
      const title = mainTitleOf(csl).split(' ').slice(0, SHORT_TITLE).join(' ');
      return (
        title.length > 4 &&
        familiesOf(csl).some((family) => family !== '' && plain.startsWith(`${family} `) && plain.includes(title))
      );
    });
  }

  /** "Protocol, art. 9": the first words of a title by themselves, before a place in the work. */
  private byFirstWords(text: string): Back | null {
    const found = FIRST_WORDS.exec(text)?.[0];
    const plain = found === undefined ? '' : plainOf(found).replace(ARTICLE, '');
    return plain.length < LEAST_LETTERS ? null : this.last((csl) => `${titleOf(csl)} `.startsWith(`${plain} `));
  }

  /** "Doe 2019, p. 5": a family name and the year of a work of theirs. */
  private byAuthorAndYear(text: string): Back | null {
    const found = AUTHOR_AND_YEAR.exec(text);
    if (found === null) return null;
    return this.last(
      (csl, of) =>
        (familiesOf(csl).includes(plainOf(found[1]!)) || startsWith(of, found[1]!)) &&
        (yearOf(csl) ?? /(?:1[89]|20)\d\d/u.exec(of)?.[0]) === found[2],
    );
  }

  private byAuthor(text: string): Back | null {
    const names = new Set(plainOf(text).split(' '));
    const [first] = SURNAME.exec(text) ?? [];
    return (
      this.last((csl) =>
        familiesOf(csl).some((family) => family !== '' && family.split(' ').every((part) => names.has(part))),
      ) ??
      // Of a work whose author was not told apart the footnote begins with the name.
      (first === undefined ? null : this.last((_, of) => startsWith(of, first)))
    );
  }

  private same(csl: Csl): Back | null {
    const title = titleOf(csl);
    return this.last(
      (other) =>
        (csl['URL'] !== undefined && other['URL'] === csl['URL']) ||
        (csl['DOI'] !== undefined && textIn(other, 'DOI').toLowerCase() === textIn(csl, 'DOI').toLowerCase()) ||
        (title !== '' && csl['URL'] === undefined && csl['DOI'] === undefined && titleOf(other) === title) ||
        // A short title behind the name of the author.
        (title.length > 5 &&
          csl['URL'] === undefined &&
          familiesOf(csl).some((family) => family !== '' && familiesOf(other).includes(family)) &&
          titleOf(other).startsWith(title)),
    );
  }

  private work(part: string, earlier: readonly Work[]): Work {
    const plain = part.replace(SIGNAL, '');
    const { accessed, rest } = accessedIn(plain);
    const isNew = URL_IN.test(rest) || DOI_IN.test(rest) || TITLE.test(rest);
    const locator = (text: string): string | null =>
      LOCATOR.exec(
        text
          .replace(URL_IN, ' ')
          .replace(TITLE, ', ')
          .replace(/^\s*\)/u, ''),
      )?.[0].trim() ?? null;
    const base = { text: part, csl: null, accessed };
    const back = (to: Back, text: string, reason: string, confidence: number): Work => ({
      ...base,
      back: to,
      locator: locator(text),
      reason,
      confidence,
    });
    const nowhere = (reason: string): Work => ({ ...base, back: null, locator: locator(rest), reason, confidence: 0 });
    const number = isNew ? null : NOTE_NUMBER.exec(rest);
    if (number !== null) {
      const to = this.notes.findIndex(({ label }, i) => label === number[1] && i < this.done.length);
      if (to === -1) return nowhere(`there is no footnote ${number[1]} before this one`);
      const before = rest.slice(0, number.index);
      const { works } = this.done[to]!;
      const named = works.findIndex((_, work) => {
        const csl = this.itemAt({ note: to, work });
        return csl !== null && familiesOf(csl).some((family) => family !== '' && plainOf(before).includes(family));
      });
      const work = Math.max(named, 0);
      const sure = works.length === 1 || named !== -1;
      return back(
        { note: to, work },
        rest.slice(number.index + number[0].length),
        `“${number[0].trim()}” is footnote ${number[1]}${sure ? '' : ', which has several works'}`,
        sure ? 0.98 : 0.6,
      );
    }
    const ibid = isNew ? null : IBID.exec(rest);
    if (ibid !== null) {
      if (earlier.length > 0)
        return back(
          { note: this.done.length, work: earlier.length - 1 },
          rest.slice(ibid[0].length),
          `“${ibid[0]}” is the work just before it in this footnote`,
          0.98,
        );
      const previous = this.done.at(-1);
      if (previous === undefined || previous.works.length === 0)
        return nowhere(`“${ibid[0]}” has no footnote before it`);
      const many = previous.works.length > 1;
      return back(
        { note: this.done.length - 1, work: previous.works.length - 1 },
        rest.slice(ibid[0].length),
        `“${ibid[0]}” is the work of footnote ${previous.label}${many ? ', which has several: the last of them' : ''}`,
        many ? 0.6 : 0.98,
      );
    }
    const cited = isNew ? null : OP_CIT.exec(rest);
    if (cited !== null) {
      const before = rest.slice(0, cited.index);
      const to = this.byAuthor(before) ?? (plainOf(before) === '' ? this.last(() => true) : null);
      if (to === null) return nowhere(`no footnote before this one cites a work of ${tidy(before)}`);
      return back(
        to,
        rest.slice(cited.index + cited[0].length),
        `“${tidy(rest.slice(0, cited.index + cited[0].length))}” is the work of footnote ${this.done[to.note]!.label}`,
        0.95,
      );
    }
    const csl = itemOf(rest);
    if (csl === null) return nowhere('nothing in it tells a work');
    const place = locator(rest);
    // A number that was read as the year is no page.
    const page = place === yearOf(csl) ? null : place;
    const same =
      (isNew ? null : (this.byShortTitle(rest) ?? this.byAuthorAndYear(rest) ?? this.byFirstWords(rest))) ??
      this.same(csl);
    if (same !== null)
      return {
        ...back(same, rest, `the same work as in footnote ${this.done[same.note]!.label}`, 0.95),
        locator: page,
      };
    return {
      ...base,
      back: null,
      csl,
      locator: page,
      reason: 'the footnote describes it',
      confidence: isNew ? 0.9 : 0.5,
    };
  }

  run(): ResolvedNote[] {
    for (const note of this.notes) {
      const works: Work[] = [];
      for (const part of partsOf(note.text)) works.push(this.work(part, works));
      this.done.push({ ...note, works });
    }
    return this.done;
  }
}

/** What each footnote cites, in the order of the text. */
export const resolveNotes = (notes: readonly Note[]): ResolvedNote[] => new Notes(notes).run();
