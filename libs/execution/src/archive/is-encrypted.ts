import { NotSupported } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { membersOf } from './members.js';
import { ArchiveSourceArgs, localArchive } from './source.args.js';

@NotSupported({
  source_hash: 'fetch it with `cp.get_url` and its `source_hash` first.',
  use_etag: 'what is fetched is fetched anew.',
  clean: 'remove what is cached with `file.remove`.',
})
export class ArchiveIsEncryptedArgs extends ArchiveSourceArgs {}

export const isEncrypted = defineFunction({
  name: 'archive.is_encrypted',
  doc: 'Whether a zip archive holds anything that is locked with a password.',
  args: ArchiveIsEncryptedArgs,
  example: 'archive.is_encrypted /tmp/app.zip',
  async run(host, want, context) {
    const members = await membersOf(host, await localArchive(host, context, want), 'zip');
    return members.some(({ encrypted }) => encrypted === true);
  },
});
