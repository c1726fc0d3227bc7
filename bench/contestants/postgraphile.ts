export const startPostgraphile = null as any;
