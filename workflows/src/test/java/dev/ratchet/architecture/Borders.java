package dev.ratchet.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/** Who may know whom. */
final class Borders {
    private Borders() {}

    /** Capabilities that any other one may use. */
    private static final Set<String> SHARED_GROUND = Set.of("", "attestation", "content", "database", "yaml");

    /** Documented edges between capabilities, {@code from>to}. */
    private static final Set<String> EDGES = Set.of(
            // What the books know of an invoice is ruled at once, so that a decision can be explained from one
            // snapshot.
            "masterdata>policy",
            // Every call to a model is recorded, and paid from budgets in the transaction that records it.
            "model>calls",
            "calls>budget",
            // Operators hear of runs when they are recorded, and of calls to models when they are made.
            "audit>telemetry",
            "model>telemetry",
            // Of calls that a budget does not hold, of effects, and of looks at the books, too.
            "calls>telemetry",
            "effect>telemetry",
            "ledger>telemetry",
            "verification>telemetry",
            // Embeddings are asked of the same servers in the same way.
            "retrieval>model",
            // They are paid, too.
            "retrieval>budget",
            // Every effect's authorization is checked in the transaction that performs it.
            "effect>approval",
            // Posting an entry is a kind of effect.
            "ledger>effect",
            // The books hold an entry against suppliers, orders and near-duplicates.
            "ledger>masterdata",
            // A consent is signed, and believed, only of a person who may give it.
            "approval>masterdata",
            // Books are verified against all that they rest on.
            "verification>approval",
            "verification>audit",
            "verification>effect",
            "verification>ledger",
            "verification>masterdata",
            "verification>policy",
            // The library reads PDFs and XML as documents are read, and puts its passages into the index.
            "library>documents",
            "library>retrieval",
            // An evaluation measures rankings, and its steps tell Temporal that they go on as the library's do.
            "evaluation>retrieval",
            "evaluation>library",
            // What a part of a container is, a picture or one more container, is told by the signatures of the reader.
            "containers>documents",
            // A batch asks of many what these are asked of one.
            "batch>documents",
            "batch>masterdata",
            "batch>effect",
            "batch>audit");

    static List<Gate> gates(House house) {
        DescribedPredicate<JavaClass> workflows = house.in("workflows");
        return List.of(
                gate("allowlist", workflows, (from, to) -> !allowed(house, from, to)),
                gate(
                        "kernel",
                        house.in("workflows", "agent"),
                        (from, to) -> isTemporal(to)
                                || (workflows.test(to) && !in(house, to, "workflows", "agent", "contract"))),
                gate(
                        "contract",
                        house.in("workflows", "contract"),
                        (from, to) -> workflows.test(to) && !in(house, to, "workflows", "contract")),
                gate(
                        "gateway",
                        house.in("workflows", "gateway"),
                        (from, to) -> workflows.test(to) && !in(house, to, "workflows", "gateway", "contract", "run")),
                gate(
                        "run",
                        house.in("workflows", "run"),
                        (from, to) -> workflows.test(to) && !in(house, to, "workflows", "run", "agent", "contract")),
                gate(
                        "shell",
                        house.in("workflows", "temporal"),
                        (from, to) -> in(house, to, "workflows", "batch", "gateway")),
                gate(
                        "encryption",
                        workflows
                                .and(house.in("workflows", "encryption").negate())
                                .and(house.in("workflows", "temporal").negate()),
                        (from, to) -> in(house, to, "workflows", "encryption")),
                gate("batch", house.in("workflows", "batch"), (from, to) -> in(house, to, "workflows", "gateway")),
                gate(
                        "foundation",
                        workflows.and(house.inAnAgent().negate()),
                        (from, to) -> house.inAnAgent().test(to)
                                || house.contractOfAnAgent(to)
                                        .filter(agent -> !Optional.of(agent).equals(house.contractOfAnAgent(from)))
                                        .isPresent()),
                gate(
                        "agents",
                        house.inAnAgent(),
                        (from, to) -> house.agent(to)
                                .or(() -> house.contractOfAnAgent(to))
                                .filter(other -> !Optional.of(other).equals(house.agent(from)))
                                .isPresent()),
                gate(
                        "activities",
                        house.in("activities"),
                        (from, to) -> house.inAnAgent().test(to)
                                || isWorkflowImpl(to)
                                || house.in("worker").or(house.in("starter")).test(to)),
                gate("capabilities", house.in("activities"), (from, to) -> !mayKnow(house, from, to)),
                gate(
                        "implementations",
                        house.in("worker").negate(),
                        (from, to) -> isWorkflowImpl(to)
                                && !outermost(from).equals(outermost(to))
                                && !isItsRegistration(from, to)
                                && workflowsOrElsewhereIn(house, to)),
                gate(
                        "starter",
                        house.in("starter"),
                        (from, to) -> in(house, to, "workflows", "agent")
                                || isActivityContract(house, to)
                                || house.in("activities").or(house.in("worker")).test(to)));
    }

    private static boolean allowed(House house, JavaClass from, JavaClass to) {
        if (to.getBaseComponentType().isPrimitive()
                || house.in("workflows").test(to)
                || Allowed.inAny(to, Allowed.EVERYWHERE)
                || Allowed.HARMLESS_IO.contains(to.getName())) {
            return true;
        }
        if (in(house, from, "workflows", "agent")) {
            return Allowed.inAny(to, Allowed.KERNEL);
        }
        if (in(house, from, "workflows", "contract")) {
            return Allowed.CONTRACT.contains(to.getName());
        }
        if (in(house, from, "workflows", "run")) {
            return Allowed.inAny(to, Allowed.RUN);
        }
        if (in(house, from, "workflows", "encryption")) {
            return Allowed.inAny(to, Allowed.ENCRYPTION);
        }
        if (in(house, from, "workflows", "temporal", "batch")) {
            return Allowed.inAny(to, Allowed.TEMPORAL);
        }
        return house.agent(from).isPresent()
                && outermost(from).matches(".*Workflow(Impl)?")
                && Allowed.inAny(to, Allowed.AGENT_WORKFLOW);
    }

    private static boolean mayKnow(House house, JavaClass from, JavaClass to) {
        Optional<String> one = house.room(from, "activities");
        Optional<String> other = house.room(to, "activities");
        if (one.isEmpty() || other.isEmpty() || one.equals(other) || SHARED_GROUND.contains(other.get())) {
            return true;
        }
        return EDGES.contains(one.get() + ">" + other.get());
    }

    private static boolean workflowsOrElsewhereIn(House house, JavaClass to) {
        return to.getPackageName().startsWith(house.root() + ".");
    }

    private static boolean in(House house, JavaClass type, String module, String... rooms) {
        return house.room(type, module).filter(List.of(rooms)::contains).isPresent();
    }

    private static boolean isTemporal(JavaClass type) {
        return Allowed.inAny(type, List.of("io.temporal"));
    }

    private static boolean isWorkflowImpl(JavaClass type) {
        return outermost(type).endsWith("WorkflowImpl");
    }

    /** A registration names the implementations of its own agent, and those only. */
    private static boolean isItsRegistration(JavaClass from, JavaClass to) {
        return outermost(from).endsWith("Registration")
                && from.getPackageName().equals(to.getBaseComponentType().getPackageName());
    }

    private static boolean isActivityContract(House house, JavaClass type) {
        return in(house, type, "workflows", "contract") && outermost(type).endsWith("Activities");
    }

    private static String outermost(JavaClass type) {
        String name = type.getBaseComponentType().getName();
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }

    private static Gate gate(
            String name, DescribedPredicate<JavaClass> guarded, BiPredicate<JavaClass, JavaClass> barred) {
        return new Gate(name, classes().that(guarded).should(new ArchCondition<JavaClass>("keep to the " + name) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    if (barred.test(type, dependency.getTargetClass())) {
                        events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                    }
                }
            }
        }));
    }
}
