import type { Host } from '@fleet/platform';
import { StepFailed } from '../../definition.js';
import { lastWords } from '../../tool.js';

/** A command that must agree to a content before it is put in place. */
export interface ContentCheck {
  /** The path of a copy of the content is added to it. */
  readonly command: string;
  /** Of the copy, for commands that go by it. */
  readonly extension: string;
}

/** @throws StepFailed with the command's own words where it does not agree. */
export async function checkContent(
  host: Host,
  check: ContentCheck,
  put: (host: Host, path: string) => Promise<void>,
): Promise<void> {
  await host.files.withScratch(async (directory) => {
    const copy = `${directory}/content${check.extension}`;
    await put(host, copy);
    const result = await host.commands.run(`${check.command} ${copy}`);
    if (result.exitCode !== 0)
      throw new StepFailed(`check_cmd does not agree to the content: ${lastWords(result).replaceAll(copy, 'it')}`);
  });
}
