import { sameLocale } from '@fleet/edits';
import type { HostView } from '@fleet/platform';
import { StepFailed } from '../../definition.js';
import { askTool, lastWords } from '../../tool.js';

/** `undefined` where the machine has no program that knows. @throws StepFailed where it fails */
export async function hasLocale(host: HostView, name: string): Promise<boolean | undefined> {
  const listed = await askTool(host, ['locale', '-a']);
  if (listed && listed.exitCode !== 0) throw new StepFailed(`locale -a failed: ${lastWords(listed)}`);
  return listed?.stdout.split('\n').some((one) => sameLocale(one, name));
}
