import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import { fromPlain, type ValueMap } from '@fleet/values';
import { callFunction } from '../call-function.js';
import { specContext, specsOf } from '../spec-cases.js';
import { functionTable } from '../table.js';

const texts = {
  json: '{\n  // ports\n  "ports": [80, 443],\n  "app": { "name": "x" }\n}\n',
  yaml: '# ports\nports: [80, 443]\napp:\n  name: x # the name\n',
  toml: '# ports\nports = [80, 443]\n\n[app]\nname = "x" # the name\n',
};
const after = {
  json: '{\n  // ports\n  "ports": [80, 8443],\n  "app": { "name": "x" }\n}\n',
  yaml: '# ports\nports: [80, 8443]\napp:\n  name: x # the name\n',
  toml: '# ports\nports = [80, 8443]\n\n[app]\nname = "x" # the name\n',
};

describe.each(['json', 'yaml', 'toml'] as const)('%s', (format) => {
  const file = `/etc/app.${format}`;
  specsOf({ machine: { files: { [file]: texts[format], '/etc/broken': 'a = [\n{' } } }, [
    { call: `${format}.get`, positional: [file, 'ports:1'], value: 443 },
    { call: `${format}.get`, positional: [file, ['app', 'name']], value: 'x' },
    { call: `${format}.get`, positional: [file], value: { ports: [80, 443], app: { name: 'x' } } },
    { call: `${format}.get`, positional: [file, 'nope:x'], value: null },
    { call: `${format}.get`, positional: [file, 'nope', 7], value: 7 },
    { call: `${format}.get`, positional: ['/nope'], refused: ['not-found', /nope/] },
    {
      call: `${format}.get`,
      positional: ['/etc/broken'],
      refused: ['failed', /\/etc\/broken: line \d+, column \d+: /],
    },
    { call: `${format}.set`, positional: [file, 'app:name', 'y'], value: { old: 'x', new: 'y' } },
    { call: `${format}.set`, positional: [file, 'app:name', 'x'], value: {} },
    { call: `${format}.set`, positional: [file, 'app:deep:key', [1]], value: { old: null, new: [1] } },
    { call: `${format}.set`, positional: [file, '', 1], refused: ['failed', /path is empty/] },
    { call: `${format}.set`, positional: [file, 'app:name:x', 1], refused: ['failed', /no mapping/] },
    { call: `${format}.delete`, positional: [file, 'ports:0'], value: { old: 80, new: null } },
    { call: `${format}.delete`, positional: [file, 'nope'], value: {} },
  ]);

  it('changes nothing but the value, and keeps owner and mode', async () => {
    const host = memoryHost({ files: { [file]: { content: texts[format], mode: 0o600, uid: 7, gid: 8 } } });
    const given = { positional: [file, 'ports:1', fromPlain(8443)], named: new Map() as ValueMap };
    await callFunction(functionTable, `${format}.set`, given, host, specContext({}, host));
    expect(host.text(file)).toBe(after[format]);
    expect(await host.files.stat(file)).toMatchObject({ mode: 0o600, uid: 7, gid: 8 });
    await callFunction(functionTable, `${format}.set`, given, host, specContext({}, host));
    expect(host.touches).toHaveLength(1);
  });
});
