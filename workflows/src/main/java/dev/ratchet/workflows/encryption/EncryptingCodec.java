package dev.ratchet.workflows.encryption;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.temporal.api.common.v1.Payload;
import io.temporal.payload.codec.PayloadCodec;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.zip.DataFormatException;

/**
 * Encrypts whole payloads, with their metadata, and reads them. What is not encrypted passes through, so that runs which began
 * before there were keys go on.
 */
public final class EncryptingCodec implements PayloadCodec {
    private static final String ENCODING = "encoding";
    private static final ByteString ENCRYPTED = ByteString.copyFromUtf8("binary/encrypted");
    private static final String KEY_ID = "encryption-key-id";
    private static final String COMPRESSION = "encryption-compression";

    private final PayloadKeys keys;

    public EncryptingCodec(PayloadKeys keys) {
        this.keys = keys;
    }

    /** Whether it writes with a key now. */
    boolean encrypts() {
        return keys.active().isPresent();
    }

    @Override
    public List<Payload> encode(List<Payload> payloads) {
        return keys.active()
                .map(key -> payloads.stream()
                        .map(payload -> encrypted(payload, key))
                        .toList())
                .orElse(payloads);
    }

    private static Payload encrypted(Payload payload, PayloadKey key) {
        byte[] plain = payload.toByteArray();
        byte[] shorter = Compression.deflated(plain);
        String compression = shorter.length < plain.length ? Compression.DEFLATE : Compression.NONE;
        return Payload.newBuilder()
                .putMetadata(ENCODING, ENCRYPTED)
                .putMetadata(KEY_ID, ByteString.copyFromUtf8(key.id()))
                .putMetadata(COMPRESSION, ByteString.copyFromUtf8(compression))
                .setData(ByteString.copyFrom(key.encrypt(shorter, compression)))
                .build();
    }

    /**
     * @throws MissingKey when one of them is encrypted with a key that is not here
     * @throws Unreadable when one of them was changed, or is of another tenant
     */
    @Override
    public List<Payload> decode(List<Payload> payloads) {
        return payloads.stream()
                .map(payload -> isEncrypted(payload) ? decrypted(payload) : payload)
                .toList();
    }

    private static boolean isEncrypted(Payload payload) {
        return ENCRYPTED.equals(payload.getMetadataMap().get(ENCODING));
    }

    private Payload decrypted(Payload payload) {
        String id = text(payload, KEY_ID);
        PayloadKey key = keys.find(id).orElseThrow(() -> new MissingKey(id, keys.whereToGet(id)));
        String compression = text(payload, COMPRESSION);
        try {
            byte[] plain = key.decrypt(payload.getData().toByteArray(), compression);
            return Payload.parseFrom(compression.equals(Compression.DEFLATE) ? Compression.inflated(plain) : plain);
        } catch (GeneralSecurityException e) {
            throw new Unreadable(
                    "a payload says that it is encrypted with the key '" + id + "' for the tenant " + key.tenant()
                            + ", and is not: it was changed, or is another tenant's",
                    e);
        } catch (DataFormatException | InvalidProtocolBufferException e) {
            throw new Unreadable("what is encrypted with the key '" + id + "' is no payload", e);
        }
    }

    private static String text(Payload payload, String name) {
        return payload.getMetadataOrDefault(name, ByteString.EMPTY).toStringUtf8();
    }
}
