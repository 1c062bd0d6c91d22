"""How a request goes through Django: in one go, in one of a few threads that keep their database connection.

Django's own handler changes threads between middlewares that know asyncio and those that do not, and takes a new thread
and a new connection for every request. That takes longer than most of our pages.
"""

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from servestatic.middleware import ServeStaticMiddleware

from samenhang.live.stream import Receive, Scope, Send
from samenhang.live.threads import TidyThreads

# One that waits for the disk, for mail or for a large document does not hold up the others.
THREADS = 12


class Handler(ASGIHandler):
    """Django as an ASGI application, with the files that browsers fetch before all middlewares."""

    def __init__(self) -> None:
        super().__init__()
        threads = TidyThreads(THREADS, thread_name_prefix="requests")
        self.files = ServeStaticMiddleware(sync_to_async(self.get_response, thread_sensitive=False, executor=threads))

    def load_middleware(self, is_async: bool = False) -> None:
        super().load_middleware(is_async=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        # Without a thread for this request alone: what Django still asks of it takes no time.
        await self.handle(scope, receive, send)

    async def get_response_async(self, request: HttpRequest) -> HttpResponseBase:
        response: HttpResponseBase = await self.files(request)
        return response
