import { Arg, NotSupported } from '@fleet/arguments';
import { OptionsFileArgs } from '../../json/parts/values.args.js';

@NotSupported({ encoding: 'files are read and written in UTF-8; leave it out.' })
export class IniArgs extends OptionsFileArgs {
  @Arg({ doc: 'What stands between an option and its value.', type: 'string', default: '=' })
  separator!: string;

  @Arg({ doc: 'Write new options without blanks beside the separator.', type: 'boolean', default: false })
  no_spaces!: boolean;
}

export class IniPresentArgs extends IniArgs {
  @Arg({ doc: 'Make the file where it does not exist; otherwise that is an error.', type: 'boolean', default: false })
  create!: boolean;
}
