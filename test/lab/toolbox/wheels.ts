/** Shell that makes two versions of a small package of Python in /srv/wheels: the lab has no index, and nobody whom pip could ask again and again. */
export const labWheels = `mkdir -p /srv/wheels && printf '[global]\\nretries = 0\\n' > /etc/pip.conf && python3 - <<'PYTHON'
import base64, hashlib, zipfile
for version in ('1.0', '2.0'):
    info = f'lab_tool-{version}.dist-info'
    files = {
        'lab_tool.py': f'def main():\\n    print("lab-tool {version}")\\n',
        f'{info}/METADATA': f'Metadata-Version: 2.1\\nName: lab-tool\\nVersion: {version}\\n',
        f'{info}/WHEEL': 'Wheel-Version: 1.0\\nGenerator: lab\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n',
        f'{info}/entry_points.txt': '[console_scripts]\\nlab-tool = lab_tool:main\\n',
    }
    with zipfile.ZipFile(f'/srv/wheels/lab_tool-{version}-py3-none-any.whl', 'w') as wheel:
        record = ''
        for path, text in files.items():
            wheel.writestr(path, text)
            digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b'=').decode()
            record += f'{path},sha256={digest},{len(text)}\\n'
        wheel.writestr(f'{info}/RECORD', f'{record}{info}/RECORD,,\\n')
PYTHON`;
