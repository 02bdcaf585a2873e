# Another version: fleetctl '*' state.apply cortensord.upgrade
#
# Fetch, check, keep the old one aside, stop, install, start, watch. Where anything of it fails, the old binary, the commit of before and the
# running instances come back, and the job has failed. What an interrupted upgrade has left (`….before-upgrade` and the ref
# refs/fleet/upgrading) is taken up by the next one: the version to come back to is always the last that stayed up.
# Without a new version nothing is stopped.
{%- from 'cortensord/map.jinja' import settings, nodes with context %}
{%- from 'cortensord/files/binary.jinja' import is_pointer, is_program, upgrade_mark as mark, upgrading with context %}
{%- set binary = settings.binary %}
{%- set fetched = settings.installer_dir ~ '/' ~ settings.binary_path %}
{%- set aside = binary ~ '.before-upgrade' %}
{%- set git = 'git -C ' ~ settings.installer_dir %}

{%- macro in_flight() %}
    - onlyif:
      - fun: file.file_exists
        path: {{ aside }}
{%- endmacro %}
{%- macro when_it_failed() %}
    - onfail:
      - git: cortensord_upgrade_repository
      - cmd: cortensord_upgrade_lfs_pull
      - cmd: cortensord_upgrade_checked
      - file: cortensord_upgrade_kept
      - service: cortensord_upgrade_stopped
      - file: cortensord_upgrade_binary
{%- if nodes %}
      - service: cortensord_upgrade_started
      - cmd: cortensord_upgrade_stays_up
{%- endif %}
{%- endmacro %}
{%- macro instances() %}
    - names:
{%- for name in nodes %}
      - cortensord@{{ name }}
{%- endfor %}
{%- endmacro %}

cortensord_upgrade_installed:
  file.exists:
    - name: {{ binary }}

cortensord_upgrade_not_installed:
  test.fail_without_changes:
    - comment: 'cortensord is not installed on {{ grains['id'] }}: apply cortensord first'
    - onfail:
      - file: cortensord_upgrade_installed

{%- if upgrading(settings) %}
# A power cut leaves git's lock behind, and then git refuses everything. Two upgrades at once there are not.
cortensord_upgrade_unlocked:
  file.absent:
    - name: {{ settings.installer_dir }}/.git/index.lock
    - destroys: False
    - require_in:
      - git: cortensord_upgrade_repository
{%- endif %}

# Where it comes from, for the way back; an interrupted upgrade has noted it already. One that was interrupted as it tidied up has not: what
# is installed is what the repository holds, and nothing is kept aside.
cortensord_upgrade_noted:
  cmd.run:
    - name: >-
        if test ! -e {{ aside }} && cmp -s {{ fetched }} {{ binary }}; then {{ git }} update-ref {{ mark }} HEAD;
        else {{ git }} rev-parse --quiet --verify {{ mark }} || {{ git }} update-ref {{ mark }} HEAD; fi
    - prereq:
      - git: cortensord_upgrade_repository

cortensord_upgrade_repository:
  git.latest:
    - name: {{ settings.installer_repo }}
    - rev: {{ settings.installer_rev|yaml_dquote }}
    - target: {{ settings.installer_dir }}
    - force_reset: True
    - update_head: True
    - require:
      - file: cortensord_upgrade_installed

cortensord_upgrade_lfs_pull:
  cmd.run:
    - name: {{ 'git lfs pull' if settings.installer_lfs else 'true' }}
    - cwd: {{ settings.installer_dir }}
    - onlyif: {{ is_pointer(fetched)|yaml_encode }}
    - require:
      - git: cortensord_upgrade_repository

# As the account that will run it, before anything is stopped.
{%- set check %}
{{ is_program(fetched, settings) }}
test -x "$f" || no 'is not executable'
{%- if settings.binary_version %}
timeout 60 "$f" {{ settings.binary_version }} || no "does not run: {{ settings.binary_version }} ended with $?"
{%- endif %}
{%- endset %}
cortensord_upgrade_checked:
  cmd.run:
    - name: {{ check|yaml_encode }}
    - runas: {{ settings.user }}
    - unless: cmp -s {{ fetched }} {{ binary }}
    - require:
      - cmd: cortensord_upgrade_lfs_pull

cortensord_upgrade_kept:
  file.copy:
    - name: {{ aside }}
    - source: {{ binary }}
    - preserve: True
    - unless: cmp -s {{ fetched }} {{ binary }}
    - require:
      - cmd: cortensord_upgrade_checked

cortensord_upgrade_stopped:
  service.dead:
    - name: cortensord@*
{{- in_flight() }}
    - require:
      - file: cortensord_upgrade_kept

cortensord_upgrade_binary:
  file.managed:
    - name: {{ binary }}
    - source: {{ fetched }}
    - user: root
    - group: root
    - mode: '0755'
    - require:
      - service: cortensord_upgrade_stopped

{%- if nodes %}
cortensord_upgrade_started:
  service.running:
{{- instances() }}
    - enable: True
{{- in_flight() }}
    - require:
      - file: cortensord_upgrade_binary

cortensord_upgrade_stays_up:
  cmd.script:
    - name: stay-up.sh
    - source: salt://cortensord/files/stay-up.sh
    - args: {{ [settings.upgrade_watch|string] + (nodes|list)|map('regex_replace', '^', 'cortensord@')|list }}
{{- in_flight() }}
    - require:
      - service: cortensord_upgrade_started
{%- endif %}

# The version of before stays beside the new one, for a way back by hand.
cortensord_upgrade_done:
  cmd.run:
    - name: >-
        if test -e {{ aside }}; then mv -f {{ aside }} {{ binary }}.previous; fi &&
        {{ git }} update-ref -d {{ mark }} &&
        echo "{{ settings.installer_dir }} is at $({{ git }} rev-parse --short HEAD)"
    - onlyif: test -e {{ aside }} || {{ git }} rev-parse --quiet --verify {{ mark }}
    - require:
      - file: cortensord_upgrade_binary
{%- if nodes %}
      - cmd: cortensord_upgrade_stays_up
{%- endif %}

# The way back.
cortensord_restore_stopped:
  service.dead:
    - name: cortensord@*
{{- in_flight() }}
{{- when_it_failed() }}

# systemd counts the starts of what did not stay up, and would refuse the next one.
cortensord_restore_binary:
  cmd.run:
    - name: >-
        mv -f {{ aside }} {{ binary }} && echo "{{ binary }} is the one of before again" &&
        systemctl reset-failed 'cortensord@*'
{{- in_flight() }}
    - require:
      - service: cortensord_restore_stopped
{{- when_it_failed() }}

cortensord_restore_repository:
  cmd.run:
    - name: >-
        git reset --quiet --hard {{ mark }}
        {%- if settings.installer_lfs %} && git lfs checkout{% endif %}
        && git update-ref -d {{ mark }}
        && echo "{{ settings.installer_dir }} is at $(git rev-parse --short HEAD) again"
    - cwd: {{ settings.installer_dir }}
    - onlyif: {{ git }} rev-parse --quiet --verify {{ mark }}
{{- when_it_failed() }}

{%- if nodes %}
cortensord_restore_started:
  service.running:
{{- instances() }}
    - enable: True
    - require:
      - cmd: cortensord_restore_binary
{{- when_it_failed() }}

cortensord_restored:
  test.show_notification:
    - text: >-
        The upgrade failed, as the state above says. {{ binary }} is what it was before, and {{ nodes|length }} instances run it:
        {{ nodes|join(', ') }}.
    - require:
      - service: cortensord_restore_started
{{- when_it_failed() }}
{%- endif %}
