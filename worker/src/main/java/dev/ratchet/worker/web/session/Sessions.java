package dev.ratchet.worker.web.session;

import dev.ratchet.activities.attestation.AttestationKeys;
import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Opens sessions and knows them again: {@code TOKEN.ID.END.MAC}, attested under the key that all processes of the product share. So
 * a session is good in every web process, and outlives a restart. It ends after {@link #LENGTH}, with the token that opened it, or
 * when its person signs out: this process then refuses it, and the browser forgets it.
 */
public final class Sessions {
    /** A working day. */
    public static final Duration LENGTH = Duration.ofHours(10);

    private static final String ABOUT = "page session";
    private static final Pattern VALUE =
            Pattern.compile("([0-9a-f]{64})\\.([0-9a-f]{32})\\.([0-9]{1,12})\\.([A-Za-z0-9+/=]{44})");

    /** Ended by hand and not yet by time; the oldest is forgotten first. */
    private static final int ENDED = 10_000;

    private final AttestationKeys keys;
    private final TenantId tenant;
    private final Clock clock;
    private final SecureRandom chance = new SecureRandom();
    private final Map<String, Instant> ended = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > ENDED;
        }
    };

    public Sessions(AttestationKeys keys, TenantId tenant, Clock clock) {
        this.keys = keys;
        this.tenant = tenant;
        this.clock = clock;
    }

    /** @param token digest of the token that was shown, and is somebody's */
    public String open(Digest token) {
        byte[] id = new byte[16];
        chance.nextBytes(id);
        long ends = clock.instant().plus(LENGTH).getEpochSecond();
        String named = token.hex() + "." + HexFormat.of().formatHex(id) + "." + ends;
        return named + "." + keys.attest(ABOUT, tenant, named, named).mac();
    }

    /** @param value as {@link #open} gave it, or anything; empty when it is no session, or an ended one */
    public Optional<Session> find(String value) {
        Matcher parts = VALUE.matcher(value);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String named = value.substring(0, parts.end(3));
        if (!keys.attested(ABOUT, tenant, named, new Attested<>(named, parts.group(4)))) {
            return Optional.empty();
        }
        Session session = new Session(
                new Digest(parts.group(1)), parts.group(2), Instant.ofEpochSecond(Long.parseLong(parts.group(3))));
        return clock.instant().isBefore(session.ends()) && !isEnded(session) ? Optional.of(session) : Optional.empty();
    }

    public void end(Session session) {
        synchronized (ended) {
            ended.values().removeIf(end -> !clock.instant().isBefore(end));
            ended.put(session.id(), session.ends());
        }
    }

    private boolean isEnded(Session session) {
        synchronized (ended) {
            return ended.containsKey(session.id());
        }
    }
}
