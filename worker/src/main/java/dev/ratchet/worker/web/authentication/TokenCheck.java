package dev.ratchet.worker.web.authentication;

import dev.ratchet.worker.web.admission.RequestRate;
import dev.ratchet.workflows.contract.Digest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.eclipse.jetty.server.Request;

/**
 * Tells whose a token is. An address that sends wrong ones is soon told to wait. A right one passes all the same: many people may
 * come from one address, and none of them should be able to lock out the others. Guessing is hopeless at any rate, because
 * {@link Tokens} takes no short token.
 */
public final class TokenCheck {
    private final Tokens tokens;
    private final RequestRate failures;

    /** @param failures of one network address */
    public TokenCheck(Tokens tokens, RequestRate failures) {
        this.tokens = tokens;
        this.failures = failures;
    }

    /** Public for the pages, which people sign in to. */
    public sealed interface Result {}

    public record Known(Caller caller, Digest token) implements Result {}

    /** @param why one sentence that says what would be right */
    public record Wrong(String why) implements Result {}

    /** @param until it is worth trying again */
    public record TooMany(Duration until) implements Result {
        /** One sentence for a person. */
        public String why() {
            return "too many requests with a wrong token, or none, came from this address; check RATCHET_TOKEN";
        }
    }

    /** @param network that {@link #network} gave */
    public Result check(String token, String network) {
        Optional<Caller> caller = tokens.caller(token);
        if (caller.isEmpty()) {
            return failed(network, "nobody has this token; check RATCHET_TOKEN");
        }
        Optional<String> weakness = Tokens.weakness(token);
        return weakness.isPresent() ? failed(network, weakness.get()) : new Known(caller.get(), Digest.of(token));
    }

    /** Counts something that is as good as a wrong token. */
    public Result failed(String network, String why) {
        Optional<Duration> wait = failures.take(network);
        return wait.isPresent() ? new TooMany(wait.get()) : new Wrong(why);
    }

    /** Whose a token of this digest is; empty once nobody has it. */
    public Optional<Caller> holder(Digest token) {
        return tokens.holder(token);
    }

    /** Of an IPv6 address the first half: whoever has one address there has all of that network's. */
    static String network(Request request) {
        InetAddress address = request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress from
                ? from.getAddress()
                : null;
        if (address instanceof Inet6Address six) {
            return HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), 8));
        }
        return address == null ? "" : address.getHostAddress();
    }
}
