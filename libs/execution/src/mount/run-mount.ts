import type { Host } from '@fleet/platform';
import { mountWords, whoHolds, type MountWish } from '@fleet/storage';
import { FunctionResult } from '../definition.js';

/** True, or what the program said. */
export async function runMount(
  host: Host,
  wish: MountWish,
  user: string | undefined,
): Promise<boolean | FunctionResult> {
  return outcome(host, mountWords(wish), user);
}

/** As `runMount`; a folder that is in use is told with those who use it. */
export async function runUmount(
  host: Host,
  words: readonly [string, ...string[]],
  place: string,
  user: string | undefined,
): Promise<boolean | FunctionResult> {
  const answer = await outcome(host, words, user);
  if (!(answer instanceof FunctionResult) || !/busy/.test(String(answer.value))) return answer;
  return new FunctionResult(`${String(answer.value)}${await whoHolds(host, place)}`, answer.retcode);
}

async function outcome(
  host: Host,
  words: readonly [string, ...string[]],
  user: string | undefined,
): Promise<boolean | FunctionResult> {
  const result = await host.commands.run(words, user === undefined ? {} : { runas: user });
  return result.exitCode === 0 ? true : new FunctionResult(result.stderr || result.stdout, 1);
}
