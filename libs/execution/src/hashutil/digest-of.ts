import { createHash } from 'node:crypto';
import { Arg } from '@fleet/arguments';

export const algorithms = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'] as const;
export type Algorithm = (typeof algorithms)[number];

export class DigestArgs {
  @Arg({ doc: 'The text.', type: 'string' })
  instr!: string;

  @Arg({ doc: 'The digest to use.', type: 'string', default: 'md5', oneOf: algorithms })
  checksum!: Algorithm;
}

export function digestOf(text: string | Buffer, algorithm: Algorithm): string {
  return createHash(algorithm).update(text).digest('hex');
}
