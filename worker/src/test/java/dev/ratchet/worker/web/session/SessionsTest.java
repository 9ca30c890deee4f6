package dev.ratchet.worker.web.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.attestation.AttestationKeys;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private static final Instant NOW = Instant.parse("2026-11-29T08:00:00Z");
    private static final Digest TOKEN = Digest.of("a token");

    private final AttestationKeys keys = AttestationKeys.generate();

    private Sessions at(Instant now) {
        return at(now, keys, TenantId.DEFAULT);
    }

    private static Sessions at(Instant now, AttestationKeys keys, TenantId tenant) {
        return new Sessions(keys, tenant, Clock.fixed(now, ZoneOffset.UTC));
    }

    @Test
    void another_process_with_the_same_key_knows_a_session_until_it_ends() {
        String value = at(NOW).open(TOKEN);
        assertThat(at(NOW.plus(Sessions.LENGTH).minusSeconds(1)).find(value)).hasValueSatisfying(session -> {
            assertThat(session.token()).isEqualTo(TOKEN);
            assertThat(session.ends()).isEqualTo(NOW.plus(Sessions.LENGTH));
        });
        assertThat(at(NOW.plus(Sessions.LENGTH)).find(value)).isEmpty();
    }

    @Test
    void nobody_makes_one_without_the_key_nor_for_another_tenant() {
        String value = at(NOW).open(TOKEN);
        assertThat(at(NOW, AttestationKeys.generate(), TenantId.DEFAULT).find(value))
                .isEmpty();
        assertThat(at(NOW, keys, new TenantId("other")).find(value)).isEmpty();
    }

    @Test
    void one_that_was_changed_anywhere_is_none() {
        Sessions sessions = at(NOW);
        String value = sessions.open(TOKEN);
        for (int at = 0; at < value.length(); at++) {
            char other = value.charAt(at) == '1' ? '2' : '1';
            String changed = value.substring(0, at) + other + value.substring(at + 1);
            assertThat(sessions.find(changed)).as(changed).isEmpty();
        }
        for (String wrong : List.of("", ".", "...", value + " ", value + value, value.substring(1))) {
            assertThat(sessions.find(wrong)).as(wrong).isEmpty();
        }
    }

    @Test
    void one_that_was_ended_is_ended_and_no_other() {
        Sessions sessions = at(NOW);
        String first = sessions.open(TOKEN);
        String second = sessions.open(TOKEN);
        sessions.end(sessions.find(first).orElseThrow());
        assertThat(sessions.find(first)).isEmpty();
        assertThat(sessions.find(second)).isPresent();
    }

    @Test
    void a_session_lasts_a_working_day() {
        assertThat(Sessions.LENGTH).isBetween(Duration.ofHours(8), Duration.ofHours(12));
    }
}
