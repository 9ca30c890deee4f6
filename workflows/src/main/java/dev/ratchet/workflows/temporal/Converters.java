package dev.ratchet.workflows.temporal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.temporal.common.converter.ByteArrayPayloadConverter;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import io.temporal.common.converter.NullPayloadConverter;
import io.temporal.common.converter.PayloadConverter;
import io.temporal.common.converter.ProtobufJsonPayloadConverter;
import io.temporal.common.converter.ProtobufPayloadConverter;

/** How values become payloads. */
public final class Converters {
    private static final DataConverter PAYLOADS = payloads(new JacksonJsonPayloadConverter(json()));

    private Converters() {}

    /** The SDK's own, in its order, and before JSON, which takes everything, the one that is choosy. */
    private static DataConverter payloads(PayloadConverter json) {
        return new DefaultDataConverter(
                new NullPayloadConverter(),
                new ByteArrayPayloadConverter(),
                new ProtobufJsonPayloadConverter(),
                new ProtobufPayloadConverter(),
                new CompressedJson(json),
                json);
    }

    /**
     * JSON that an older worker can read from a newer one: unknown fields are passed over, absent ones are null, times
     * are ISO 8601.
     */
    public static ObjectMapper json() {
        return JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .addModule(new Jdk8Module())
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .serializationInclusion(JsonInclude.Include.NON_NULL)
                .build();
    }

    /** One for the process: what it has learnt of a type it need not learn again. */
    public static DataConverter dataConverter() {
        return PAYLOADS;
    }

    /** A value as it comes out where it was sent to. */
    public static <T> T sent(T value, Class<T> type) {
        return PAYLOADS.fromPayload(PAYLOADS.toPayload(value).orElseThrow(), type, type);
    }
}
