# Account, installer repository, binary.
{%- from 'cortensord/map.jinja' import settings with context %}
{%- from 'cortensord/files/binary.jinja' import is_program %}
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
    - rev: {{ settings.installer_rev }}
    - target: {{ settings.installer_dir }}
    # An apply never moves an installed node to another version: that is what cortensord.upgrade is for.
    - update_head: False

{%- if settings.installer_lfs %}
cortensord_lfs_pull:
  cmd.run:
    - name: git lfs pull
    - cwd: {{ settings.installer_dir }}
    - onlyif: head -c 64 {{ binary }} | grep -aq '^version https://git-lfs'
    - require:
      - git: cortensord_installer_repository
      - pkg: git_lfs_package
    - require_in:
      - cmd: cortensord_binary_is_real
{%- endif %}

cortensord_binary_is_real:
  cmd.run:
    - name: {{ is_program(binary, settings)|yaml_encode }}
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
