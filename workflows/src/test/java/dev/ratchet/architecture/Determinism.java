package dev.ratchet.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.ratchet.architecture.Calls.all;
import static dev.ratchet.architecture.Calls.any;
import static dev.ratchet.architecture.Calls.exactly;
import static dev.ratchet.architecture.Calls.named;
import static dev.ratchet.architecture.Calls.shorterThan;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Calendar;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TimeZone;
import java.util.Timer;
import java.util.UUID;
import java.util.WeakHashMap;
import java.util.function.Predicate;
import java.util.stream.BaseStream;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Workflow code gives the same commands on every replay, on every machine, in every JVM: so nothing in {@code workflows}
 * may see the clock, chance, the machine, another thread or the outside, or keep anything between runs.
 */
final class Determinism {
    private Determinism() {}

    static List<Gate> gates(House house) {
        return List.of(
                bars(house, "clock", CLOCK),
                bars(house, "chance", CHANCE),
                bars(house, "environment", ENVIRONMENT),
                bars(house, "threads", THREADS),
                bars(house, "unordered", UNORDERED),
                new Gate(
                        "io",
                        noClasses()
                                .that(house.in("workflows"))
                                .should()
                                .dependOnClassesThat(OUTSIDE)
                                .orShould()
                                .accessTargetWhere(any("console", named(System.class, "in", "out", "err")))),
                new Gate(
                        "memory",
                        fields().that(DescribedPredicate.describe(
                                        "of workflows",
                                        field -> house.in("workflows").test(field.getOwner())))
                                .and()
                                .areStatic()
                                .should(new Constant())));
    }

    private static Gate bars(House house, String name, DescribedPredicate<JavaAccess<?>> calls) {
        return new Gate(name, noClasses().that(house.in("workflows")).should().accessTargetWhere(calls));
    }

    private static final DescribedPredicate<JavaAccess<?>> CLOCK = any(
            "the clock",
            all("java.time").and(access -> access.getTarget().getName().equals("now")),
            named(Clock.class, "system", "systemUTC", "systemDefaultZone", "tick", "tickMillis", "tickSeconds"),
            named(System.class, "currentTimeMillis", "nanoTime"),
            exactly(Date.class, "<init>"),
            named(Calendar.class, "getInstance", "<init>"));

    private static final DescribedPredicate<JavaAccess<?>> CHANCE = any(
            "chance",
            all(Random.class),
            all(SplittableRandom.class),
            all("java.util.random"),
            named(Math.class, "random"),
            named(StrictMath.class, "random"),
            named(UUID.class, "randomUUID"),
            named(Collections.class, "shuffle"),
            named(System.class, "identityHashCode"));

    /** Default locale, zone and charset are the machine's too: they decide how a text is cased, formatted and encoded. */
    private static final DescribedPredicate<JavaAccess<?>> ENVIRONMENT = any(
            "the machine",
            named(System.class, "getenv", "getProperty", "getProperties", "lineSeparator", "exit"),
            named(Integer.class, "getInteger"),
            named(Long.class, "getLong"),
            named(Boolean.class, "getBoolean"),
            all(Runtime.class),
            all(ProcessHandle.class),
            all(ProcessBuilder.class),
            named(Locale.class, "getDefault"),
            named(ZoneId.class, "systemDefault"),
            named(TimeZone.class, "getDefault"),
            named(Charset.class, "defaultCharset"),
            exactly(String.class, "toUpperCase"),
            exactly(String.class, "toLowerCase"),
            exactly(String.class, "getBytes"),
            exactly(String.class, "<init>", byte[].class),
            exactly(String.class, "format", String.class, Object[].class),
            named(String.class, "formatted"));

    private static final DescribedPredicate<JavaAccess<?>> THREADS = any(
            "threads",
            all(Thread.class),
            all("java.util.concurrent"),
            all(Timer.class),
            all(ThreadLocal.class),
            named(Object.class, "wait", "notify", "notifyAll"),
            named(BaseStream.class, "parallel"),
            named(Collection.class, "parallelStream"),
            named(StreamSupport.class, "stream"));

    /** The order of these differs from JVM to JVM, or is promised by nobody. */
    private static final DescribedPredicate<JavaAccess<?>> UNORDERED = any(
            "a collection without order",
            hashed(HashMap.class, LinkedHashMap.class),
            hashed(HashSet.class, LinkedHashSet.class),
            made(Hashtable.class),
            made(IdentityHashMap.class),
            made(WeakHashMap.class),
            named(Set.class, "of", "copyOf"),
            named(Map.class, "of", "ofEntries", "copyOf"),
            named(Collections.class, "newSetFromMap"),
            named(Collectors.class, "toSet", "toUnmodifiableSet", "toUnmodifiableMap"),
            named(Collectors.class, "toConcurrentMap", "groupingByConcurrent"),
            shorterThan(4, Collectors.class, "toMap"),
            shorterThan(3, Collectors.class, "groupingBy"),
            named(Class.class, "getMethods", "getDeclaredMethods", "getFields", "getDeclaredFields"));

    private static final DescribedPredicate<JavaClass> OUTSIDE = DescribedPredicate.describe(
            "reach outside",
            type -> !Allowed.HARMLESS_IO.contains(type.getName())
                    && Allowed.inAny(
                            type,
                            List.of("java.io", "java.nio.file", "java.nio.channels", "java.net", "java.sql", "javax")));

    private static Predicate<JavaAccess<?>> made(Class<?> type) {
        return named(type, "<init>");
    }

    private static Predicate<JavaAccess<?>> hashed(Class<?> type, Class<?> ordered) {
        return made(type).and(access -> !access.getTargetOwner().isAssignableTo(ordered));
    }
}
