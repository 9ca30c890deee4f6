package dev.ratchet.workflows.agent.gate;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads proposed arguments strictly: one JSON object, every name known and given once, every value of its own JSON type,
 * nothing required left out. What is not exactly right is not an action.
 */
final class Arguments {
    private static final ObjectMapper STRICT = strict();

    /** Asking a class what it declares costs more than reading one proposal. */
    private static final ClassValue<List<Component>> COMPONENTS = new ClassValue<>() {
        @Override
        protected List<Component> computeValue(Class<?> type) {
            return Stream.of(type.getRecordComponents()).map(Component::of).toList();
        }
    };

    private record Component(String name, boolean nullable, Method accessor) {
        static Component of(RecordComponent declared) {
            Method accessor = declared.getAccessor();
            accessor.setAccessible(true);
            return new Component(
                    declared.getName(), declared.getAnnotatedType().isAnnotationPresent(Nullable.class), accessor);
        }

        @Nullable
        Object of(Object value) {
            try {
                return accessor.invoke(value);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("a record's components can be read", e);
            }
        }
    }

    private Arguments() {}

    private static ObjectMapper strict() {
        ObjectMapper mapper = JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .build();
        mapper.coercionConfigFor(LogicalType.Textual)
                .setCoercion(
                        com.fasterxml.jackson.databind.cfg.CoercionInputShape.Integer,
                        com.fasterxml.jackson.databind.cfg.CoercionAction.Fail)
                .setCoercion(
                        com.fasterxml.jackson.databind.cfg.CoercionInputShape.Float,
                        com.fasterxml.jackson.databind.cfg.CoercionAction.Fail)
                .setCoercion(
                        com.fasterxml.jackson.databind.cfg.CoercionInputShape.Boolean,
                        com.fasterxml.jackson.databind.cfg.CoercionAction.Fail);
        return mapper;
    }

    /** Either an action or a rejection. */
    record Read<A>(@Nullable A action, @Nullable Rejection rejection) {}

    static <A> Read<A> read(String json, Class<? extends A> type) {
        A action;
        try (JsonParser parser = STRICT.createParser(json)) {
            action = STRICT.readValue(parser, type);
        } catch (UnrecognizedPropertyException e) {
            return rejected(Rejection.UNKNOWN_ARGUMENT, "an argument was given that the action does not have");
        } catch (JsonMappingException e) {
            return rejected(Rejection.MALFORMED_ARGUMENTS, "the arguments do not have the shape of the action");
        } catch (JsonProcessingException e) {
            return rejected(Rejection.MALFORMED_ARGUMENTS, "the arguments are not one JSON object");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException("a string does not fail to be read", e);
        }
        if (action == null) {
            return rejected(Rejection.MALFORMED_ARGUMENTS, "the arguments are not one JSON object");
        }
        Optional<String> missing = missing(action, "");
        return missing.isPresent()
                ? rejected(Rejection.MISSING_ARGUMENT, "the argument " + missing.get() + " is missing")
                : new Read<>(action, null);
    }

    /** The path of the first component that is null without being declared {@link Nullable}. */
    private static Optional<String> missing(Object value, String path) {
        if (value instanceof Collection<?> items) {
            for (Object item : items) {
                Optional<String> inside = item == null ? Optional.of(path) : missing(item, path + "[]");
                if (inside.isPresent()) {
                    return inside;
                }
            }
            return Optional.empty();
        }
        if (!(value instanceof Record)) {
            return Optional.empty();
        }
        for (Component component : COMPONENTS.get(value.getClass())) {
            String at = path.isEmpty() ? component.name() : path + "." + component.name();
            Object part = component.of(value);
            if (part == null && !component.nullable()) {
                return Optional.of(at);
            }
            Optional<String> inside = part == null ? Optional.empty() : missing(part, at);
            if (inside.isPresent()) {
                return inside;
            }
        }
        return Optional.empty();
    }

    private static <A> Read<A> rejected(String code, String why) {
        return new Read<>(null, new Rejection(code, why));
    }
}
