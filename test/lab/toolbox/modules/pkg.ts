import { expect } from '@jest/globals';
import type { ToolboxModule } from '../toolbox.js';

/** A repository of small packages in several versions, made on the host. */
const repository = `set -e
find /etc/apt -name '*.sources' -delete
find /etc/apt/sources.list* -name '*.list' ! -name lab-debian.list -delete
mkdir -p /srv/debs && cd /srv/debs
make() {
  work=$(mktemp -d) && mkdir -p $work/DEBIAN $work/usr/share/$1 && echo $2 > $work/usr/share/$1/version
  printf 'Package: %s\\nVersion: %s\\nArchitecture: all\\nMaintainer: Lab <lab@example.org>\\n%sDescription: made in the lab\\n' $1 $2 "$3" > $work/DEBIAN/control
  chmod 755 $work && dpkg-deb --root-owner-group -b $work $1_$2.deb && rm -r $work
}
make lab-one 1.0 && make lab-one 2.0
make lab-two 1.0 'Depends: lab-lib
' && make lab-lib 1.0
make lab-three 1.0 && make lab-three 2.0
make lab-four 1.0
make lab-five 1.0 'Depends: lab-base
' && make lab-base 1.0
for file in *.deb; do
  dpkg-deb --field $file && echo "Filename: ./$file" && echo "Size: $(stat -c %s $file)" && echo "SHA256: $(sha256sum $file | cut -d' ' -f1)" && echo
done > Packages
echo 'deb [trusted=yes] file:/srv/debs ./' > /etc/apt/sources.list.d/lab-debs.list
apt-get -q update && apt-get -q -y install lab-three=1.0`;

const one = '/usr/share/lab-one/version';

export const toolbox: ToolboxModule = {
  module: 'pkg',
  ownHost: true,
  prepare: repository,
  states: [
    `one:
  pkg.installed:
    - name: lab-one
    - version: '1.0'
two:
  pkg.installed:
    - pkgs: [lab-two]
    - hold: True
`,
    `newest:
  pkg.latest:
    - name: lab-one
    - refresh: False
held:
  pkg.held:
    - name: lab-one
let go:
  pkg.unheld:
    - name: lab-two
`,
    `everything:
  pkg.uptodate:
    - refresh: False
`,
  ],
  verdicts: [
    {
      sls: `misspelt:
  pkg.installed:
    - name: lab-oen
held:
  pkg.installed:
    - name: lab-one
    - version: '1.0'
`,
      results: {
        misspelt: { result: false, comment: /did you mean lab-one instead of lab-oen\?/ },
        held: { result: false, comment: /lab-one is held at 2\.0/ },
      },
    },
  ],
  seen: { [`cat ${one} /usr/share/lab-three/version`]: '2.0\n2.0\n', 'apt-mark showhold': 'lab-one\n' },
  functions: [
    { call: ['pkg.version', 'lab-one'], value: '2.0' },
    { call: ['pkg.list_pkgs'], value: expect.objectContaining({ 'lab-one': '2.0', 'lab-lib': '1.0' }) },
    { call: ['pkg.latest_version', 'lab-four', 'refresh=False'], value: '1.0' },
    { call: ['pkg.available_version', 'lab-one', 'refresh=False'], value: '' },
    { call: ['pkg.upgrade_available', 'lab-one', 'refresh=False'], value: false },
    { call: ['pkg.version_cmp', '1.0~rc1', '1.0'], value: -1 },
    {
      call: ['pkg.info_installed', 'lab-one', 'attr=version,packager,arch'],
      value: { 'lab-one': { version: '2.0', arch: 'all', packager: 'Lab <lab@example.org>' } },
    },
    { call: ['pkg.owner', one, '/etc/hostname'], value: { [one]: 'lab-one', '/etc/hostname': '' } },
    { call: ['pkg.owner', '/usr/bin/ls'], value: 'coreutils' },
    {
      call: ['pkg.file_list', 'lab-one', 'lab-nobody'],
      value: {
        errors: ['the package lab-nobody is not installed'],
        files: expect.arrayContaining(['/usr/share/lab-one', one]),
      },
    },
    {
      call: ['pkg.file_dict', 'lab-one'],
      value: { errors: [], packages: { 'lab-one': expect.arrayContaining([one]) } },
    },
    { call: ['pkg.list_repo_pkgs', 'lab-one'], value: { 'lab-one': ['2.0', '1.0'] } },
    { call: ['pkg.get_selections', 'lab-*', 'state=hold'], value: { hold: ['lab-one'] } },
    { call: ['pkg.list_holds'], value: ['lab-one'] },
    {
      call: ['pkg.hold', 'lab-two,lab-nobody'],
      retcode: 1,
      value: {
        'lab-two': expect.objectContaining({ result: true, changes: { old: 'install', new: 'hold' } }),
        'lab-nobody': expect.objectContaining({ result: false }),
      },
      seen: { 'apt-mark showhold': 'lab-one\nlab-two\n' },
    },
    {
      call: ['pkg.unhold', 'lab-two'],
      value: { 'lab-two': expect.objectContaining({ result: true, changes: { old: 'hold', new: 'install' } }) },
      seen: { 'apt-mark showhold': 'lab-one\n' },
    },
    { call: ['pkg.remove', 'lab-one'], refused: /lab-one is held at its version/, seen: { [`cat ${one}`]: '2.0\n' } },
    { call: ['pkg.install', 'lab-fuor'], refused: /did you mean lab-four\?/ },
    {
      call: ['pkg.install', 'lab-four,lab-five'],
      value: {
        'lab-base': { old: '', new: '1.0' },
        'lab-five': { old: '', new: '1.0' },
        'lab-four': { old: '', new: '1.0' },
      },
    },
    { call: ['pkg.remove', 'lab-five'], value: { 'lab-five': { old: '1.0', new: '' } } },
    { call: ['pkg.autoremove', 'list_only=True'], value: expect.arrayContaining(['lab-base']) },
    { call: ['pkg.autoremove'], value: expect.objectContaining({ 'lab-base': { old: '1.0', new: '' } }) },
    { call: ['pkg.purge', 'lab-four'], value: { 'lab-four': { old: '1.0', new: '' } } },
    {
      call: ['pkg.install', 'lab-three', 'version=1.0'],
      value: { 'lab-three': { old: '2.0', new: '1.0' } },
    },
    { call: ['pkg.list_upgrades', 'refresh=False'], value: { 'lab-three': '2.0' } },
    { call: ['pkg.upgrade', 'refresh=False'], value: { 'lab-three': { old: '1.0', new: '2.0' } } },
    { call: ['pkg.refresh_db'], value: expect.any(Object) },
    { call: ['pkg.refresh_db', 'cache_valid_time=1h'], value: {} },
  ],
  after: [
    `free:
  pkg.unheld:
    - name: lab-one
gone:
  pkg.removed:
    - name: lab-one
clean:
  pkg.purged:
    - name: lab-two
`,
  ],
};
