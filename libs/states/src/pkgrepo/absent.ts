import { defineState } from '../definition.js';
import { joinLines, splitLines } from '../file/parts/edit.js';
import { already, impossible, step } from '../step.js';
import { stanzaFiles, stanzasName, withoutStanza } from './parts/deb822.js';
import { fetchLists } from './parts/fetch-lists.js';
import { RepositoryArgs } from './parts/repository.args.js';
import {
  readSourceLine,
  sameRepository,
  sourceLists,
  wantedLine,
  writeSourceLine,
  type SourceLine,
} from './parts/source-line.js';

export class PkgrepoAbsentArgs extends RepositoryArgs {}

export const absent = defineState({
  name: 'pkgrepo.absent',
  doc: 'Keep a repository from being among those of apt; its key stays.',
  args: PkgrepoAbsentArgs,
  example: `old repository:
  pkgrepo.absent:
    - name: deb http://packages.example.org/debian bookworm main
`,
  async plan(host, want) {
    if (host.packages.suits() === 'no') return impossible('this machine has no package manager that is known here');
    const line = wantedLine(want, { disabled: false, options: [] });
    if (typeof line === 'string') return impossible(line);
    const lists = [...(await sourceLists(host, '/etc/apt/sources.list'))].filter(([, text]) => holds(text, line));
    const stanzas = [...(await stanzaFiles(host))].filter(([, text]) => stanzasName(text, line));
    if (lists.length + stanzas.length === 0) return already(`the repository ${line.address} is not configured`);
    const steps = lists.map(([path, text]) =>
      step(`remove the repository from ${path}`, { [path]: { old: want.name, new: '' } }, async (machine) => {
        const rest = splitLines(text).lines.flatMap((one) => without(one, line));
        // A list of its own that is left empty goes too.
        if (rest.every((one) => one.trim() === '') && path.startsWith('/etc/apt/sources.list.d/'))
          await machine.files.remove(path);
        else await machine.files.write(path, joinLines(rest));
      }),
    );
    for (const [path, text] of stanzas)
      steps.push(
        step(`remove the repository from ${path}`, { [path]: { old: want.name, new: '' } }, async (machine) => {
          const rest = withoutStanza(text, line);
          await (rest === '' ? machine.files.remove(path) : machine.files.write(path, rest));
        }),
      );
    if (want.refresh_db ?? want.refresh) steps.push(fetchLists(line));
    return { steps, already: '' };
  },
});

function holds(text: string, line: SourceLine): boolean {
  return splitLines(text).lines.some((one) => without(one, line)[0] !== one);
}

/** The line without the components that go; nothing where none is left, itself where it has none of them. */
function without(text: string, line: SourceLine): string[] {
  const read = readSourceLine(text);
  if (!read || !sameRepository(read, line)) return [text];
  const kept = read.components.filter((one) => !line.components.includes(one));
  if (kept.length === read.components.length && kept.length > 0) return [text];
  return kept.length === 0 ? [] : [writeSourceLine({ ...read, components: kept })];
}
