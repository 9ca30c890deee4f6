package dev.ratchet.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The plan under one root package: four modules, and inside each of them rooms, one package below the module.
 *
 * @param root {@code dev.ratchet} for the product
 */
public record House(String root) {
    public static final House PRODUCT = new House("dev.ratchet");

    /** The rooms of {@code workflows} that are no agent. */
    private static final Set<String> FOUNDATIONS =
            Set.of("contract", "gateway", "agent", "run", "temporal", "batch", "encryption");

    /** The rooms of {@code workflows.contract} that are for any agent. */
    private static final Set<String> CONTRACTS = Set.of("effect", "record", "policy", "batch", "retrieval");

    /** The product's classes on the class path, without any test's. */
    public static JavaClasses product() {
        return new ClassFileImporter()
                .withImportOption(at -> !at.contains("/test-classes/") && !at.contains("-tests.jar"))
                .importPackages(PRODUCT.root);
    }

    /** Every gate, whichever module it guards; a gate says nothing about classes that are not there. */
    public List<Gate> gates() {
        List<Gate> gates = new ArrayList<>(Determinism.gates(this));
        gates.addAll(Borders.gates(this));
        gates.addAll(Habits.gates(this));
        return gates;
    }

    /** How many classes of a module were seen; a gate that saw none would hold for nothing. */
    public long count(String module, JavaClasses classes) {
        return classes.stream().filter(in(module)).count();
    }

    DescribedPredicate<JavaClass> in(String module) {
        return DescribedPredicate.describe(
                "in " + module, at -> room(at, module).isPresent());
    }

    DescribedPredicate<JavaClass> in(String module, String room) {
        return DescribedPredicate.describe(
                "in " + module + "." + room,
                at -> room(at, module).filter(room::equals).isPresent());
    }

    DescribedPredicate<JavaClass> inAnAgent() {
        return DescribedPredicate.describe("in an agent", at -> agent(at).isPresent());
    }

    /** The agent whose folder the class is in, such as {@code invoice}. */
    Optional<String> agent(JavaClass at) {
        return room(at, "workflows").filter(room -> !room.isEmpty() && !FOUNDATIONS.contains(room));
    }

    /** The agent whose part of the contracts the class is in: {@code invoice} of {@code workflows.contract.invoice}. */
    Optional<String> contractOfAnAgent(JavaClass at) {
        String prefix = root + ".workflows.contract.";
        String place = at.getBaseComponentType().getPackageName();
        return Optional.of(place)
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .filter(room -> !CONTRACTS.contains(room));
    }

    /** The first package below the module, empty text for the module's own package; absent when the class is elsewhere. */
    Optional<String> room(JavaClass at, String module) {
        String prefix = root + "." + module;
        String place = at.getBaseComponentType().getPackageName();
        if (place.equals(prefix)) {
            return Optional.of("");
        }
        if (!place.startsWith(prefix + ".")) {
            return Optional.empty();
        }
        String below = place.substring(prefix.length() + 1);
        int dot = below.indexOf('.');
        return Optional.of(dot < 0 ? below : below.substring(0, dot));
    }
}
