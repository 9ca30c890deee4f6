package dev.ratchet.worker.web.page.view;

import java.util.function.BiConsumer;

/** Headers of every page, besides those of every answer. */
public final class PageHeaders {
    public static final String HTML = "text/html;charset=utf-8";

    private static final String POLICY = String.join(
            "; ",
            "default-src 'none'",
            "style-src 'self'",
            "img-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'");

    private PageHeaders() {}

    /**
     * A page runs no script, shows only what this server sends, and is shown in no other page. Other sites are told nothing of where
     * people come from; our own are, because a browser names the origin of a form only then.
     */
    public static void secure(BiConsumer<String, String> header) {
        header.accept("Content-Security-Policy", POLICY);
        header.accept("Referrer-Policy", "same-origin");
        header.accept("Cross-Origin-Opener-Policy", "same-origin");
        header.accept("Cross-Origin-Resource-Policy", "same-origin");
    }
}
