package dev.ratchet.worker.web.session;

import dev.ratchet.workflows.contract.Digest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** A code that signs its bearer in once, for whoever reads what the process printed. */
public final class SignInLink {
    private final String code;
    private final Digest token;
    private final AtomicBoolean used = new AtomicBoolean();

    /** @param token digest of the token that the code stands for */
    public SignInLink(Digest token) {
        byte[] secret = new byte[16];
        new SecureRandom().nextBytes(secret);
        this.code = HexFormat.of().formatHex(secret);
        this.token = token;
    }

    public String code() {
        return code;
    }

    /** The digest of the token; empty for another code, and from the second time on. */
    public Optional<Digest> use(String given) {
        boolean right =
                MessageDigest.isEqual(code.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
        return right && used.compareAndSet(false, true) ? Optional.of(token) : Optional.empty();
    }
}
