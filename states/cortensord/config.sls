# Directories and one environment file per instance.
{%- from 'cortensord/map.jinja' import settings, nodes with context %}
include:
  - .install

{%- for id, directory in [('cortensord_nodes_directory', settings.nodes_dir), ('cortensord_log_directory', settings.log_dir)] %}
{{ id }}:
  file.directory:
    - name: {{ directory }}
    - user: {{ settings.user }}
    - group: {{ settings.group }}
    - mode: '0755'
    - makedirs: True
    - require:
      - user: cortensord_user
{%- endfor %}

{%- for name, environment in nodes.items() %}
cortensord_directory_{{ name }}:
  file.directory:
    - name: {{ settings.nodes_dir }}/{{ name }}
    - user: {{ settings.user }}
    - group: {{ settings.group }}
    - mode: '0755'
    - require:
      - file: cortensord_nodes_directory

# Named after its instance, because the daemon gets this name as an argument and `ps` then tells the instances apart.
cortensord_environment_{{ name }}:
  file.managed:
    - name: {{ settings.nodes_dir }}/{{ name }}/.env-{{ name }}
    - source: salt://cortensord/files/env.jinja
    - template: jinja
    - user: {{ settings.user }}
    - group: {{ settings.group }}
    - mode: '0600'
    - context:
        node: {{ name|yaml_dquote }}
        environment: {{ environment }}
    - require:
      - file: cortensord_directory_{{ name }}

cortensord_environment_link_{{ name }}:
  file.symlink:
    - name: {{ settings.nodes_dir }}/{{ name }}/.env
    - target: {{ settings.nodes_dir }}/{{ name }}/.env-{{ name }}
    - user: {{ settings.user }}
    - group: {{ settings.group }}
    - force: True
    - require:
      - file: cortensord_environment_{{ name }}

# systemd would create a log file for `append:` as root; these are the account's own.
{%- for log in ['cortensord-' ~ name, 'cortensord-llm-' ~ name] %}
cortensord_log_{{ log }}:
  file.managed:
    - name: {{ settings.log_dir }}/{{ log }}.log
    - replace: False
    - user: {{ settings.user }}
    - group: {{ settings.group }}
    - mode: '0644'
    - require:
      - file: cortensord_log_directory
{%- endfor %}
{%- endfor %}
