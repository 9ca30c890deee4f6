package dev.ratchet.workflows.contract.batch;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.ratchet.workflows.contract.Finding;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The answer for one item of a batch: either a value or an error. An error of one item never keeps the others waiting.
 *
 * @param error why there is no value for this item; it needs a run of its own, which has time for it
 */
public record ItemResult<T>(
        @JsonSerialize(using = WithItsType.class) @Nullable T value,
        @Nullable Finding error) {

    /** Jackson knows no declared type of a generic component, so it would leave out the name that a sealed one is read by. */
    static final class WithItsType extends JsonSerializer<Object> {
        @Override
        public void serialize(Object value, JsonGenerator json, SerializerProvider types) throws IOException {
            types.findTypedValueSerializer(value.getClass(), true, null).serialize(value, json, types);
        }
    }

    public ItemResult {
        if ((value == null) == (error == null)) {
            throw new IllegalArgumentException("either a value or an error");
        }
    }

    public static <T> ItemResult<T> of(T value) {
        return new ItemResult<>(value, null);
    }

    public static <T> ItemResult<T> error(String code, String where, String why) {
        return new ItemResult<>(null, new Finding(code, where, why));
    }
}
