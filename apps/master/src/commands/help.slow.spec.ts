import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';

const program = fileURLToPath(new URL('../../../../dist/bin/fleet-master', import.meta.url));
const run = promisify(execFile);

async function help(path: readonly string[]): Promise<string> {
  return (await run(process.execPath, [program, ...path, '--help'])).stdout;
}

/** The commands that a page of help names. */
function commandsIn(page: string): string[] {
  const [, list = ''] = /\nCommands:\n([\s\S]*?)(?:\n\n|$)/.exec(page) ?? [];
  return [...list.matchAll(/^ {2}([a-z]+)\b/gm)].flatMap(([, name = '']) => (name === 'help' ? [] : [name]));
}

describe('fleet-master --help', () => {
  it('shows for every command how it is typed', async () => {
    const silent: string[] = [];
    const groups = commandsIn(await help([]));
    expect(groups).toEqual(expect.arrayContaining(['init', 'keys', 'backup', 'pillar']));
    for (const group of groups) {
      const page = await help([group]);
      const pages = [[group, page]];
      for (const name of commandsIn(page)) pages.push([`${group} ${name}`, await help([group, name])]);
      for (const [path, text = ''] of pages)
        if (!new RegExp(`Examples:\\n(?:.*\\n)*.*fleet-master ${group}\\b`).test(text)) silent.push(path as string);
    }
    expect(silent).toEqual([]);
  }, 180_000);

  it.each([
    [['keys', 'rotate'], "fleet-master: missing required argument 'what'\n(fleet-master keys rotate --help"],
    [['backup', 'restor'], 'Did you mean restore?'],
    [
      ['status'],
      'fleet-master: there is no command "status"; fleetctl has those that ask a running master\n(fleet-master',
    ],
    [['bakup', 'list'], 'there is no command "bakup"; did you mean backup?'],
  ])('and %j is told which page is about it', async (words, says) => {
    await expect(run(process.execPath, [program, ...words])).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining(says),
    });
  });
});
