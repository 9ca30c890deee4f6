package dev.ratchet.activities.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratchet.activities.approval.ApprovalKeys;
import dev.ratchet.activities.effect.Effects;
import dev.ratchet.activities.ledger.Ledger;
import dev.ratchet.activities.ledger.Posted;
import dev.ratchet.activities.ledger.PostgresLedger;
import dev.ratchet.activities.ledger.Postings;
import dev.ratchet.activities.masterdata.TestMasterData;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.EffectActivities.Done;
import dev.ratchet.workflows.contract.effect.EffectActivities.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jdbi.v3.core.ConnectionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class KilledServerTest {
    private static final TenantId TENANT = TenantId.DEFAULT;

    @Test
    void whatWasPostedSurvivesAKillAndTheSamePoolGoesOn(@TempDir Path data) throws Exception {
        ApprovalKeys keys = ApprovalKeys.generate();
        Postings postings = new Postings(TENANT, keys);
        try (EmbeddedDatabase server = EmbeddedDatabase.start(data.resolve("pg"));
                Database database = Database.open(server.config("ratchet"))) {
            TestMasterData.load(database, TENANT, "suppliers: [{id: ACME, name: Acme, autoPostUpTo: {EUR: 1000.00}}]");
            Effects effects = Posted.effects(database, keys);
            Ledger ledger = new PostgresLedger(database);
            Result first = effects.perform(postings.granted("ACME", "RE-1", 119_00));
            assertThat(first).isEqualTo(new Done(new Receipt("entry", "1")));

            ProcessHandle postmaster = ProcessHandle.of(server.postmasterPid()).orElseThrow();
            postmaster.destroyForcibly();
            postmaster.onExit().get();
            Instant asked = Instant.now();
            assertThatThrownBy(() -> ledger.entries(TENANT, 1));
            assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(6));

            int port = server.port();
            server.restart();
            assertThat(server.port()).isEqualTo(port);
            assertThat(retried(() -> effects.perform(postings.granted("ACME", "RE-1", 119_00))))
                    .isEqualTo(first);
            assertThat(effects.perform(postings.granted("ACME", "RE-2", 119_00)))
                    .isEqualTo(new Done(new Receipt("entry", "2")));
            assertThat(Posted.misfits(database, keys, TENANT)).isEmpty();
        }
        try (EmbeddedDatabase again = EmbeddedDatabase.start(data.resolve("pg"));
                Database database = Database.open(again.config("ratchet"))) {
            assertThat(new PostgresLedger(database).entries(TENANT, 10)).hasSize(2);
        }
    }

    /** As Temporal would; each refused attempt takes as long as the pool is patient. */
    private static Result retried(Supplier<Result> post) {
        Instant until = Instant.now().plus(Duration.ofSeconds(40));
        while (true) {
            try {
                return post.get();
            } catch (ConnectionException e) {
                assertThat(Instant.now()).isBefore(until);
            }
        }
    }
}
