"""A bot on Bale by the package python-bale-bot, for test/bale/clients/main.ts: BALE_ROOT and BALE_TOKEN say where and who."""

import os

import bale
import bale.request.http as http

# The package knows one server only.
http.BALE_API_BASE_URL = os.environ["BALE_ROOT"] + "/"
http.BALE_API_FILE_URL = os.environ["BALE_ROOT"] + "/file"
bot = bale.Bot(os.environ["BALE_TOKEN"])
# It asks again at once, whether or not something has come.
bot.updater.interval = 0.2


@bot.event
async def on_message(message):
    if message.text == "/start":
        keyboard = bale.InlineKeyboardMarkup()
        keyboard.add(bale.InlineKeyboardButton("ثبت", callback_data="save"))
        await bot.send_message(message.chat_id, f"سلام *{message.author.first_name}* ", components=keyboard)
    elif message.document is not None:
        content = await bot.get_file(message.document.file_id)
        await bot.send_document(message.chat_id, bale.InputFile(content, file_name="a.txt"), caption="همین پرونده")


@bot.event
async def on_callback(press):
    # The package cannot answer a press.
    await bot.edit_message(press.message.chat_id, press.message.message_id, "تمام")


bot.run()
