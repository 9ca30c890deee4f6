package dev.ratchet.workflows.agent.rules;

import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** Facts as a record, so that their names and types stand in one place. */
final class FactRecord {
    private FactRecord() {}

    static SortedMap<String, FactType> types(Class<? extends Record> facts) {
        SortedMap<String, FactType> types = new TreeMap<>();
        for (RecordComponent fact : facts.getRecordComponents()) {
            types.put(name(fact), type(fact));
        }
        return types;
    }

    static SortedMap<String, Object> values(Record facts) {
        SortedMap<String, Object> values = new TreeMap<>();
        for (RecordComponent fact : facts.getClass().getRecordComponents()) {
            values.put(name(fact), value(fact, facts));
        }
        return values;
    }

    private static String name(RecordComponent fact) {
        return fact.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private static FactType type(RecordComponent fact) {
        Class<?> type = fact.getType();
        if (type == String.class || type.isEnum()) {
            return FactType.TEXT;
        }
        if (type == long.class || type == int.class) {
            return FactType.NUMBER;
        }
        if (type == boolean.class) {
            return FactType.FLAG;
        }
        throw new IllegalArgumentException(
                "rules cannot speak about '" + name(fact) + "', which is a " + type.getName());
    }

    private static Object value(RecordComponent fact, Record facts) {
        Object value;
        try {
            var accessor = fact.getAccessor();
            accessor.setAccessible(true);
            value = accessor.invoke(facts);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record's components can be read", e);
        }
        if (value == null) {
            throw new IllegalArgumentException("the fact '" + name(fact) + "' has no value");
        }
        if (value instanceof Enum<?> word) {
            return word.name();
        }
        return value instanceof Integer number ? (Object) number.longValue() : value;
    }
}
