package dev.ratchet.workflows.temporal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import dev.ratchet.workflows.contract.Compressed;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverterException;
import io.temporal.common.converter.EncodingKeys;
import io.temporal.common.converter.PayloadConverter;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * {@link Compressed} values, as JSON within a ZLIB stream (RFC 1950): the whole inner payload, under the encoding name that
 * the zlib codec of Temporal's Go SDK gives it, so that codec servers made with that can show it.
 */
final class CompressedJson implements PayloadConverter {
    /** Of what comes out; far more than any answer may have. */
    private static final int MOST_BYTES = 4 << 20;

    private static final String ENCODING = "binary/zlib";

    private final PayloadConverter json;

    CompressedJson(PayloadConverter json) {
        this.json = json;
    }

    @Override
    public String getEncodingType() {
        return ENCODING;
    }

    /** Empty for all others. */
    @Override
    public Optional<Payload> toData(Object value) {
        return value instanceof Compressed ? json.toData(value).map(CompressedJson::compressed) : Optional.empty();
    }

    @Override
    public <T> T fromData(Payload payload, Class<T> type, Type genericType) {
        try {
            Payload inner = Payload.parseFrom(inflated(payload.getData().toByteArray()));
            return json.fromData(inner, type, genericType);
        } catch (DataFormatException | InvalidProtocolBufferException e) {
            throw new DataConverterException("this payload is not what " + ENCODING + " says", e);
        }
    }

    private static Payload compressed(Payload inner) {
        return Payload.newBuilder()
                .putMetadata(EncodingKeys.METADATA_ENCODING_KEY, ByteString.copyFromUtf8(ENCODING))
                .setData(UnsafeByteOperations.unsafeWrap(deflated(inner.toByteArray())))
                .build();
    }

    private static byte[] deflated(byte[] plain) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            deflater.setInput(plain);
            deflater.finish();
            byte[] out = new byte[plain.length / 4 + 64];
            int length = 0;
            while (true) {
                length += deflater.deflate(out, length, out.length - length);
                if (deflater.finished()) {
                    return Arrays.copyOf(out, length);
                }
                out = Arrays.copyOf(out, 2 * out.length);
            }
        } finally {
            deflater.end();
        }
    }

    private static byte[] inflated(byte[] packed) throws DataFormatException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed);
            byte[] out = new byte[6 * packed.length + 64];
            int length = 0;
            while (true) {
                length += inflater.inflate(out, length, out.length - length);
                if (inflater.finished()) {
                    return Arrays.copyOf(out, length);
                }
                if (length < out.length || length > MOST_BYTES) {
                    throw new DataFormatException(
                            length > MOST_BYTES ? "more than " + MOST_BYTES + " bytes" : "it ends too early");
                }
                out = Arrays.copyOf(out, 2 * out.length);
            }
        } finally {
            inflater.end();
        }
    }
}
