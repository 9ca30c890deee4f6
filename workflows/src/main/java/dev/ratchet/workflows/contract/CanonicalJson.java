package dev.ratchet.workflows.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The one spelling of a value as JSON, so that equal values have equal bytes: names in alphabetical order, no white space,
 * absent values left out, times in ISO 8601. Digests of the trail and of states are taken over these bytes.
 */
public final class CanonicalJson {
    private static final ObjectMapper MAPPER = mapper();

    private CanonicalJson() {}

    /**
     * A mapper of one's own that writes and reads like this. A reader passes over fields that it does not know, so that the
     * writer may be newer; absent fields are null.
     */
    public static ObjectMapper mapper() {
        return JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .addModule(new Jdk8Module())
                .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .serializationInclusion(JsonInclude.Include.NON_NULL)
                .build();
    }

    /** @throws UncheckedIOException when the value has no JSON form, which is a defect */
    public static String of(Object value) {
        try {
            return MAPPER.writeValueAsString(value instanceof JsonNode tree ? sorted(tree) : value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A tree keeps the order in which it was read; maps are sorted. */
    private static Object sorted(JsonNode tree) throws JsonProcessingException {
        return MAPPER.treeToValue(tree, Object.class);
    }

    public static Digest digest(Object value) {
        return Digest.of(of(value).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * What {@link #read} makes of the value's JSON, which is never written.
     *
     * @throws IllegalArgumentException when the JSON would not be of this type
     */
    public static <T> T convert(Object value, Class<T> type) {
        return MAPPER.convertValue(value, type);
    }

    /** @throws UncheckedIOException when the text is not JSON of this type */
    public static <T> T read(String json, Class<T> type) {
        return read(json, MAPPER.constructType(type));
    }

    /** As {@link #read(String, Class)}, for a generic type of one parameter. */
    @SuppressWarnings("TypeParameterUnusedInFormals") // Jackson checks the type that is built
    public static <T> T read(JsonNode tree, Class<?> type, Class<?> parameter) {
        return read(tree.toString(), type, parameter);
    }

    /** As {@link #read(String, Class)}, for a generic type of one parameter. */
    @SuppressWarnings("TypeParameterUnusedInFormals") // Jackson checks the type that is built
    public static <T> T read(String json, Class<?> type, Class<?> parameter) {
        JavaType generic = MAPPER.getTypeFactory().constructParametricType(type, parameter);
        return read(json, generic);
    }

    /** The value as a tree, to be read later when its type is known. */
    public static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // as above
    private static <T> T read(String json, JavaType type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
