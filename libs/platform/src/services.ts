export interface ServiceStatus {
  readonly name: string;
  /** systemd has a unit file or a loaded unit of that name (instances: of their template). */
  readonly known: boolean;
  readonly active: boolean;
  /** systemd's ActiveState and SubState: `active/running`, `failed/failed`, … */
  readonly state: string;
  readonly subState: string;
  /** UnitFileState: `enabled`, `disabled`, `static`, `masked`, … or '' for a unit without a file. */
  readonly unitFileState: string;
  readonly enabled: boolean;
  readonly masked: boolean;
  /** 0 when there is no main process. */
  readonly mainPid: number;
  readonly restarts: number;
  /** Unit or drop-ins changed on disk since systemd read them. */
  readonly needsReload: boolean;
}

export interface LookOptions {
  /** Asked now, whatever a run remembers: for whoever waits until a unit is up, or watches whether it stays so. */
  readonly fresh?: boolean;
}

export interface ServicesView {
  /** How well this adapter suits the machine. */
  suits(): 'usual' | 'possible' | 'no';
  status(name: string, options?: LookOptions): Promise<ServiceStatus>;
  /** One `systemctl show` for all of them, in order. */
  statusOf(names: readonly string[]): Promise<ServiceStatus[]>;
  /** Names (with suffix) of loaded units, unit files and enabled instances that match a glob, e.g. `cortensord@*`; sorted, without templates. */
  find(glob: string): Promise<string[]>;
  /** Properties as `systemctl show` prints them. */
  show(name: string, properties?: readonly string[]): Promise<Record<string, string>>;
  /** The same of several units with one question, in order. */
  showOf(names: readonly string[], properties: readonly string[]): Promise<Record<string, string>[]>;
}

/** Every method throws HostRefusal `unit-not-found` or `command-failed` (with the last journal lines where there are any). */
export interface Services extends ServicesView {
  start(name: string): Promise<void>;
  stop(name: string): Promise<void>;
  restart(name: string): Promise<void>;
  reload(name: string): Promise<void>;
  enable(name: string): Promise<void>;
  disable(name: string): Promise<void>;
  mask(name: string): Promise<void>;
  unmask(name: string): Promise<void>;
  resetFailed(name: string): Promise<void>;
  /** `systemctl daemon-reload`. */
  reloadManager(): Promise<void>;
}
