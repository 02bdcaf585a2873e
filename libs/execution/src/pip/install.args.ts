import { Arg, NotSupported } from '@fleet/arguments';
import { PipPlaceArgs } from './place.args.js';

const old = 'pip has no such option any more; leave it out.';

@NotSupported({
  use_wheel: old,
  no_use_wheel: old,
  mirrors: old,
  download_cache: old,
  allow_all_external: old,
  allow_external: old,
  allow_unverified: old,
  process_dependency_links: old,
  install_options: old,
  build: old,
  no_install: old,
  no_download: old,
  download: 'nothing would be installed; use `cmd.run` with `pip download`.',
  log: 'what pip says is answered; leave it out.',
  repo: 'write the address as the package: git+https://….',
  use_vt: 'pip runs without a terminal; leave it out.',
  activate: 'a virtual environment is named by `bin_env`; leave it out.',
  no_chown: 'files of requirements are read where they lie; leave it out.',
})
export class PipInstallArgs {
  @Arg({
    doc: 'What to install, a list or joined by commas: names with versions, archives, addresses.',
    type: 'string or list',
    optional: true,
  })
  pkgs?: string[];

  @Arg({ doc: 'File of requirements on this machine, or a list of them.', type: 'string or list', optional: true })
  requirements?: string[];

  @Arg({
    doc: 'Folder or address of a project that is installed so that its files can be edited.',
    type: 'string or list',
    optional: true,
  })
  editable?: string[];

  @Arg({ doc: 'Install the newest version, also where an older one would do.', type: 'boolean', default: false })
  upgrade!: boolean;

  @Arg({ doc: 'Install again what is there already.', type: 'boolean', default: false })
  force_reinstall!: boolean;

  @Arg({ doc: 'Take no notice of what is installed.', type: 'boolean', default: false })
  ignore_installed!: boolean;

  @Arg({ doc: 'Leave out what a package needs.', type: 'boolean', default: false })
  no_deps!: boolean;

  @Arg({ doc: 'Ask no index; `find_links` says where packages lie.', type: 'boolean', default: false })
  no_index!: boolean;

  @Arg({ doc: 'Folders, pages or archives to look for packages at.', type: 'string or list', optional: true })
  find_links?: string[];

  @Arg({ doc: 'Address of the index; credentials in it are never answered.', type: 'string', optional: true })
  index_url?: string;

  @Arg({ doc: 'Addresses of further indexes.', type: 'string or list', optional: true })
  extra_index_url?: string[];

  @Arg({ doc: 'Take versions that are not released yet, too.', type: 'boolean', default: false })
  pre_releases!: boolean;

  @Arg({ doc: 'Folder to install into, instead of where packages of this Python lie.', type: 'string', optional: true })
  target?: string;

  @Arg({ doc: 'Hosts that are trusted without HTTPS.', type: 'string or list', optional: true })
  trusted_host?: string[];

  @Arg({ doc: 'Address of a proxy.', type: 'string', optional: true })
  proxy?: string;

  @Arg({ doc: 'Seconds until an index that does not answer is given up.', type: 'int', optional: true })
  timeout?: number;

  @Arg({ doc: 'File of the certificates of authorities that are trusted.', type: 'string', optional: true })
  cert?: string;

  @Arg({ doc: 'Keep nothing of what is downloaded.', type: 'boolean', default: false })
  no_cache_dir!: boolean;

  @Arg({
    doc: 'Further options of pip, each beginning with two dashes, such as --break-system-packages.',
    type: 'string or list',
    optional: true,
  })
  extra_args?: string[];

  @Arg({
    doc: 'Folder of a virtual environment, or path of a pip; without, the pip of the machine.',
    type: 'string',
    optional: true,
  })
  bin_env?: string;

  @Arg({ doc: 'Account that runs pip.', type: 'string', optional: true })
  user?: string;

  @Arg({ doc: 'Folder that pip runs in.', type: 'string', optional: true })
  cwd?: string;

  @Arg({ doc: 'Environment variables to add.', type: 'mapping', optional: true })
  env_vars?: PipPlaceArgs['env_vars'];
}
