import { Arg, NotSupported } from '@fleet/arguments';

@NotSupported({ encoding: 'files are read and written in UTF-8; leave it out.' })
export class IniFileArgs {
  @Arg({ doc: 'Absolute path of the file on the minion.', type: 'string' })
  file_name!: string;
}

export class IniSectionArgs extends IniFileArgs {
  @Arg({ doc: 'Name of the section; DEFAULT_IMPLICIT is what stands before the first one.', type: 'string' })
  section!: string;

  @Arg({ doc: 'What stands between an option and its value.', type: 'string', default: '=' })
  separator!: string;
}

export class IniOptionArgs extends IniFileArgs {
  @Arg({ doc: 'Name of the section; DEFAULT_IMPLICIT is what stands before the first one.', type: 'string' })
  section!: string;

  @Arg({ doc: 'Name of the option.', type: 'string' })
  option!: string;

  @Arg({ doc: 'What stands between an option and its value.', type: 'string', default: '=' })
  separator!: string;
}
