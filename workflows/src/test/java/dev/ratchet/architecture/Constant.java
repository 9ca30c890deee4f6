package dev.ratchet.architecture;

import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A static field that cannot change: final, and not an object made for changing. Collections are judged by the value
 * they hold, read by reflection, because their declared type does not tell.
 */
final class Constant extends ArchCondition<JavaField> {
    private static final Pattern UNMODIFIABLE =
            Pattern.compile("java\\.util\\.(ImmutableCollections\\$|Collections\\$(Unmodifiable|Empty|Singleton)).*");
    private static final Pattern MUTABLE = Pattern.compile("java\\.util\\.concurrent\\..*"
            + "|java\\.lang\\.(StringBuilder|StringBuffer|ThreadLocal)"
            + "|java\\.util\\.(BitSet|Date|.*Calendar|StringJoiner)"
            + "|java\\.text\\..*Format|java\\.security\\.MessageDigest");

    Constant() {
        super("never change");
    }

    @Override
    public void check(JavaField field, ConditionEvents events) {
        if (field.getModifiers().contains(JavaModifier.SYNTHETIC)) {
            return;
        }
        String wrong = whatIsWrong(field);
        if (wrong != null) {
            events.add(SimpleConditionEvent.violated(field, field.getFullName() + " " + wrong));
        }
    }

    private static @Nullable String whatIsWrong(JavaField field) {
        if (!field.getModifiers().contains(JavaModifier.FINAL)) {
            return "is static and not final";
        }
        Object value = valueOf(field.reflect());
        if (value == null) {
            return null;
        }
        String type = value.getClass().getName();
        if (value.getClass().isArray() && Array.getLength(value) > 0) {
            return "is an array: its elements can be replaced";
        }
        boolean collection = value instanceof Collection || value instanceof Map;
        if (collection && !UNMODIFIABLE.matcher(type).matches()) {
            return "holds a " + type + ", which can be changed";
        }
        return MUTABLE.matcher(type).matches() ? "holds a " + type + ", which can be changed" : null;
    }

    private static @Nullable Object valueOf(Field field) {
        try {
            field.setAccessible(true);
            return field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError("the class path has no modules that could forbid this", e);
        }
    }
}
