import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { Arg } from '@fleet/arguments';
import type { Value } from '@fleet/values';
import { defineFunction, FunctionRefused } from '../definition.js';
import { cached, cachedContent } from './cache.js';
import { placeFile } from './place-file.js';
import { readBytes } from './tree-files.js';

export class CpGetUrlArgs {
  @Arg({ doc: 'The file: salt://path, http(s)://…, file://… or a path on the minion.', type: 'string' })
  path!: string;

  @Arg({
    doc: "Where to put it; empty for the minion's cache, nothing to answer its text.",
    type: 'any',
    default: '',
    nullable: true,
  })
  dest!: Value;

  @Arg({ doc: 'Environment of the state tree.', type: 'string', default: 'base' })
  saltenv!: string;

  @Arg({ doc: 'Make the folders above.', type: 'boolean', default: false })
  makedirs!: boolean;

  @Arg({
    doc: 'The digest that the content must have, in hex (sha256, or `algorithm=hex`).',
    type: 'string',
    optional: true,
  })
  source_hash?: string;
}

export const getUrl = defineFunction({
  name: 'cp.get_url',
  doc: 'Fetch a file: its path on the minion, or false where there is none.',
  args: CpGetUrlArgs,
  example: 'cp.get_url https://example.org/app.tar.gz /tmp/app.tar.gz',
  async run(host, want, context) {
    const { path, dest, saltenv } = want;
    if (dest === '' && want.source_hash === undefined) return (await cached(host, context, path, saltenv)) ?? false;
    const content = await readBytes(host, context, path, saltenv);
    if (!content) return false;
    if (want.source_hash !== undefined) checkHash(path, content, want.source_hash);
    if (dest === null) return content.toString('utf8');
    // What has been checked is what is kept: fetched once more it might be something else.
    if (dest === '') return cachedContent(host, context, path, saltenv, content);
    const name = posix.basename(path.replace(/\?.*$/, ''));
    return placeFile(host, content, { dest: String(dest), name, makedirs: want.makedirs });
  },
});

const algorithms = ['md5', 'sha1', 'sha256', 'sha512'];

function checkHash(path: string, content: Buffer, wanted: string): void {
  const [, algorithm = 'sha256', hex = ''] = /^(?:(\w+)[=:])?([0-9a-fA-F]+)$/.exec(wanted.trim()) ?? [];
  if (hex === '' || !algorithms.includes(algorithm))
    throw new FunctionRefused('bad-arguments', 'cp.get_url: source_hash must be hex digits, or algorithm=digits');
  const found = createHash(algorithm).update(content).digest('hex');
  if (found !== hex.toLowerCase())
    throw new FunctionRefused(
      'failed',
      `${path} has the ${algorithm} ${found}, which is not the one that was asked for`,
    );
}
