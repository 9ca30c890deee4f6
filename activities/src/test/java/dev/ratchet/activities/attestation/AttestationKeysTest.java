package dev.ratchet.activities.attestation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.TenantId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttestationKeysTest {
    private static final TenantId TENANT = TenantId.DEFAULT;
    private static final AttestationKeys KEYS = AttestationKeys.generate();

    private record Said(String what, long much) {}

    private static final Said SAID = new Said("a bill", 7);

    @Test
    void whatWasAttestedIsBelievedOfThatSubjectAndNothingElse() {
        Attested<Said> claim = KEYS.attest("reading", TENANT, "d1", SAID);
        assertThat(KEYS.require("reading", TENANT, "d1", claim)).isEqualTo(SAID);
        assertThat(KEYS.attested("fields", TENANT, "d1", claim)).isFalse();
        assertThat(KEYS.attested("reading", new TenantId("other"), "d1", claim)).isFalse();
        assertThat(KEYS.attested("reading", TENANT, "d2", claim)).isFalse();
        assertThat(KEYS.attested("reading", TENANT, "d1", new Attested<>(new Said("a bill", 8), claim.mac())))
                .isFalse();
        assertThat(AttestationKeys.generate().attested("reading", TENANT, "d1", claim))
                .isFalse();
        for (String mac : new String[] {"", "====", claim.mac().substring(4)}) {
            assertThat(KEYS.attested("reading", TENANT, "d1", new Attested<>(SAID, mac)))
                    .as(mac)
                    .isFalse();
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KEYS.require("reading", TENANT, "d2", claim))
                .withMessage("the reading of d2 is not attested by a key that is known here");
    }

    /** Computed here by what the class documents, and by nothing of its code. */
    @Test
    void theCodeIsTheHmacOfTheCanonicalJson() throws Exception {
        byte[] key = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
        AttestationKeys keys = AttestationKeys.load(Base64.getEncoder().encodeToString(key));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        byte[] expected = mac.doFinal(
                "{\"about\":\"reading\",\"subject\":\"d1\",\"tenant\":\"default\",\"value\":{\"much\":7,\"what\":\"a bill\"}}"
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(keys.attest("reading", TENANT, "d1", SAID).mac())
                .isEqualTo(Base64.getEncoder().encodeToString(expected));
    }

    @Test
    void itIsStillBelievedAfterTheWire() {
        Attested<Said> claim = KEYS.attest("reading", TENANT, "d1", SAID);
        Attested<?> back = CanonicalJson.read(CanonicalJson.tree(claim), Attested.class, Said.class);
        assertThat(back).isEqualTo(claim);
        assertThat(KEYS.attested("reading", TENANT, "d1", back)).isTrue();
    }

    @Test
    void aNewKeyAttestsAndTheOldOneIsStillBelieved(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("attestation-key.txt");
        AttestationKeys before = AttestationKeys.loadOrGenerate(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Attested<Said> old = before.attest("reading", TENANT, "d1", SAID);
        assertThat(AttestationKeys.loadOrGenerate(file).attested("reading", TENANT, "d1", old))
                .isTrue();
        Path other = folder.resolve("other.txt");
        AttestationKeys.loadOrGenerate(other);
        AttestationKeys both = AttestationKeys.load(Files.readString(other) + "\n" + Files.readString(file));
        assertThat(both.attested("reading", TENANT, "d1", old)).isTrue();
        Attested<Said> fresh = both.attest("reading", TENANT, "d1", SAID);
        assertThat(before.attested("reading", TENANT, "d1", fresh)).isFalse();
        assertThat(AttestationKeys.loadOrGenerate(other).attested("reading", TENANT, "d1", fresh))
                .isTrue();
    }

    @Test
    void whatIsNoKeyIsToldByItsLine() {
        String key = Base64.getEncoder().encodeToString(new byte[32]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AttestationKeys.load(" \n"))
                .withMessageContaining("at least one key");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AttestationKeys.load(key + "\nnot a key"))
                .withMessage("line 2 should be 32 bytes in base64");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AttestationKeys.load(Base64.getEncoder().encodeToString(new byte[16])))
                .withMessage("line 1 has 16 bytes and should have 32");
    }
}
