import { Arg, NotSupported } from '@fleet/arguments';
import type { Value } from '@fleet/values';

const ubuntu =
  'archives of Launchpad are written out: deb [signed-by=…] https://ppa.launchpadcontent.net/… as the name.';
const noYum = 'that is of yum, dnf and zypper; this machine has apt.';

/** What names an apt repository. */
@NotSupported(
  {
    ppa: ubuntu,
    ppa_auth: ubuntu,
    consolidate: 'one line is managed, and the others are left alone.',
    baseurl: noYum,
    mirrorlist: noYum,
    metalink: noYum,
    gpgautoimport: noYum,
    priority: noYum,
    repo_gpgcheck: noYum,
    failovermethod: noYum,
    sslverify: noYum,
    sslcacert: noYum,
    module_hotfixes: noYum,
    autorefresh: noYum,
  },
  { evenFalse: ['sslverify'] },
)
export class RepositoryArgs {
  @Arg({
    doc: 'The whole line, as it stands in a list of sources: deb [options] address release components.',
    type: 'string',
  })
  name!: string;

  @Arg({
    doc: 'Absolute path of the file that it stands in: a .list of lines, or a .sources of stanzas.',
    type: 'string',
    default: '/etc/apt/sources.list',
  })
  file!: string;

  @Arg({ doc: 'Release, where the name does not say it.', type: 'string', optional: true })
  dist?: string;

  @Arg({
    doc: 'Components, with commas between them, where the name does not say them.',
    type: 'string',
    optional: true,
  })
  comps?: string;

  @Arg({ doc: 'Accepted for trees that set it: apt knows no name for a repository.', type: 'string', optional: true })
  humanname?: string;

  @Arg({
    doc: 'Key that a key server has; it stays where it is when the repository goes.',
    type: 'any',
    optional: true,
  })
  keyid?: Value;

  @Arg({ doc: 'Key server, asked over https.', type: 'string', optional: true })
  keyserver?: string;

  @Arg({ doc: 'Where the key is: salt://…, http(s)://… or a path on the minion.', type: 'string', optional: true })
  key_url?: string;

  @Arg({ doc: 'Accepted for trees that set it: apt always checks signatures.', type: 'any', optional: true })
  gpgcheck?: Value;

  @Arg({ doc: 'Where the key is, the other word for key_url.', type: 'string', optional: true })
  gpgkey?: string;

  @Arg({ doc: 'Fetch the lists of packages after a change.', type: 'boolean', default: true })
  refresh!: boolean;

  @Arg({
    doc: 'Fetch the lists of packages after a change, the other word for refresh.',
    type: 'boolean',
    optional: true,
  })
  refresh_db?: boolean;

  @Arg({
    doc: 'Accepted for trees that set it: keys go where apt looks for them today, not to apt-key.',
    type: 'boolean',
    optional: true,
  })
  aptkey?: boolean;
}
