package dev.ratchet.worker.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.common.VersioningBehavior;
import io.temporal.worker.WorkerDeploymentOptions;
import io.temporal.worker.WorkerOptions;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeploymentVersionTest {
    private static final WorkerOptions OPTIONS =
            WorkerOptions.newBuilder().setMaxConcurrentWorkflowTaskPollers(3).build();

    @Test
    void withoutADeploymentAWorkerIsNotVersioned() {
        DeploymentVersion version = DeploymentVersion.from(Map.of("TEMPORAL_DEPLOYMENT_NAME", " "), "1.0");
        assertThat(version.text()).isEqualTo("1.0");
        assertThat(version.on(OPTIONS)).isSameAs(OPTIONS);
    }

    @Test
    void withADeploymentItsRunsArePinned() {
        DeploymentVersion version = DeploymentVersion.from(
                Map.of("TEMPORAL_DEPLOYMENT_NAME", "ratchet", "TEMPORAL_WORKER_BUILD_ID", "b1"), "1.0");
        assertThat(version.text()).isEqualTo("ratchet:b1");
        WorkerOptions options = version.on(OPTIONS);
        assertThat(options.getMaxConcurrentWorkflowTaskPollers()).isEqualTo(3);
        WorkerDeploymentOptions deployed = Objects.requireNonNull(options.getDeploymentOptions());
        assertThat(deployed.isUsingVersioning()).isTrue();
        assertThat(Objects.requireNonNull(deployed.getVersion()).toCanonicalString())
                .isEqualTo("ratchet.b1");
        assertThat(deployed.getDefaultVersioningBehavior()).isEqualTo(VersioningBehavior.PINNED);
    }

    @ParameterizedTest
    @CsvSource({
        "rat.chet, b1, TEMPORAL_DEPLOYMENT_NAME: 'rat.chet' should be",
        "rat:chet, b1, TEMPORAL_DEPLOYMENT_NAME: 'rat:chet' should be",
        "__ratchet, b1, TEMPORAL_DEPLOYMENT_NAME: '__ratchet' should be",
        "ratchet, , TEMPORAL_WORKER_BUILD_ID: is not set",
        "ratchet, b 1, TEMPORAL_WORKER_BUILD_ID: 'b 1' should be",
        "ratchet, __b1, TEMPORAL_WORKER_BUILD_ID: '__b1' should be",
    })
    void whatTheServerWouldRefuseIsToldByItsName(String deployment, String build, String why) {
        Map<String, String> environment = build == null
                ? Map.of("TEMPORAL_DEPLOYMENT_NAME", deployment)
                : Map.of("TEMPORAL_DEPLOYMENT_NAME", deployment, "TEMPORAL_WORKER_BUILD_ID", build);
        assertThatThrownBy(() -> DeploymentVersion.from(environment, "1.0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(why);
    }
}
