import { directories, loadMinionConfig } from '@fleet/config';
import { formatDiagnostic } from '@fleet/diagnostics';
import { isMinionId } from '@fleet/identity';
import { outFormats, stateOutputs } from '@fleet/output';
import { exitCodes, jidSource } from '@fleet/protocol';
import { fromPlain, isMap, parseExact, type ValueMap } from '@fleet/values';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readCallWords } from '../call-words.js';
import { callLocally } from '../local.js';
import { RunLock } from '../run-lock.js';
import { version } from '../version.js';
import { showOutcome } from './show-outcome.js';

export interface CallOptions {
  readonly root?: string;
  readonly id?: string;
  readonly states?: string;
  readonly pillar?: string;
  readonly grains?: string;
  readonly out?: string;
  readonly 'state-output'?: string;
  readonly yes?: boolean;
  readonly 'yes-destroy'?: boolean;
}

/** `fleet-minion call`: one function, here, without a master. Answers the exit code. */
export async function call(words: readonly string[], options: CallOptions): Promise<number> {
  const wrong = (why: string): number => {
    process.stderr.write(`fleet-minion call: ${why}\n`);
    return exitCodes.usage;
  };
  const [name, ...rest] = words;
  if (name === undefined) return wrong('name a function, for example test.ping');
  const out = outFormats.find((format) => format === options.out);
  if (options.out !== undefined && out === undefined) return wrong(`--out is one of ${outFormats.join(', ')}`);
  const { 'state-output': wished = 'full' } = options;
  const stateOutput = stateOutputs.find((output) => output === wished);
  if (stateOutput === undefined) return wrong(`--state-output is one of ${stateOutputs.join(', ')}`);
  if (options.id !== undefined && !isMinionId(options.id))
    return wrong(`${options.id} is no minion id: letters, digits, dot, dash and underscore`);
  const grains = readGrains(options.grains);
  if (!grains) return wrong('--grains is not a JSON mapping');
  for (const option of ['states', 'pillar'] as const) {
    const folder = options[option];
    if (folder !== undefined && !(await isFolder(folder)))
      return wrong(`--${option} ${folder}: there is no such folder`);
  }
  const given = readCallWords(rest);
  if (!given.ok) return wrong(given.why);
  const loaded = await loadMinionConfig(options.root);
  if (!loaded.ok) return wrong(loaded.diagnostics.map(formatDiagnostic).join('\n'));

  const config = loaded.value;
  const places = directories(options.root);
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => stop.abort(new Error(`stopped by ${signal}`)));
  const outcome = await callLocally({
    function: name,
    args: given.args,
    kwargs: given.kwargs,
    id: options.id ?? config.id,
    version,
    jid: jidSource()(),
    confirmed: options.yes === true,
    mayDestroy: options['yes-destroy'] === true,
    config,
    states: options.states === undefined ? Object.fromEntries(config.fileRoots) : { base: [options.states] },
    pillar: options.pillar === undefined ? Object.fromEntries(config.pillarRoots) : { base: [options.pillar] },
    grains: new Map([...(fromPlain(config.grains) as ValueMap), ...grains]),
    lock: new RunLock(join(places.run, 'state-run.lock')),
    paths: { grains: config.grainsFile, schedule: places.minion.schedule, cache: places.minion.cache },
    tell: (sentence) => void process.stderr.write(`fleet-minion call: ${sentence}\n`),
    signal: stop.signal,
    progress: () => undefined,
  });
  await showOutcome(outcome, { stateOutput, ...(out && { out }) });
  return outcome.retcode;
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

function readGrains(text: string | undefined): ValueMap | undefined {
  if (text === undefined) return new Map();
  try {
    const grains = parseExact(text);
    return isMap(grains) ? grains : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
