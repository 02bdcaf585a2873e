import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { directories, loadMinionConfig } from '@fleet/config';
import { formatDiagnostic } from '@fleet/diagnostics';
import { decodeJoinToken, InvalidJoinToken, isMinionId } from '@fleet/identity';
import { exitCodes } from '@fleet/protocol';
import { replaceFile } from '../durable-file.js';
import { IdentityStore } from '../identity-store.js';

/** `fleet-minion join TOKEN`: keys and token are ready for the daemon; the master is asked by the daemon, as long as it takes. */
export async function join(
  words: readonly string[],
  options: { readonly root?: string; readonly id?: string },
): Promise<number> {
  const wrong = (why: string): number => {
    process.stderr.write(`fleet-minion join: ${why}\n`);
    return exitCodes.usage;
  };
  const [token, ...more] = words;
  if (token === undefined || more.length > 0) return wrong('give one join token (fleetctl token create prints one)');
  const problem = tokenProblem(token);
  if (problem) return wrong(problem);
  if (options.id !== undefined && !isMinionId(options.id))
    return wrong(`${options.id} is no minion id: letters, digits, dot, dash and underscore`);

  const places = directories(options.root);
  if (options.id !== undefined) {
    await mkdir(dirname(places.minion.id), { recursive: true });
    await replaceFile(places.minion.id, `${options.id}\n`, { durable: true, mode: 0o644 });
  }
  const loaded = await loadMinionConfig(options.root);
  if (!loaded.ok) return wrong(loaded.diagnostics.map(formatDiagnostic).join('\n'));
  if (options.id !== undefined && loaded.value.id !== options.id)
    return wrong(`${places.minion.config} says id: ${loaded.value.id}; change it there`);

  const store = new IdentityStore(places.minion.identity);
  const identity = await store.identity();
  const again = await store.keepJoinToken(token);
  process.stdout.write(`minion      ${loaded.value.id}\nfingerprint ${identity.fingerprint}\n`);
  // A daemon that waits for its first token finds it by itself; one that was let in before goes on with what it has.
  process.stderr.write(
    again
      ? 'restart fleet-minion if it runs, so that it enrols anew: systemctl restart fleet-minion\n'
      : `next: fleet-minion run, as a service or by hand; then, where the token was made, fleetctl key accept ${loaded.value.id}\n`,
  );
  return exitCodes.ok;
}

function tokenProblem(text: string): string | undefined {
  try {
    const token = decodeJoinToken(text);
    return token.expires < Date.now() ? `this token expired at ${new Date(token.expires).toISOString()}` : undefined;
  } catch (error) {
    if (error instanceof InvalidJoinToken) return error.message;
    throw error;
  }
}
