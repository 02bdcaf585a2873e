{% set common = pillar.get('cortensord', {}) %}
{% set user = common.get('user', 'deploy') %}
{% set group = common.get('group', 'deploy') %}
{% set nodes = common.get('nodes_dir', '/opt/cortensor/nodes') %}
{% set logs = common.get('log_dir', '/var/log/cortensor') %}
{% set registry = pillar.get('cortensord_nodes', {}) %}

include:
  - .install

{{ nodes }}:
  file.directory:
    - user: {{ user }}
    - group: {{ group }}
    - mode: 755
    - makedirs: True
    - recurse:
      - user
      - group
    - require:
      - user: node_user

{{ logs }}:
  file.directory:
    - user: {{ user }}
    - group: {{ group }}
    - mode: 755
    - makedirs: True
    - recurse:
      - user
      - group
    - require:
      - user: node_user

{# Only what is assigned to this server #}
{% for name in pillar.get('cortensord_assigned_nodes', []) %}
    {% set own = common.copy() %}
    {% do own.pop('instances', None) %}
    {% do own.update(registry.get(name, {})) %}
    {% if not own.get('LOG_FILE_NAME') %}
        {% do own.update({'LOG_FILE_NAME': 'agent_miner-' ~ name ~ '.log'}) %}
    {% endif %}
    {% if loop.first %}
        {% do own.update({'ENABLE_IPFS_SERVER': '1'}) %}
    {% else %}
        {% do own.update({'ENABLE_IPFS_SERVER': '0'}) %}
    {% endif %}

{{ nodes }}/{{ name }}:
  file.directory:
    - user: {{ user }}
    - group: {{ group }}
    - mode: 755
    - require:
      - file: {{ nodes }}

{{ nodes }}/{{ name }}/.env-{{ name }}:
  file.managed:
    - source: salt://cortensord/files/node.env
    - template: jinja
    - user: {{ user }}
    - group: {{ group }}
    - mode: 600
    - context:
        config: {{ own }}
    - require:
      - file: {{ nodes }}/{{ name }}

{{ nodes }}/{{ name }}/.env:
  file.symlink:
    - target: {{ nodes }}/{{ name }}/.env-{{ name }}
    - user: {{ user }}
    - group: {{ group }}
    - force: True
    - require:
      - file: {{ nodes }}/{{ name }}/.env-{{ name }}

{{ logs }}/cortensord-{{ name }}.log:
  file.touch:
    - user: {{ user }}
    - group: {{ group }}
    - mode: 644
    - require:
      - file: {{ logs }}
{% endfor %}
