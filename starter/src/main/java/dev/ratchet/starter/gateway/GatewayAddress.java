package dev.ratchet.starter.gateway;

import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.starter.command.Refused;
import java.net.URI;

/**
 * Where the gateway is. A token goes there with every request, so the way has to be encrypted, or not leave this machine.
 *
 * @param url without a slash at its end
 */
record GatewayAddress(String url) {
    private static final String VARIABLE = "RATCHET_URL";
    private static final String DEFAULT = "http://127.0.0.1:7280";

    /** @throws Refused when it is no URL, or one of plain HTTP to another machine */
    GatewayAddress {
        URI address;
        try {
            address = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw notAnAddress(url);
        }
        if (address.getHost() == null || !String.valueOf(address.getScheme()).matches("https?")) {
            throw notAnAddress(url);
        }
        if (address.getScheme().equals("http") && !isLoopback(address)) {
            throw new Refused(
                    VARIABLE,
                    VARIABLE + " is '" + url + "': your token would go to " + address.getHost()
                            + " for everybody on the way to read; it should be https://" + address.getRawAuthority());
        }
    }

    /** @throws Refused when the variable names none that a token may go to */
    static GatewayAddress of(CommandContext context) {
        return new GatewayAddress(context.variable(VARIABLE, DEFAULT).replaceFirst("/+$", ""));
    }

    private static Refused notAnAddress(String url) {
        return new Refused(VARIABLE, VARIABLE + " is '" + url + "'; it should look like " + DEFAULT);
    }

    boolean encrypted() {
        return url.startsWith("https");
    }

    /** Whether it is where a {@code dev} process of this machine listens. */
    boolean mayBeDev() {
        return DevToken.HOST.equals(URI.create(url).getHost());
    }

    int port() {
        return URI.create(url).getPort();
    }

    private static boolean isLoopback(URI address) {
        return address.getHost().matches("127(\\.\\d+){3}|localhost|\\[::1]");
    }
}
