package dev.ratchet.activities.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.Approval;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApprovalKeysTest {
    private static Approval approval(String id) {
        return new Approval(
                TenantId.DEFAULT,
                id,
                "wf",
                Digest.of("intent"),
                "anna",
                "clerk",
                "sub",
                Instant.ofEpochSecond(1),
                Instant.ofEpochSecond(2),
                "",
                "");
    }

    @Test
    void aLoadedKeySignsWhatTheGeneratedOneVerifies(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("keys.pem");
        ApprovalKeys keys = ApprovalKeys.loadOrGenerate(file);
        ApprovalKeys again = ApprovalKeys.loadOrGenerate(file);
        assertThat(again.id()).isEqualTo(keys.id()).hasSize(12);
        assertThat(keys.verification().signed(again.sign(approval("1")))).isTrue();
        assertThat(ApprovalKeys.loadPublic(Files.readString(file)).signed(again.sign(approval("1"))))
                .isTrue();
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
    }

    @Test
    void aSignatureCountsForItsOwnWordsAndItsOwnKey() {
        ApprovalKeys keys = ApprovalKeys.generate();
        Approval signed = keys.sign(approval("1"));
        Approval moved = new Approval(
                signed.tenant(),
                "2",
                signed.workflowId(),
                signed.intent(),
                signed.approver(),
                signed.role(),
                signed.submitter(),
                signed.decidedAt(),
                signed.expiresAt(),
                signed.key(),
                signed.signature());
        assertThat(keys.verification().signed(moved)).isFalse();
        assertThat(ApprovalKeys.generate().verification().signed(signed)).isFalse();
        assertThat(keys.verification()
                        .with(ApprovalKeys.generate().verification())
                        .signed(signed))
                .isTrue();
        assertThat(keys.verification().signed(approval("1"))).isFalse();
    }

    @Test
    void aKeyCountsInItsTimeOnly() throws Exception {
        ApprovalKeys keys = ApprovalKeys.generate();
        ApprovalKeys other = ApprovalKeys.generate();
        String file = "the first one\nValid-From: 2026-01-01T00:00:00Z\nValid-Until: 2026-02-01T00:00:00Z\n"
                + publicHalf(keys) + publicHalf(other);
        VerificationKeys believed = ApprovalKeys.loadPublic(file);
        assertThat(believed.valid(keys.id(), Instant.parse("2025-12-31T23:59:59Z")))
                .isFalse();
        assertThat(believed.valid(keys.id(), Instant.parse("2026-01-01T00:00:00Z")))
                .isTrue();
        assertThat(believed.valid(keys.id(), Instant.parse("2026-01-31T23:59:59Z")))
                .isTrue();
        assertThat(believed.valid(keys.id(), Instant.parse("2026-02-01T00:00:00Z")))
                .isFalse();
        assertThat(believed.valid(other.id(), Instant.EPOCH)).isTrue();
        assertThat(believed.valid("unknown", Instant.EPOCH)).isFalse();
        assertThat(believed.signed(keys.sign(approval("1")))).isTrue();
        assertThatThrownBy(() -> ApprovalKeys.loadPublic("Valid-Until: tomorrow\n" + publicHalf(keys)))
                .isInstanceOf(ApprovalKeys.BadKey.class)
                .hasMessageContaining("'Valid-Until' should be a time such as 2026-11-21T10:00:00Z, and is 'tomorrow'");
    }

    private static String publicHalf(ApprovalKeys keys) {
        return keys.pem().substring(keys.pem().indexOf("-----BEGIN PUBLIC"));
    }

    @Test
    void keysThatAreNoPairAreRefusedWithoutBeingShown() {
        String[] one = ApprovalKeys.generate().pem().split("(?=-----BEGIN PUBLIC)");
        String[] two = ApprovalKeys.generate().pem().split("(?=-----BEGIN PUBLIC)");
        assertThatThrownBy(() -> ApprovalKeys.load(one[0] + two[1]))
                .isInstanceOf(ApprovalKeys.BadKey.class)
                .hasMessageContaining("PKCS#8")
                .hasMessageNotContaining(one[0].lines().toList().get(1));
        assertThatThrownBy(() -> ApprovalKeys.load(one[0])).hasMessageContaining("BEGIN PUBLIC KEY");
        assertThatThrownBy(() -> ApprovalKeys.of("nonsense", "nonsense")).isInstanceOf(ApprovalKeys.BadKey.class);
        assertThatThrownBy(() -> ApprovalKeys.loadPublic("")).isInstanceOf(ApprovalKeys.BadKey.class);
    }
}
