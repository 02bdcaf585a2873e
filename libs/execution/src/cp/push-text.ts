import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { artifactPath, push as pushArtifact } from './artifacts.js';

export class CpPushTextArgs {
  @Arg({ doc: 'What the artifact holds.', type: 'string' })
  text!: string;

  @Arg({ doc: 'Path below the folder of this minion on the master.', type: 'string' })
  upload_path!: string;

  @Arg({ doc: 'Seal it to the key of the master.', type: 'boolean', default: false })
  secret!: boolean;
}

export const pushText = defineFunction({
  name: 'cp.push_text',
  doc: 'Bring a text to the master that lies in no file, such as what a command printed.',
  args: CpPushTextArgs,
  example: "cp.push_text 'all is well' reports/today",
  async run(_host, { text, upload_path: wish, secret }, context) {
    const path = artifactPath('cp.push_text', wish);
    await pushArtifact(context, 'cp.push_text', { path, content: Buffer.from(text), secret });
    return true;
  },
});
