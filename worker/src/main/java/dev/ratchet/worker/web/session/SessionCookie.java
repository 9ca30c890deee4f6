package dev.ratchet.worker.web.session;

import dev.ratchet.worker.web.admission.LoopbackOnly;
import java.util.List;
import java.util.Optional;

/**
 * The cookie that carries a session: no script can read it, and no other site can have it sent. Outside of loopback it goes over
 * HTTPS alone, and only the gateway's own host can have set it.
 *
 * <p>Browsers send a cookie to every port of its host, so the one of a laptop is named after its port.
 */
public final class SessionCookie {
    private static final String ATTRIBUTES = "; Path=/; HttpOnly; SameSite=Strict";

    private final String name;
    private final boolean secure;

    private SessionCookie(String name, boolean secure) {
        this.name = name;
        this.secure = secure;
    }

    /**
     * @param host that the gateway is bound to
     * @param port that the browser asks
     */
    public static SessionCookie of(String host, int port) {
        return LoopbackOnly.isLoopback(host)
                ? new SessionCookie("ratchet-" + port, false)
                : new SessionCookie("__Host-ratchet", true);
    }

    /** The value of a {@code Set-Cookie} header. */
    public String set(String session) {
        return name + "=" + session + "; Max-Age=" + Sessions.LENGTH.toSeconds() + attributes();
    }

    /** The value of the {@code Set-Cookie} header by which the browser forgets it. */
    public String forget() {
        return name + "=; Max-Age=0" + attributes();
    }

    private String attributes() {
        return ATTRIBUTES + (secure ? "; Secure" : "");
    }

    /** @param headers values of the {@code Cookie} headers */
    public Optional<String> in(List<String> headers) {
        return headers.stream()
                .flatMap(header -> List.of(header.split(";")).stream())
                .map(String::strip)
                .filter(cookie -> cookie.startsWith(name + "="))
                .map(cookie -> cookie.substring(name.length() + 1))
                .findFirst();
    }
}
