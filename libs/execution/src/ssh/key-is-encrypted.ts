import { Arg } from '@fleet/arguments';
import { defineFunction, FunctionRefused } from '../definition.js';

export class SshKeyIsEncryptedArgs {
  @Arg({ doc: 'Path of a private key on this machine.', type: 'string' })
  key!: string;
}

export const keyIsEncrypted = defineFunction({
  name: 'ssh.key_is_encrypted',
  doc: 'Whether a private key needs a passphrase; nothing of the key is answered.',
  args: SshKeyIsEncryptedArgs,
  example: 'ssh.key_is_encrypted /home/deploy/.ssh/id_ed25519',
  looks: true,
  async run(host, want) {
    const text = (await host.files.read(want.key, { limit: 65_536 })).toString('utf8');
    const found = /-----BEGIN ([A-Z ]*)PRIVATE KEY-----([^-]+)/.exec(text);
    if (!found) throw new FunctionRefused('failed', `${want.key} is no private key`);
    const [, kind = '', body = ''] = found;
    if (kind.trim() !== 'OPENSSH') return kind.startsWith('ENCRYPTED') || /^Proc-Type: 4,ENCRYPTED/m.test(text);
    // "openssh-key-v1", a zero byte, then the name of the cipher behind its length.
    const bytes = Buffer.from(body.replace(/\s+/g, ''), 'base64');
    if (bytes.toString('latin1', 0, 15) !== 'openssh-key-v1\0')
      throw new FunctionRefused('failed', `${want.key} is no private key`);
    const length = bytes.readUInt32BE(15);
    return bytes.toString('latin1', 19, 19 + length) !== 'none';
  },
});
