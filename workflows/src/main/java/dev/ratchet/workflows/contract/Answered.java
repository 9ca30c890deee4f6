package dev.ratchet.workflows.contract;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One document's answer in a group: exactly one of the two is there. Trouble with one never keeps the others waiting.
 *
 * @param trouble why there is no answer for this one; it needs a run of its own, which has time for it
 */
public record Answered<T>(
        @JsonSerialize(using = WithItsType.class) @Nullable T answer,
        @Nullable Finding trouble) {

    /** Of a generic component Jackson knows no declared type, so it would leave out the name that a sealed one is read by. */
    static final class WithItsType extends JsonSerializer<Object> {
        @Override
        public void serialize(Object answer, JsonGenerator json, SerializerProvider types) throws IOException {
            types.findTypedValueSerializer(answer.getClass(), true, null).serialize(answer, json, types);
        }
    }

    public Answered {
        if ((answer == null) == (trouble == null)) {
            throw new IllegalArgumentException("either an answer or trouble");
        }
    }

    public static <T> Answered<T> of(T answer) {
        return new Answered<>(answer, null);
    }

    public static <T> Answered<T> trouble(String code, String where, String why) {
        return new Answered<>(null, new Finding(code, where, why));
    }
}
