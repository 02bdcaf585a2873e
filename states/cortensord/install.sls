# Account, installer repository, binary.
{%- from 'cortensord/map.jinja' import settings with context %}
{%- from 'cortensord/files/binary.jinja' import is_pointer, is_program, upgrading with context %}
{%- set docker = salt['pillar.get']('docker:enabled', True) %}
include:
  - docker
  - ipfs

cortensord_group:
  group.present:
    - name: {{ settings.group }}

cortensord_user:
  user.present:
    - name: {{ settings.user }}
    - gid: {{ settings.group }}
    - home: {{ settings.home_dir }}
    - shell: /bin/bash
{%- if docker %}
    - groups: [docker]
{%- endif %}
    # An account that was there before keeps what it was given, such as sudo.
    - remove_groups: False
    - require:
      - group: cortensord_group
{%- if docker %}
      - sls: docker
{%- endif %}

{%- set binary = settings.installer_dir ~ '/' ~ settings.binary_path %}
{%- if settings.installer_lfs %}
git_lfs_package:
  pkg.installed:
    - name: git-lfs
    - require_in:
      - git: cortensord_installer_repository
{%- endif %}

cortensord_installer_repository:
  git.latest:
    - name: {{ settings.installer_repo }}
    - rev: {{ settings.installer_rev|yaml_dquote }}
    - target: {{ settings.installer_dir }}
    # An apply never moves an installed node to another version: that is what cortensord.upgrade is for.
    - update_head: False

{%- if upgrading(settings) and salt['file.file_exists'](settings.binary) %}
# The repository may be at a version that nobody has watched yet, and the way back is cortensord.upgrade's: this apply leaves the binary alone.
cortensord_binary:
  file.exists:
    - name: {{ settings.binary }}

cortensord_upgrade_interrupted:
  test.show_notification:
    - text: >-
        An upgrade of {{ grains['id'] }} was interrupted. {{ settings.binary }} stays as it is until state.apply cortensord.upgrade has taken
        the upgrade up again.
{%- else %}
# What an earlier clone without Git LFS has left is fetched; then it has to be the program.
cortensord_binary_is_real:
  cmd.run:
    - name: |
{%- if settings.installer_lfs %}
        if {{ is_pointer(binary) }}; then git lfs pull || exit; fi
{%- endif %}
        {{ is_program(binary, settings)|indent(8) }}
    - cwd: {{ settings.installer_dir }}
    - unless: {{ is_program(binary, settings)|yaml_encode }}
    - require:
      - git: cortensord_installer_repository

cortensord_binary:
  file.managed:
    - name: {{ settings.binary }}
    - source: {{ binary }}
    - user: root
    - group: root
    - mode: '0755'
    - require:
      - cmd: cortensord_binary_is_real
{%- endif %}

cortensord_bin_directory:
  file.directory:
    - name: {{ settings.home_dir }}/.cortensor/bin
    - user: {{ settings.user }}
    - group: {{ settings.group }}
    - mode: '0755'
    - makedirs: True
    - require:
      - user: cortensord_user

cortensord_bin_link:
  file.symlink:
    - name: {{ settings.home_dir }}/.cortensor/bin/cortensord
    - target: {{ settings.binary }}
    - user: {{ settings.user }}
    - group: {{ settings.group }}
    - force: True
    - require:
      - file: cortensord_bin_directory
      - file: cortensord_binary

# The installer's own scripts bypass systemd and stop every instance at once. They are kept where its documentation expects
# them; nothing here calls them.
{%- for script, source in settings.scripts.items() %}
cortensord_script_{{ script }}:
  file.managed:
    - name: {{ settings.home_dir }}/.cortensor/bin/{{ script }}
    - source: {{ settings.installer_dir }}/{{ source }}
    - user: {{ settings.user }}
    - group: {{ settings.group }}
    - mode: '0755'
    - require:
      - git: cortensord_installer_repository
      - file: cortensord_bin_directory
{%- endfor %}
