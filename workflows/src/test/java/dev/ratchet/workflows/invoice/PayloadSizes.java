package dev.ratchet.workflows.invoice;

import com.google.protobuf.Message;
import io.temporal.api.common.v1.Payload;
import java.util.List;
import java.util.stream.Stream;

/** How large the payloads in a message are, wherever in it they are. */
final class PayloadSizes {
    private PayloadSizes() {}

    /** In bytes. */
    static List<Integer> of(Message message) {
        return payloads(message).map(Payload::getSerializedSize).toList();
    }

    private static Stream<Payload> payloads(Object value) {
        if (value instanceof Payload payload) {
            return Stream.of(payload);
        }
        if (value instanceof Message message) {
            return message.getAllFields().values().stream().flatMap(PayloadSizes::payloads);
        }
        return value instanceof List<?> values ? values.stream().flatMap(PayloadSizes::payloads) : Stream.empty();
    }
}
