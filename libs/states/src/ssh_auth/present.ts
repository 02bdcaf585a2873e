import { lineOf, readKey } from '@fleet/edits';
import { defineState } from '../definition.js';
import { impossible } from '../step.js';
import { planKeys } from './parts/edit-keys.js';
import { wantedKeys } from './parts/keys.js';
import { SshAuthArgs } from './parts/ssh-auth.args.js';

export class SshAuthPresentArgs extends SshAuthArgs {}

export const present = defineState({
  name: 'ssh_auth.present',
  doc: 'Keep a key among the authorized keys of an account, with its options and comment.',
  args: SshAuthPresentArgs,
  example: `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIF4Nj8Yk2mWvK5 deploy@example:
  ssh_auth.present:
    - user: deploy
`,
  async plan(host, want, context) {
    const keys = await wantedKeys(want, host, context);
    if (typeof keys === 'string') return impossible(keys);
    const sentences = {
      already: `the keys of ${want.user} are in the correct state`,
      summary: `set ${keys.length === 1 ? 'the key' : `${keys.length} keys`} of ${want.user}`,
      done: `the keys of ${want.user} are updated`,
    };
    return planKeys(host, want, context, sentences, (lines) => {
      const edited = [...lines];
      const changes = new Map<string, string>();
      for (const wanted of keys) {
        const at = edited.findIndex((line) => readKey(line)?.key === wanted.key);
        if (at < 0) edited.push(lineOf(wanted));
        else if (same(readKey(edited[at] ?? ''), wanted)) continue;
        else edited[at] = lineOf(wanted);
        changes.set(wanted.key, at < 0 ? 'New' : 'Updated');
      }
      return { lines: edited, changes };
    });
  },
});

function same(one: ReturnType<typeof readKey>, other: NonNullable<ReturnType<typeof readKey>>): boolean {
  return one !== undefined && lineOf(one) === lineOf(other);
}
