package dev.ratchet.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds every gate against all product classes that one module's tests can see. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ArchitectureContract {
    private final String module;
    private final int fewest;
    private @org.jspecify.annotations.Nullable JavaClasses seen;

    /** @param fewest classes of {@code module} that must be seen for a silent gate to mean anything */
    protected ArchitectureContract(String module, int fewest) {
        this.module = module;
        this.fewest = fewest;
    }

    @BeforeAll
    void look() {
        seen = House.product();
    }

    static List<Gate> gates() {
        return House.PRODUCT.gates();
    }

    @ParameterizedTest
    @MethodSource("gates")
    void holds(Gate gate) {
        assertThat(gate.violations(classes())).isEmpty();
    }

    @Test
    void sawTheModule() {
        assertThat(House.PRODUCT.count(module, classes()))
                .as("classes seen below dev.ratchet." + module)
                .isGreaterThanOrEqualTo(fewest);
    }

    private JavaClasses classes() {
        return java.util.Objects.requireNonNull(seen);
    }
}
