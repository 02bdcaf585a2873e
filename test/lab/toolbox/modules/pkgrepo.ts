import type { ToolboxModule } from '../toolbox.js';

const lists = '/etc/apt/sources.list.d';

export const toolbox: ToolboxModule = {
  module: 'pkgrepo',
  ownHost: true,
  prepare: `set -e
find /etc/apt -name '*.sources' -delete
find /etc/apt/sources.list* -name '*.list' ! -name lab-debian.list -delete
mkdir -p /srv/repo-a /srv/repo-b && touch /srv/repo-a/Packages /srv/repo-b/Packages`,
  files: { 'lab.asc': '-----BEGIN PGP PUBLIC KEY BLOCK-----\nlab\n' },
  states: [
    `line:
  pkgrepo.managed:
    - name: deb [trusted=yes] file:/srv/repo-a ./
    - file: ${lists}/lab-line.list
stanza:
  pkgrepo.managed:
    - name: deb [trusted=yes] file:/srv/repo-b ./
    - file: ${lists}/lab-stanza.sources
keyed:
  pkgrepo.managed:
    - name: deb [signed-by=/etc/apt/keyrings/lab.asc] http://packages.example/debian bookworm main
    - file: ${lists}/lab-keyed.sources
    - key_url: salt://lab.asc
    - disabled: True
`,
  ],
  verdicts: [
    {
      sls: `dead:
  pkgrepo.managed:
    - name: deb [trusted=yes] http://127.0.0.1:9/debian ./
    - file: ${lists}/lab-dead.list
archive:
  pkgrepo.managed:
    - name: ppa:someone/archive
`,
      results: {
        dead: { result: false, comment: /the repository does not answer \(http:\/\/127\.0\.0\.1:9\/debian/ },
        archive: { result: false, comment: /ppa\.launchpadcontent\.net\/someone\/archive/ },
      },
    },
  ],
  seen: {
    [`cat ${lists}/lab-line.list ${lists}/lab-stanza.sources`]:
      'deb [trusted=yes] file:/srv/repo-a ./\nTypes: deb\nURIs: file:/srv/repo-b\nSuites: ./\nTrusted: yes\n',
    "apt-get indextargets --format '$(REPO_URI)' | grep -o '/srv/repo-.' | sort -u": '/srv/repo-a\n/srv/repo-b\n',
    'stat -c "%a %U" /etc/apt/keyrings/lab.asc': '644 root\n',
  },
  after: [
    `line away:
  pkgrepo.absent:
    - name: deb file:/srv/repo-a ./
stanza away:
  pkgrepo.absent:
    - name: deb file:/srv/repo-b ./
dead away:
  pkgrepo.absent:
    - name: deb http://127.0.0.1:9/debian ./
`,
  ],
};
