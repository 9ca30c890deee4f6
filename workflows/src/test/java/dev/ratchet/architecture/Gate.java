package dev.ratchet.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/**
 * One rule of the house.
 *
 * @param name also the last part of the package under {@code dev.ratchet.planted} that breaks it
 */
public record Gate(String name, ArchRule rule) {

    /** One sentence per violation, sorted; empty when the gate holds. */
    public List<String> violations(JavaClasses classes) {
        return rule.allowEmptyShould(true).evaluate(classes).getFailureReport().getDetails().stream()
                .sorted()
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
