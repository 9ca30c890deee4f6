package dev.ratchet.activities.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.invoice.BankAccount;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AccountFingerprintsTest {
    private static final String NEW = "bmV3IG5ldyBuZXcgbmV3IG5ldyBuZXcgbmV3IG5ldyE=";
    private static final String OLD = "b2xkIG9sZCBvbGQgb2xkIG9sZCBvbGQgb2xkIG9sZCE=";
    private static final TenantId TENANT = TenantId.DEFAULT;
    private static final String ACCOUNT = "DE02120300000000202051";

    private static AccountFingerprints of(String... keys) {
        return new AccountFingerprints(AttestationKeys.load(String.join("\n", keys)));
    }

    @Test
    void theSameAccountHasTheSameFingerprintInEveryProcessAndSpelling() {
        BankAccount account = of(OLD).of(TENANT, ACCOUNT);
        assertThat(account.masked()).isEqualTo("DE02…051");
        assertThat(of(OLD).of(TENANT, "de02 1203-0000 0000 2020 51")).isEqualTo(account);
        assertThat(of(OLD).of(TENANT, "DE02120300000000202052").fingerprint()).isNotEqualTo(account.fingerprint());
    }

    @Test
    void anotherTenantAndAnotherKeyHaveOtherFingerprints() {
        BankAccount account = of(OLD).of(TENANT, ACCOUNT);
        assertThat(of(OLD).of(new TenantId("other"), ACCOUNT).fingerprint()).isNotEqualTo(account.fingerprint());
        assertThat(of(NEW).of(TENANT, ACCOUNT).fingerprint()).isNotEqualTo(account.fingerprint());
    }

    /** What is on file was made with the older key, and must be found after the newer one attests. */
    @Test
    void aNewerKeyBeforeTheOldestChangesNoFingerprint() {
        assertThat(of(NEW, OLD).of(TENANT, ACCOUNT)).isEqualTo(of(OLD).of(TENANT, ACCOUNT));
    }

    /**
     * Whoever knows the bank and all but three of the digits behind the mask tries them. That found the number while the
     * fingerprint was a digest of it, which the first assertion shows; the others try what is public, and the words of the code.
     */
    @Test
    void fromFingerprintAndMaskNobodyFindsTheNumberWithoutTheKey() {
        BankAccount kept = of(OLD).of(TENANT, ACCOUNT);
        assertThat(found(Digest.of(ACCOUNT), Digest::of)).containsExactly(ACCOUNT);
        String purpose = "ratchet account fingerprint v1";
        Stream.<UnaryOperator<String>>of(
                        number -> number,
                        number -> TENANT.value() + "\n" + number,
                        number -> purpose + TENANT.value() + "\n" + number,
                        number -> purpose + "\n" + TENANT.value() + "\n" + number)
                .forEach(text -> assertThat(found(kept.fingerprint(), number -> Digest.of(text.apply(number))))
                        .isEmpty());
        AccountFingerprints ofAnotherKey = of(NEW);
        assertThat(found(
                        kept.fingerprint(),
                        number -> ofAnotherKey.of(TENANT, number).fingerprint()))
                .isEmpty();
        assertThat(found(
                        kept.fingerprint(), number -> of(OLD).of(TENANT, number).fingerprint()))
                .as("with the key it is found, so the attack itself works")
                .containsExactly(ACCOUNT);
    }

    private static List<String> found(Digest fingerprint, Function<String, Digest> guess) {
        return IntStream.range(0, 1000)
                .mapToObj(digits -> "DE02120300000000%03d051".formatted(digits))
                .filter(number -> guess.apply(number).equals(fingerprint))
                .toList();
    }
}
