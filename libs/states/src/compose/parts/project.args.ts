import { Arg } from '@fleet/arguments';

/** Which project, and which of its services. */
export class ProjectArgs {
  @Arg({ doc: 'The compose file, or the folder in which it lies with its overrides.', type: 'string' })
  name!: string;

  @Arg({
    doc: 'Instead of the name: several files, the later ones over the earlier.',
    type: 'string or list',
    optional: true,
  })
  files?: string[];

  @Arg({
    doc: 'Name of the project; without, as compose finds it, mostly by the folder.',
    type: 'string',
    optional: true,
  })
  project?: string;

  @Arg({ doc: 'Profiles that are in force.', type: 'string or list', optional: true })
  profiles?: string[];

  @Arg({
    doc: 'File of variables that the compose files use, instead of .env beside them.',
    type: 'string',
    optional: true,
  })
  env_file?: string;
}

export class ServicesArgs extends ProjectArgs {
  @Arg({ doc: 'Only these services.', type: 'string or list', optional: true })
  services?: string[];
}
