/** The parts of citation-js and of citeproc that are used; they have no types of their own. */
declare module '@citation-js/core' {
  type CslItem = Record<string, unknown>;
  type RisEntry = Record<string, string | number | (string | number)[]>;
  /** A cite within a note: the item and where in it. */
  type CiteItem = { id: string; locator?: string; label?: string };
  type Citation = { citationID: string; citationItems: CiteItem[]; properties: { noteIndex: number } };
  /** A citeproc engine over some items, in one style and language. */
  type Engine = {
    opt: { xclass: 'note' | 'in-text' };
    rebuildProcessorState(
      citations: Citation[],
      format: 'text' | 'html',
      uncited: string[],
    ): [id: string, note: number, text: string][];
    updateItems(ids: string[]): unknown;
    makeBibliography(): [{ bibstart: string; bibend: string }, string[]] | false;
  };
  export const Cite: new (items: CslItem[]) => {
    format(format: 'bibtex'): string;
    format(format: 'ris', options: { format: 'object' }): RisEntry[];
  };
  export const util: { downgradeCsl(items: CslItem[]): CslItem[] };
  export const plugins: {
    config: {
      get(plugin: '@csl'): {
        templates: { add(name: string, style: unknown): void };
        engine(items: CslItem[], style: string, locale: string, format: 'text' | 'html'): Engine;
      };
      get(plugin: '@bibtex'): { format: { asciiOnly: boolean; useIdAsLabel: boolean; checkLabel: boolean } };
    };
  };
}
declare module '@citation-js/plugin-csl';
declare module '@citation-js/plugin-bibtex';
declare module '@citation-js/plugin-ris';
