import type { Assets } from './assets.ts';

/** What pages are served with. `listening`: where it is asked on the machine that it runs on, which is known once it listens. */
export type Site = { assets: Assets; base: string; publicUrl: string; listening: () => string };

/** The address of the service, without its path: where clients reach it, else where it listens. */
export const originOf = ({ publicUrl, listening }: Site): string =>
  publicUrl === '' ? listening() : new URL(publicUrl).origin;
