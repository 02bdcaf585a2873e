/** A tree with most states that ask programs of the machine, and what they need of it. */

const key = (last) => `AAAAC3NzaC1lZDI1NTE5AAAAI${'A'.repeat(42)}${last}`;

export const statesTree = (mirror) => ({
  'key.asc': '-----BEGIN PGP PUBLIC KEY BLOCK-----\nnot used: the repository is disabled\n',
  'many.sls': `
deploy:
  group.present:
    - gid: 2400
  user.present:
    - uid: 2400
    - gid: 2400
    - home: /home/deploy
    - shell: /bin/sh
    - password: $6$lab$XyBOFGkYOFJ9YvYcm
    - maxdays: 90
guest:
  user.absent:
    - purge: True
oldteam:
  group.absent: []

${key('B')}:
  ssh_auth.present:
    - user: deploy
    - enc: ssh-ed25519
    - comment: one
the keys of deploy:
  ssh_auth.manage:
    - user: deploy
    - ssh_keys:
      - ssh-ed25519 ${key('B')} one
      - ssh-ed25519 ${key('C')} two
git.example.org:
  ssh_known_hosts.present:
    - enc: ssh-ed25519
    - key: ${key('D')}

/usr/local/bin/backup:
  cron.present:
    - user: deploy
    - identifier: backup
    - minute: 30
    - hour: 2
    - comment: every night
MAILTO:
  cron.env_present:
    - user: deploy
    - value: admin@example.org

db.internal:
  host.present:
    - ip: 10.0.0.5
10.0.0.6:
  host.only:
    - hostnames: [cache.internal, cache]

net.ipv4.ip_local_port_range:
  sysctl.present:
    - value: 10240 65000
Europe/Berlin:
  timezone.system: []
de_DE.UTF-8:
  locale.present: []
locale of the machine:
  locale.system:
    - name: de_DE.UTF-8

lab-tool:
  alternatives.install:
    - link: /usr/bin/lab-tool
    - path: /bin/true
    - priority: 50
lab-tool by hand:
  alternatives.set:
    - name: lab-tool
    - path: /bin/true

git:
  pkg.held: []
deb [trusted=yes] ${mirror}/apt ./:
  pkgrepo.managed:
    - file: /etc/apt/sources.list.d/lab.list
deb https://packages.example.org/debian bookworm main:
  pkgrepo.managed:
    - file: /etc/apt/sources.list.d/example.list
    - signedby: /etc/apt/keyrings/example.asc
    - key_url: salt://key.asc
    - disabled: True
git-lfs:
  pkg.installed: []

apt-daily.timer:
  service.masked: []
init.defaultBranch:
  git.config_set:
    - value: main
    - global: True
    - user: root

/srv/app.json:
  file.serialize:
    - dataset: {port: 8080}
    - serializer: json
/srv/app.copy:
  file.copy:
    - source: /etc/hostname
`,
});

/** This machine has no cron: as much of `crontab` as the states ask for. */
export const crontabProgram = `#!/bin/sh
set -e
[ "$1" = -u ] && user=$2 && spool=/var/spool/cron/crontabs
mkdir -p $spool
case $3 in
  -l) [ -e $spool/$user ] || { echo "no crontab for $user" >&2; exit 1; }; cat $spool/$user ;;
  -) umask 077; cat > $spool/$user.new; mv $spool/$user.new $spool/$user ;;
esac
`;
