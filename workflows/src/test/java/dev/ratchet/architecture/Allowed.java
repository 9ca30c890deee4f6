package dev.ratchet.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Set;

/** What {@code workflows} may lean on. A line added here is a decision; say why beside it. */
final class Allowed {
    private Allowed() {}

    /** Values, text and collections of the platform; what of them is not deterministic is barred call by call. */
    static final List<String> EVERYWHERE = List.of(
            "java.lang",
            "java.util",
            "java.time",
            "java.math",
            "java.text",
            "java.nio.charset",
            "java.security",
            "com.fasterxml.jackson",
            "org.jspecify.annotations");

    /** Names among the IO packages that do none: markers, exceptions and pure functions. */
    static final Set<String> HARMLESS_IO = Set.of(
            "java.io.Serializable",
            "java.io.IOException",
            "java.io.UncheckedIOException",
            "java.nio.ByteBuffer",
            "java.net.URLEncoder",
            "java.net.URLDecoder");

    /** The router evaluates CEL, whose answers come in Guava's immutable collections. */
    static final List<String> KERNEL = List.of("dev.cel", "com.google.common.collect");

    /** Annotations only: a contract has no behaviour. */
    static final Set<String> CONTRACT =
            Set.of("io.temporal.activity.ActivityInterface", "io.temporal.activity.ActivityMethod");

    /** What every run answers to is said in the annotations of a workflow interface. */
    static final List<String> RUN = List.of("io.temporal.workflow");

    static final List<String> TEMPORAL = List.of("io.temporal", "org.slf4j", "com.google.protobuf");

    /** Tink is used in this room alone. */
    static final List<String> ENCRYPTION = List.of(
            "com.google.crypto.tink",
            "com.google.protobuf",
            "io.temporal.api",
            "io.temporal.common.converter",
            "io.temporal.payload",
            // What the SDK has converted to a failure already comes wrapped in one exception of its own.
            "io.temporal.internal.worker");

    /** An agent's public contract and the class that runs it; its other files are pure. */
    static final List<String> AGENT_WORKFLOW =
            List.of("io.temporal.workflow", "io.temporal.common", "io.temporal.failure", "io.temporal.activity");

    static boolean inAny(JavaClass type, List<String> packages) {
        String place = type.getBaseComponentType().getPackageName();
        return packages.stream().anyMatch(allowed -> place.equals(allowed) || place.startsWith(allowed + "."));
    }
}
