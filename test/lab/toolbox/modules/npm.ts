import { expect } from '@jest/globals';
import type { ToolboxModule } from '../toolbox.js';

export const toolbox: ToolboxModule = {
  module: 'npm',
  prepare: `mkdir -p /srv/npm/lab-tool /srv/npm-app && cd /srv/npm/lab-tool
for version in 1.0.0 2.0.0; do
  echo "{\\"name\\":\\"lab-tool\\",\\"version\\":\\"$version\\"}" > package.json
  npm pack --silent --pack-destination /srv/npm >/dev/null
done
echo '{"name":"app","version":"1.0.0","dependencies":{"lab-tool":"file:/srv/npm/lab-tool-2.0.0.tgz"}}' > /srv/npm-app/package.json`,
  states: [
    '/srv/npm/lab-tool-1.0.0.tgz:\n  npm.installed: []\n/srv/npm-app:\n  npm.bootstrap: []\n',
    '/srv/npm/lab-tool-2.0.0.tgz:\n  npm.installed: []\n',
    'lab-tool:\n  npm.removed: []\n',
  ],
  functions: [
    { call: ['npm.version'], value: expect.stringMatching(/^\d+\./) },
    { call: ['npm.would_install', '/srv/npm/lab-tool-1.0.0.tgz'], value: { 'lab-tool': { old: '', new: '1.0.0' } } },
    { call: ['npm.install', '/srv/npm/lab-tool-1.0.0.tgz'], value: { 'lab-tool': { old: '', new: '1.0.0' } } },
    { call: ['npm.list', 'lab-tool'], value: { 'lab-tool': { version: '1.0.0' } } },
    { call: ['npm.list', 'dir=/srv/npm-app'], value: { 'lab-tool': { version: '2.0.0' } } },
    { call: ['npm.uninstall', 'lab-tool'], value: { 'lab-tool': { old: '1.0.0', new: '' } } },
    { call: ['npm.uninstall', 'lab-tool'], retcode: 1, refused: /no package lab-tool/ },
  ],
};
