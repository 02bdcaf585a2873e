import { directories, loadMinionConfig } from '@fleet/config';
import { formatDiagnostic, type Diagnostic } from '@fleet/diagnostics';
import { isMinionId } from '@fleet/identity';
import { exitCodes, jidSource } from '@fleet/protocol';
import { fromPlain, isMap, parseExact, stringifyPlain, type Value, type ValueMap } from '@fleet/values';
import { join } from 'node:path';
import { readCallWords } from '../call-words.js';
import { callLocally } from '../local.js';
import type { Outcome } from '../outcome.js';
import { RunLock } from '../run-lock.js';
import { showNested } from '../show-nested.js';
import { version } from '../version.js';

export interface CallOptions {
  readonly root?: string;
  readonly id?: string;
  readonly states?: string;
  readonly pillar?: string;
  readonly grains?: string;
  readonly out?: string;
}

/** `fleet-minion call`: one function, here, without a master. Answers the exit code. */
export async function call(words: readonly string[], options: CallOptions): Promise<number> {
  const wrong = (why: string): number => {
    process.stderr.write(`fleet-minion call: ${why}\n`);
    return exitCodes.usage;
  };
  const [name, ...rest] = words;
  if (name === undefined) return wrong('name a function, for example test.ping');
  if (options.out !== undefined && options.out !== 'json' && options.out !== 'nested')
    return wrong('--out is json or nested');
  if (options.id !== undefined && !isMinionId(options.id))
    return wrong(`${options.id} is no minion id: letters, digits, dot, dash and underscore`);
  const grains = readGrains(options.grains);
  if (!grains) return wrong('--grains is not a JSON mapping');
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
    config,
    states: options.states === undefined ? Object.fromEntries(config.fileRoots) : { base: [options.states] },
    pillar: options.pillar === undefined ? Object.fromEntries(config.pillarRoots) : { base: [options.pillar] },
    grains: new Map([...(fromPlain(config.grains) as ValueMap), ...grains]),
    lock: new RunLock(join(places.run, 'state-run.lock')),
    signal: stop.signal,
    progress: () => undefined,
  });
  await print(outcome, options.out ?? 'nested');
  return outcome.retcode;
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

async function print(outcome: Outcome, out: 'json' | 'nested'): Promise<void> {
  if (out === 'json') return write(`${stringifyPlain(new Map([['local', jsonValue(outcome)]]))}\n`);
  if ('fault' in outcome) process.stderr.write(`fleet-minion call: ${outcome.fault.message}\n`);
  else if (outcome.out === 'errors') process.stderr.write(`${errorTexts(outcome.value).join('\n')}\n`);
  else await write(`local:\n${showNested(outcome.value, 4)}\n`);
}

/** A refused compile or pillar is a list of what is wrong, as Salt prints it; any other refusal a sentence. */
function jsonValue(outcome: Outcome): Value {
  if (!('fault' in outcome)) return outcome.out === 'errors' ? errorTexts(outcome.value) : outcome.value;
  return outcome.out === 'errors' ? [outcome.fault.message] : outcome.fault.message;
}

function errorTexts(value: Value): string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.map((item) =>
    isMap(item) ? formatDiagnostic(JSON.parse(stringifyPlain(item)) as Diagnostic) : String(item),
  );
}

/** A pipe takes long texts in pieces; leaving before it has them all would cut the answer. */
function write(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });
}
