"""The application that daphne serves: what one says, all others in the group hear."""

from typing import Any

import django
from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings

GROUP = "board"
LAYER = {"BACKEND": "channels.layers.InMemoryChannelLayer"}

settings.configure(CHANNEL_LAYERS={"default": LAYER})
django.setup()


class Chat(AsyncWebsocketConsumer):  # type: ignore[misc]  # it has no types
    async def connect(self) -> None:
        await self.channel_layer.group_add(GROUP, self.channel_name)
        await self.accept()

    async def disconnect(self, code: int) -> None:
        await self.channel_layer.group_discard(GROUP, self.channel_name)

    async def receive(self, text_data: str = "", bytes_data: bytes = b"") -> None:
        message = {"type": "chat.message", "text": text_data, "by": self.channel_name}
        await self.channel_layer.group_send(GROUP, message)

    async def chat_message(self, event: dict[str, Any]) -> None:
        if event["by"] != self.channel_name:
            await self.send(text_data=event["text"])


application = Chat.as_asgi()
