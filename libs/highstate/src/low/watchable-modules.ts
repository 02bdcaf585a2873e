import type { StateDefinition } from '@fleet/states';

/** State modules of Salt with a `mod_watch`: elsewhere `watch` is `require`, which also counts for the order of chunks. */
const watchable = [
  'at',
  'cmd',
  'docker',
  'docker_container',
  'docker_image',
  'event',
  'file',
  'module',
  'mount',
  'pkg',
];
const more = ['service', 'supervisord', 'test', 'tomcat'];

/** Those, and whatever module of `states` says what it does when something that it watches has changed. */
export function watchableModules(states: ReadonlyMap<string, StateDefinition>): ReadonlySet<string> {
  const modules = new Set([...watchable, ...more]);
  for (const { name, onWatch } of states.values()) if (onWatch) modules.add(name.slice(0, name.indexOf('.')));
  return modules;
}
