package dev.ratchet.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** How things are named and what every room has. */
final class Habits {
    private Habits() {}

    private static final String EMPTY_WORDS = "util|utils|common|helper|helpers|manager|service|misc";
    private static final Pattern PACKAGE = Pattern.compile("(.*\\.)?(" + EMPTY_WORDS + ")(\\..*)?");
    private static final Pattern CLASS = Pattern.compile("(?i).*(" + EMPTY_WORDS + ")");

    static List<Gate> gates(House house) {
        DescribedPredicate<JavaClass> ours = DescribedPredicate.describe(
                "ours", type -> type.getPackageName().startsWith(house.root()));
        return List.of(
                new Gate(
                        "names",
                        classes()
                                .that(ours)
                                .should(satisfy("is named by what it is, not by an empty word", Habits::isNamed))),
                new Gate(
                        "nullness",
                        classes()
                                .that(ours)
                                .should(satisfy(
                                        "is in a package whose package-info says @NullMarked", Habits::isNullMarked))));
    }

    private static boolean isNamed(JavaClass type) {
        return !CLASS.matcher(type.getSimpleName()).matches()
                && !PACKAGE.matcher(type.getPackageName()).matches();
    }

    private static boolean isNullMarked(JavaClass type) {
        return type.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked");
    }

    private static ArchCondition<JavaClass> satisfy(String sentence, Predicate<JavaClass> habit) {
        return new ArchCondition<>(sentence) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!habit.test(type)) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + ": not so: " + sentence));
                }
            }
        };
    }
}
