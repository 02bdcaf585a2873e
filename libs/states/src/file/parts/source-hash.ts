import { createHash } from 'node:crypto';
import { nameOf } from './absolute.js';

export type HashAlgorithm = 'md5' | 'sha1' | 'sha256' | 'sha512';

export interface ExpectedHash {
  readonly algorithm: HashAlgorithm;
  /** Lower-case hex. */
  readonly hex: string;
}

const byLength: Readonly<Record<number, HashAlgorithm>> = { 32: 'md5', 40: 'sha1', 64: 'sha256', 128: 'sha512' };

/** `sha256=abc…`, `sha256:abc…` or the bare digest, whose length tells the algorithm; `undefined` for anything else. */
export function parseHash(text: string): ExpectedHash | undefined {
  const found = /^(?:(md5|sha1|sha256|sha512)[=:])?([0-9a-f]+)$/i.exec(text.trim());
  const hex = found?.[2]?.toLowerCase() ?? '';
  const algorithm = byLength[hex.length];
  const named = found?.[1]?.toLowerCase();
  return algorithm === undefined || (named !== undefined && named !== algorithm) ? undefined : { algorithm, hex };
}

/** The digest that a file of digests (`sha256sum` and its relatives) has for `fileName`, or its only one. */
export function findHash(list: string, fileName: string): ExpectedHash | undefined {
  const rows: { hash: ExpectedHash; file: string }[] = [];
  for (const line of list.split('\n')) {
    const plain = /^([0-9a-f]{32,128})(?:\s+\*?(.*\S))?\s*$/i.exec(line) ?? undefined;
    const tagged = /^(?:MD5|SHA1|SHA256|SHA512)\s*\((.+)\)\s*=\s*([0-9a-f]{32,128})\s*$/i.exec(line) ?? undefined;
    const hash = parseHash(plain?.[1] ?? tagged?.[2] ?? '');
    if (hash) rows.push({ hash, file: nameOf(plain?.[2] ?? tagged?.[1] ?? '') });
  }
  return (rows.find((row) => row.file === fileName) ?? (rows.length === 1 ? rows[0] : undefined))?.hash;
}

export function digest(content: Buffer, algorithm: HashAlgorithm): string {
  return createHash(algorithm).update(content).digest('hex');
}
