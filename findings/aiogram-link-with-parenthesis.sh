#!/usr/bin/env bash
# aiogram (PyPI, 3.31.0): a link to an address with a closing parenthesis breaks in MarkdownV2.
#
# Expected: the Telegram Bot API, "MarkdownV2 style": inside the (...) part of a link every ')' and '\'
#   must be escaped with a backslash. Encyclopedia addresses such as …/Mashhad_(city) hold one.
# Seen: Message.md_text and TextLink(...).as_markdown() put the address in as it is, so that it ends at the
#   first parenthesis; the one left over is a reserved character that by the same document must be escaped
#   everywhere else. python-telegram-bot 22.8 escapes it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib \
  aiogram==3.31.0 python-telegram-bot==22.8 2>/dev/null

cat >check.py <<'PY'
import sys

from aiogram.utils.formatting import TextLink
from telegram.helpers import escape_markdown

address = "https://example.test/Mashhad_(city)"
written = TextLink("Mashhad", url=address).as_markdown()
other = f"[Mashhad]({escape_markdown(address, version=2, entity_type='text_link')})"
print(f"aiogram: {written}\npython-telegram-bot: {other}")
same = written == f"[Mashhad]({address})" and other == "[Mashhad](https://example.test/Mashhad_(city\\))"
sys.exit(0 if same else 1)
PY
echo 'Expected: the parenthesis after "city" has a backslash before it.'
PYTHONPATH=lib python3 check.py
