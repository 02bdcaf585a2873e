import { posix } from 'node:path';
import { isList, isMap, type Value } from '@fleet/values';
import { readUnitFile } from '../text/unit-file.js';
import { unitKinds } from '../text/unit-settings.js';
import type { MinionCheck } from './check.js';

const unitFile = new RegExp(
  `^(?:/etc|/usr/lib|/lib|/run)/systemd/(?:system|user)/.*\\.(?:${unitKinds.join('|')}|d/[^/]+\\.conf)$`,
);

/** What systemd skips in unit files. */
export const checkUnits: MinionCheck = ({ report }, { files, minion }) => {
  for (const file of files) {
    if (!unitFile.test(file.path)) continue;
    // A drop-in belongs to the unit that its folder names.
    const name = file.path.endsWith('.conf') ? posix.basename(posix.dirname(file.path)).replace(/\.d$/, '') : file.path;
    const { problems, settings } = readUnitFile(name, file.text);
    for (const { line, summary, detail } of problems)
      report.say('lint.unit-ignored', {
        summary: `${posix.basename(file.path)}: ${summary}`,
        ...(detail !== undefined && { detail }),
        tree: 'states',
        at: file.at(line),
        minion: minion.id,
      });
    for (const { key, value, line } of settings)
      if (/\s#/.test(value) && !key.startsWith('Exec') && key !== 'Description' && !/["']/.test(value))
        report.say('lint.unit-comment', {
          summary: `${posix.basename(file.path)}: the value of ${key} ends in a comment`,
          detail: 'systemd knows comments on lines of their own only.',
          tree: 'states',
          at: file.at(line),
          minion: minion.id,
        });
  }
};

/** `service.dead: cortensord` where there is only cortensord@.service: nothing stops, and on Salt it even says True. */
export const checkTemplateUnits: MinionCheck = ({ report }, { files, chunks, minion }) => {
  const units = new Set(files.filter(({ path }) => unitFile.test(path)).map(({ path }) => posix.basename(path)));
  const templates = [...units].flatMap((unit) => /^(.+)@\.service$/.exec(unit)?.[1] ?? []);
  if (templates.length === 0) return;
  for (const chunk of chunks)
    for (const name of unitsOf(chunk.definition.name, chunk.name, chunk.arguments)) {
      const bare = name.replace(/\.service$/, '').replace(/@$/, '');
      if (!templates.includes(bare) || units.has(`${bare}.service`)) continue;
      report.say('lint.template-unit', {
        summary: `${chunk.definition.name} of ${chunk.id} means the unit ${name}, and there is only the template ${bare}@.service`,
        detail: `Name an instance (${bare}@NAME), or all of them (${bare}@*).`,
        tree: 'states',
        at: chunk.at?.(),
        minion: minion.id,
      });
    }
};

/** Names of units that a state acts on. */
function unitsOf(state: string, name: string, given: ReadonlyMap<Value, Value>): string[] {
  if (state.startsWith('service.')) return [name];
  if (state === 'cmd.run' || state === 'cmd.wait') return unitsOfCommand(name);
  if (!state.startsWith('module.')) return [];
  // Both ways to write it: name with arguments beside it, and a mapping of functions.
  const called = /^service\./.test(name) ? [given.get('m_name'), ...textsOf(given.get('args'))] : [];
  for (const [key, value] of given)
    if (typeof key === 'string' && /^service\./.test(key)) called.push(...textsOf(value));
  return called.filter((item): item is string => typeof item === 'string');
}

function unitsOfCommand(command: string): string[] {
  const calls = command.matchAll(
    /\bsystemctl\s+(?:-\S+\s+)*(start|stop|restart|reload|enable|disable)((?:[ \t]+[^\s;&|<>()#]+)+)/g,
  );
  return [...calls].flatMap(([, verb = '', words = '']) =>
    words
      .trim()
      .split(/[ \t]+/)
      .map((word) => word.replace(/^(["'])(.*)\1$/, '$2'))
      // Globs and variables may mean anything, and all instances of a template can be enabled and disabled by its name.
      .filter((word) => /^\w[\w@.:-]*$/.test(word) && !(/able$/.test(verb) && /@(?:\.service)?$/.test(word))),
  );
}

function textsOf(value: Value | undefined): Value[] {
  if (isList(value)) return value.flatMap((item) => (isMap(item) ? [...item.values()] : [item]));
  return value === undefined ? [] : [value];
}
