import {
  isAlias,
  isScalar,
  visit,
  type Document,
  type LineCounter,
  type Node,
  type Scalar,
  type YAMLParseError,
  type YAMLWarning,
} from 'yaml';

/*
 * What is wrong with the YAML of a data file. A parser goes on after a fault and finds one in each token that follows
 * from it: of those the first is told, and that the rest was not read.
 */

type Fault = YAMLParseError | YAMLWarning;
export type YamlFault = { line: number; column: number; message: string };

/** Faults that nothing follows from, so that the next one is told too. */
const ALONE: ReadonlySet<Fault['code']> = new Set([
  'BAD_DQ_ESCAPE',
  'BAD_SCALAR_START',
  'DUPLICATE_KEY',
  'TAB_AS_INDENT',
  'TAG_RESOLVE_FAILED',
]);

const QUOTE = 'put quotation marks around the text';
/** What a fault mostly comes from, and what to do. */
const REMEDIES: Partial<Record<Fault['code'], string>> = {
  BAD_ALIAS: `* and & name other places of a file; ${QUOTE}, if it is one`,
  BAD_DQ_ESCAPE: String.raw`in double quotation marks \ begins an escape; write \\, or put single ones around the text`,
  BAD_INDENT:
    'indent the line as those that it belongs to, with a space behind - and :, and close every bracket that was opened',
  BAD_SCALAR_START: QUOTE,
  BLOCK_AS_IMPLICIT_KEY: `a colon with a space behind it ends a key; where it belongs to a text, ${QUOTE}`,
  BLOCK_IN_FLOW: 'a bracket [ or { is open before it; close that, or take it out',
  DUPLICATE_KEY: 'leave one of the two out, or make one list of both',
  MISSING_CHAR: 'indent the line as those that it belongs to, and begin an item of a list with - and a space',
  MULTILINE_IMPLICIT_KEY:
    'what begins here is neither a key with its colon nor an item of a list; take it out, or put # before it',
  MULTIPLE_DOCS: 'a second document begins here; put it into a file of its own, or take the line with --- out',
  TAB_AS_INDENT: 'indent by spaces',
  TAG_RESOLVE_FAILED: `! names a type of value, of which a data file has none; ${QUOTE}, if it is one`,
  UNEXPECTED_TOKEN: `the value ended before it; where it belongs to a text, ${QUOTE}, and write those within it twice`,
};

/** The beginning of an item of a list without the space behind its dash; of a key with a value, without the one behind its colon. */
const DASH_ALONE = /^-["']?\w[\w-]*["']?:(?:\s|$)/;
const COLON_ALONE = /^["']?\w[\w-]*["']?:\S/;

/** What to do: the commonest slips are told from what stands at the fault, and in its line before it. */
const remedyOf = ({ code, pos }: Fault, text: string): string => {
  const from = code === 'DUPLICATE_KEY' ? pos[0] : text.lastIndexOf('\n', pos[0] - 1) + 1;
  const line = /[^\n]*/.exec(text.slice(from))![0].trimStart();
  const ofItem = ['BAD_INDENT', 'BLOCK_AS_IMPLICIT_KEY', 'DUPLICATE_KEY', 'MULTILINE_IMPLICIT_KEY'].includes(code);
  if (ofItem && DASH_ALONE.test(line)) return 'put a space behind the - that begins an item of a list';
  const ofKey = code === 'MISSING_CHAR' || code === 'MULTILINE_IMPLICIT_KEY';
  if (ofKey && COLON_ALONE.test(/[^\n]*/.exec(text.slice(pos[0]))![0]))
    return 'put a space behind the colon that ends a key';
  return REMEDIES[code] ?? 'put this place right';
};

/** The text in quotation marks in which something stands, or which ends right before it; null where none does. */
const quotedBefore = (document: Document, at: number): Scalar | null => {
  let found: Scalar | null = null;
  visit(document, {
    Scalar: (_key, node) => {
      const isQuoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE';
      if (isQuoted && node.range && node.range[0] < at && at <= node.range[2] + 1) found = node;
    },
  });
  return found;
};

/** A text that begins lines before: its quotation mark was meant to end elsewhere, or belongs to the text. */
const quotation = (fault: Fault, document: Document, lines: LineCounter): YamlFault | null => {
  const isOpen = fault.code === 'MISSING_CHAR' && fault.message.startsWith('Missing closing');
  if (!isOpen && fault.code !== 'UNEXPECTED_TOKEN') return null;
  const opened = quotedBefore(document, fault.pos[0]);
  if (!isScalar(opened)) return null;
  const { line, col } = lines.linePos(opened.range![0]);
  if (isOpen)
    return {
      line,
      column: col,
      message: 'the quotation mark that opens here is never closed; close it, and write those within the text twice',
    };
  const end = lines.linePos(fault.pos[0]);
  return end.line === line
    ? null
    : {
        line,
        column: col,
        message: `the text that a quotation mark opens here ends in line ${end.line}, with more behind it; close it where it ends, and write quotation marks within it twice`,
      };
};

const told = (fault: Fault, document: Document, lines: LineCounter, text: string): YamlFault => {
  const quoted = quotation(fault, document, lines);
  if (quoted !== null) return quoted;
  const { line, col } = lines.linePos(fault.pos[0]);
  // What the parser advises is for programs.
  const said = fault.message
    .split('\n')[0]!
    .replace(/ at line \d+, column \d+:?$/, '')
    .split('; please use ')[0]!;
  return { line: Math.max(line, 1), column: Math.max(col, 1), message: `${said}; ${remedyOf(fault, text)}` };
};

/** Aliases within what they name, as which they would stand for something that never ends. */
const endless = (document: Document, lines: LineCounter): YamlFault[] => {
  // An anchor may be given anew: an alias means the last one before it.
  const named = new Map<string, Node>();
  const found: YamlFault[] = [];
  visit(document, {
    Node: (_key, node, path) => {
      if (!isAlias(node)) {
        if (node.anchor !== undefined) named.set(node.anchor, node);
        return;
      }
      if (!path.includes(named.get(node.source)!)) return;
      const { line, col } = lines.linePos(node.range![0]);
      const message = `*${node.source} stands within what &${node.source} names, and so within itself; write out what is meant, or ${QUOTE}, if it is one`;
      found.push({ line, column: col, message });
    },
  });
  return found;
};

/** What is wrong with a text of YAML: what stands for itself, and the first fault that others may follow from. */
export const yamlFaults = (document: Document, lines: LineCounter, text: string): YamlFault[] => {
  // A tag that is not known is only warned of, and its value would be taken as a text.
  const all: Fault[] = [...document.errors, ...document.warnings].sort((a, b) => a.pos[0] - b.pos[0]);
  if (all.length === 0) return endless(document, lines);
  const first = all.findIndex(({ code }) => !ALONE.has(code));
  const alone = first === -1 ? all : all.slice(0, first);
  // What is indented by a tab has another depth than it seems to have: the next fault mostly follows from that.
  const followsTab = alone.some(({ code }) => code === 'TAB_AS_INDENT');
  const some = first === -1 || followsTab ? alone : all.slice(0, first + 1);
  return some.map((fault, i) => {
    const found = told(fault, document, lines, text);
    const isLast = first !== -1 && i === some.length - 1;
    return { ...found, message: `not YAML: ${found.message}${isLast ? '. The file was read no further' : ''}` };
  });
};
