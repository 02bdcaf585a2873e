import { Arg } from '@fleet/arguments';
import { traverse, type Value } from '@fleet/values';
import { defineState, type StateContext } from '../definition.js';
import { impossible, step } from '../step.js';
import { pathProblem } from './parts/absolute.js';
import { parentState } from './parts/make-parents.js';
import { digest, type HashAlgorithm } from './parts/source-hash.js';

export class FileDecodeArgs {
  @Arg({ doc: 'Absolute path of the file; its directory must exist.', type: 'string' })
  name!: string;

  @Arg({ doc: 'What the file is to hold, encoded.', type: 'string', optional: true })
  encoded_data?: string;

  @Arg({ doc: 'Pillar key that holds it instead.', type: 'string', optional: true })
  contents_pillar?: string;

  @Arg({ doc: 'How it is encoded.', type: 'string', oneOf: ['base64'], default: 'base64' })
  encoding_type!: string;

  @Arg({
    doc: 'Digest by which a change is told: the content may be a secret.',
    type: 'string',
    oneOf: ['md5', 'sha1', 'sha256', 'sha512'],
    default: 'md5',
  })
  checksum!: HashAlgorithm;
}

export const decode = defineState({
  name: 'file.decode',
  doc: 'Keep a file with what Base64 stands for, text or not; owner and mode of a file that exists stay.',
  args: FileDecodeArgs,
  example: `/etc/app/app.key:
  file.decode:
    - encoded_data: Z2V0IHNhbHRlZAo=
    - checksum: sha256
`,
  async plan(host, want, context) {
    const bad = pathProblem(want.name);
    if (bad) return impossible(bad);
    const bytes = wantedBytes(want, context);
    if (typeof bytes === 'string') return impossible(bytes);
    const stats = await host.files.statTarget(want.name);
    if (stats && stats.kind !== 'file') return impossible(`${want.name} is a ${stats.kind}, not a file`);
    const parents = await parentState(host, want.name, false);
    if (parents !== 'ok' && !context.test) return impossible(parents);
    const now = digest(bytes, want.checksum);
    const before = stats ? await host.files.hash(want.name, want.checksum) : null;
    const steps =
      before === now
        ? []
        : [
            step(`write ${want.name}`, { [want.checksum]: { old: before, new: now } }, (machine) =>
              machine.files.write(want.name, bytes),
            ),
          ];
    return {
      steps,
      already: `${want.name} holds what is wanted`,
      done: `${want.name} is ${stats ? 'updated' : 'created'}`,
      ...(parents === 'ok' ? {} : { warnings: [parents] }),
    };
  },
});

function wantedBytes(want: FileDecodeArgs, context: StateContext): Buffer | string {
  if ((want.encoded_data === undefined) === (want.contents_pillar === undefined))
    return 'give one of `encoded_data` and `contents_pillar`';
  const given: Value | undefined = want.encoded_data ?? traverse(context.pillar, want.contents_pillar ?? '');
  if (typeof given !== 'string') return `there is no text in the pillar at ${want.contents_pillar ?? ''}`;
  const digits = given.replace(/\s+/g, '');
  if (digits.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(digits))
    return 'what is to be decoded is not Base64, or a part of it is missing';
  return Buffer.from(digits, 'base64');
}
