package dev.ratchet.activities.model.question;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import java.lang.reflect.Field;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A record as JSON Schema: every component required, null only where it is {@code @Nullable}, nothing beside them. */
final class RecordSchemas {
    private static final SchemaGenerator GENERATOR = generator();

    private RecordSchemas() {}

    static ObjectNode of(Class<?> type) {
        ObjectNode schema = GENERATOR.generateSchema(type);
        schema.remove("$schema");
        if (!schema.has("properties")) {
            schema.putObject("properties");
            schema.putArray("required");
        }
        return schema;
    }

    private static SchemaGenerator generator() {
        SchemaGeneratorConfigBuilder config = new SchemaGeneratorConfigBuilder(
                        SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(new JacksonModule())
                .with(Option.INLINE_ALL_SCHEMAS, Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT);
        config.forFields().withRequiredCheck(field -> true).withNullableCheck(RecordSchemas::isNullable);
        config.forTypesInGeneral()
                .withCustomDefinitionProvider(RecordSchemas::ofSingleValue)
                .withTypeAttributeOverride((schema, scope, context) -> closed(schema));
        return new SchemaGenerator(config.build());
    }

    private static boolean isNullable(FieldScope field) {
        Field declared = field.getRawMember();
        return !field.isFakeContainerItemScope() && declared.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    /** A record that Jackson writes as its one component. */
    private static @Nullable CustomDefinition ofSingleValue(ResolvedType type, SchemaGenerationContext context) {
        Class<?> raw = type.getErasedType();
        if (!raw.isRecord() || raw.getRecordComponents().length != 1) {
            return null;
        }
        Field only = Arrays.stream(raw.getDeclaredFields())
                .filter(field -> field.isAnnotationPresent(JsonValue.class))
                .findFirst()
                .orElse(null);
        return only == null
                ? null
                : new CustomDefinition(context.createStandardDefinition(
                        context.getTypeContext().resolve(only.getGenericType()), null));
    }

    /** Strict mode wants the list of required properties even where it is empty. */
    private static void closed(ObjectNode schema) {
        if (schema.path("type").asText().equals("object") && !(schema.get("required") instanceof ArrayNode)) {
            schema.putArray("required");
        }
    }
}
