package dev.ratchet.worker.interceptor;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One component of a record type.
 *
 * @param required whether the component may not be absent
 * @param simple whether its value is a text, a number, a truth value or an enum: nothing that has parts of its own
 */
record RecordPart(String name, Method accessor, boolean required, boolean simple) {
    private static final ClassValue<List<RecordPart>> PARTS = new ClassValue<>() {
        @Override
        protected List<RecordPart> computeValue(Class<?> record) {
            List<RecordPart> parts = new ArrayList<>();
            for (RecordComponent component : record.getRecordComponents()) {
                Class<?> type = component.getType();
                component.getAccessor().setAccessible(true);
                parts.add(new RecordPart(
                        component.getName(),
                        component.getAccessor(),
                        !component.getAnnotatedType().isAnnotationPresent(Nullable.class),
                        type.isPrimitive() || type.isEnum() || type == String.class));
            }
            return List.copyOf(parts);
        }
    };

    static List<RecordPart> of(Class<?> record) {
        return PARTS.get(record);
    }

    @Nullable
    Object in(Record record) {
        try {
            return accessor.invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record tells its components", e);
        }
    }
}
