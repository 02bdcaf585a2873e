import { Arg, Rest } from '@fleet/arguments';
import type { ValueMap } from '@fleet/values';
import { defineQuick, FunctionRefused } from '../definition.js';

export class VaultReadSecretArgs {
  @Arg({ doc: 'Path of the secret.', type: 'string' })
  path!: string;

  @Arg({ doc: 'Its key.', type: 'string', optional: true })
  key?: string;

  @Rest({ doc: 'What Salt knows besides.', of: 'named' })
  options: ValueMap = new Map();
}

export const readSecret = defineQuick({
  name: 'vault.read_secret',
  doc: 'Refused: minions read no secret store; secrets come encrypted with the pillar.',
  args: VaultReadSecretArgs,
  example: 'vault.read_secret secret/app password',
  now({ path }) {
    throw new FunctionRefused('not-allowed', `${path}: minions read no secret store; encrypt the value in the pillar`);
  },
});
