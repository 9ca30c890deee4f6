package dev.ratchet.workflows.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.temporal.Converters;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.failure.v1.Failure;
import io.temporal.common.converter.DataConverter;
import io.temporal.failure.ApplicationFailure;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptingCodecTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final String SECRET = "Nordlicht Papier GmbH";
    private final TestKeys keys = TestKeys.of(ACME, "k1");
    private final EncryptingCodec codec = new EncryptingCodec(keys);
    private final DataConverter converter = Converters.encrypted(keys);

    private static Payload plain(String text) {
        return Converters.dataConverter().toPayload(text).orElseThrow();
    }

    private static Payload plain(int length) {
        StringBuilder text = new StringBuilder();
        Random chance = new Random(length);
        while (text.length() < length) {
            text.append(chance.nextInt(4)).append(SECRET, 0, Math.min(SECRET.length(), length));
        }
        return plain(text.substring(0, length));
    }

    private Payload encrypted(Payload payload) {
        return codec.encode(List.of(payload)).get(0);
    }

    private Payload decrypted(Payload payload) {
        return codec.decode(List.of(payload)).get(0);
    }

    private static String metadata(Payload payload, String name) {
        return payload.getMetadataOrThrow(name).toStringUtf8();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 900, 1_023, 1_024, 1_025, 30_000, 2_000_000})
    void what_is_encrypted_is_read_again_whatever_its_length(int length) {
        Payload plain = plain(length);
        Payload encrypted = encrypted(plain);

        assertThat(decrypted(encrypted)).isEqualTo(plain);
        assertThat(metadata(encrypted, "encoding")).isEqualTo("binary/encrypted");
        assertThat(metadata(encrypted, "encryption-key-id")).isEqualTo("k1");
        assertThat(encrypted.toString()).doesNotContain("Nordlicht");
    }

    @Test
    void long_payloads_are_compressed_before_they_are_encrypted_and_short_ones_are_not() {
        Payload shorter = encrypted(plain(500));
        Payload longer = encrypted(plain(30_000));

        assertThat(metadata(shorter, "encryption-compression")).isEqualTo("none");
        assertThat(metadata(longer, "encryption-compression")).isEqualTo("deflate");
        assertThat(longer.getSerializedSize()).isLessThan(10_000);
    }

    @Test
    void the_same_value_looks_different_each_time() {
        assertThat(encrypted(plain(SECRET)).getData())
                .isNotEqualTo(encrypted(plain(SECRET)).getData());
    }

    @Test
    void a_payload_from_before_there_were_keys_is_read_as_it_is() {
        assertThat(decrypted(plain(SECRET))).isEqualTo(plain(SECRET));
        assertThat(converter.fromPayload(plain(SECRET), String.class, String.class))
                .isEqualTo(SECRET);
    }

    @Test
    void without_an_active_key_payloads_are_written_as_they_are_and_encrypted_ones_read() {
        EncryptingCodec reader = new EncryptingCodec(new PayloadKeys() {
            @Override
            public Optional<PayloadKey> active() {
                return Optional.empty();
            }

            @Override
            public Optional<PayloadKey> find(String id) {
                return keys.find(id);
            }

            @Override
            public String whereToGet(String id) {
                return "";
            }
        });

        assertThat(reader.encode(List.of(plain(SECRET)))).containsExactly(plain(SECRET));
        assertThat(reader.decode(List.of(encrypted(plain(SECRET))))).containsExactly(plain(SECRET));
    }

    @Test
    void a_key_that_is_not_here_is_named_with_the_way_to_it() {
        EncryptingCodec other = new EncryptingCodec(TestKeys.of(ACME, "k2"));
        Payload encrypted = encrypted(plain(SECRET));

        assertThatThrownBy(() -> other.decode(List.of(encrypted)))
                .isInstanceOf(MissingKey.class)
                .hasMessage("a payload is encrypted with the key 'k1', which this process does not have: ask for it");
    }

    @Test
    void a_payload_of_another_tenant_is_not_read_even_if_somebody_gave_both_the_same_key() {
        PayloadKey key = keys.find("k1").orElseThrow();
        PayloadKey same = new PayloadKey(new TenantId("other"), "k1", key.aead());

        assertThatThrownBy(() -> same.decrypt(encrypted(plain(SECRET)).getData().toByteArray(), "none"))
                .isInstanceOf(GeneralSecurityException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"data", "encryption-compression"})
    void what_was_changed_is_not_read(String where) {
        Payload encrypted = encrypted(plain(30_000));
        byte[] changed = encrypted.getData().toByteArray();
        changed[changed.length / 2] ^= 1;
        Payload forged = where.equals("data")
                ? encrypted.toBuilder().setData(ByteString.copyFrom(changed)).build()
                : encrypted.toBuilder()
                        .putMetadata(where, ByteString.copyFromUtf8("none"))
                        .build();

        assertThatThrownBy(() -> decrypted(forged))
                .isInstanceOf(Unreadable.class)
                .hasMessageContainingAll("'k1'", "acme", "it was changed");
    }

    @Test
    void messages_and_stack_traces_of_failures_are_encrypted_with_their_details_and_causes() {
        ApplicationFailure failure = ApplicationFailure.newBuilder()
                .setType("REFUSED")
                .setMessage("no supplier " + SECRET)
                .setDetails(SECRET)
                .setCause(new IllegalStateException("because of " + SECRET))
                .build();

        Failure encoded = converter.exceptionToFailure(failure);

        assertThat(encoded.toString())
                .doesNotContain("Nordlicht", "EncryptingCodecTest")
                .contains("REFUSED");
        assertThat(encoded.getMessage()).isEqualTo("Encoded failure");
        RuntimeException read = converter.failureToException(encoded);
        assertThat(read).hasMessageContaining("no supplier " + SECRET);
        assertThat(read.getCause()).hasMessageContaining("because of " + SECRET);
    }

    @Test
    void that_a_key_is_missing_is_told_in_the_clear() {
        MissingKey missing = new MissingKey("k0", "it is in the safe");

        Failure encoded = converter.exceptionToFailure(new IllegalStateException(SECRET, missing));

        assertThat(encoded.getMessage()).contains("'k0'", "it is in the safe");
        assertThat(encoded.toString()).doesNotContain("Nordlicht");
        assertThat(encoded.getApplicationFailureInfo().getNextRetryDelay().getSeconds())
                .isEqualTo(15);
        assertThat(encoded.getApplicationFailureInfo().getNonRetryable()).isFalse();
    }

    @Test
    void the_text_of_a_secret_is_nowhere_in_what_is_sent() {
        String sent =
                converter.toPayloads(SECRET, List.of(SECRET)).orElseThrow().toString();

        assertThat(sent).doesNotContain("Nordlicht");
        assertThat(new String(converter.toPayload(SECRET).orElseThrow().toByteArray(), StandardCharsets.ISO_8859_1))
                .doesNotContain("Nordlicht");
    }
}
