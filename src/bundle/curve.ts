/*
 * What RFC 8032 asks of the bytes of Ed25519 keys and signatures, and libraries leave to whoever calls them.
 */

/** The prime of the field, and the order of the base point (RFC 8032, 5.1). */
const P = 2n ** 255n - 19n;
const L = 2n ** 252n + 27742317777372353535851937790883648493n;

/** The second coordinate of the eight points of small order: of order 4, 1 and 2, and of order 8. */
const WEAK: readonly bigint[] = [
  0n,
  1n,
  P - 1n,
  0x05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n,
  0x7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7n,
];

const SIGN = 2n ** 255n;

const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes.toReversed()).toString('hex')}`);

/**
 * Why 32 bytes are no public key to rely on; null where nothing is known against them. With a point of small order
 * anybody can make what verifies as a signature of any text. What is beyond the field is another way to write one of
 * them, or another key.
 */
export const pointFault = (bytes: Uint8Array): string | null => {
  const y = numberOf(bytes) % SIGN;
  if (WEAK.includes(y % P)) return 'is a weak key, a point of small order: anybody can sign with it';
  return y < P ? null : 'is not written as points of the curve are (RFC 8032)';
};

/** Whether the second half of a signature is the one number that it may be written as; else whoever has one signature can make others. */
export const isScalarWhole = (signature: Uint8Array): boolean => numberOf(signature.subarray(32)) < L;
