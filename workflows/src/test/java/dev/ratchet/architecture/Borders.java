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
    private static final Set<String> SHARED_GROUND = Set.of("", "content", "database");

    /** Documented edges between capabilities, {@code from>to}. */
    private static final Set<String> EDGES = Set.of(
            // One decision sees the rules and the books at one instant.
            "policy>masterdata",
            // The ledger checks for itself who signed, and whether that person had the role and the limit.
            "ledger>approval",
            "ledger>masterdata",
            // A consent is signed only for a person who may give it.
            "approval>masterdata",
            // A group asks for many what these are asked for one.
            "group>documents",
            "group>masterdata",
            "group>ledger",
            "group>audit");

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
                        (from, to) -> workflows.test(to) && !in(house, to, "workflows", "gateway", "contract")),
                gate(
                        "foundation",
                        house.in("workflows", "temporal"),
                        (from, to) -> house.inAnAgent().test(to)),
                gate(
                        "agents",
                        house.inAnAgent(),
                        (from, to) -> house.agent(to)
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
        if (in(house, from, "workflows", "temporal")) {
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
