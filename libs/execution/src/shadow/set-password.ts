import { Arg, NotSupported } from '@fleet/arguments';
import { defineFunction, FunctionRefused } from '../definition.js';
import { knownPassword } from './password.js';

@NotSupported({
  use_usermod: 'the hash goes to chpasswd through its standard input, where no other process can read it.',
  root: 'accounts are always those of the machine itself; leave it out.',
})
export class ShadowSetPasswordArgs {
  @Arg({ doc: 'Name of the account.', type: 'string' })
  name!: string;

  @Arg({
    doc: 'Hash of the password, as `openssl passwd -6` prints it; a password in plain words is refused.',
    type: 'string',
  })
  password!: string;
}

export const setPassword = defineFunction({
  name: 'shadow.set_password',
  doc: 'Set the password of an account by its hash.',
  args: ShadowSetPasswordArgs,
  example: "shadow.set_password deploy '$6$salt$hash'",
  async run(host, want) {
    if (!/^[!*]+$|^!*\$(?:[0-9a-z]+|2[abxy])\$[\w./$=,-]+$/.test(want.password))
      throw new FunctionRefused(
        'bad-arguments',
        '`password` is no hash of crypt: make one with `openssl passwd -6`, and put it into single quotes',
      );
    const now = await knownPassword(host, want.name);
    if (now.hash !== want.password) await host.accounts.setPassword(want.name, { hash: want.password });
    return true;
  },
});
