package dev.ratchet.workflows.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.google.protobuf.ByteString;
import dev.ratchet.workflows.contract.Answered;
import dev.ratchet.workflows.contract.Answers;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.GroupActivities.Consultations;
import dev.ratchet.workflows.contract.LedgerActivities.NotPosted;
import dev.ratchet.workflows.contract.LedgerActivities.Posted;
import dev.ratchet.workflows.contract.LedgerActivities.Receipt;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DataConverterException;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompressedJsonTest {
    private static final Type RECEIPTS = new TypeReference<Answers<Receipt>>() {}.getType();

    private final DataConverter payloads = Converters.dataConverter();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 80, 20_000})
    void aGroupComesOutAsItWentIn(int documents) {
        Answers<Receipt> answers = receipts(documents);

        assertThat(receipts(payload(answers))).isEqualTo(answers);
    }

    @Test
    void whatDocumentsHaveInCommonIsSaidOnce() throws Exception {
        Answers<Receipt> answers = receipts(80);

        assertThat(payload(answers).getSerializedSize())
                .isLessThan(Converters.json().writeValueAsBytes(answers).length / 2);
    }

    /** As https://pkg.go.dev/go.temporal.io/sdk/converter#NewZlibCodec has it, so that its codec server shows it. */
    @Test
    void insideIsAWholePayload() throws Exception {
        Payload outer = payload(receipts(2));
        byte[] inside =
                new InflaterInputStream(new ByteArrayInputStream(outer.getData().toByteArray())).readAllBytes();
        Payload inner = Payload.parseFrom(inside);

        assertThat(outer.getMetadataMap()).containsOnlyKeys("encoding");
        assertThat(outer.getMetadataMap().get("encoding").toStringUtf8()).isEqualTo("binary/zlib");
        assertThat(inner.getMetadataMap().get("encoding").toStringUtf8()).isEqualTo("json/plain");
        assertThat(inner.getData().toStringUtf8()).startsWith("[{\"answer\":{\"receipt\":\"posted\",");
    }

    @Test
    void whatAnEarlierVersionWroteIsStillRead() {
        Payload plain = Payload.newBuilder()
                .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
                .setData(ByteString.copyFromUtf8(
                        "[{\"answer\":{\"receipt\":\"not-posted\",\"code\":\"CODE\",\"why\":\"because\"}}]"))
                .build();

        assertThat(receipts(plain).each()).containsExactly(Answered.of(new NotPosted("CODE", "because")));
    }

    @Test
    void everythingElseStaysReadable() {
        assertThat(payload(List.of(1)).getMetadataMap().get("encoding").toStringUtf8())
                .isEqualTo("json/plain");
        assertThat(payload(new Consultations(null, List.of(), "build"))
                        .getMetadataMap()
                        .get("encoding")
                        .toStringUtf8())
                .isEqualTo("binary/zlib");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, -1})
    void whatIsCutOffIsRefused(int bytes) {
        Payload whole = payload(receipts(80));
        int length = bytes < 0 ? whole.getData().size() + bytes : bytes;
        Payload cut =
                whole.toBuilder().setData(whole.getData().substring(0, length)).build();

        assertThatThrownBy(() -> receipts(cut)).isInstanceOf(DataConverterException.class);
    }

    @Test
    void whatIsNoStreamIsRefused() {
        Payload other = payload(receipts(80)).toBuilder()
                .setData(ByteString.copyFromUtf8("{\"plain\":\"json\"}"))
                .build();

        assertThatThrownBy(() -> receipts(other))
                .isInstanceOf(DataConverterException.class)
                .hasMessageContaining("binary/zlib");
    }

    private Payload payload(Object value) {
        return payloads.toPayload(value).orElseThrow();
    }

    @SuppressWarnings("unchecked")
    private Answers<Receipt> receipts(Payload payload) {
        return payloads.fromPayload(payload, Answers.class, RECEIPTS);
    }

    private static Answers<Receipt> receipts(int documents) {
        List<Answered<Receipt>> each = new ArrayList<>();
        for (int i = 0; i < documents; i++) {
            each.add(
                    i % 7 == 3
                            ? Answered.trouble("TOO_MUCH", "document", "It is read again by itself.")
                            : Answered.of(new Posted(i, Digest.of("row " + i))));
        }
        return new Answers<>(each);
    }
}
