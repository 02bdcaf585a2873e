/**
 * One lab host: a real systemd machine in namespaces of its own.
 *
 * A *holder* process owns a mount namespace with a tmpfs, on which the host's disk lies; `boot.sh` runs inside it, each time the
 * host boots. Killing the boot process ends PID 1 and with it everything on the host (a power cut); killing the holder
 * throws the disk away. Both die with the process that made them, unless the lab is detached.
 */
import { execFile, spawn } from 'node:child_process';
import { openSync, closeSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startTime } from './processes.mjs';

const bootScript = fileURLToPath(new URL('./boot.sh', import.meta.url));
const cgroupScript = fileURLToPath(new URL('./enter-cgroup.sh', import.meta.url));
const basePath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export class LabError extends Error {
  name = 'LabError';
}

export class LabHost {
  /** @type {number | undefined} */ holder;
  /** Whether its disk is mounted: nothing of the host is in the machine's cgroups before. */ disk = false;
  /** @type {number | undefined} */ boot;
  /** PID of the host's systemd, as the machine sees it. @type {number | undefined} */ init;

  /**
   * @param {string} name
   * @param {{ directory: string, detached: boolean, attach: (host: LabHost) => Promise<void>, address: string,
   *   volumes?: { at: string, size: string }[], borrowed?: { from: string, at: string }[],
   *   beforeSpawn?: () => void, onSpawn?: (host: LabHost) => void }} lab
   *   `volumes`: folders that are disks of their own, of that size (`64m`), and outlive reboots; `borrowed`: folders of the machine, read only there;
   *   `beforeSpawn` throws where nothing may be started any more; `onSpawn` is told of each process at once, before the host is up
   */
  constructor(name, lab) {
    this.name = name;
    this.lab = lab;
    this.address = lab.address;
    this.consoleFile = join(lab.directory, `${name}.console.log`);
  }

  /** Boots it (again) and waits until systemd says `running` or `degraded`. */
  async start() {
    const console = openSync(this.consoleFile, 'a');
    const dying = this.lab.detached ? [] : ['setpriv', '--pdeathsig', 'KILL'];
    if (this.holder === undefined) {
      const holder = this.#spawn(
        [...dying, 'unshare', '-m', '--propagation', 'private', 'sh', '-c', this.#diskScript(), '/mnt'],
        ['ignore', 'pipe', console],
      );
      this.holder = holder.pid;
      this.lab.onSpawn?.(this);
      await new Promise((resolve, reject) => {
        holder.stdout.once('data', resolve);
        holder.once('exit', (code) => {
          this.holder = undefined;
          reject(new LabError(`the disk of ${this.name} could not be made (exit ${code}); see ${this.consoleFile}`));
        });
      });
      holder.stdout.destroy();
      holder.removeAllListeners('exit');
      holder.unref();
      this.disk = true;
    }
    const boot = this.#spawn(
      [
        ...[...dying, 'nsenter', '-m', '-t', String(this.holder), '--', 'sh', cgroupScript, '/mnt', this.#cgroup],
        ...['unshare', '-m', '-p', '-f', '-u', '-i', '-n', '-C', '--kill-child', 'bash', bootScript, '/mnt', this.name],
      ],
      ['ignore', console, console],
    );
    closeSync(console);
    boot.unref();
    this.boot = boot.pid;
    this.lab.onSpawn?.(this);
    this.init = await this.#waitFor('its first process', () => childOf(boot.pid));
    await this.lab.attach(this);
    await this.#waitFor('systemd', async () => {
      const { stdout } = await this.exec(['systemctl', 'is-system-running']);
      return /^(running|degraded)/.test(stdout) ? true : undefined;
    });
    return this;
  }

  /**
   * Runs a command on the host (a string through `sh -c`).
   * @param {string | string[]} command
   * @param {{ input?: string, timeout?: number, env?: Record<string, string> }} [options] timeout in milliseconds, default 60 s
   * @returns {Promise<{ code: number, stdout: string, stderr: string }>}
   */
  exec(command, options = {}) {
    const argv = Array.isArray(command) ? command : ['sh', '-c', command];
    return new Promise((resolve, reject) => {
      const child = execFile(
        'nsenter',
        ['-t', String(this.init), '-a', '--', ...argv],
        {
          timeout: options.timeout ?? 60_000,
          killSignal: 'SIGKILL',
          maxBuffer: 64 * 1024 * 1024,
          cwd: '/',
          env: { PATH: basePath, LANG: 'C.UTF-8', HOME: '/root', ...options.env },
        },
        (error, stdout, stderr) => {
          if (error && typeof error.code !== 'number')
            reject(new LabError(`${this.name}: ${argv.join(' ')}: ${error.message}`, { cause: error }));
          else resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
        },
      );
      child.stdin?.on('error', () => {}); // a command that reads nothing closes its end: not our concern
      child.stdin?.end(options.input ?? '');
    });
  }

  /** As `exec`, but a non-zero exit is an error. Answers stdout. */
  async must(command, options) {
    const { code, stdout, stderr } = await this.exec(command, options);
    if (code !== 0)
      throw new LabError(`${this.name}: ${[command].flat().join(' ')} ended with ${code}\n${stdout}${stderr}`);
    return stdout;
  }

  async writeFile(path, content, mode = '0644') {
    await this.must(
      ['sh', '-c', 'mkdir -p "$(dirname "$0")" && umask 077 && cat > "$0" && chmod "$1" "$0"', path, mode],
      { input: content },
    );
  }

  readFile(path) {
    return this.must(['cat', path]);
  }

  /** A clean reboot: units are stopped, the disk stays. */
  async reboot() {
    await this.exec(['systemctl', 'poweroff']).catch(() => {}); // the command dies with the host
    await this.#waitFor('its shutdown', () => (alive(this.init) ? undefined : true));
    this.#forgetBoot();
    await this.start();
  }

  /** A power cut. `start()` boots it again from the same disk. */
  async powerCut() {
    kill(this.boot);
    await this.#waitFor('its end', () => (alive(this.init) ? undefined : true));
    this.#forgetBoot();
  }

  /** The network cable. */
  cutNetwork() {
    return this.must(['ip', 'link', 'set', 'eth0', 'down']);
  }

  restoreNetwork() {
    return this.must(['ip', 'link', 'set', 'eth0', 'up']);
  }

  /** Everything that explains a failure: the console and the last journal lines. */
  async evidence() {
    const journal = this.init
      ? await this.exec(['journalctl', '--no-pager', '-n', '200']).catch((error) => ({ stdout: String(error) }))
      : { stdout: '' };
    return `${readFileSync(this.consoleFile, 'utf8').slice(-4000)}\n${journal.stdout}`;
  }

  /** Ends the host and throws its disk away. */
  async stop() {
    if (this.boot !== undefined) await this.powerCut();
    if (this.disk) await this.#leaveCgroup();
    kill(this.holder);
    this.holder = undefined;
    this.disk = false;
  }

  /** What another process needs to find this host again. */
  describe() {
    return {
      name: this.name,
      address: this.address,
      holder: { pid: this.holder, started: startTime(this.holder) },
      disk: this.disk,
      boot: { pid: this.boot, started: startTime(this.boot) },
      init: this.init,
    };
  }

  /** The disk, and what else is to be seen at a place of the host's: `boot.sh` binds each line of `binds` (how, from, at). */
  #diskScript() {
    const { volumes = [], borrowed = [] } = this.lab;
    const folder = (index) => `"$0"/volumes/${index}`;
    const binds = [
      ...volumes.map(({ at }, index) => `rw /mnt/volumes/${index} ${at}`),
      ...borrowed.map(({ from, at }) => `ro ${from} ${at}`),
    ];
    return [
      'mount -t tmpfs -o mode=755 fleet-lab "$0"',
      ...volumes.map(
        ({ size }, index) =>
          `mkdir -p ${folder(index)} && mount -t tmpfs -o mode=755,size=${size} fleet-lab ${folder(index)}`,
      ),
      `printf '%s\\n' ${binds.map((line) => `'${line}'`).join(' ')} > "$0"/binds`,
      'echo ready',
      'exec sleep infinity',
    ].join(' && ');
  }

  /** Runs a command beside the host, whether or not it is up: its first volume is `/mnt/volumes/0`, what it wrote over the machine's disk `/mnt/upper`. */
  onDisk(command) {
    return new Promise((resolve, reject) => {
      const argv = ['-m', '-t', String(this.holder), '--', 'sh', '-c', command];
      execFile('nsenter', argv, { maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
        if (error && typeof error.code !== 'number')
          reject(new LabError(`the disk of ${this.name}: ${command}: ${error.message}`, { cause: error }));
        else resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
      });
    });
  }

  /** Unlike its name, unique on this machine: several labs may have a miner-01. */
  get #cgroup() {
    return `${this.holder}-${this.name}`;
  }

  #leaveCgroup() {
    return new Promise((resolve, reject) => {
      execFile(
        'nsenter',
        ['-m', '-t', String(this.holder), '--', 'sh', cgroupScript, '--leave', '/mnt', this.#cgroup],
        (error) =>
          error
            ? reject(new LabError(`${this.name}: its cgroup could not be removed: ${error.message}`, { cause: error }))
            : resolve(undefined),
      );
    });
  }

  #forgetBoot() {
    this.boot = undefined;
    this.init = undefined;
  }

  #spawn(argv, stdio) {
    this.lab.beforeSpawn?.();
    // A session of its own: Ctrl-C is for whoever made the lab, who ends it in order.
    return spawn(argv[0], argv.slice(1), { stdio, detached: true, cwd: '/' });
  }

  async #waitFor(what, look, timeout = 60_000) {
    const deadline = Date.now() + timeout;
    for (;;) {
      const found = await look();
      if (found !== undefined) return found;
      if (Date.now() > deadline)
        throw new LabError(`${this.name}: waited ${timeout / 1000} s for ${what}; see ${this.consoleFile}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** The first child, once it has become systemd. */
function childOf(pid) {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
    const child = Number(children[0]);
    return child > 0 && readFileSync(`/proc/${child}/comm`, 'utf8').trim() === 'systemd' ? child : undefined;
  } catch {
    return undefined;
  }
}

function alive(pid) {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

function kill(pid) {
  if (pid === undefined) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
