import { createHash } from 'node:crypto';
import { Arg } from '@fleet/arguments';
import { HostRefusal, type HostView } from '@fleet/platform';
import { artifactPathProblem } from '@fleet/protocol';
import { isMap, type Value } from '@fleet/values';
import { defineState, type Plan, type StateContext } from '../definition.js';
import { already, impossible, oldNew, step } from '../step.js';
import { lastWords } from '../tool.js';

/** Bytes: what cp.push takes, and what a secret may have. */
const most = { file: 64 * 1024 * 1024, secret: 512 * 1024 };

export class ArtifactCollectedArgs {
  @Arg({
    doc: 'The file that is brought to the master: an absolute path. With `cmd`: what the artifact is called there.',
    type: 'string',
  })
  name!: string;

  @Arg({
    doc: 'Instead of a file: a command whose standard output is brought. It is run to look, in dry runs too, and must change nothing.',
    type: 'string',
    optional: true,
  })
  cmd?: string;

  @Arg({ doc: 'The account that runs the command.', type: 'string', optional: true })
  runas?: string;

  @Arg({
    doc: 'Path below the folder of this minion on the master; default: the name.',
    type: 'string',
    optional: true,
  })
  dest?: string;

  @Arg({
    doc: 'Seal it to the key of the master: it is kept encrypted there, and shown nowhere.',
    type: 'boolean',
    default: false,
  })
  secret!: boolean;
}

export const collected = defineState({
  name: 'artifact.collected',
  doc: 'Keep a copy of a file, or of what a command prints, on the master, where `fleetctl artifacts` finds it. What the master has already does not travel again.',
  args: ArtifactCollectedArgs,
  example: '/root/.cortensor/node.key:\n  artifact.collected:\n    - secret: true\n',
  async plan(host, want, context) {
    const dest = (want.dest ?? want.name).replace(/^\/+/, '');
    const problem = artifactPathProblem(dest);
    if (problem !== undefined) return impossible(`${dest} cannot be the path of an artifact: ${problem}`);
    const content =
      want.cmd === undefined ? await fileContent(host, want.name, context) : await output(host, want, context);
    if (!Buffer.isBuffer(content)) return content;
    if (want.secret && content.length > most.secret)
      return impossible(`a secret artifact has at most ${most.secret} bytes, and this one has ${content.length}`);
    const sha256 = createHash('sha256').update(content).digest('hex');
    const present = await context.call('cp.pushed', [dest]);
    const known = isMap(present) ? present : new Map<Value, Value>();
    const same = `the master has ${dest} already`;
    if (known.get('sha256') === sha256 && known.get('secret') === want.secret) return already(same);
    const shown = (hash: unknown): unknown => (want.secret && hash !== null ? '(secret)' : hash);
    const change = oldNew(shown(known.get('sha256') ?? null), shown(sha256));
    return {
      steps: [step(`bring ${want.name} to the master`, { [dest]: change }, () => bring(want, dest, content, context))],
      already: same,
      done: `the master has ${dest}, ${content.length} bytes${want.secret ? ', sealed' : ''}`,
      would: `${dest} would be brought to the master, ${content.length} bytes`,
    };
  },
});

async function bring(want: ArtifactCollectedArgs, dest: string, content: Buffer, context: StateContext): Promise<void> {
  const options = new Map<Value, Value>([
    ['upload_path', dest],
    ['secret', want.secret],
  ]);
  if (want.cmd === undefined) await context.call('cp.push', [want.name], options);
  else await context.call('cp.push_text', [content.toString('utf8')], options);
}

async function fileContent(host: HostView, path: string, context: StateContext): Promise<Buffer | Plan> {
  if (!path.startsWith('/')) return impossible(`${path} is no absolute path`);
  const stats = await host.files.statTarget(path);
  if (!stats) {
    return context.test
      ? { verdict: null, comment: `there is no ${path} yet: an earlier state may make it` }
      : impossible(`there is no ${path}`);
  }
  if (stats.kind !== 'file') return impossible(`${path} is no file, but a ${stats.kind}; cp.push_dir brings folders`);
  if (stats.size > most.file)
    return impossible(`${path} has ${stats.size} bytes, and an artifact at most ${most.file}`);
  return host.files.read(path, { limit: most.file });
}

async function output(
  host: HostView,
  { cmd = '', runas, secret }: ArtifactCollectedArgs,
  context: StateContext,
): Promise<Buffer | Plan> {
  try {
    const result = await host.commands.probe(cmd, {
      ...(runas !== undefined && { runas }),
      signal: context.signal,
      outputLimit: most.file,
    });
    if (result.exitCode === 0 && !result.truncated) return Buffer.from(result.stdout);
    const why = result.truncated
      ? `it printed more than ${most.file} bytes`
      : (!secret && lastWords(result)) || `it ended with ${result.exitCode}`;
    return context.test
      ? { verdict: null, comment: `the command fails now (${why}): an earlier state may be what it needs` }
      : impossible(`the command failed, and nothing is brought to the master: ${why}`);
  } catch (error) {
    if (error instanceof HostRefusal) return impossible(error.message);
    throw error;
  }
}
