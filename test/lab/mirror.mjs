/**
 * What a lab installs from, made here and served over HTTP on the lab's bridge: an installer repository in git with a small
 * stand-in daemon, an apt repository with stand-in packages, an IPFS archive. Nothing comes from outside.
 *
 * As a program (the quick start's detached mirror): node mirror.mjs FOLDER ADDRESS PORT
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const daemon = (version) => `#!/bin/sh
# A stand-in for the node daemon: says what it was started with, lives until it is told to stop.
if [ "$1" = --version ]; then echo "cortensord ${version}"; exit 0; fi
echo "cortensord ${version} pid $$ env $1 role $2 chain $CHAINID ipfs $ENABLE_IPFS_SERVER port $LLM_WORKER_BASE_PORT"
trap 'echo "cortensord stops"; exit 0' INT TERM
while :; do sleep 1 & wait $!; done
`;

const packages = [
  { name: 'git-lfs', files: { '/usr/bin/git-lfs': '#!/bin/sh\nexit 0\n' } },
  { name: 'logrotate', files: { '/usr/sbin/logrotate': '#!/bin/sh\nexit 0\n' } },
  { name: 'containerd.io', files: {} },
  { name: 'docker-buildx-plugin', files: {} },
  { name: 'docker-compose-plugin', files: {} },
  { name: 'docker-ce-cli', files: { '/usr/bin/docker-lab': '#!/bin/sh\necho "Docker version 0-lab"\n' } },
  {
    name: 'docker-ce',
    files: {
      '/lib/systemd/system/docker.service':
        '[Unit]\nDescription=Stand-in for the Docker engine\n[Service]\nExecStart=/bin/sleep infinity\n[Install]\nWantedBy=multi-user.target\n',
    },
    postinst:
      '#!/bin/sh\nset -e\ngetent group docker >/dev/null || groupadd --system docker\nif [ -d /run/systemd/system ]; then systemctl daemon-reload; fi\n',
  },
];

const ipfsVersion = 'v0.33.0';

/** Makes the content of a mirror in `folder`; what is there already is made anew. */
export function makeMirror(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'www'), { recursive: true });
  makeInstaller(folder);
  makeAptRepository(folder);
  makeIpfs(folder);
}

/** Commits a new version of the stand-in daemon to the installer repository. */
export function publishDaemon(folder, version, content = daemon(version)) {
  const work = join(folder, 'installer');
  writeFileSync(join(work, 'dist/cortensord'), content, { mode: 0o755 });
  git(work, 'add', '-A');
  git(work, 'commit', '-q', '--allow-empty', '-m', `Version ${version}`);
  git(work, 'push', '-q', join(folder, 'www/installer.git'), 'HEAD:main');
  git(join(folder, 'www/installer.git'), 'update-server-info');
}

/** The pillar that makes the formulas install from a mirror at `url`. `restartSec`: seconds before systemd starts an instance again. */
export function mirrorPillar(url, { restartSec = 1 } = {}) {
  return `cortensord:
  installer_repo: ${url}/installer.git
  binary_min_size: 20
  init_delay: 1
  restart_sec: ${restartSec}
  upgrade_watch: 3
docker:
  base_url: ${url}/apt
  suite: ./
  key_url: ''
  apt_options: trusted=yes
ipfs:
  base_url: ${url}/kubo
`;
}

/** The apt source of everything that is not Docker's. */
export function mirrorAptSource(url) {
  return `deb [trusted=yes] ${url}/apt ./\n`;
}

/** Serves `folder`; answers `{ url, close }`. */
export async function serveMirror(folder, address, port = 0) {
  const www = join(folder, 'www');
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://mirror').pathname));
    const file = join(www, path);
    let stats;
    try {
      stats = statSync(file);
    } catch {
      stats = undefined;
    }
    if (!file.startsWith(`${www}/`) || !stats?.isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-length': stats.size, 'content-type': 'application/octet-stream' });
    if (request.method === 'HEAD') response.end();
    else createReadStream(file).pipe(response);
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, () => resolve(undefined));
  });
  const bound = server.address();
  return {
    url: `http://${address}:${typeof bound === 'object' ? bound?.port : port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

function makeInstaller(folder) {
  const work = join(folder, 'installer');
  mkdirSync(join(work, 'dist'), { recursive: true });
  mkdirSync(join(work, 'utils'));
  git(work, 'init', '-q', '-b', 'main');
  git(folder, 'init', '-q', '--bare', '-b', 'main', join(folder, 'www/installer.git'));
  for (const name of ['start', 'stop']) {
    writeFileSync(
      join(work, `utils/${name}-linux.sh`),
      `#!/bin/sh\necho "use systemctl ${name} instead" >&2\nexit 1\n`,
      { mode: 0o755 },
    );
  }
  publishDaemon(folder, '1.0.0');
}

function makeAptRepository(folder) {
  const apt = join(folder, 'www/apt');
  mkdirSync(apt);
  const architecture = execFileSync('dpkg', ['--print-architecture'], { encoding: 'utf8' }).trim();
  const index = [];
  for (const { name, files, postinst } of packages) {
    const tree = join(folder, 'packages', name);
    for (const [path, content] of Object.entries(files)) {
      const file = join(tree, path);
      mkdirSync(join(file, '..'), { recursive: true });
      writeFileSync(file, content, { mode: path.includes('bin/') ? 0o755 : 0o644 });
    }
    const control = `Package: ${name}\nVersion: 9999-lab1\nArchitecture: ${architecture}\nMaintainer: lab <lab@localhost>\nDescription: stand-in of the lab\n`;
    mkdirSync(join(tree, 'DEBIAN'), { recursive: true });
    writeFileSync(join(tree, 'DEBIAN/control'), control);
    if (postinst) writeFileSync(join(tree, 'DEBIAN/postinst'), postinst, { mode: 0o755 });
    const deb = join(apt, `${name}.deb`);
    execFileSync('dpkg-deb', ['--root-owner-group', '-b', tree, deb], { stdio: 'pipe' });
    const bytes = readFileSync(deb);
    index.push(
      `${control}Filename: ./${name}.deb\nSize: ${bytes.length}\nSHA256: ${createHash('sha256').update(bytes).digest('hex')}\n`,
    );
  }
  const text = index.join('\n');
  writeFileSync(join(apt, 'Packages'), text);
  const sum = createHash('sha256').update(text).digest('hex');
  writeFileSync(
    join(apt, 'Release'),
    `Origin: fleet-lab\nDate: ${new Date().toUTCString()}\nSHA256:\n ${sum} ${Buffer.byteLength(text)} Packages\n`,
  );
}

function makeIpfs(folder) {
  const tree = join(folder, 'kubo-tree/kubo');
  mkdirSync(tree, { recursive: true });
  writeFileSync(join(tree, 'ipfs'), '#!/bin/sh\necho "ipfs version 0.33.0 (stand-in)"\n', { mode: 0o755 });
  // Trees that are not ours install with it.
  writeFileSync(join(tree, 'install.sh'), '#!/bin/sh\nset -e\ninstall -m 0755 ipfs /usr/local/bin/ipfs\n', {
    mode: 0o755,
  });
  const target = join(folder, 'www/kubo', ipfsVersion);
  mkdirSync(target, { recursive: true });
  for (const architecture of ['amd64', 'arm64']) {
    const name = `kubo_${ipfsVersion}_linux-${architecture}.tar.gz`;
    const archive = join(target, name);
    execFileSync('tar', ['-czf', archive, '-C', join(folder, 'kubo-tree'), ...readdirSync(join(folder, 'kubo-tree'))]);
    const digest = createHash('sha512').update(readFileSync(archive)).digest('hex');
    writeFileSync(`${archive}.sha512`, `${digest}  ${name}\n`);
  }
}

function git(directory, ...args) {
  execFileSync(
    'git',
    ['-c', 'user.name=lab', '-c', 'user.email=lab@localhost', '-c', 'init.defaultBranch=main', ...args],
    {
      cwd: directory,
      stdio: 'pipe',
      env: { PATH: process.env.PATH, HOME: directory, GIT_CONFIG_NOSYSTEM: '1' },
    },
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder, address, port] = process.argv.slice(2);
  const { url } = await serveMirror(folder, address, Number(port));
  console.log(url);
}
