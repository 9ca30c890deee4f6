package dev.ratchet.worker.web.codec;

import com.google.protobuf.ByteString;
import dev.ratchet.workflows.encryption.EncryptingCodec;
import dev.ratchet.workflows.encryption.MissingKey;
import dev.ratchet.workflows.encryption.PayloadKeys;
import dev.ratchet.workflows.encryption.Unreadable;
import dev.ratchet.workflows.temporal.Converters;
import io.temporal.api.common.v1.Payload;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Decrypts what the Web UI shows. One payload that cannot be read takes none of the others with it: it says why in its place. */
public final class Decoder {
    private final EncryptingCodec codec;

    public Decoder(PayloadKeys keys) {
        this.codec = new EncryptingCodec(keys);
    }

    /** The JSON of Temporal's codec protocol, in both directions; bytes are base64. */
    public record Payloads(List<Shown> payloads) {
        public Payloads {
            payloads = payloads == null ? List.of() : List.copyOf(payloads);
        }
    }

    /** One payload of them. */
    public record Shown(SortedMap<String, byte[]> metadata, byte[] data) {
        public Shown {
            metadata = metadata == null ? new TreeMap<>() : new TreeMap<>(metadata);
            data = data == null ? new byte[0] : data;
        }
    }

    public Payloads decoded(Payloads given) {
        return new Payloads(given.payloads().stream().map(this::decoded).toList());
    }

    private Shown decoded(Shown shown) {
        Payload.Builder payload = Payload.newBuilder().setData(ByteString.copyFrom(shown.data()));
        shown.metadata().forEach((name, value) -> payload.putMetadata(name, ByteString.copyFrom(value)));
        return shown(read(payload.build()));
    }

    private Payload read(Payload payload) {
        try {
            return codec.decode(List.of(payload)).get(0);
        } catch (MissingKey | Unreadable e) {
            return Converters.dataConverter()
                    .toPayload("not readable: " + e.getMessage())
                    .orElse(payload);
        }
    }

    private static Shown shown(Payload payload) {
        SortedMap<String, byte[]> metadata = new TreeMap<>();
        payload.getMetadataMap().forEach((name, value) -> metadata.put(name, value.toByteArray()));
        return new Shown(metadata, payload.getData().toByteArray());
    }
}
