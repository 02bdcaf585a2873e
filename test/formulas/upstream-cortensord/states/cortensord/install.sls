{% set common = pillar.get('cortensord', {}) %}
{% set user = common.get('user', 'deploy') %}
{% set group = common.get('group', 'deploy') %}
{% set home = common.get('home_dir', '/home/' ~ user) %}
{% set installer = common.get('installer_dir', '/opt/cortensor-installer') %}

include:
  - docker
  - ipfs

node_group:
  group.present:
    - name: {{ group }}

node_user:
  user.present:
    - name: {{ user }}
    - gid: {{ group }}
    - home: {{ home }}
    - shell: /bin/bash
    - groups:
      - docker
    - require:
      - group: node_group
      - pkg: docker_engine  {# in docker/init.sls #}

lfs_package:
  pkg.installed:
    - name: git-lfs

installer:
  git.latest:
    - name: {{ common.get('source_url', 'https://github.com/cortensor/installer.git') }}
    - target: {{ installer }}
    - force_reset: False
    - update_head: False
    - require:
      - pkg: git-lfs

installer_lfs:
  cmd.run:
    - name: |
        set -e
        git lfs install --local
        git lfs pull
    - cwd: {{ installer }}
    - shell: /bin/bash
    - unless: test "$(head -c 7 dist/cortensord)" != version
    - require:
      - git: installer

node_binary:
  file.managed:
    - name: /usr/local/bin/cortensord
    - source: {{ installer }}/dist/cortensord
    - mode: 755
    - require:
      - cmd: installer_lfs

{{ home }}/.cortensor/bin:
  file.directory:
    - user: {{ user }}
    - group: {{ group }}
    - makedirs: True
    - require:
      - user: node_user

node_binary_link:
  file.symlink:
    - name: {{ home }}/.cortensor/bin/cortensord
    - target: /usr/local/bin/cortensord
    - user: {{ user }}
    - require:
      - file: node_binary
      - file: {{ home }}/.cortensor/bin

{% for script in ['start', 'stop'] %}
node_{{ script }}_script:
  file.managed:
    - name: {{ home }}/.cortensor/bin/{{ script }}-cortensor.sh
    - source: {{ installer }}/utils/{{ script }}-linux.sh
    - mode: 755
    - user: {{ user }}
    - group: {{ group }}
    - require:
      - git: installer
      - file: {{ home }}/.cortensor/bin
{% endfor %}
