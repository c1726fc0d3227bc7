/** The parts of citeproc that are used; it has no types of its own. */
declare module 'citeproc' {
  type CiteItem = { id: string; locator?: string; label?: string; suffix?: string; position: number };
  type Bibliography = [{ bibstart: string; bibend: string; entry_ids: string[][] }, string[]];
  class Engine {
    /** @param sys what asks for locales (XML) and items (CSL-JSON); @param style XML of the style, or it as JSON */
    constructor(
      sys: { retrieveLocale(name: string): string | undefined; retrieveItem(id: string): object | undefined },
      style: unknown,
      locale: string,
      forceLocale: boolean,
    );
    opt: { xclass: 'note' | 'in-text'; development_extensions: { wrap_url_and_doi: boolean } };
    setOutputFormat(format: 'text' | 'html'): void;
    updateItems(ids: string[]): unknown;
    makeCitationCluster(cites: CiteItem[]): string;
    makeBibliography(): Bibliography | false;
  }
  const CSL: {
    Engine: typeof Engine;
    POSITION_FIRST: number;
    POSITION_SUBSEQUENT: number;
    POSITION_IBID: number;
    POSITION_IBID_WITH_LOCATOR: number;
  };
  export default CSL;
}
