"""A bot on Bale by the package balethon, for test/bale/clients/main.ts: BALE_ROOT and BALE_TOKEN say where and who."""

import os

from balethon import Client
from balethon.objects import InlineKeyboard

bot = Client(os.environ["BALE_TOKEN"], base_url=os.environ["BALE_ROOT"])


@bot.on_message()
async def answer(message):
    if message.text == "/start":
        keyboard = InlineKeyboard([("ثبت", "save")])
        await bot.send_message(message.chat.id, f"سلام *{message.author.first_name}* ", keyboard)
    elif message.document is not None:
        content = await bot.download(message.document.id)
        await bot.send_document(message.chat.id, content, caption="همین پرونده")


@bot.on_callback_query()
async def save(callback_query):
    await bot.answer_callback_query(callback_query.id, "ثبت شد")
    await bot.edit_message_text(callback_query.message.chat.id, callback_query.message.id, "تمام")


bot.run()
