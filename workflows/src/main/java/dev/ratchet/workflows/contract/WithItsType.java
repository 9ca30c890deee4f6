package dev.ratchet.workflows.contract;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import java.io.IOException;

/**
 * Writes a component of a generic type. Jackson knows no declared type of it, so it would leave out the name that a sealed one
 * is read by.
 */
public final class WithItsType extends JsonSerializer<Object> {
    @Override
    public void serialize(Object value, JsonGenerator json, SerializerProvider types) throws IOException {
        types.findTypedValueSerializer(value.getClass(), true, null).serialize(value, json, types);
    }

    /** Where the type happens to be known. */
    @Override
    public void serializeWithType(Object value, JsonGenerator json, SerializerProvider types, TypeSerializer known)
            throws IOException {
        serialize(value, json, types);
    }
}
