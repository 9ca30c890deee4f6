package dev.ratchet.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** Predicates on calls, constructor calls, field accesses and method references alike. */
final class Calls {
    private Calls() {}

    /** Any member of the class or of its subclasses. */
    static Predicate<JavaAccess<?>> all(Class<?> owner) {
        return access -> access.getTargetOwner().isAssignableTo(owner);
    }

    static Predicate<JavaAccess<?>> all(String packagePrefix) {
        return access -> (access.getTargetOwner().getPackageName() + ".").startsWith(packagePrefix + ".");
    }

    static Predicate<JavaAccess<?>> named(Class<?> owner, String... members) {
        List<String> names = Arrays.asList(members);
        return access -> access.getTargetOwner().isAssignableTo(owner)
                && names.contains(access.getTarget().getName());
    }

    /** Only the overload with these parameters. */
    static Predicate<JavaAccess<?>> exactly(Class<?> owner, String member, Class<?>... parameters) {
        List<String> wanted = Arrays.stream(parameters).map(Class::getName).toList();
        return named(owner, member).and(access -> parametersOf(access).equals(wanted));
    }

    /** Overloads with fewer than so many parameters. */
    static Predicate<JavaAccess<?>> shorterThan(int parameters, Class<?> owner, String... members) {
        return named(owner, members).and(access -> parametersOf(access).size() < parameters);
    }

    @SafeVarargs
    static DescribedPredicate<JavaAccess<?>> any(String description, Predicate<JavaAccess<?>>... calls) {
        return DescribedPredicate.describe(
                description, access -> Arrays.stream(calls).anyMatch(call -> call.test(access)));
    }

    private static List<String> parametersOf(JavaAccess<?> access) {
        return access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget target
                ? target.getRawParameterTypes().stream().map(JavaClass::getName).toList()
                : List.of();
    }
}
