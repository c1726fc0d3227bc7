/*
 * Characters that nobody sees and that do something: to a terminal, or to the order in which a text is shown. New
 * records have none; those that were taken before are shown with the number of the character in its place.
 */

// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/u;
const OVERRIDES = /[\u202d\u202e]/u;

const codePoint = (character: string): string =>
  `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;

/** What is wrong with a text of a record; null where nothing is. */
export const textFault = (text: string): string | null => {
  const control = CONTROLS.exec(text);
  if (control !== null) return `holds the control character ${codePoint(control[0])}; take it out`;
  const override = OVERRIDES.exec(text);
  if (override !== null)
    return `holds ${codePoint(override[0])}, which shows the text in another order than it has; take it out`;
  return null;
};

/** All that is wrong with the texts of a value, with where each stands in it. */
export const textFaults = function* (value: unknown, pointer = ''): Generator<[pointer: string, message: string]> {
  if (typeof value === 'string') {
    const fault = textFault(value);
    if (fault !== null) yield [pointer, fault];
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, each] of Object.entries(value)) yield* textFaults(each, `${pointer}/${name}`);
  }
};

const SHOWN = new RegExp(`${CONTROLS.source.replace('\\u0001', '\\u0000')}|${OVERRIDES.source}`, 'gu');

/** A text for a terminal: what would do something there is told as what it is. */
export const forTerminal = (text: string): string => text.replace(SHOWN, (character) => `<${codePoint(character)}>`);
