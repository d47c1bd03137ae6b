#!/bin/sh
# Sets everything up: Python environment, pinned dependencies, LibreOffice and CJK fonts where they are missing.
# Run again at will: what is there already is left alone.
set -u
cd "$(dirname "$0")/.." || exit 1

say() { printf '%s\n' "$*" >&2; }

# --- apt, when this user may install

as_root=""
may_install=no
if command -v apt-get >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ]; then may_install=yes
    elif sudo -n true >/dev/null 2>&1; then as_root="sudo -n"; may_install=yes
    fi
fi

apt() { $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 "$@" </dev/null >/dev/null 2>&1; }

# Old package lists name files that are gone, and a fresh machine has no lists: only then they are fetched.
install() {
    [ "$may_install" = yes ] || return 1
    say "安装 $* …"
    apt install -y --no-install-recommends "$@" && return 0
    apt update
    apt install -y --no-install-recommends "$@"
}

# --- Python

usable() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }
makes_venv() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }

# One that can make an environment at once is preferred; Debian's own cannot without python3-venv.
python=""
for name in python3 python3.11 python3.12 python3.13 python3.14; do
    usable "$name" || continue
    if makes_venv "$name"; then python=$name; break; fi
    [ -n "$python" ] || python=$name
done
if [ -z "$python" ]; then
    say "缺少 Python 3.11 或更新的版本，请先安装。(Python 3.11 or later is needed.)"
    exit 1
fi
if ! makes_venv "$python"; then
    install "$python-venv"
    if ! makes_venv "$python"; then
        say "缺少 $python-venv，又不能自动安装，请先运行 sudo apt-get install $python-venv。($python-venv is missing.)"
        exit 1
    fi
fi

# An environment that was moved or copied does not work: its scripts name the old place.
stamp=.venv/dangan-stamp
wanted="$(cat pyproject.toml constraints.txt | cksum) $(pwd -P)"
if [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ] || ! .venv/bin/python -c '' >/dev/null 2>&1; then
    say "准备 Python 环境 …"
    # An environment of this very place is brought up to date, any other is made anew.
    clear=--clear
    grep -qF "$(pwd -P)/.venv" .venv/bin/activate 2>/dev/null && usable .venv/bin/python && clear=""
    # shellcheck disable=SC2086  # an option or nothing
    { "$python" -m venv $clear .venv && .venv/bin/python -m pip install -qq -c constraints.txt -e '.[dev]'; } || {
        say "Python 依赖安装失败，请检查网络后再试。(Installing the dependencies failed.)"
        exit 1
    }
    # Under LC_ALL=C Python cannot read a .pth file with Chinese letters: they are written as escapes.
    .venv/bin/python - <<'END'
import pathlib, sysconfig
for pth in pathlib.Path(sysconfig.get_path("purelib")).glob("*dangan*.pth"):
    path = pth.read_text(encoding="utf-8").strip()
    if not path.isascii():
        pth.write_text(f"import sys; sys.path.append({ascii(path)})\n", encoding="utf-8")
END
    # Where Python may not write beside the sources, every start would compile them again.
    .venv/bin/python -m compileall -q pipeline >/dev/null 2>&1
    printf '%s\n' "$wanted" > "$stamp"
fi

# --- LibreOffice, fonts, pictures of pages: wanted, not needed

# A LibreOffice from elsewhere is taken as whole; Debian splits its own into packages.
has_office() {
    [ -e /Applications/LibreOffice.app ] && return 0
    office=$(command -v soffice || command -v libreoffice) || return 1
    case $(readlink -f "$office") in
        /usr/lib/libreoffice/*)
            [ -e /usr/lib/libreoffice/program/libswlo.so ] &&
                [ -e /usr/lib/libreoffice/program/libsclo.so ] &&
                [ -e /usr/lib/libreoffice/program/libsdlo.so ] ;;
    esac
}
has_fonts() { fc-list : family 2>/dev/null | grep -q 'Noto Serif CJK SC'; }
has_poppler() { command -v pdftoppm >/dev/null 2>&1; }
missing() {
    has_office || printf ' %s' libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-draw-nogui
    has_fonts || printf ' %s' fontconfig fonts-noto-cjk
    has_poppler || printf ' %s' poppler-utils
}

packages=$(missing)
# shellcheck disable=SC2086  # a list of packages
[ -z "$packages" ] || install $packages
packages=$(missing)
if [ -n "$packages" ]; then
    say "缺少$packages，且不能自动安装：PDF 和图片不生成，其他照常。(Missing:$packages; going on without PDF.)"
fi
exit 0
