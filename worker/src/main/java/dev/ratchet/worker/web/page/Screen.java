package dev.ratchet.worker.web.page;

import dev.ratchet.worker.web.page.view.PageHeaders;
import dev.ratchet.worker.web.page.view.Templates;
import dev.ratchet.worker.web.page.view.View;
import io.javalin.http.Context;

/** Writes what a request is answered with. */
final class Screen {
    private static final int SEE_OTHER = 303;

    private Screen() {}

    static void show(Context request, View view) {
        PageHeaders.secure((name, value) -> request.header(name, value));
        if (view.frame().refresh() > 0) {
            request.header("Refresh", String.valueOf(view.frame().refresh()));
        }
        request.contentType(PageHeaders.HTML).result(Templates.html(view));
    }

    /** After a form: the browser asks for that page, and a reload sends nothing again. */
    static void goTo(Context request, String address) {
        request.header("Location", address).status(SEE_OTHER).result("");
    }
}
