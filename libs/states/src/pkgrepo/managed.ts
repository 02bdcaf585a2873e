import { Arg } from '@fleet/arguments';
import { pythonStr } from '@fleet/rendering';
import type { Value } from '@fleet/values';
import { defineState, type Step } from '../definition.js';
import { parentOf } from '../file/parts/absolute.js';
import { joinLines, splitLines } from '../file/parts/edit.js';
import { already, impossible, step } from '../step.js';
import { stanzaFiles, stanzasHave, stanzaText, withStanza } from './parts/deb822.js';
import { fetchLists } from './parts/fetch-lists.js';
import { keyStep, keyWarnings } from './parts/key.js';
import { RepositoryArgs } from './parts/repository.args.js';
import {
  readSourceLine,
  sameRepository,
  sourceLists,
  wantedLine,
  writeSourceLine,
  type SourceLine,
} from './parts/source-line.js';

export class PkgrepoManagedArgs extends RepositoryArgs {
  @Arg({ doc: 'Use the repository; False keeps its line as a comment.', type: 'boolean', optional: true })
  enabled?: boolean;

  @Arg({ doc: 'Keep its line as a comment, the other way of enabled: False.', type: 'boolean', optional: true })
  disabled?: boolean;

  @Arg({ doc: 'Architectures, with commas between them.', type: 'string', optional: true })
  architectures?: string;

  @Arg({ doc: 'Path of the key that signs the repository.', type: 'string', optional: true })
  signedby?: string;

  @Arg({ doc: 'Words for a comment line above it.', type: 'any', optional: true })
  comments?: Value;

  @Arg({
    doc: 'Empty the list first: it then holds this repository and nothing else.',
    type: 'boolean',
    default: false,
  })
  clean_file!: boolean;
}

export const managed = defineState({
  name: 'pkgrepo.managed',
  doc: 'Keep a repository among those of apt, with its key.',
  args: PkgrepoManagedArgs,
  example: `docker repository:
  pkgrepo.managed:
    - name: deb [arch=amd64 signed-by=/etc/apt/keyrings/docker.asc] https://download.docker.com/linux/debian bookworm stable
    - file: /etc/apt/sources.list.d/docker.list
    - key_url: salt://docker/docker.asc
`,
  async plan(host, want, context) {
    if (host.packages.suits() === 'no') return impossible('this machine has no package manager that is known here');
    if (want.enabled !== undefined && want.disabled !== undefined)
      return impossible('`enabled` and `disabled` say the same; give one');
    const options = [
      ...(want.architectures === undefined ? [] : [`arch=${want.architectures}`]),
      ...(want.signedby === undefined ? [] : [`signed-by=${want.signedby}`]),
    ];
    const line = wantedLine(want, { disabled: want.disabled ?? want.enabled === false, options });
    if (typeof line === 'string') return impossible(line);
    const key = await keyStep(host, want, line, context);
    if (typeof key === 'string') return impossible(key);
    const stanzas = await stanzaFiles(host);
    const elsewhere = [...stanzas].find(([path, text]) => path !== want.file && stanzasHave(text, line));
    if (elsewhere && !line.disabled) return already(`the repository ${line.address} is configured in ${elsewhere[0]}`);
    const lists = await sourceLists(host, want.file.endsWith('.list') ? want.file : '/etc/apt/sources.list');
    const inStanzas = want.file.endsWith('.sources');
    const asLine = listWith(lists, line);
    if (inStanzas && asLine !== undefined && rankOf(splitLines(lists.get(asLine) ?? '').lines, line) < 2)
      return impossible(`${asLine} has this repository as a line already; name that file, or take it away there first`);
    const wanted = inStanzas ? stanzaText(line) : writeSourceLine(line);
    const comments = Array.isArray(want.comments) ? want.comments : want.comments === undefined ? [] : [want.comments];
    const above = comments
      .flatMap((words) => pythonStr(words).split(/[\r\n]+/))
      .map((words) => `# ${words.replace(/^[#\s]+/, '')}`);
    const steps: Step[] = key ? [key] : [];
    // A repository that stands in another list is changed there: apt complains about one that stands twice.
    const path = (want.clean_file || inStanzas ? undefined : asLine) ?? want.file;
    const text = (inStanzas ? stanzas : lists).get(path) ?? '';
    const { lines } = splitLines(text);
    const before = inStanzas ? text.trim() : (lines[placeOf(lines, line)] ?? '');
    const after = want.clean_file
      ? joinLines([...above, wanted])
      : inStanzas
        ? withStanza(text, line, above)
        : edited(text, line, above);
    if (after !== text)
      steps.push(
        step(`write the repository to ${path}`, { repo: { old: before, new: wanted } }, async (machine) => {
          await machine.files.makeDirectory(parentOf(path), { mode: 0o755 }, { parents: true });
          await machine.files.write(path, after, { mode: 0o644 });
        }),
      );
    if (steps.length > 0 && (want.refresh_db ?? want.refresh) && !line.disabled) steps.push(fetchLists(line));
    return { steps, warnings: keyWarnings(want), already: `the repository ${line.address} is configured` };
  },
});

/** The list that holds the repository as it is wanted; else one that uses it, else one that has it as a comment. */
function listWith(lists: ReadonlyMap<string, string>, line: SourceLine): string | undefined {
  const ranked = [...lists].map(([path, text]) => ({ path, rank: rankOf(splitLines(text).lines, line) }));
  const best = Math.min(...ranked.map(({ rank }) => rank));
  return best === Infinity ? undefined : ranked.find(({ rank }) => rank === best)?.path;
}

function rankOf(lines: readonly string[], line: SourceLine): number {
  return Math.min(...lines.map((one) => rankOfLine(one, line)), Infinity);
}

/** 0: as it is wanted; 1: another form of it in use; 2: a comment; Infinity: something else. */
function rankOfLine(text: string, line: SourceLine): number {
  const read = readSourceLine(text);
  if (read === undefined || !sameRepository(read, line)) return Infinity;
  return writeSourceLine(read) === writeSourceLine(line) ? 0 : read.disabled ? 2 : 1;
}

function placeOf(lines: readonly string[], line: SourceLine): number {
  const best = rankOf(lines, line);
  return best === Infinity ? -1 : lines.findIndex((one) => rankOfLine(one, line) === best);
}

/** The list with the repository in it; the list itself where it says the same in other words. */
function edited(list: string, line: SourceLine, above: readonly string[]): string {
  const { lines } = splitLines(list);
  const wanted = writeSourceLine(line);
  const at = placeOf(lines, line);
  if (at < 0) return joinLines([...lines, ...above, wanted]);
  const read = readSourceLine(lines[at] ?? '');
  if (read && writeSourceLine(read) === wanted) return list;
  return joinLines(lines.map((one, index) => (index === at ? wanted : one)));
}
