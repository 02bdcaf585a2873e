import { readKey } from '@fleet/edits';
import { defineState } from '../definition.js';
import { impossible } from '../step.js';
import { planKeys } from './parts/edit-keys.js';
import { wantedKeys } from './parts/keys.js';
import { SshAuthArgs } from './parts/ssh-auth.args.js';

export class SshAuthAbsentArgs extends SshAuthArgs {}

export const absent = defineState({
  name: 'ssh_auth.absent',
  doc: 'Keep a key from being among the authorized keys of an account.',
  args: SshAuthAbsentArgs,
  example: `AAAAC3NzaC1lZDI1NTE5AAAAIF4Nj8Yk2mWvK5:
  ssh_auth.absent:
    - user: deploy
    - enc: ssh-ed25519
`,
  async plan(host, want, context) {
    const keys = await wantedKeys(want, host, context);
    if (typeof keys === 'string') return impossible(keys);
    const unwanted = new Set(keys.map(({ key }) => key));
    const sentences = {
      withoutAccount: `there is no account ${want.user}, and so no key of it`,
      already: `the key is not among those of ${want.user}`,
      summary: `remove ${keys.length === 1 ? 'the key' : 'keys'} of ${want.user}`,
      done: `the keys of ${want.user} are updated`,
    };
    return planKeys(host, want, context, sentences, (lines) => {
      const removed = lines.flatMap((line) => readKey(line)?.key ?? []).filter((key) => unwanted.has(key));
      return {
        lines: lines.filter((line) => !unwanted.has(readKey(line)?.key ?? '')),
        changes: new Map(removed.map((key) => [key, 'Key removed'])),
      };
    });
  },
});
