import { lineOf, readKey, type AuthorizedKey } from '@fleet/edits';
import { Arg } from '@fleet/arguments';
import { defineState } from '../definition.js';
import { impossible } from '../step.js';
import { planKeys } from './parts/edit-keys.js';
import { wantedKeys } from './parts/keys.js';
import { SshAuthArgs } from './parts/ssh-auth.args.js';

export class SshAuthManageArgs extends SshAuthArgs {
  @Arg({ doc: 'The keys: the account has these, and no others.', type: 'string or list' })
  ssh_keys!: string[];
}

export const manage = defineState({
  name: 'ssh_auth.manage',
  doc: 'Keep exactly these keys among the authorized keys of an account; any other is removed.',
  args: SshAuthManageArgs,
  example: `keys of deploy:
  ssh_auth.manage:
    - user: deploy
    - ssh_keys:
      - ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIF4Nj8Yk2mWvK5 deploy@example
`,
  async plan(host, want, context) {
    if (want.source !== '') return impossible('the keys are given in `ssh_keys`; `source` cannot stand beside them');
    const wanted: AuthorizedKey[] = [];
    for (const name of want.ssh_keys) {
      const keys = await wantedKeys({ ...want, name }, host, context);
      if (typeof keys === 'string') return impossible(keys);
      wanted.push(...keys);
    }
    const sentences = {
      already: `the keys of ${want.user} are in the correct state`,
      summary: `set the keys of ${want.user}`,
      done: `the keys of ${want.user} are updated`,
    };
    return planKeys(host, want, context, sentences, (lines) => {
      const changes = new Map<string, string>();
      const now = new Map(lines.flatMap((line) => keyed(line)));
      for (const key of now.keys()) if (!wanted.some((one) => one.key === key)) changes.set(key, 'Key removed');
      for (const one of wanted) {
        const line = now.get(one.key);
        if (line !== lineOf(one)) changes.set(one.key, line === undefined ? 'New' : 'Updated');
      }
      const rest = lines.filter((line) => readKey(line) === undefined);
      return { lines: [...rest, ...wanted.map(lineOf)], changes };
    });
  },
});

function keyed(line: string): [string, string][] {
  const key = readKey(line);
  return key ? [[key.key, lineOf(key)]] : [];
}
