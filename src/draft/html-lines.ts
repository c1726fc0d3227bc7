/*
 * The lines of a page: its blocks, as a reader sees them.
 */

const BLOCK =
  /^(?:address|article|aside|blockquote|body|caption|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|h[1-6]|header|hr|li|main|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)$/u;

const isBlock = (element: Element): boolean => BLOCK.test(element.localName);

/** The text beneath an element, one block a line; in `setOff` those lines that are set off as quotations. */
export const linesOf = (root: Element, setOff: Set<string> = new Set()): string[] => {
  const lines: string[] = [];
  let quoted = 0;
  let line = '';
  const end = (): void => {
    const text = line.replace(/[^\S\u00A0\u202F]+/gu, ' ').trim();
    if (text !== '') lines.push(text);
    if (text !== '' && quoted > 0) setOff.add(text);
    line = '';
  };
  const visit = (node: Node): void => {
    for (const child of node.childNodes) {
      if (child.nodeType === 3) line += child.textContent ?? '';
      else if (child.nodeType === 1) {
        const element = child as Element;
        if (element.localName === 'br') {
          end();
          continue;
        }
        const block = isBlock(element);
        if (block) end();
        if (element.localName === 'blockquote') quoted += 1;
        visit(element);
        if (block) end();
        if (element.localName === 'blockquote') quoted -= 1;
      }
    }
  };
  visit(root);
  end();
  return lines;
};
