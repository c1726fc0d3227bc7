import { killedWhileWriting } from '../support/kills.ts';

/* A dozen kills, or as many as KILLS says; SEED gives the same moments and writes again. */
const { KILLS = '12', SEED = '1' } = process.env;

killedWhileWriting('embedded', { kills: Number(KILLS), seed: Number(SEED) });
