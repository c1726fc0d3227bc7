/** The parts of citation-js that are used; it has no types of its own. */
declare module '@citation-js/core' {
  export const Cite: new (items: Record<string, unknown>[]) => { format: (format: 'bibtex' | 'bibliography', options?: object) => string };
}
declare module '@citation-js/plugin-csl';
declare module '@citation-js/plugin-bibtex';
